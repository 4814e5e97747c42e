/* janitor_test.c - attempts that nobody settled become unknown once, with an entry and a question; the cursor moves on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/clock.h"
#include "dialer/janitor.h"
#include "tests/support/database.h"
#include "tests/support/world.h"

#include <cmocka.h>

static struct test_database database;
static const int64_t LEASE = 30;

static void
add_attempt(int point, const char *state, int64_t cleared_at)
{
	char id[UUID_TEXT], at[28], until[28];

	uuid_format(uuid_new(cleared_at), id);
	instant_format(cleared_at, at);
	instant_format(cleared_at + 5 * SECOND, until);
	test_sql(database.db, "insert into attempt (decision_id, campaign_id, contact_point_id, party_id, provider, state, dispatcher, "
	    "cleared_at, expires_at, changed_at) values ('%s', 1, %d, %d, 'kannel', '%s', 'd', '%s', '%s', '%s')",
	    id, point, point, state, at, until, at);
	test_sql(database.db, "update target set state = 'held' where contact_point_id = %d", point);
}

static int
open_world(void **state)
{
	struct world world = {.people = 6, .provider = "kannel"};

	(void)state;
	if (!test_database_is_there())
		return 0;
	test_database_new(&database);
	world_people(database.db, world.people);
	world_campaign(database.db, &world, true);
	return 0;
}

static int
close_world(void **state)
{
	(void)state;
	if (database.db != NULL)
		test_database_drop(&database);
	return 0;
}

static int64_t
expire(int64_t at, struct uuid *from)
{
	struct err err;
	int64_t count;

	assert_true(janitor_expire(database.db, LEASE, at, "janitor", from, &count, &err));
	return count;
}

static void
what_nobody_settled_is_unknown(void **unused)
{
	struct uuid from = {{0}};

	(void)unused;
	if (database.db == NULL)
		skip();
	add_attempt(1, "cleared", WORLD_NOW - 60 * SECOND);
	add_attempt(2, "accepted", WORLD_NOW - 60 * SECOND);
	add_attempt(3, "cleared", WORLD_NOW - 10 * SECOND);
	assert_int_equal(expire(WORLD_NOW, &from), 1);
	assert_string_equal(test_sql_text(&database, "select string_agg(state::text, ' ' order by contact_point_id) from attempt"),
	    "unknown accepted cleared");
	assert_string_equal(test_sql_text(&database, "select string_agg(state::text, ' ' order by contact_point_id) from target "
	    "where contact_point_id < 4"), "unknown held held");
	assert_int_equal(test_sql_int(&database, "select count(*) from question"), 1);
	assert_int_equal(test_sql_int(&database, "select count(*) from entry where convert_from(body, 'UTF8') like '%%lease expired%%'"), 1);
}

static void
the_cursor_moves_and_nothing_is_missed(void **unused)
{
	struct uuid from = {{0}};

	(void)unused;
	if (database.db == NULL)
		skip();
	assert_int_equal(expire(WORLD_NOW, &from), 0);
	struct uuid seen = from;
	assert_int_equal(expire(WORLD_NOW, &from), 0);
	assert_true(uuid_equal(seen, from));
	assert_int_equal(expire(WORLD_NOW + 60 * SECOND, &from), 1);	/* the third has grown old meanwhile */
	assert_int_equal(expire(WORLD_NOW + 90 * SECOND, &from), 0);
	assert_int_equal(test_sql_int(&database, "select count(*) from question"), 2);
}

static void
what_was_never_reported_is_given_up_and_asked(void **unused)
{
	struct uuid from = {{0}};
	struct err err;

	(void)unused;
	if (database.db == NULL)
		skip();
	assert_true(janitor_give_up(database.db, 3600, WORLD_NOW, &from, &err));
	assert_int_equal(test_sql_int(&database, "select count(*) from target where contact_point_id = 2 and state = 'held'"), 1);
	assert_true(janitor_give_up(database.db, 3600, WORLD_NOW + 2 * HOUR, &from, &err));
	assert_string_equal(test_sql_text(&database, "select state || '/' || result from target where contact_point_id = 2"), "unknown/accepted");
	assert_string_equal(test_sql_text(&database, "select state from attempt where contact_point_id = 2"), "accepted");
	assert_int_equal(test_sql_int(&database, "select count(*) from question"), 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_nobody_settled_is_unknown),
	    cmocka_unit_test(the_cursor_moves_and_nothing_is_missed),
	    cmocka_unit_test(what_was_never_reported_is_given_up_and_asked),
	};
	return cmocka_run_group_tests(tests, open_world, close_world);
}
