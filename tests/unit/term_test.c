/* term_test.c - terms over the production calendar: by table, and as properties against a slow count of days. */
#include "compliance/term.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/lang.h"
#include "compliance/deadline.h"
#include "tests/support/situation.h"

#include <cmocka.h>

static struct policy *policy;

static int64_t
at(const char *text)
{
	int64_t out;
	assert_true(instant_parse(text, &out));
	return out;
}

static const struct {
	const char *from, *zone;
	enum term_unit unit;
	int count;
	const char *end;	/* NULL: a year is missing */
} table[] = {
	/* Friday, a week without holidays */
	{"2026-11-20T10:00:00+03:00", "Europe/Moscow", TERM_WORKING_DAYS, 1, "2026-11-24T00:00:00+03:00"},
	{"2026-11-20T10:00:00+03:00", "Europe/Moscow", TERM_WORKING_DAYS, 3, "2026-11-26T00:00:00+03:00"},
	{"2026-11-20T23:59:59+03:00", "Europe/Moscow", TERM_WORKING_DAYS, 3, "2026-11-26T00:00:00+03:00"},
	/* midnight: another day, so another end */
	{"2026-11-23T00:00:00+03:00", "Europe/Moscow", TERM_WORKING_DAYS, 3, "2026-11-27T00:00:00+03:00"},
	{"2026-11-21T12:00:00+03:00", "Europe/Moscow", TERM_WORKING_DAYS, 3, "2026-11-26T00:00:00+03:00"},
	/* the New Year of 2026: working days from the 12th on */
	{"2026-01-01T12:00:00+03:00", "Europe/Moscow", TERM_WORKING_DAYS, 1, "2026-01-13T00:00:00+03:00"},
	{"2026-01-09T12:00:00+03:00", "Europe/Moscow", TERM_WORKING_DAYS, 10, "2026-01-24T00:00:00+03:00"},
	/* over the New Year of 2027: 31.12 is off (moved from a January Sunday), then until the 10th */
	{"2026-12-29T18:00:00+03:00", "Europe/Moscow", TERM_WORKING_DAYS, 1, "2026-12-31T00:00:00+03:00"},
	{"2026-12-30T18:00:00+03:00", "Europe/Moscow", TERM_WORKING_DAYS, 1, "2027-01-12T00:00:00+03:00"},
	{"2026-12-25T18:00:00+03:00", "Europe/Moscow", TERM_WORKING_DAYS, 10, "2027-01-20T00:00:00+03:00"},
	{"2026-12-25T18:00:00+03:00", "Europe/Moscow", TERM_WORKING_DAYS, 15, "2027-01-27T00:00:00+03:00"},
	/* the May holidays, and 9 March */
	{"2026-04-30T09:00:00+03:00", "Europe/Moscow", TERM_WORKING_DAYS, 7, "2026-05-14T00:00:00+03:00"},
	{"2026-03-06T09:00:00+03:00", "Europe/Moscow", TERM_WORKING_DAYS, 1, "2026-03-11T00:00:00+03:00"},
	/* the same instant is Saturday in Vladivostok and Friday in Kaliningrad */
	{"2026-11-20T20:00:00Z", "Asia/Vladivostok", TERM_WORKING_DAYS, 1, "2026-11-24T00:00:00+10:00"},
	{"2026-11-22T20:00:00Z", "Asia/Vladivostok", TERM_WORKING_DAYS, 1, "2026-11-25T00:00:00+10:00"},
	{"2026-11-22T20:00:00Z", "Europe/Kaliningrad", TERM_WORKING_DAYS, 1, "2026-11-24T00:00:00+02:00"},
	/* the end of the pack's years */
	{"2027-12-30T12:00:00+03:00", "Europe/Moscow", TERM_WORKING_DAYS, 1, NULL},
	{"2028-01-10T12:00:00+03:00", "Europe/Moscow", TERM_WORKING_DAYS, 1, NULL},
	{"2025-12-30T12:00:00+03:00", "Europe/Moscow", TERM_WORKING_DAYS, 1, NULL},
	/* days, hours, months, years need no calendar */
	{"2026-11-20T10:00:00+03:00", "Europe/Moscow", TERM_DAYS, 30, "2026-12-21T00:00:00+03:00"},
	{"2027-12-30T10:00:00+03:00", "Europe/Moscow", TERM_DAYS, 30, "2028-01-30T00:00:00+03:00"},
	{"2026-11-20T10:00:00+03:00", "Europe/Moscow", TERM_HOURS, 24, "2026-11-21T10:00:00+03:00"},
	{"2026-12-30T23:30:00+03:00", "Europe/Moscow", TERM_HOURS, 72, "2027-01-02T23:30:00+03:00"},
	{"2026-11-20T10:00:00+03:00", "Europe/Moscow", TERM_SECONDS, 60, "2026-11-20T10:01:00+03:00"},
	{"2026-08-31T10:00:00+03:00", "Europe/Moscow", TERM_MONTHS, 6, "2027-03-01T00:00:00+03:00"},
	{"2026-11-20T10:00:00+03:00", "Europe/Moscow", TERM_MONTHS, 6, "2027-05-21T00:00:00+03:00"},
	{"2026-11-20T10:00:00+03:00", "Europe/Moscow", TERM_YEARS, 3, "2029-11-21T00:00:00+03:00"},
	{"2028-02-29T10:00:00+03:00", "Europe/Moscow", TERM_YEARS, 3, "2031-03-01T00:00:00+03:00"},
	/* changes of the notification: the 15th of the next month is the last day */
	{"2026-11-01T00:00:00+03:00", "Europe/Moscow", TERM_DAY_OF_NEXT_MONTH, 15, "2026-12-16T00:00:00+03:00"},
	{"2026-11-30T23:59:59+03:00", "Europe/Moscow", TERM_DAY_OF_NEXT_MONTH, 15, "2026-12-16T00:00:00+03:00"},
	{"2026-12-31T10:00:00+03:00", "Europe/Moscow", TERM_DAY_OF_NEXT_MONTH, 15, "2027-01-16T00:00:00+03:00"},
};

