/* plan_test.c - a plan of a small clinic: outcomes, resumption, dry run, one target a person, refusals and caps. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/lang.h"
#include "base/clock.h"
#include "dialer/plan.h"
#include "tests/support/database.h"
#include "tests/support/situation.h"
#include "tests/support/world.h"

#include <cmocka.h>

enum { PEOPLE = 10 };

static struct test_database database;
static struct db *audience, *past;
static struct policy *policy;
static struct regions *regions;
static const struct contract contract = {.provider = "kannel", .country = "RU", .inn = 7743895280,
	.data = DATA_ADDRESS | DATA_TEXT | DATA_NAME, .order_present = true,
	.order_until = WORLD_NOW + 365 * DAY, .all_carriers = true};

static struct db *
connect_again(void)
{
	struct err err;
	struct db *db = db_open(database.dsn, &err);

	assert_non_null(db);
	return db;
}

static int
open_world(void **state)
{
	struct world world = {.people = PEOPLE, .provider = "kannel"};
	struct err err;

	(void)state;
	if (!test_database_is_there())
		return 0;
	test_database_new(&database);
	world_people(database.db, world.people);
	world_campaign(database.db, &world, false);
	audience = connect_again();
	past = connect_again();
	policy = situation_policy();
	regions = regions_load("config/regions.yaml", &err);
	assert_non_null(regions);
	/* 1 is a child; 10 waits for a notice; 2 took consent back; 3 refused all; 4 refused by a letter; 5 has a second number; 6: somebody else's number; 7: an hour ago. */
	test_sql(database.db, "update contact_point set consents = '' where id = 2; update party set birth_date = '2015-02-14' where id = 1; "
	    "update party set quarantine = 'NOTICE_DUE' where id = 10");
	test_sql(database.db, "insert into suppression (token, scope, path, said_at, recorded_at) select token, 'ALL_CONTACT', 'web', "
	    "'2026-11-20Z', '2026-11-20Z' from contact_point where id = 3");
	test_sql(database.db, "insert into contact_point (id, party_id, kind, address, token, created_at) values "
	    "(104, 4, 'EMAIL', 'four@example.ru', '\\x0104', '2026-11-01Z'), (106, 6, 'PHONE', '+79990000006', '\\x0106', '2026-11-01Z')");
	test_sql(database.db, "insert into suppression (token, scope, path, said_at, recorded_at) values "
	    "('\\x0104', 'ALL_CONTACT', 'link', '2026-11-20Z', '2026-11-20Z'), ('\\x0106', 'WRONG_PERSON', 'agent', '2026-11-20Z', '2026-11-20Z')");
	test_sql(database.db, "insert into contact_point select 105, party_id, kind, owner, '+79990000005', extension, '\\x0105', region, "
	    "carrier_inn, verified_at, consents, created_at from contact_point where id = 5");
	test_sql(database.db, "insert into list_row (list_id, party_id, contact_point_id, row_no) values (1, 5, 105, 105), (1, 6, 106, 106)");
	test_sql(database.db, "insert into attempt (decision_id, campaign_id, contact_point_id, party_id, provider, state, dispatcher, "
	    "cleared_at, expires_at, changed_at) values ('00000000-0000-7000-8000-000000000007', 1, 7, 7, 'kannel', 'delivered', 'd', "
	    "'2026-11-23 07:00Z', '2026-11-23 07:00Z', '2026-11-23 07:00Z'), ('00000000-0000-7000-8000-000000000008', 1, 8, 8, 'kannel', "
	    "'dropped', 'd', '2026-11-23 07:00Z', '2026-11-23 07:00Z', '2026-11-23 07:00Z')");
	return 0;
}

static int
close_world(void **state)
{
	(void)state;
	if (database.db == NULL)
		return 0;
	db_close(audience);
	db_close(past);
	test_database_drop(&database);
	policy_free(policy);
	regions_free(regions);
	return 0;
}

static void
plan(struct db *writer, struct plan_result *result)
{
	struct campaign campaign;
	struct err err = {0};

	assert_true(campaign_load(database.db, 1, &campaign, &err));
	bool planned = plan_campaign(audience, past, writer, &campaign, policy, regions, &contract, "planner", WORLD_NOW, result, &err);
	if (!planned)
		print_error("%s\n", err.text);
	assert_true(planned);
	campaign_release(&campaign);
}

