/* policy_test.c - the policy pack: the shipped one, its calendar, and what is refused with file, line, field and remedy. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/lang.h"
#include "compliance/policy.h"
#include "tests/support/situation.h"

#include <cmocka.h>

static int64_t
at(const char *text)
{
	int64_t out;
	assert_true(instant_parse(text, &out));
	return out;
}

static bool
is_off(const struct policy *p, int month, int day, int year)
{
	enum tri off = policy_is_day_off(p, day_number(year, month, day));
	assert_int_not_equal(off, TRI_UNKNOWN);
	return off == TRI_YES;
}

static void
test_figures(void **state)
{
	(void)state;
	struct policy *p = situation_policy();
	assert_int_equal(p->workdays.from, 9 * 60);
	assert_int_equal(p->days_off.until, 18 * 60);
	assert_int_equal(p->anywhere_workdays.from, 7 * 60);
	assert_int_equal(p->anywhere_workdays.until, 8 * 60);
	assert_true(p->anywhere_days_off.from >= p->anywhere_days_off.until);
	assert_int_equal(p->ad_day * 100 + p->ad_week * 10 + p->ad_month, 124);
	assert_int_equal(p->change_at, at("2027-02-28T12:00:00Z"));	/* midnight in Kamchatka */
	assert_int_equal(p->valid_to, at("2028-01-01"));
	assert_int_equal(p->number_months * 1000 + p->wrong_person_months * 10 + p->strict_list, 24000);
	assert_int_equal(p->counted, WORD_BIT(ENDED_REACHED) | WORD_BIT(ENDED_MISSED) | WORD_BIT(ENDED_OPEN));
	assert_int_equal(p->channels & p->channels_state, 0xF);
	assert_true(p->reviewed);
	assert_int_equal(p->mass_modes, WORD_BIT(MODE_PROGRESSIVE) | WORD_BIT(MODE_PREDICTIVE) | WORD_BIT(MODE_ROBOT));
	policy_free(p);
}

/* The days off of 2026 as decreed, counted: 365 less 247 working days. */
static void
test_calendar(void **state)
{
	(void)state;
	struct policy *p = situation_policy();
	int off = 0;
	for (int64_t day = day_number(2026, 1, 1); day < day_number(2027, 1, 1); day++)
		off += policy_is_day_off(p, day) == TRI_YES;
	assert_int_equal(off, 118);
	assert_true(is_off(p, 1, 9, 2026) && is_off(p, 1, 11, 2026) && !is_off(p, 1, 12, 2026));
	assert_true(is_off(p, 3, 9, 2026) && is_off(p, 5, 11, 2026) && is_off(p, 12, 31, 2026));
	assert_true(!is_off(p, 11, 5, 2026) && is_off(p, 11, 4, 2026) && !is_off(p, 11, 23, 2026));
	assert_true(is_off(p, 1, 8, 2027) && !is_off(p, 1, 11, 2027) && is_off(p, 11, 5, 2027));
	assert_int_equal(policy_is_day_off(p, day_number(2028, 1, 1)), TRI_UNKNOWN);
	assert_int_equal(policy_is_day_off(p, day_number(2025, 12, 31)), TRI_UNKNOWN);
	policy_free(p);
}

/* The shipped pack with one text replaced by another. */
static struct policy *
load_with(const char *from, const char *to, const char *now, struct err *err)
{
	struct buf pack = {0}, changed = {0};
	char path[] = "/tmp/dozvon-pack-XXXXXX";

	assert_true(buf_read_file(&pack, "config/policies/ru.yaml", 1 << 20, err));
	char *found = strstr(pack.data, from);
	assert_non_null(found);
	buf_add(&changed, pack.data, (size_t)(found - pack.data));
	buf_add_text(&changed, to);
	buf_add_text(&changed, found + strlen(from));
	int fd = mkstemp(path);
	assert_int_equal(write(fd, changed.data, changed.len), (ssize_t)changed.len);
	close(fd);
	struct policy *policy = policy_load(path, at(now), err);
	unlink(path);
	buf_release(&pack);
	buf_release(&changed);
	return policy;
}

