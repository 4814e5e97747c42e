/* inn.c - taxpayer numbers and their check digits (order of the tax service ЕД-7-14/559, appendix). */
#include "campaigns/inn.h"

#include <string.h>

static int
check_digit(const int *digit, const int *weight, int count)
{
	int sum = 0;

	for (int i = 0; i < count; i++)
		sum += digit[i] * weight[i];
	return sum % 11 % 10;
}

static bool
is_right(const int *digit, int count)
{
	static const int weight[] = {3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8};

	if (count == 10)
		return digit[9] == check_digit(digit, weight + 2, 9);
	return count == 12 && digit[10] == check_digit(digit, weight + 1, 10) &&
	    digit[11] == check_digit(digit, weight, 11);
}

bool
inn_parse(struct view text, int64_t *out)
{
	int digit[13] = {0};
	int count = 0;
	int64_t value = 0;

	for (size_t i = 0; i < text.len; i++) {
		if (text.data[i] == ' ')
			continue;
		if (text.data[i] < '0' || text.data[i] > '9' || count == 12)
			return false;
		digit[count++] = text.data[i] - '0';
		value = value * 10 + (text.data[i] - '0');
	}
	if (count == 9 || count == 11) {
		memmove(digit + 1, digit, (size_t)count * sizeof(*digit));
		digit[0] = 0;
		count++;
	}
	if (value == 0 || !is_right(digit, count))
		return false;
	*out = value;
	return true;
}

bool
inn_is_person(int64_t inn)
{
	return inn >= INT64_C(10000000000);
}