static void
by_table(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		struct err err = {0};
		int64_t end = 0;
		char got[28];
		bool counted = term_end(policy, zone_find(table[i].zone), at(table[i].from),
		    (struct term){table[i].unit, table[i].count}, &end, &err);
		instant_format(end, got);
		if (counted != (table[i].end != NULL) || (counted && end != at(table[i].end)))
			fail_msg("row %zu from %s: %s, expected %s", i, table[i].from, counted ? got : err.text, table[i].end);
		if (!counted)
			assert_non_null(strstr(err.text, "production calendar of 20"));
	}
}

/* A Saturday that the Government made a working day counts. */
static void
moved_saturday(void **state)
{
	static struct policy moved;
	struct err err;
	int64_t end;

	(void)state;
	moved = *policy;
	for (int i = 0; i < moved.years; i++)
		if (moved.calendar[i].year == 2026) {
			int64_t n = day_number(2026, 11, 21) - moved.calendar[i].first_day;
			moved.calendar[i].day_off[n / 8] &= (uint8_t)~(1u << (n % 8));
		}
	assert_true(term_end(&moved, zone_find("Europe/Moscow"), at("2026-11-20T10:00:00+03:00"),
	    (struct term){TERM_WORKING_DAYS, 1}, &end, &err));
	assert_int_equal(end, at("2026-11-22T00:00:00+03:00"));
}

/* Over random instants: the end is a local midnight, so many working days lie between, later never ends earlier, and
 * what the cutoff calls over has ended. */
static void
properties(void **state)
{
	static const char *const zones[] = {"Europe/Moscow", "Asia/Kamchatka", "Europe/Kaliningrad", "Asia/Yekaterinburg"};
	unsigned seed = getenv("SEED") ? (unsigned)atoi(getenv("SEED")) : 7;
	struct err err;

	(void)state;
	print_message("SEED=%u\n", seed);
	for (int i = 0; i < 20000; i++) {
		const struct zone *zone = zone_find(zones[rand_r(&seed) % 4]);
		int64_t from = at("2026-01-01") + ((int64_t)rand_r(&seed) * 13 % (600 * 86400)) * SECOND, end, later, cutoff;
		struct term term = {TERM_WORKING_DAYS, 1 + rand_r(&seed) % 15};
		int working = 0;
		assert_true(term_end(policy, zone, from, term, &end, &err));
		struct local_time last = local_time(zone, end);
		assert_int_equal(last.hour * 60 + last.minute, 0);
		for (int64_t day = local_time(zone, from).day + 1; day < last.day; day++)
			working += policy_is_day_off(policy, day) == TRI_NO;
		assert_int_equal(working, term.count);
		assert_int_equal(policy_is_day_off(policy, last.day - 1), TRI_NO);
		assert_true(term_end(policy, zone, from + DAY, term, &later, &err) && later >= end);
		assert_true(term_end(policy, zone, from, (struct term){TERM_WORKING_DAYS, term.count + 5}, &later, &err) && later > end);
		term.unit = i % 2 ? TERM_WORKING_DAYS : TERM_DAYS;
		if (local_time(zone, from).day - 40 < day_number(2026, 1, 1))
			continue;
		assert_true(term_cutoff(policy, zone, from, term, &cutoff, &err));
		assert_true(term_end(policy, zone, cutoff - 1, term, &end, &err) && end <= from);
		assert_true(term_end(policy, zone, cutoff, term, &end, &err) && end > from);
	}
}

