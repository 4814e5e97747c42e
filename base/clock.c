/* clock.c - instants and calendar days. */
#include "base/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static enum { CLOCK_IS_REAL, CLOCK_IS_FIXED, CLOCK_IS_FROM } source_kind;
static int64_t source_instant;
static int64_t source_since;

static int64_t
machine_time(clockid_t id)
{
	struct timespec t;
	clock_gettime(id, &t);
	return (int64_t)t.tv_sec * SECOND + t.tv_nsec / 1000;
}

int64_t
clock_read(void)
{
	switch (source_kind) {
	case CLOCK_IS_FIXED:
		return source_instant;
	case CLOCK_IS_FROM:
		return source_instant + machine_time(CLOCK_REALTIME) - source_since;
	default:
		return machine_time(CLOCK_REALTIME);
	}
}

int64_t
clock_monotonic(void)
{
	return machine_time(CLOCK_MONOTONIC);
}

bool
clock_set(const char *source, struct err *err)
{
	char instant[40];
	int64_t at;

	if (strcmp(source, "real") == 0) {
		source_kind = CLOCK_IS_REAL;
		return true;
	}
	if (sscanf(source, "fixed %39s", instant) == 1 && instant_parse(instant, &at)) {
		source_kind = CLOCK_IS_FIXED;
		source_instant = at;
		return true;
	}
	if (sscanf(source, "from %39s", instant) == 1 && instant_parse(instant, &at)) {
		const char *since = strstr(source, " since ");
		source_kind = CLOCK_IS_FROM;
		source_instant = at;
		source_since = since ? strtoll(since + 7, NULL, 10) : machine_time(CLOCK_REALTIME);
		return true;
	}
	return fail(err, ERR_INPUT,
	    "clock \"%s\" is none of: real; fixed INSTANT; from INSTANT [since MICROSECONDS]", source);
}

void
clock_source(char text[80])
{
	char instant[28];

	instant_format(source_instant, instant);
	if (source_kind == CLOCK_IS_FROM)
		snprintf(text, 80, "from %s since %lld", instant, (long long)source_since);
	else if (source_kind == CLOCK_IS_FIXED)
		snprintf(text, 80, "fixed %s", instant);
	else
		snprintf(text, 80, "real");
}

int64_t
day_number(int year, int month, int day)
{
	int64_t y = year - (month <= 2);
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t year_of_era = y - era * 400;
	int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
	return era * 146097 + day_of_era - 719468;
}

void
day_date(int64_t number, int *year, int *month, int *day)
{
	int64_t z = number + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t day_of_era = z - era * 146097;
	int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t shifted = (5 * day_of_year + 2) / 153;

	*day = (int)(day_of_year - (153 * shifted + 2) / 5 + 1);
	*month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
	*year = (int)(year_of_era + era * 400 + (*month <= 2));
}

int
day_weekday(int64_t number)
{
	return (int)(((number + 3) % 7 + 7) % 7) + 1;
}

/* Decimal digits, with leading zeros, that end before `end`. */
static void
put_digits(char *end, unsigned value, int count)
{
	while (count-- > 0) {
		*--end = (char)('0' + value % 10);
		value /= 10;
	}
}

/* By hand: this stands many times in each recorded decision, and snprintf takes ten times as long. */
void
instant_format(int64_t instant, char text[28])
{
	int64_t day = instant / DAY - (instant % DAY < 0);
	int64_t rest = instant - day * DAY;
	int year, month, date;

	day_date(day, &year, &month, &date);
	memcpy(text, "0000-00-00T00:00:00.000000Z", 28);
	put_digits(text + 4, (unsigned)year, 4);
	put_digits(text + 7, (unsigned)month, 2);
	put_digits(text + 10, (unsigned)date, 2);
	put_digits(text + 13, (unsigned)(rest / HOUR), 2);
	put_digits(text + 16, (unsigned)(rest / MINUTE % 60), 2);
	put_digits(text + 19, (unsigned)(rest / SECOND % 60), 2);
	put_digits(text + 26, (unsigned)(rest % SECOND), 6);
}

bool
instant_parse(const char *text, int64_t *out)
{
	int year, month, day, hour = 0, minute = 0, second = 0, used = 0;
	int64_t fraction = 0, offset = 0;

	if (sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &used) != 3 || used != 10)
		return false;
	if (month < 1 || month > 12 || day < 1 || day > 31)
		return false;
	text += used;
	if (*text != '\0') {
		used = 0;
		if ((*text != 'T' && *text != ' ') || sscanf(text + 1, "%2d:%2d%n", &hour, &minute, &used) != 2)
			return false;
		text += 1 + used;
		used = 0;
		if (*text == ':' && sscanf(text, ":%2d%n", &second, &used) == 1)
			text += used;
		if (*text == '.') {
			int64_t unit = SECOND / 10;
			for (text++; *text >= '0' && *text <= '9'; text++, unit /= 10)
				fraction += (*text - '0') * unit;
		}
		int hours, minutes;
		if (strcmp(text, "Z") == 0)
			offset = 0;
		else if ((*text == '+' || *text == '-') && sscanf(text + 1, "%2d:%2d", &hours, &minutes) == 2)
			offset = (hours * HOUR + minutes * MINUTE) * (*text == '-' ? -1 : 1);
		else
			return false;
		if (hour > 23 || minute > 59 || second > 60 || hour < 0 || minute < 0 || second < 0)
			return false;
	}
	*out = day_number(year, month, day) * DAY + hour * HOUR + minute * MINUTE + second * SECOND + fraction - offset;
	return true;
}
