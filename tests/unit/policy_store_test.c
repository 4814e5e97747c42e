/* policy_store_test.c - packs in the database: who may put one in force, and what the processes then follow. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/lang.h"
#include "compliance/gate.h"
#include "compliance/policy_store.h"
#include "compliance/rule.h"
#include "tests/support/database.h"
#include "tests/support/situation.h"

#include <cmocka.h>

static struct test_database database;
static int64_t now;

static int
start(void **state)
{
	(void)state;
	assert_true(instant_parse(SITUATION_NOW, &now));
	test_database_new(&database);
	test_sql(database.db, "insert into staff (login, name, role, created_at) values ('vera', 'В', 'compliance', '2026-11-01Z'), "
	    "('boris', 'Б', 'marketer', '2026-11-01Z'), ('lev', 'Л', 'administrator', '2026-11-01Z'), ('anna', 'А', 'agent', '2026-11-01Z')");
	return 0;
}

static int
stop(void **state)
{
	(void)state;
	test_database_drop(&database);
	return 0;
}

/* The shipped pack with one text replaced by another. */
static struct policy *
pack_with(const char *from, const char *to)
{
	struct buf pack = {0}, changed = {0};
	struct err err = {0};

	assert_true(buf_read_file(&pack, "config/policies/ru.yaml", 1 << 20, &err));
	char *found = strstr(pack.data, from);
	assert_non_null(found);
	buf_add(&changed, pack.data, (size_t)(found - pack.data));
	buf_add_text(&changed, to);
	buf_add_text(&changed, found + strlen(from));
	struct policy *policy = policy_read("test", buf_view(&changed), now, &err);
	if (policy == NULL)
		print_message("%s\n", err.text);
	assert_non_null(policy);
	assert_true(policy_store_add(database.db, policy, "vera", now, &err));
	buf_release(&pack);
	buf_release(&changed);
	return policy;
}

static void
refused(const struct policy *policy, const char *says)
{
	struct err err = {0};

	assert_false(policy_store_activate(database.db, policy->sha256, "vera", now, &err));
	if (strstr(err.text, says) == NULL)
		print_message("%s\n", err.text);
	assert_non_null(strstr(err.text, says));
}

static void
sign(const struct policy *policy, const char *login, const char *observes)
{
	struct err err = {0};
	assert_true(policy_store_sign(database.db, policy->sha256, login, "read", observes, now, &err));
}

static void
put_in_force(const struct policy *policy)
{
	struct err err = {0};
	bool done = policy_store_activate(database.db, policy->sha256, "vera", now, &err);
	if (!done)
		print_message("%s\n", err.text);
	assert_true(done);
}

