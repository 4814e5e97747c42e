/*
 * zone_window_test.c - the search for an open hour at its edges: the last day, the first day of a calendar, full lists of zones.
 */
#include "compliance/zone_window.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include "base/clock.h"
#include "base/err.h"
#include "compliance/situation.h"

#include <cmocka.h>

enum { FIRST = 20000, SPAN = 60 };

/* A pack whose calendar begins on a day; it is open all day on one of its days, and on no other. */
static struct policy
open_on(int64_t first, int64_t day)
{
	struct policy p = {.years = 1, .days_off = {0, 24 * 60}, .anywhere_days_off = {0, 24 * 60}};

	p.calendar[0] = (struct calendar_year){.first_day = first, .days = SPAN};
	p.calendar[0].day_off[(day - first) / 8] = (uint8_t)(1 << (day - first) % 8);
	return p;
}

static int64_t
next(const struct policy *p, int64_t from)
{
	const struct zone *utc[] = {zone_find("UTC"), zone_find("UTC")};

	assert_non_null(utc[0]);
	int64_t one = window_next(p, utc, 1, from);
	assert_true(window_next(p, utc, 2, from) == one);
	assert_true(window_next_anywhere(p, from) == one);
	return one;
}

/* Within thirty-one days, counted to the instant. */
static void
a_month_is_searched(void **state)
{
	const int64_t noon = FIRST * DAY + DAY / 2;

	(void)state;
	for (int day = 0; day < 34; day++) {
		struct policy p = open_on(FIRST, FIRST + day);
		int64_t opens = (FIRST + day) * DAY;
		assert_true(next(&p, noon) == (day > 31 ? 0 : day == 0 ? noon : opens));
		assert_true(next(&p, FIRST * DAY) == (day > 31 ? 0 : opens));
	}
}

/* What opens later than that, on the last day too, is nobody's to promise. */
static void
a_month_ends(void **state)
{
	const struct zone *utc[] = {zone_find("UTC"), zone_find("UTC")};
	struct policy p = open_on(FIRST, FIRST + 31);
	int64_t opens = (FIRST + 31) * DAY + 12 * HOUR;

	(void)state;
	p.days_off.from = 12 * 60;
	for (int count = 1; count <= 2; count++) {
		assert_true(window_next(&p, utc, count, FIRST * DAY + 12 * HOUR) == opens);
		assert_true(window_next(&p, utc, count, FIRST * DAY + 12 * HOUR - 1) == 0);
	}
}

/* A day begins at its midnight and ends before the next one, before 1970 as after it. */
static void
days_begin_at_midnight(void **state)
{
	(void)state;
	for (int64_t day = -9; day < 9; day++) {
		struct policy p = open_on(day, day);
		assert_true(day == 0 || next(&p, day * DAY) == day * DAY);
		assert_true(next(&p, day * DAY + 1) == day * DAY + 1);
		assert_true(next(&p, (day + 1) * DAY - 1) == (day + 1) * DAY - 1);
		assert_true(next(&p, day * DAY - 1) == 0);
		assert_true(next(&p, (day + 1) * DAY) == 0);
	}
	struct policy p = open_on(FIRST, FIRST);
	assert_true(next(&p, FIRST * DAY) == FIRST * DAY);
}

static void
hours_have_edges(void **state)
{
	struct policy p = open_on(FIRST, FIRST);
	const int64_t day = FIRST * DAY;

	(void)state;
	p.days_off = p.anywhere_days_off = (struct hours){9 * 60 + 30, 21 * 60};
	assert_true(next(&p, day) == day + 570 * MINUTE);
	assert_true(next(&p, day + 570 * MINUTE - 1) == day + 570 * MINUTE);
	assert_true(next(&p, day + 570 * MINUTE) == day + 570 * MINUTE);
	assert_true(next(&p, day + 21 * HOUR - 1) == day + 21 * HOUR - 1);
	assert_true(next(&p, day + 21 * HOUR) == 0);
	assert_true(next(&p, day + 570 * MINUTE + 1) == day + 570 * MINUTE + 1);
	p.days_off = p.anywhere_days_off = (struct hours){9 * 60 + 50, 21 * 60};
	assert_true(next(&p, day) == day + 590 * MINUTE);
	p.anywhere_days_off = (struct hours){600, 600};
	assert_true(window_next_anywhere(&p, day) == 0);
	assert_true(window_next(&p, NULL, 0, day) == 0);
}

