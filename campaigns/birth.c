/* birth.c - a date of birth.  A year of two digits could mean a child or a great-grandmother: it is not guessed. */
#include "campaigns/birth.h"

#include "base/clock.h"

enum { PARTS = 3 };

/* The first three numbers of the text and how many digits each has; anything after a space or T is a time of day. */
static int
numbers(struct view text, int value[PARTS], int digits[PARTS])
{
	int count = 0;
	bool inside = false;

	for (size_t i = 0; i < text.len; i++) {
		char c = text.data[i];
		if (c >= '0' && c <= '9') {
			if (!inside && count == PARTS)
				return -1;
			if (!inside) {
				value[count] = digits[count] = 0;
				count++;
			}
			inside = true;
			if (++digits[count - 1] > 6)
				return -1;
			value[count - 1] = value[count - 1] * 10 + (c - '0');
		} else if ((c == ' ' || c == 'T') && count == PARTS) {
			return count;
		} else if (c == '.' || c == '-' || c == '/') {
			inside = false;
		} else {
			return -1;
		}
	}
	return count;
}

/* Day 60 of the spreadsheets' calendar is a 29 February 1900 that never was, so day 61 is 1900-03-01. */
static int
year_of_day(int day)
{
	int year, month, date;

	day_date(day_number(1899, 12, 30) + day, &year, &month, &date);
	return year;
}

/* The day of numbers that stand for one; NO_BIRTH_DAY when there is no such day. */
static int64_t
day_of(int year, int month, int date)
{
	int y, m, d;

	if (month < 1 || month > 12 || date < 1)
		return NO_BIRTH_DAY;
	day_date(day_number(year, month, date), &y, &m, &d);
	return d == date && m == month ? day_number(year, month, date) : NO_BIRTH_DAY;
}

bool
birth_date(struct view text, int this_year, int *out, int64_t *day)
{
	int value[PARTS], digits[PARTS], year = 0;
	int count = numbers(text, value, digits);
	int64_t known = NO_BIRTH_DAY;

	if (count == 1 && digits[0] == 4)
		year = value[0];
	else if ((count == 1 || count == 2) && digits[0] == 5)	/* 30753 or 30753.0 */
		year = year_of_day(value[0]), known = day_number(1899, 12, 30) + value[0];
	else if (count == 3 && digits[2] == 4 && value[0] <= 31 && value[1] <= 31)
		year = value[2], known = day_of(year, value[1], value[0]);
	else if (count == 3 && digits[0] == 4 && value[1] <= 12 && value[2] <= 31)
		year = value[0], known = day_of(year, value[1], value[2]);
	if (year < 1900 || year > this_year)
		return false;
	*out = year;
	*day = known;
	return true;
}