/* Section 5 of the law paper, line by line: count, unit, extension. */
static void
deadlines_of_law(void **state)
{
	static const struct {
		enum deadline deadline;
		enum term_unit unit;
		int count, more;
	} law[] = {
		{DEADLINE_STOP_PROCESSING, TERM_WORKING_DAYS, 10, 5}, {DEADLINE_WITHDRAWAL_DESTROY, TERM_DAYS, 30, 0},
		{DEADLINE_PURPOSE_DESTROY, TERM_DAYS, 30, 0}, {DEADLINE_ACCESS_ANSWER, TERM_WORKING_DAYS, 10, 5},
		{DEADLINE_REGULATOR_ANSWER, TERM_WORKING_DAYS, 10, 5}, {DEADLINE_CORRECTION, TERM_WORKING_DAYS, 7, 0},
		{DEADLINE_UNLAWFUL_STOP, TERM_WORKING_DAYS, 3, 0}, {DEADLINE_UNLAWFUL_DESTROY, TERM_WORKING_DAYS, 10, 0},
		{DEADLINE_OBJECTION_ANSWER, TERM_DAYS, 30, 0}, {DEADLINE_LEAK_NOTICE, TERM_HOURS, 24, 0},
		{DEADLINE_LEAK_RESULT, TERM_HOURS, 72, 0}, {DEADLINE_DESTRUCTION_HARD, TERM_MONTHS, 6, 0},
		{DEADLINE_ACT_KEEP, TERM_YEARS, 3, 0}, {DEADLINE_AD_KEEP, TERM_YEARS, 1, 0},
		{DEADLINE_RKN_CHANGE, TERM_DAY_OF_NEXT_MONTH, 15, 0}, {DEADLINE_CARRIER_REFUSAL, TERM_DAYS, 1, 0},
		{DEADLINE_AD_STOP, TERM_SECONDS, 60, 0},
	};
	(void)state;
	for (size_t i = 0; i < sizeof(law) / sizeof(law[0]); i++) {
		const struct deadline_value *value = &policy->deadlines[law[i].deadline];
		if (value->term.unit != law[i].unit || value->term.count != law[i].count || value->more != law[i].more)
			fail_msg("%s", deadline_rule(law[i].deadline)->name);
	}
	for (int i = 0; i < DEADLINE_COUNT; i++)
		assert_int_equal(deadline_find(view_of(deadline_rule((enum deadline)i)->name)), i);
}

static void
extension_and_reminders(void **state)
{
	const struct zone *zone = zone_find("Europe/Moscow");
	int64_t from = at("2026-12-25T18:00:00+03:00"), out;
	struct err err;

	(void)state;
	assert_true(deadline_end(policy, zone, DEADLINE_ACCESS_ANSWER, from, false, &out, &err));
	assert_int_equal(out, at("2027-01-20T00:00:00+03:00"));
	assert_true(deadline_end(policy, zone, DEADLINE_ACCESS_ANSWER, from, true, &out, &err));
	assert_int_equal(out, at("2027-01-27T00:00:00+03:00"));
	assert_true(deadline_reminder(policy, zone, DEADLINE_ACCESS_ANSWER, from, 0, &out, &err));
	assert_int_equal(out, at("2027-01-12T00:00:00+03:00"));
	assert_true(deadline_reminder(policy, zone, DEADLINE_LEAK_NOTICE, from, 1, &out, &err));
	assert_int_equal(out, from + 20 * HOUR);
	static struct policy silent;
	silent = *policy;
	silent.deadlines[DEADLINE_CORRECTION].term.count = 0;
	assert_false(deadline_end(&silent, zone, DEADLINE_CORRECTION, from, false, &out, &err));
	assert_non_null(strstr(err.text, "correction"));
}

static void
said_in_russian(void **state)
{
	static const struct {
		struct term term;
		const char *says;
	} words[] = {
		{{TERM_WORKING_DAYS, 10}, "10 рабочих дней"}, {{TERM_DAYS, 1}, "1 день"}, {{TERM_DAYS, 30}, "30 дней"},
		{{TERM_HOURS, 24}, "24 часа"}, {{TERM_YEARS, 3}, "3 года"}, {{TERM_MONTHS, 6}, "6 месяцев"}, {{TERM_DAYS, 11}, "11 дней"},
		{{TERM_DAY_OF_NEXT_MONTH, 15}, "до 15-го числа следующего месяца"},
	};
	char text[64];

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		term_say(words[i].term, text);
		assert_string_equal(text, words[i].says);
	}
}

static int
load(void **state)
{
	(void)state;
	lang_set(LANG_EN);
	policy = situation_policy();
	return 0;
}

static int
release(void **state)
{
	(void)state;
	policy = policy_free(policy);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_table), cmocka_unit_test(moved_saturday), cmocka_unit_test(properties),
		cmocka_unit_test(deadlines_of_law), cmocka_unit_test(extension_and_reminders), cmocka_unit_test(said_in_russian),
	};
	return cmocka_run_group_tests(tests, load, release);
}
