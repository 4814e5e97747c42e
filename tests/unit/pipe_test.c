/* pipe_test.c - queries behind callbacks: errors inside a transaction, a lost connection, notifications. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "db/pipe.h"
#include "tests/support/database.h"

#include <cmocka.h>

static struct test_database database;
static struct event_base *base;
static struct pipe *pipe_under_test;
static struct args args;

/* What came back, in order: "r" rows, "k" kept, "e" an error. */
static char came[64];
static enum err_kind last_error;

static void
note(void *argument, const struct rows *rows, const struct err *err)
{
	(void)argument;
	size_t len = strlen(came);
	came[len] = err != NULL ? 'e' : rows != NULL ? 'r' : 'k';
	came[len + 1] = '\0';
	if (err != NULL)
		last_error = err->kind;
}

static void
told(void *argument, const char *channel, const char *payload)
{
	snprintf(argument, 64, "%s %s", channel, payload);
}

static int
open_database(void **state)
{
	struct err err;

	(void)state;
	if (!test_database_is_there())
		return 0;
	test_database_new(&database);
	test_sql(database.db, "insert into legal_entity (inn, name, created_at) values (7701234560, 'К', '2026-11-01Z')");
	base = event_base_new();
	pipe_under_test = pipe_new(base, database.dsn, &err);
	assert_non_null(pipe_under_test);
	args_init(&args);
	return 0;
}

static int
close_database(void **state)
{
	(void)state;
	if (database.db == NULL)
		return 0;
	pipe_under_test = pipe_free(pipe_under_test);
	event_base_free(base);
	args_release(&args);
	test_database_drop(&database);
	return 0;
}

static void
turn(void)
{
	struct timeval tick = {0, 10000};

	event_base_loopexit(base, &tick);
	event_base_dispatch(base);
}

/* Until n answers have come, five seconds at most. */
static void
wait_for(size_t n)
{
	for (int64_t until = clock_monotonic() + 5 * SECOND; strlen(came) < n && clock_monotonic() < until;)
		turn();
	assert_int_equal(strlen(came), n);
}

/* A transaction, with nothing answered yet. */
static void
begin(void)
{
	if (database.db == NULL)
		skip();
	came[0] = '\0';
	pipe_begin(pipe_under_test);
}

static void
send_entry(const char *body)
{
	args_clear(&args);
	args_array(&args, ARRAY_BYTES, 1);
	args_array_bytes(&args, body, strlen(body));
	pipe_send(pipe_under_test, QUERY_ENTRY_ADD_DECISIONS, &args, note, NULL);
}

static void
send_find(void)
{
	args_clear(&args);
	args_int(&args, 7701234560);
	pipe_send(pipe_under_test, QUERY_LEGAL_ENTITY_FIND, &args, note, NULL);
}

static int64_t
entries(void)
{
	return test_sql_int(&database, "select count(*) from entry");
}

static void
a_transaction_is_answered_in_order(void **unused)
{
	(void)unused;
	begin();
	send_find();
	pipe_turn(pipe_under_test);
	wait_for(1);
	assert_string_equal(came, "r");
	send_entry("{}");
	send_entry("{\"n\":2}");
	assert_int_equal(entries(), 0);
	pipe_commit(pipe_under_test, note, NULL);
	wait_for(4);
	assert_string_equal(came, "rrrk");
	assert_int_equal(entries(), 2);
	assert_int_equal(pipe_waiting(pipe_under_test), 0);
}

/* The check on the body's length is broken in the middle: nothing is kept, everyone hears of it, and the pipe serves on. */
static void
an_error_takes_all_of_it_back(void **unused)
{
	(void)unused;
	begin();
	send_entry("{\"n\":3}");
	send_entry("x");
	send_entry("{\"n\":4}");
	pipe_commit(pipe_under_test, note, NULL);
	wait_for(4);
	assert_string_equal(came, "reee");
	assert_int_equal(last_error, ERR_CONFLICT);
	assert_int_equal(entries(), 2);
	assert_true(pipe_is_alive(pipe_under_test));
	begin();
	send_entry("{\"n\":5}");
	pipe_commit(pipe_under_test, note, NULL);
	wait_for(2);
	assert_string_equal(came, "rk");
	assert_int_equal(entries(), 3);
}

static void
an_error_before_a_turn_reaches_the_rest(void **unused)
{
	(void)unused;
	begin();
	send_entry("x");
	pipe_turn(pipe_under_test);
	wait_for(1);
	assert_string_equal(came, "e");
	send_entry("{\"n\":6}");
	pipe_commit(pipe_under_test, note, NULL);
	wait_for(3);
	assert_string_equal(came, "eee");
	assert_int_equal(entries(), 3);
}

static void
a_rollback_keeps_nothing(void **unused)
{
	(void)unused;
	begin();
	send_entry("{\"n\":7}");
	pipe_rollback(pipe_under_test);
	pipe_begin(pipe_under_test);
	send_find();
	pipe_commit(pipe_under_test, note, NULL);
	wait_for(3);
	assert_int_equal(came[2], 'k');
	assert_int_equal(entries(), 3);
}

static void
a_notification_comes_by_itself(void **unused)
{
	char heard[64] = "";
	int64_t until = clock_monotonic() + 5 * SECOND;

	(void)unused;
	if (database.db == NULL)
		skip();
	pipe_listen(pipe_under_test, "refusal", told, heard);
	begin();	/* the LISTEN is before it on the wire */
	send_find();
	pipe_commit(pipe_under_test, note, NULL);
	wait_for(2);
	test_sql(database.db, "select pg_notify('refusal', '12,57')");
	while (heard[0] == '\0' && clock_monotonic() < until)
		turn();
	assert_string_equal(heard, "refusal 12,57");
}

static void
a_lost_connection_tells_everyone(void **unused)
{
	(void)unused;
	begin();
	send_find();
	pipe_turn(pipe_under_test);
	wait_for(1);
	test_sql_text(&database, "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and "
	    "state = 'idle in transaction'");
	send_entry("{\"n\":8}");
	pipe_commit(pipe_under_test, note, NULL);
	wait_for(3);
	assert_string_equal(came, "ree");
	assert_int_equal(last_error, ERR_RETRY);
	/* The server's last word and its end of the socket may come apart. */
	for (int64_t until = clock_monotonic() + 5 * SECOND; pipe_is_alive(pipe_under_test) && clock_monotonic() < until;)
		turn();
	assert_false(pipe_is_alive(pipe_under_test));
	assert_int_equal(entries(), 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_transaction_is_answered_in_order),
	    cmocka_unit_test(an_error_takes_all_of_it_back),
	    cmocka_unit_test(an_error_before_a_turn_reaches_the_rest),
	    cmocka_unit_test(a_rollback_keeps_nothing),
	    cmocka_unit_test(a_notification_comes_by_itself),
	    cmocka_unit_test(a_lost_connection_tells_everyone),
	};
	return cmocka_run_group_tests(tests, open_database, close_database);
}
