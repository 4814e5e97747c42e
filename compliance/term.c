/*
 * term.c - the arithmetic of terms over the production calendar of the pack.
 *
 * Everything but hours is counted in whole days of the zone: find the last
 * day, and the term ends where the next one begins.
 */
#include "compliance/term.h"

#include <stdio.h>

#include "base/clock.h"

static const struct unit {
	const char *name;
	const char *one, *few, *many;	/* Russian */
} units[TERM_UNITS] = {
	[TERM_UNKNOWN] = {"", "", "", ""},
	[TERM_SECONDS] = {"seconds", "секунда", "секунды", "секунд"},
	[TERM_HOURS] = {"hours", "час", "часа", "часов"},
	[TERM_DAYS] = {"days", "день", "дня", "дней"},
	[TERM_WORKING_DAYS] = {"working_days", "рабочий день", "рабочих дня", "рабочих дней"},
	[TERM_MONTHS] = {"months", "месяц", "месяца", "месяцев"},
	[TERM_YEARS] = {"years", "год", "года", "лет"},
	[TERM_DAY_OF_NEXT_MONTH] = {"day_of_next_month", "", "", ""},
};

const char *
term_unit_name(enum term_unit unit)
{
	return units[(unsigned)unit < TERM_UNITS ? unit : 0].name;
}

enum term_unit
term_unit_find(struct view name)
{
	for (int i = 1; i < TERM_UNITS; i++)
		if (view_is(name, units[i].name))
			return (enum term_unit)i;
	return TERM_UNKNOWN;
}

void
term_say(struct term term, char out[64])
{
	const struct unit *unit = &units[(unsigned)term.unit < TERM_UNITS ? term.unit : 0];
	int last = term.count % 10, teen = term.count % 100;
	const char *word = teen >= 11 && teen <= 14 ? unit->many : last == 1 ? unit->one : last >= 2 && last <= 4 ? unit->few : unit->many;

	if (term.unit == TERM_DAY_OF_NEXT_MONTH)
		snprintf(out, 64, "до %d-го числа следующего месяца", term.count);
	else
		snprintf(out, 64, "%d %s", term.count, word);
}

static bool
working_days(const struct policy *policy, int64_t from, int count, int64_t *out, struct err *err)
{
	int64_t day = from;

	while (count > 0) {
		enum tri off = policy_is_day_off(policy, ++day);
		if (off == TRI_UNKNOWN) {
			int year, month, date;
			day_date(day, &year, &month, &date);
			return fail(err, ERR_INPUT, "the production calendar of %d is missing in the policy pack; no working day of it can be counted",
			    year);
		}
		count -= off == TRI_NO;
	}
	*out = day;
	return true;
}

static int
month_days(int year, int month)
{
	int64_t first = day_number(year, month, 1);
	return (int)((month == 12 ? day_number(year + 1, 1, 1) : day_number(year, month + 1, 1)) - first);
}

/* The same date so many months on, or the month's last when it has no such date (GK 192). */
static int64_t
months_on(int64_t from, int count)
{
	int year, month, date;

	day_date(from, &year, &month, &date);
	int months = year * 12 + month - 1 + count;
	year = months / 12;
	month = months % 12 + 1;
	int most = month_days(year, month);
	return day_number(year, month, date < most ? date : most);
}

static int64_t
day_of_next_month(int64_t from, int count)
{
	int year, month, date;

	day_date(from, &year, &month, &date);
	return months_on(day_number(year, month, 1), 1) + count - 1;
}

/* The term's last day. */
static bool
last_day(const struct policy *policy, int64_t from, struct term term, int64_t *out, struct err *err)
{
	switch (term.unit) {
	case TERM_DAYS:
		*out = from + term.count;
		return true;
	case TERM_WORKING_DAYS:
		return working_days(policy, from, term.count, out, err);
	case TERM_MONTHS:
		*out = months_on(from, term.count);
		return true;
	case TERM_YEARS:
		*out = months_on(from, term.count * 12);
		return true;
	case TERM_DAY_OF_NEXT_MONTH:
		*out = day_of_next_month(from, term.count);
		return true;
	default:
		must(!"a term is counted in days here");
		return false;
	}
}

static bool
is_exact(struct term term)
{
	return term.unit == TERM_HOURS || term.unit == TERM_SECONDS;
}

static int64_t
exact_length(struct term term)
{
	return term.count * (term.unit == TERM_HOURS ? HOUR : SECOND);
}

bool
term_end(const struct policy *policy, const struct zone *zone, int64_t from, struct term term, int64_t *out, struct err *err)
{
	int64_t day;

	if (is_exact(term)) {
		*out = from + exact_length(term);
		return true;
	}
	if (!last_day(policy, local_time(zone, from).day, term, &day, err))
		return false;
	*out = local_instant(zone, day + 1, 0, 0);
	return true;
}

bool
term_last_day(const struct policy *policy, const struct zone *zone, int64_t from, struct term term, int64_t *out, struct err *err)
{
	int64_t day;

	if (is_exact(term))
		return term_end(policy, zone, from, term, out, err);
	if (!last_day(policy, local_time(zone, from).day, term, &day, err))
		return false;
	*out = local_instant(zone, day, 0, 0);
	return true;
}

/* Steps back from today; no term ends before it begins, so the first day that fits is the newest. */
bool
term_cutoff(const struct policy *policy, const struct zone *zone, int64_t now, struct term term, int64_t *out, struct err *err)
{
	int64_t today = local_time(zone, now).day, day = today, last;

	if (is_exact(term)) {
		*out = now - exact_length(term) + 1;
		return true;
	}
	if (term.unit == TERM_DAYS)
		day -= term.count;
	else if (term.unit == TERM_MONTHS || term.unit == TERM_YEARS)
		day = months_on(today, -term.count * (term.unit == TERM_YEARS ? 12 : 1));
	do {
		day--;
		if (!last_day(policy, day, term, &last, err))
			return false;
	} while (last >= today);
	*out = local_instant(zone, day + 1, 0, 0);
	return true;
}
