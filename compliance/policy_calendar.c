/*
 * policy_calendar.c - the production calendar: which days are days off, year by year.
 *
 * Saturdays and Sundays are, unless the Government moved them; holidays and
 * the days moved to are named in the pack.
 */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "compliance/policy_parts.h"

static void
mark(struct calendar_year *year, int64_t day, bool off)
{
	int64_t n = day - year->first_day;
	uint8_t bit = (uint8_t)(1u << (n % 8));

	if (off)
		year->day_off[n / 8] |= bit;
	else
		year->day_off[n / 8] &= (uint8_t)~bit;
}

/* "01-01" of this year; false for 02-30 and the like. */
static bool
day_of(const struct calendar_year *year, int month, int date, int64_t *out)
{
	int y, m, d;
	int64_t day = day_number(year->year, month, date);

	day_date(day, &y, &m, &d);
	if (m != month || d != date)
		return false;
	*out = day;
	return true;
}

/* "05-01" or "05-01..05-03". */
static bool
read_days(const struct yaml *list, const struct yaml *node, bool off, struct calendar_year *year, struct err *err)
{
	int month, date, last_month, last_date, used = 0, all = 0;
	int64_t first, last;
	const char *text = node->kind == YAML_TEXT ? node->text : "";
	int found = sscanf(text, "%2d-%2d%n..%2d-%2d%n", &month, &date, &used, &last_month, &last_date, &all);

	if (found == 2 && text[used] == '\0') {
		last_month = month;
		last_date = date;
	} else if (found != 4 || text[all] != '\0') {
		return yaml_wrong(list, err, "\"%s\": expected days like 05-01 or 05-01..05-03", text);
	}
	if (!day_of(year, month, date, &first) || !day_of(year, last_month, last_date, &last) || first > last)
		return yaml_wrong(list, err, "\"%s\": there are no such days in %d", text, year->year);
	for (int64_t day = first; day <= last; day++)
		mark(year, day, off);
	return true;
}

static bool
read_list(const struct yaml *map, const char *key, bool off, struct calendar_year *year, struct err *err)
{
	const struct yaml *list = yaml_find(map, key);

	if (list == NULL)
		return true;
	if (list->kind != YAML_LIST)
		return yaml_wrong(list, err, "expected a list of days like [05-01..05-03, 11-04]");
	for (const struct yaml *node = list->first; node != NULL; node = node->next)
		if (!read_days(list, node, off, year, err))
			return false;
	return true;
}

static bool
read_year(const struct yaml *map, struct calendar_year *out, struct err *err)
{
	static const char *const known[] = {"source", "status", "days_off", "workdays", NULL};
	const struct yaml *status;
	const char *text;
	int used = 0;

	if (map->key == NULL || sscanf(map->key, "%4d%n", &out->year, &used) != 1 || map->key[used] != '\0' || out->year < 2000)
		return yaml_wrong(map, err, "expected a year");
	out->first_day = day_number(out->year, 1, 1);
	out->days = (int)(day_number(out->year + 1, 1, 1) - out->first_day);
	for (int64_t day = out->first_day; day < out->first_day + out->days; day++)
		mark(out, day, day_weekday(day) >= 6);
	return yaml_all_known(map, known, err) && policy_source(map, &text, err) && yaml_get(map, "status", &status, err) &&
	    yaml_text(status, &text, err) && read_list(map, "workdays", false, out, err) &&
	    read_list(map, "days_off", true, out, err);
}

bool
policy_read_calendar(const struct yaml *calendar, struct policy *out, struct err *err)
{
	int y, m, d;

	for (const struct yaml *node = calendar->first; node != NULL; node = node->next) {
		if (out->years == CALENDAR_YEARS)
			return yaml_wrong(node, err, "more than %d years; remove the oldest", CALENDAR_YEARS);
		if (!read_year(node, &out->calendar[out->years], err))
			return false;
		out->years++;
	}
	for (int64_t day = out->valid_from / DAY; day < out->valid_to / DAY; day++)
		if (policy_is_day_off(out, day) == TRI_UNKNOWN) {
			day_date(day, &y, &m, &d);
			return yaml_wrong(calendar, err, "the year %d is missing; add it, or let valid_to be earlier", y);
		}
	return true;
}