static const char *
states(void)
{
	return test_sql_text(&database, "select string_agg(contact_point_id || ' ' || state, ', ' order by contact_point_id) from target");
}

static void
check_result(const struct plan_result *result)
{
	assert_int_equal(result->audience, PEOPLE);
	assert_int_equal(result->outcome[OUTCOME_ALLOW], 4);
	assert_int_equal(result->outcome[OUTCOME_DENY], 5);
	assert_int_equal(result->reason[13][0], 1);
	assert_int_equal(result->outcome[OUTCOME_DEFER], 1);
}

static void
a_dry_run_writes_nothing(void **unused)
{
	struct plan_result result;

	(void)unused;
	if (database.db == NULL)
		skip();
	plan(NULL, &result);
	check_result(&result);
	assert_int_equal(test_sql_int(&database, "select (select count(*) from target) + (select count(*) from entry where "
	    "convert_from(body, 'UTF8') not like '%%\"what\":\"policy.%%')"), 0);
	assert_int_equal(test_sql_int(&database, "select planned_to from campaign where id = 1"), 0);
}

static void
each_person_is_one_target_with_a_reason(void **unused)
{
	struct plan_result result;

	(void)unused;
	if (database.db == NULL)
		skip();
	plan(database.db, &result);
	check_result(&result);
	assert_string_equal(states(), "1 excluded, 2 excluded, 3 excluded, 4 excluded, 5 due, 6 due, 7 due, 8 due, 9 due, 10 excluded");
	assert_int_equal(test_sql_int(&database, "select count(*) from target where state = 'excluded' and length(reasons) < 2"), 0);
	assert_string_equal(test_sql_text(&database, "select string_agg(contact_point_id::text, ' ') from target where not_before > "
	    "'2026-11-23 08:00Z'"), "7");
	assert_int_equal(test_sql_int(&database, "select count(*) from entry where convert_from(body, 'UTF8') like '%%campaign.planned%%'"), 1);
	assert_int_equal(test_sql_int(&database, "select planned_to from campaign where id = 1"), PEOPLE);
	assert_int_equal(test_sql_int(&database, "select audience from campaign where id = 1"), PEOPLE);
}

/* As a planner that died after its first chunk leaves it. */
static void
it_goes_on_behind_the_last_party(void **unused)
{
	struct plan_result result;

	(void)unused;
	if (database.db == NULL)
		skip();
	test_sql(database.db, "delete from target where party_id > 6; update campaign set planned_to = 6, audience = 6");
	plan(database.db, &result);
	assert_int_equal(result.audience, PEOPLE - 6);
	assert_string_equal(states(), "1 excluded, 2 excluded, 3 excluded, 4 excluded, 5 due, 6 due, 7 due, 8 due, 9 due, 10 excluded");
	assert_int_equal(test_sql_int(&database, "select audience from campaign where id = 1"), PEOPLE);
	plan(database.db, &result);
	assert_int_equal(result.audience, 0);
}

/* A row that is there already breaks the chunk: all of it is taken back, and the connections serve again. */
static void
a_broken_chunk_leaves_nothing(void **unused)
{
	struct plan_result result;
	struct campaign campaign;
	struct err err = {0};

	(void)unused;
	if (database.db == NULL)
		skip();
	test_sql(database.db, "delete from target where party_id <> 9; update campaign set planned_to = 0, audience = 0");
	assert_true(campaign_load(database.db, 1, &campaign, &err));
	assert_false(plan_campaign(audience, past, database.db, &campaign, policy, regions, &contract, "planner", WORLD_NOW, &result, &err));
	assert_int_equal(err.kind, ERR_CONFLICT);
	campaign_release(&campaign);
	assert_string_equal(states(), "9 due");
	assert_int_equal(test_sql_int(&database, "select planned_to from campaign where id = 1"), 0);
	test_sql(database.db, "delete from target");
	plan(database.db, &result);
	check_result(&result);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_dry_run_writes_nothing),
	    cmocka_unit_test(each_person_is_one_target_with_a_reason),
	    cmocka_unit_test(it_goes_on_behind_the_last_party),
	    cmocka_unit_test(a_broken_chunk_leaves_nothing),
	};
	lang_set(LANG_EN);
	return cmocka_run_group_tests(tests, open_world, close_world);
}
