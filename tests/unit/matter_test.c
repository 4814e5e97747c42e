/* matter_test.c - the clocks of each kind of matter, what closing it needs, and when it may be extended. */
#include "compliance/matter.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/lang.h"
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

static struct matter
opened(enum matter_kind kind, const char *when)
{
	struct matter m = {.id = 1, .kind = kind, .opened_at = at(when), .zone = "Europe/Moscow", .affected = -1};
	return m;
}

static void
clocks_by_kind(void **state)
{
	static const struct {
		enum matter_kind kind;
		const char *due[MATTER_CLOCKS];
	} table[] = {
		{MATTER_ACCESS, {"2026-12-05T00:00:00+03:00"}},
		{MATTER_WITHDRAWAL, {"2026-12-05T00:00:00+03:00", "2026-12-21T00:00:00+03:00"}},
		{MATTER_STOP_PROCESSING, {"2026-12-05T00:00:00+03:00"}},
		{MATTER_CORRECTION, {"2026-12-02T00:00:00+03:00"}},
		{MATTER_UNLAWFUL, {"2026-11-26T00:00:00+03:00", "2026-12-05T00:00:00+03:00"}},
		{MATTER_REGULATOR, {"2026-12-05T00:00:00+03:00"}},
		{MATTER_LEAK, {"2026-11-21T15:30:00+03:00", "2026-11-23T15:30:00+03:00"}},
		{MATTER_COMPLAINT, {"2026-12-05T00:00:00+03:00"}},
		{MATTER_OBJECTION, {"2026-12-21T00:00:00+03:00"}},
		{MATTER_AD_OBJECTION, {"2026-11-20T15:31:00+03:00"}},
	};

	(void)state;
	assert_int_equal(sizeof(table) / sizeof(table[0]), MATTER_COUNT - 1);
	for (size_t i = 0; i < MATTER_COUNT - 1; i++) {
		struct matter m = opened(table[i].kind, "2026-11-20T15:30:00+03:00");
		struct matter_clock clocks[MATTER_CLOCKS];
		int count = matter_clocks(&m, policy, m.opened_at, clocks);
		assert_int_equal(count, table[i].due[1] ? 2 : 1);
		for (int k = 0; k < count; k++) {
			char got[28];
			instant_format(clocks[k].due, got);
			if (clocks[k].due != at(table[i].due[k]))
				fail_msg("%s clock %d: %s, expected %s", matter_kind_name(m.kind), k, got, table[i].due[k]);
			assert_int_equal(clocks[k].state, CLOCK_RUNNING);
		}
	}
}

/* Running, soon from the first reminder, overdue from the first instant that is too late; met in time or not. */
static void
states(void **state)
{
	static const struct {
		const char *now;
		enum clock_state state;
	} table[] = {
		{"2026-11-20T15:30:00+03:00", CLOCK_RUNNING}, {"2026-11-26T23:59:59+03:00", CLOCK_RUNNING},
		{"2026-11-27T00:00:00+03:00", CLOCK_SOON}, {"2026-12-04T23:59:59+03:00", CLOCK_SOON},
		{"2026-12-05T00:00:00+03:00", CLOCK_OVERDUE},
	};
	struct matter m = opened(MATTER_ACCESS, "2026-11-20T15:30:00+03:00");
	struct matter_clock clocks[MATTER_CLOCKS];
	int64_t due;

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		matter_clocks(&m, policy, at(table[i].now), clocks);
		assert_int_equal(clocks[0].state, table[i].state);
	}
	m.closed_at = at("2026-12-04T23:59:59+03:00");
	matter_clocks(&m, policy, at("2027-01-20"), clocks);
	assert_int_equal(clocks[0].state, CLOCK_MET);
	m.closed_at = at("2026-12-05T00:00:00+03:00");
	matter_clocks(&m, policy, at("2027-01-20"), clocks);
	assert_int_equal(clocks[0].state, CLOCK_MET_LATE);

	m = opened(MATTER_LEAK, "2026-11-20T15:30:00+03:00");
	m.met_at[0] = m.opened_at + 3 * HOUR;
	int count = matter_clocks(&m, policy, m.opened_at + 80 * HOUR, clocks);
	assert_int_equal(clocks[0].state, CLOCK_MET);
	assert_int_equal(matter_state(clocks, count, &due), CLOCK_OVERDUE);
	assert_int_equal(due, m.opened_at + 72 * HOUR);
}