static void
a_calendar_has_edges(void **state)
{
	struct policy p = {.years = 2};

	(void)state;
	for (int i = 0; i < 3; i++) {
		p.calendar[i] = (struct calendar_year){.first_day = FIRST + i * 365, .days = 365};
		for (int n = 0; n < 365; n++)
			if (n % 7 == i || n % 5 == 0)
				p.calendar[i].day_off[n / 8] |= (uint8_t)(1 << n % 8);
	}
	assert_int_equal(policy_is_day_off(&p, FIRST - 1), TRI_UNKNOWN);
	for (int i = 0; i < 2; i++)
		for (int n = 0; n < 365; n++)
			assert_int_equal(policy_is_day_off(&p, FIRST + i * 365 + n), tri_of(n % 7 == i || n % 5 == 0));
	assert_int_equal(policy_is_day_off(&p, FIRST + 730), TRI_UNKNOWN);
}

static void
what_is_only_observed_does_not_count(void **state)
{
	struct policy p = {.asked = {[7] = true}};

	(void)state;
	assert_true(policy_counts(&p, 7));
	assert_false(policy_counts(&p, 8));
	p.observed[7] = p.observed[8] = true;
	assert_false(policy_counts(&p, 7));
	assert_false(policy_counts(&p, 8));
}

static void
zones_are_listed_once(void **state)
{
	static const int64_t mark[FACTS_ZONES + 1];
	const struct zone *out[3 * FACTS_ZONES + 1];
	struct facts f = {.now = 1};

	(void)state;
	for (int i = 0; i < FACTS_ZONES; i++)
		f.number_zones.zone[i] = (const struct zone *)&mark[i];
	f.number_zones.count = FACTS_ZONES;
	assert_int_equal(zones_possible(&f, out), FACTS_ZONES);
	f.address_zones = f.clinic_zones = f.number_zones;
	assert_int_equal(zones_possible(&f, out), FACTS_ZONES);
	memset(&f.clinic_zones, 0, sizeof(f.clinic_zones));
	f.address_zones = f.clinic_zones;
	f.number_zones.count = FACTS_ZONES + 1;
	assert_int_equal(zones_possible(&f, out), 0);	/* longer than it can be */
	f.number_zones.count = 1;
	assert_int_equal(zones_possible(&f, out), 1);	/* what stands behind the list is not in it */
	f.number_zones.count = 2;
	f.number_zones.zone[0] = NULL;
	assert_int_equal(zones_possible(&f, out), 1);
	assert_ptr_equal(out[0], &mark[1]);
}

/* What is not known has hours, even under a pack that gives them to nothing. */
static void
hours_hold_for_the_unknown(void **state)
{
	static const struct policy none;
	struct policy p = none;
	struct facts f = {.purpose = PURPOSE_AD_PROMO, .channel = CHANNEL_CALL_OPERATOR, .class = CLASS_AD};

	(void)state;
	assert_false(hours_apply(&f, &none));
	f.channel = CHANNEL_UNKNOWN;
	assert_true(hours_apply(&f, &none));
	f.channel = CHANNEL_SMS;
	f.purpose = PURPOSE_UNKNOWN;
	assert_true(hours_apply(&f, &none));
	f.purpose = PURPOSE_COUNT;
	assert_true(hours_apply(&f, &none));
	f.purpose = PURPOSE_LEGAL_NOTICE;
	assert_false(hours_apply(&f, &none));
	p.hours_apply[PURPOSE_AD_PROMO] = WORD_BIT(CHANNEL_SMS);
	assert_true(hours_apply(&f, &p));
	f.channel = CHANNEL_EMAIL;
	assert_false(hours_apply(&f, &p));
	f.channel = CHANNEL_SMS;
	f.class = CLASS_SERVICE;
	assert_false(hours_apply(&f, &p));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_month_is_searched), cmocka_unit_test(a_month_ends), cmocka_unit_test(days_begin_at_midnight), cmocka_unit_test(hours_have_edges),
		cmocka_unit_test(a_calendar_has_edges), cmocka_unit_test(what_is_only_observed_does_not_count),
		cmocka_unit_test(zones_are_listed_once), cmocka_unit_test(hours_hold_for_the_unknown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
