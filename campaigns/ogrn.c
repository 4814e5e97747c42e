/* ogrn.c - state registration numbers and their check digit (order of the Ministry of Finance 165н of 30.10.2017, p. 8 and 12). */
#include "campaigns/ogrn.h"

enum { COMPANY_DIGITS = 13, PERSON_DIGITS = 15 };

bool
ogrn_parse(struct view text, int64_t *out)
{
	int64_t value = 0;
	int count = 0;

	for (size_t i = 0; i < text.len; i++) {
		if (text.data[i] == ' ')
			continue;
		if (text.data[i] < '0' || text.data[i] > '9' || ++count > PERSON_DIGITS)
			return false;
		value = value * 10 + (text.data[i] - '0');
	}
	if (count != COMPANY_DIGITS && count != PERSON_DIGITS)
		return false;
	if (value / 10 == 0 || value / 10 % (count - 2) % 10 != value % 10)
		return false;
	*out = value;
	return true;
}

bool
ogrn_is_person(int64_t ogrn)
{
	return ogrn >= INT64_C(100000000000000);
}
