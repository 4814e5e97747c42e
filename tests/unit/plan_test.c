/* plan_test.c - a plan of a small clinic: outcomes, resumption, dry run, one target a person, refusals and caps. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/lang.h"
#include "base/clock.h"
#include "compliance/replay.h"
#include "compliance/rule.h"
#include "dialer/plan_part_store.h"
#include "dialer/plan_worker.h"
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

static bool
try_plan(struct db *writer, int number, struct plan_result *result, struct err *err)
{
	struct plan_streams streams = {audience, past, writer};
	struct plan_part part[PLAN_PARTS] = {PLAN_EVERYBODY};
	struct campaign campaign;
	int count = 1;

	assert_true(campaign_load(database.db, 1, &campaign, err));
	struct plan_work work = {&campaign, policy, regions, &contract, "planner", WORLD_NOW};
	assert_true(writer == NULL || plan_parts_open(writer, 1, part, &count, err));
	assert_true(number < count);
	bool planned = plan_part(&streams, &work, &part[number], result, err);
	campaign_release(&campaign);
	return planned;
}

static void
plan(struct db *writer, struct plan_result *result)
{
	struct err err = {0};
	bool planned = try_plan(writer, 0, result, &err);

	if (!planned)
		print_error("%s\n", err.text);
	assert_true(planned);
}

static int64_t
planned_to(void)
{
	return test_sql_int(&database, "select coalesce(max(planned_to), -1) from plan_part where campaign_id = 1 and part = 0");
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
	assert_int_equal(planned_to(), -1);
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
	assert_int_equal(planned_to(), PEOPLE);
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
	test_sql(database.db, "delete from target where party_id > 6; update plan_part set planned_to = 6; update campaign set audience = 6");
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
	struct err err = {0};

	(void)unused;
	if (database.db == NULL)
		skip();
	test_sql(database.db, "delete from target where party_id <> 9; update plan_part set planned_to = 0; update campaign set audience = 0");
	assert_false(try_plan(database.db, 0, &result, &err));
	assert_int_equal(err.kind, ERR_CONFLICT);
	assert_string_equal(states(), "9 due");
	assert_int_equal(planned_to(), 0);
	test_sql(database.db, "delete from target");
	plan(database.db, &result);
	check_result(&result);
}

/* The shipped pack, but that SMS is closed. */
static struct policy *
policy_without_sms(void)
{
	static const char open[] = "open: [CALL_OPERATOR, CALL_ROBOT, SMS, EMAIL]";
	struct buf pack = {0}, other = {0};
	struct err err;

	assert_true(buf_read_file(&pack, "config/policies/ru.yaml", 1 << 20, &err));
	const char *at = strstr(pack.data, open);
	assert_non_null(at);
	buf_add(&other, pack.data, (size_t)(at - pack.data));
	buf_add_text(&other, "open: [EMAIL]");
	buf_add_text(&other, at + sizeof(open) - 1);
	struct policy *out = policy_read("closed", buf_view(&other), WORLD_NOW, &err);
	assert_non_null(out);
	buf_release(&pack);
	buf_release(&other);
	return out;
}

/* How many flip from one outcome to another, and that the rule that made it so is the one that differs. */
struct flips {
	const struct policy *other;
	int count[OUTCOME_COUNT][OUTCOME_COUNT];
	int by_channel;
};

static void
see_flip(void *context, int64_t contact_point, const struct facts *facts, const struct verdict *today)
{
	struct flips *flips = context;
	struct verdict verdict;

	assert_true(contact_point > 0);
	gate_judge(facts, flips->other, &verdict);
	flips->count[today->outcome][verdict.outcome]++;
	if (today->outcome != verdict.outcome)
		flips->by_channel += replay_flip(today, &verdict) == rule_open_channel.number;
}

static void
shown(const struct policy *today, struct flips *flips)
{
	struct campaign campaign;
	struct err err = {0};

	assert_true(campaign_load(database.db, 1, &campaign, &err));
	struct plan_work work = {&campaign, today, regions, &contract, "planner", WORLD_NOW};
	assert_true(plan_shown(&(struct plan_streams){audience, past, NULL}, &work, see_flip, flips, &err));
	campaign_release(&campaign);
}

