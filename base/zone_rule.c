/* zone_rule.c - a POSIX TZ rule: read, and asked for the stretch around a second. */
#include "base/zone_rule.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

enum { DAY_SECONDS = 86400 };

static bool
skip_name(const char **p)
{
	const char *start = *p;

	if (*start == '<') {
		const char *end = strchr(start, '>');
		*p = end ? end + 1 : start;
		return end != NULL;
	}
	while ((**p >= 'A' && **p <= 'Z') || (**p >= 'a' && **p <= 'z'))
		(*p)++;
	return *p - start >= 3;
}

static bool
read_number(const char **p, int max, int *out)
{
	int value = 0;
	const char *start = *p;

	for (; **p >= '0' && **p <= '9' && value <= max; (*p)++)
		value = value * 10 + **p - '0';
	*out = value;
	return *p > start && value <= max;
}

/* [+-]hh[:mm[:ss]] in seconds. */
static bool
read_time(const char **p, int32_t *out)
{
	int hour, minute = 0, second = 0;
	int sign = **p == '-' ? -1 : 1;

	if (**p == '-' || **p == '+')
		(*p)++;
	if (!read_number(p, 167, &hour))
		return false;
	if (**p == ':' && ((*p)++, !read_number(p, 59, &minute)))
		return false;
	if (**p == ':' && ((*p)++, !read_number(p, 59, &second)))
		return false;
	*out = sign * (hour * 3600 + minute * 60 + second);
	return true;
}

static bool
read_day(const char **p, struct zone_change *out)
{
	if (**p == 'J') {
		(*p)++;
		out->kind = CHANGE_JULIAN;
		return read_number(p, 365, &out->day) && out->day >= 1;
	}
	if (**p != 'M') {
		out->kind = CHANGE_DAY;
		return read_number(p, 365, &out->day);
	}
	(*p)++;
	out->kind = CHANGE_MONTH;
	if (!read_number(p, 12, &out->month) || *(*p)++ != '.' || !read_number(p, 5, &out->week) || *(*p)++ != '.')
		return false;
	return read_number(p, 6, &out->day) && out->month >= 1 && out->week >= 1;
}

static bool
read_change(const char **p, struct zone_change *out)
{
	out->time = 2 * 3600;
	if (*(*p)++ != ',' || !read_day(p, out))
		return false;
	return **p != '/' || ((*p)++, read_time(p, &out->time));
}

bool
zone_rule_parse(const char *text, struct zone_rule *out)
{
	struct zone_rule rule = {0};
	const char *p = text;

	if (!skip_name(&p) || !read_time(&p, &rule.standard))
		return false;
	rule.standard = -rule.standard;		/* POSIX counts west of Greenwich */
	if (*p != '\0') {
		rule.has_summer = true;
		rule.summer = rule.standard + 3600;
		if (!skip_name(&p))
			return false;
		if (*p != ',') {
			if (!read_time(&p, &rule.summer))
				return false;
			rule.summer = -rule.summer;
		}
		if (!read_change(&p, &rule.start) || !read_change(&p, &rule.end) || *p != '\0')
			return false;
	}
	*out = rule;
	return true;
}

static bool
is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* The day of the change in a year; the fifth week is the month's last. */
static int64_t
change_day(const struct zone_change *change, int year)
{
	if (change->kind == CHANGE_DAY)
		return day_number(year, 1, 1) + change->day;
	if (change->kind == CHANGE_JULIAN)
		return day_number(year, 1, 1) + change->day - 1 + (change->day >= 60 && is_leap(year));
	int64_t first = day_number(year, change->month, 1);
	int64_t next = change->month == 12 ? day_number(year + 1, 1, 1) : day_number(year, change->month + 1, 1);
	int weekday = day_weekday(first) % 7;	/* 0 Sunday, as POSIX counts */
	int64_t day = first + (change->day - weekday + 7) % 7 + 7 * (change->week - 1);
	return day < next ? day : day - 7;
}

static void
note_change(int64_t at, int32_t offset, int64_t second, struct zone_span *out)
{
	if (at <= second && at >= out->from) {
		out->from = at;
		out->offset = offset;
	}
	if (at > second && at < out->until)
		out->until = at;
}

/* Changes of the year before and after are looked at too: a southern summer spans the new year. */
void
zone_rule_span(const struct zone_rule *rule, int64_t second, struct zone_span *out)
{
	int64_t wall = second + rule->standard;
	int year, month, day;

	*out = (struct zone_span){INT64_MIN, INT64_MAX, rule->standard};
	if (!rule->has_summer)
		return;
	day_date(wall / DAY_SECONDS - (wall % DAY_SECONDS < 0), &year, &month, &day);
	for (int y = year - 1; y <= year + 1; y++) {
		int64_t start = change_day(&rule->start, y) * DAY_SECONDS + rule->start.time - rule->standard;
		int64_t end = change_day(&rule->end, y) * DAY_SECONDS + rule->end.time - rule->summer;
		note_change(start, rule->summer, second, out);
		note_change(end, rule->standard, second, out);
	}
}