static void
test_refusals(void **state)
{
	static const struct {
		const char *from, *to, *now, *says;
	} table[] = {
		{"name: ru", "name: ru", "2027-02-28T12:00:00Z", "the law has changed since the review"},
		{"name: ru", "name: ru", "2027-03-01", "the law has changed since the review"},
		{"name: ru", "name: ru", "2028-01-01", "the pack is not valid today"},
		{"name: ru", "name: ru", "2025-12-31", "the pack is not valid today"},
		{"review:", "reviews:", "2026-11-23", "did you mean \"review\""},
		{"  on: 2026-11-21", "  on: 2026-12-21", "2026-11-23", "the review lies in the future"},
		{"by: \"основатели Dozvon; до запуска подпись юриста клиники\"", "by: \"\"", "2026-11-23", "nobody has signed"},
		{"09:00-20:00", "07:00-20:00", "2026-11-23", "must begin and end from 08:00 to 22:00"},
		{"09:00-20:00", "9-20", "2026-11-23", "expected hours like"},
		{"ad_week: 2", "ad_week: 9", "2026-11-23", "expected a whole number from 1 to 4"},
		{"calls_day: 1,", "", "2026-11-23", "\"calls_day\" is missing; add it"},
		{"label_max: 32", "label_max: 40", "2026-11-23", "expected a whole number from 1 to 32"},
		{"standalone_since: 2025-09-01", "standalone_since: 2026-09-01", "2026-11-23", "a date beyond what the law admits"},
		{"{purposes: [AD_PROMO, B2B_OFFER]}", "{purposes: [B2B_OFFER]}", "2026-11-23", "a word that the law demands is missing"},
		{"[SERVICE_REMINDER, WAITING_LIST, RECALL,", "[SURVEY,", "2026-11-23", "a word stands here that the law does not admit"},
		{"[PROGRESSIVE, PREDICTIVE, ROBOT]", "[PROGRESIVE]", "2026-11-23", "unknown word \"PROGRESIVE\""},
		{"source: \"ПП 1300", "sources: \"ПП 1300", "2026-11-23", "\"source\" is missing; add it"},
		{"since 2025-09-01: {label_max", "since 2027-01-01: {label_max", "2026-11-23", "no value is in force today"},
		{"  2027:", "  2029:", "2026-11-23", "the year 2027 is missing"},
		{"11-04, 12-31]", "11-31, 12-31]", "2026-11-23", "there are no such days in 2026"},
		{"calendar:", "calendar: [a]\nx:", "2026-11-23", "unknown key"},
		{"review:\n", "review: []\nname2:\n", "2026-11-23", "unknown key"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		struct err err = {0};
		struct policy *p = load_with(table[i].from, table[i].to, table[i].now, &err);
		if (p != NULL || strstr(err.text, table[i].says) == NULL || strstr(err.text, "-pack-") == NULL)
			print_message("%s -> %s: %s\n", table[i].from, table[i].to, p ? "loaded" : err.text);
		assert_null(p);
		assert_non_null(strstr(err.text, table[i].says));
		assert_non_null(strstr(err.text, "-pack-"));
	}
}

/* A review after the change opens the pack again; a figure dated later ends its use on that day. */
static void
test_dates(void **state)
{
	struct err err = {0};
	(void)state;
	struct policy *p = load_with("on: 2026-11-21", "on: 2027-03-02", "2027-03-02", &err);
	assert_non_null(p);
	assert_int_equal(p->change_at, at("2029-02-28T12:00:00Z"));
	policy_free(p);
	p = load_with("since 2026-01-01: {ad_day: 1, ad_week: 2, ad_month: 4}",
	    "since 2026-01-01: {ad_day: 1, ad_week: 2, ad_month: 4}\n    since 2026-12-01: {ad_day: 1, ad_week: 1, ad_month: 1}",
	    "2026-11-23", &err);
	assert_non_null(p);
	assert_int_equal(p->ad_month, 4);
	assert_int_equal(p->valid_to, at("2026-12-01"));
	policy_free(p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_figures), cmocka_unit_test(test_calendar), cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_dates),
	};
	lang_set(LANG_EN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