/* A new pack that closes SMS denies those whom today's allows, and names G-20; the other way it lets them through by the same rule. */
static void
another_pack_flips_who_is_planned(void **unused)
{
	(void)unused;
	if (database.db == NULL)
		skip();
	struct policy *closed = policy_without_sms();
	struct flips stricter = {.other = closed}, laxer = {.other = policy};
	shown(policy, &stricter);
	assert_int_equal(stricter.count[OUTCOME_ALLOW][OUTCOME_DENY], 4);
	assert_int_equal(stricter.count[OUTCOME_DEFER][OUTCOME_DENY], 1);
	assert_int_equal(stricter.count[OUTCOME_DENY][OUTCOME_DENY], 5);
	assert_int_equal(stricter.by_channel, 5);
	shown(closed, &laxer);
	assert_int_equal(laxer.count[OUTCOME_DENY][OUTCOME_ALLOW], 4);
	assert_int_equal(laxer.count[OUTCOME_DENY][OUTCOME_DENY], 5);
	assert_true(laxer.by_channel >= 4);
	policy_free(closed);
}

/* Half by this process, half by another; the one that breaks is told, and its part is gone on with. */
static void
two_parts_are_one_plan(void **unused)
{
	struct plan_result result, more = {0};
	struct plan_part part[PLAN_PARTS];
	struct campaign campaign;
	struct err err = {0};
	int count;

	(void)unused;
	if (database.db == NULL)
		skip();
	test_sql(database.db, "delete from target where party_id <> 9; update campaign set audience = 0; update plan_part set until = 4, "
	    "planned_to = 0; insert into plan_part values (1, 1, 4, 9223372036854775807, 4)");
	assert_true(campaign_load(database.db, 1, &campaign, &err));
	struct plan_work work = {&campaign, policy, regions, &contract, "planner", WORLD_NOW};
	assert_true(plan_parts_open(database.db, 1, part, &count, &err));
	assert_int_equal(count, 2);
	assert_false(plan_worker_finish(plan_worker_start(database.dsn, &work, &part[1]), &more, &err));
	assert_int_equal(err.kind, ERR_CONFLICT);
	assert_int_equal(more.audience, 0);
	test_sql(database.db, "delete from target");
	struct plan_worker *worker = plan_worker_start(database.dsn, &work, &part[1]);
	assert_true(try_plan(database.db, 0, &result, &err));
	assert_int_equal(result.audience, 4);
	assert_true(plan_worker_finish(worker, &result, &err));
	check_result(&result);
	assert_string_equal(states(), "1 excluded, 2 excluded, 3 excluded, 4 excluded, 5 due, 6 due, 7 due, 8 due, 9 due, 10 excluded");
	assert_int_equal(test_sql_int(&database, "select audience from campaign where id = 1"), PEOPLE);
	assert_true(plan_parts_open(database.db, 1, part, &count, &err));
	assert_int_equal(part[0].after, 4);
	assert_int_equal(part[1].after, PEOPLE);
	campaign_release(&campaign);
}

static void
only_a_large_campaign_is_divided(void **unused)
{
	struct plan_part part[PLAN_PARTS];
	struct err err;
	int count;

	(void)unused;
	if (database.db == NULL)
		skip();
	test_sql(database.db, "delete from plan_part; insert into list_row (list_id, party_id, contact_point_id, row_no) "
	    "select 77, g, g, g from generate_series(1000001, 1200000) g");
	assert_true(plan_parts_open(database.db, 1, part, &count, &err));
	assert_int_equal(count, 1);
	assert_int_equal(part[0].until, INT64_MAX);
	test_sql(database.db, "delete from plan_part; update campaign set lists = '{77}' where id = 1");
	assert_true(plan_parts_open(database.db, 1, part, &count, &err));
	assert_int_equal(count, 2);
	assert_int_equal(part[0].after, 0);
	assert_in_range(part[0].until, 1050000, 1150000);
	assert_int_equal(part[1].after, part[0].until);
	assert_int_equal(part[1].until, INT64_MAX);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(another_pack_flips_who_is_planned),
	    cmocka_unit_test(a_dry_run_writes_nothing),
	    cmocka_unit_test(each_person_is_one_target_with_a_reason),
	    cmocka_unit_test(it_goes_on_behind_the_last_party),
	    cmocka_unit_test(a_broken_chunk_leaves_nothing),
	    cmocka_unit_test(two_parts_are_one_plan),
	    cmocka_unit_test(only_a_large_campaign_is_divided),
	};
	lang_set(LANG_EN);
	return cmocka_run_group_tests(tests, open_world, close_world);
}