static void
nothing_is_in_force_by_itself(void **state)
{
	struct policy *policy = NULL, *shipped = pack_with("name: ru", "name: ru");
	struct err err = {0};

	(void)state;
	assert_false(policy_follow(database.db, "ru", "RU", "test", now, &policy, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	assert_null(policy);
	assert_int_equal(test_sql_int(&database, "select count(*) from policy_pack"), 1);
	policy_free(shipped);
}

static void
two_persons_sign(void **state)
{
	struct policy *shipped = pack_with("name: ru", "name: ru");	/* the same bytes: added once */
	struct err err = {0};

	(void)state;
	refused(shipped, "two persons");
	sign(shipped, "boris", "");
	refused(shipped, "it has 1, 0 of compliance");
	assert_false(policy_store_sign(database.db, shipped->sha256, "boris", "again", "", now, &err));
	assert_int_equal(err.kind, ERR_CONFLICT);
	assert_false(policy_store_sign(database.db, shipped->sha256, "anna", "read", "", now, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
	assert_false(policy_store_sign(database.db, shipped->sha256, "nobody", "read", "", now, &err));
	sign(shipped, "lev", "");
	refused(shipped, "it has 2, 0 of compliance");
	sign(shipped, "vera", "");
	put_in_force(shipped);
	assert_int_equal(test_sql_int(&database, "select count(*) from entry where convert_from(body, 'UTF8') like '%%policy.signed%%'"), 3);
	assert_int_equal(test_sql_int(&database, "select count(*) from entry where convert_from(body, 'UTF8') like '%%policy.activated%%'"), 1);
	assert_int_equal(test_sql_int(&database, "select count(*) from entry where convert_from(body, 'UTF8') like '%%policy.added%%'"), 1);
	policy_free(shipped);
}

/* Read once, read anew when another is put in force; each reading is in the log. */
static void
processes_follow(void **state)
{
	struct policy *policy = NULL, *next = pack_with("ad_week: 2", "ad_week: 1");
	struct err err = {0};

	(void)state;
	assert_true(policy_follow(database.db, "ru", "RU", "test", now, &policy, &err));
	assert_int_equal(policy->ad_week, 2);
	const struct policy *first = policy;
	assert_true(policy_follow(database.db, "ru", "RU", "test", now, &policy, &err));
	assert_ptr_equal(policy, first);
	assert_int_equal(test_sql_int(&database, "select count(*) from entry where convert_from(body, 'UTF8') like '%%policy.loaded%%'"), 1);
	sign(next, "lev", "");
	sign(next, "vera", "");
	assert_true(policy_follow(database.db, "ru", "RU", "test", now, &policy, &err));
	assert_int_equal(policy->ad_week, 2);	/* signed is not yet in force */
	put_in_force(next);
	assert_true(policy_follow(database.db, "ru", "RU", "test", now, &policy, &err));
	assert_int_equal(policy->ad_week, 1);
	assert_int_equal(test_sql_int(&database, "select count(*) from entry where convert_from(body, 'UTF8') like '%%policy.loaded%%'"), 2);
	policy_free(policy);
	policy = NULL;
	assert_false(policy_follow(database.db, "ru", "US", NULL, now, &policy, &err));
	assert_non_null(strstr(err.text, "region"));
	policy_free(next);
}

/* After the change of the law nobody can go on: the pack in force does not load, and none older can be put in force. */
static void
the_change_of_march_shuts_it(void **state)
{
	struct policy *policy = NULL;
	struct err err = {0};
	int64_t march;

	(void)state;
	assert_true(instant_parse("2027-02-28T12:00:00Z", &march));	/* its first midnight in Russia: Kamchatka's */
	assert_true(policy_follow(database.db, "ru", "RU", NULL, march - 1, &policy, &err));
	assert_false(policy_follow(database.db, "ru", "RU", NULL, march, &policy, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	assert_non_null(strstr(err.text, "the law has changed since the review"));
	assert_false(policy_store_activate(database.db, policy->sha256, "vera", march, &err));
	policy_free(policy);
}

#define TRIAL "observe:\n  G-18: {until: 2026-12-15, why: \"new counters\"}\nparameters:"

/* What counts today is put on trial only by two who say so; then its answer is there and does not count, until its date. */
static void
a_rule_on_trial(void **state)
{
	struct policy *trial = pack_with("parameters:", TRIAL), *policy = NULL;
	struct err err = {0};
	struct facts facts;
	struct verdict verdict;
	uint8_t reasons[2 * RULES_MAX];
	int64_t day;

	(void)state;
	sign(trial, "lev", "");
	sign(trial, "vera", "G-18");
	refused(trial, "G-18");
	sign(trial, "boris", "G-16,G-18");
	put_in_force(trial);
	assert_true(policy_follow(database.db, "ru", "RU", NULL, now, &policy, &err));
	situation_facts(situation_find("ad_sms"), &facts);
	facts.frequency.ad_day = 5;
	gate_judge(&facts, policy, &verdict);
	assert_int_equal(verdict.outcome, OUTCOME_ALLOW);
	assert_int_equal(verdict_reasons(&verdict, reasons), 4);
	assert_int_equal(reasons[0] + reasons[1], 0);
	assert_int_equal(reasons[2], rule_frequency_cap.number);
	assert_true(instant_parse("2026-12-15", &day));
	assert_true(policy_follow(database.db, "ru", "RU", NULL, day, &policy, &err));
	facts.now = day + 9 * HOUR;
	gate_judge(&facts, policy, &verdict);
	assert_int_equal(verdict.outcome, OUTCOME_DEFER);
	policy_free(policy);
	policy_free(trial);
}

static void
what_is_never_on_trial(void **state)
{
	static const char *const texts[][2] = {
		{"observe:\n  G-08: {until: 2026-12-15, why: \"x\"}\nparameters:", "never on trial"},
		{"observe:\n  G-04: {until: 2026-12-15, why: \"x\"}\nparameters:", "never on trial"},
		{"observe:\n  G-21: {until: 2026-12-15, why: \"x\"}\nparameters:", "never on trial"},
		{"observe:\n  G-99: {until: 2026-12-15, why: \"x\"}\nparameters:", "no rule of this id"},
		{"observe:\n  US-4: {until: 2026-12-15, why: \"x\"}\nparameters:", "no rule of this id"},
		{"observe:\n  G-18: {until: 2030-12-15, why: \"x\"}\nparameters:", "ends before the pack"},
		{"observe:\n  G-18: {until: 2026-12-15}\nparameters:", "expected {until"},
		{"rules:\n  G-21: {law: x}\nparameters:", "only such a pack"},
		{"needs: []\nparameters:", "only such a pack"},
		{"zones: [Europe/Moscow]\nparameters:", "only such a pack"},
		{"law: DE\nparameters:", "expected RU or US"},
	};
	struct buf pack = {0};
	struct err err = {0};

	(void)state;
	assert_true(buf_read_file(&pack, "config/policies/ru.yaml", 1 << 20, &err));
	char *at = strstr(pack.data, "parameters:");
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct buf changed = {0};
		buf_add(&changed, pack.data, (size_t)(at - pack.data));
		buf_add_text(&changed, texts[i][0]);
		buf_add_text(&changed, at + strlen("parameters:"));
		struct policy *policy = policy_read("test", buf_view(&changed), now, &err);
		if (policy != NULL || strstr(err.text, texts[i][1]) == NULL)
			print_message("%s: %s\n", texts[i][0], policy ? "loaded" : err.text);
		assert_null(policy);
		assert_non_null(strstr(err.text, texts[i][1]));
		buf_release(&changed);
	}
	buf_release(&pack);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_in_force_by_itself),
		cmocka_unit_test(two_persons_sign),
		cmocka_unit_test(processes_follow),
		cmocka_unit_test(the_change_of_march_shuts_it),
		cmocka_unit_test(a_rule_on_trial),
		cmocka_unit_test(what_is_never_on_trial),
	};
	if (!test_database_is_there())
		return 0;
	lang_set(LANG_EN);
	return cmocka_run_group_tests(tests, start, stop);
}