/* A year without calendar never looks like time enough. */
static void
year_missing(void **state)
{
	struct matter m = opened(MATTER_ACCESS, "2027-12-28T10:00:00+03:00");
	struct matter_clock clocks[MATTER_CLOCKS];
	int64_t due;

	(void)state;
	assert_int_equal(matter_state(clocks, matter_clocks(&m, policy, m.opened_at, clocks), &due), CLOCK_UNKNOWN);
	assert_non_null(strstr(clocks[0].fault, "2028"));
	assert_int_equal(due, 0);	/* sorts before all that is due */
	m = opened(MATTER_ACCESS, "2026-11-20");
	strcpy(m.zone, "Mars/Phobos");
	matter_clocks(&m, policy, m.opened_at, clocks);
	assert_int_equal(clocks[0].state, CLOCK_UNKNOWN);
}

static void
extending(void **state)
{
	struct matter m = opened(MATTER_ACCESS, "2026-11-20T15:30:00+03:00");
	struct matter_clock clocks[MATTER_CLOCKS];

	(void)state;
	assert_null(matter_extension_fault(&m, policy, at("2026-12-04T23:00:00+03:00")));
	assert_non_null(matter_extension_fault(&m, policy, at("2026-12-05T00:00:00+03:00")));
	m.extended_at = at("2026-12-01");
	assert_non_null(matter_extension_fault(&m, policy, at("2026-12-02")));
	matter_clocks(&m, policy, at("2026-12-05T00:00:00+03:00"), clocks);
	assert_int_equal(clocks[0].due, at("2026-12-12T00:00:00+03:00"));
	for (int kind = 1; kind < MATTER_COUNT; kind++) {
		bool may = kind == MATTER_ACCESS || kind == MATTER_WITHDRAWAL || kind == MATTER_STOP_PROCESSING || kind == MATTER_REGULATOR;
		m = opened((enum matter_kind)kind, "2026-11-20T15:30:00+03:00");
		assert_int_equal(matter_extension_fault(&m, policy, m.opened_at) == NULL, may);
	}
}

/* Each need of matter.def, taken away one by one. */
static void
closing(void **state)
{
	(void)state;
	for (int kind = 1; kind < MATTER_COUNT; kind++) {
		struct matter whole = opened((enum matter_kind)kind, "2026-11-20"), m;
		unsigned needs = matter_rule(whole.kind)->needs;
		whole.identified_at = whole.met_at[0] = whole.met_at[1] = whole.opened_at;
		whole.affected = 0;
		assert_null(matter_lack(&whole, true));
		assert_int_equal(matter_lack(&whole, false) == NULL, !(needs & NEEDS_DOCUMENT));
		m = whole, m.identified_at = 0;
		assert_int_equal(matter_lack(&m, true) == NULL, !(needs & NEEDS_IDENTITY));
		m = whole, m.tasks_open = 1;
		assert_int_equal(matter_lack(&m, true) == NULL, !(needs & NEEDS_TASKS));
		m = whole, m.affected = -1;
		assert_int_equal(matter_lack(&m, true) == NULL, !(needs & NEEDS_NOTICE));
		m = whole, m.met_at[0] = 0;
		assert_int_equal(matter_lack(&m, true) == NULL, !(needs & NEEDS_CLOCKS));
		m = whole, m.closed_at = 1;
		assert_non_null(matter_lack(&m, true));
	}
	assert_int_equal(matter_rule(MATTER_UNLAWFUL)->needs & NEEDS_CLOCKS, NEEDS_CLOCKS);
	assert_int_equal(matter_rule(MATTER_WITHDRAWAL)->needs, NEEDS_TASKS | NEEDS_DOCUMENT);
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
		cmocka_unit_test(clocks_by_kind), cmocka_unit_test(states), cmocka_unit_test(year_missing),
		cmocka_unit_test(extending), cmocka_unit_test(closing),
	};
	return cmocka_run_group_tests(tests, load, release);
}
