/* contact_mark_test.c - which contacts confirm whose an address is (C-11), and which do not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "compliance/basis_store.h"
#include "dialer/attempt_state.h"
#include "dialer/contact_mark.h"
#include "dialer/report_store.h"
#include "tests/support/http.h"
#include "tests/support/web_process.h"

#include <cmocka.h>

static struct test_web web;
static struct buf reply;

static int
start(void **state)
{
	(void)state;
	if (test_database_is_there())
		test_web_start(&web, 3);
	return 0;
}

static int
finish(void **state)
{
	(void)state;
	buf_release(&reply);
	return web.port == 0 ? 0 : test_web_stop(&web);
}

/* A press of anna's on person N's card at 10:00, and the call that came of it a second later. */
static void
call_person(int n, const char *attempt_state)
{
	test_sql(web.database.db, "insert into press (nonce, campaign_id, contact_point_id, agent_id, session, card_sha256, pressed_at) "
	    "values ('01900000-0000-7000-8000-00000000000%d', 1, %d, 1, 's', '\\x00', '2026-11-23 10:00Z')", n, n);
	test_sql(web.database.db, "insert into attempt (decision_id, campaign_id, contact_point_id, party_id, provider, state, dispatcher, "
	    "cleared_at, expires_at, changed_at) values ('01900000-0000-7000-8000-0000000000a%d', 1, %d, %d, 'mango', '%s', 'd', "
	    "'2026-11-23 10:00:01Z', '2026-11-23 10:00:09Z', '2026-11-23 10:00:01Z')", n, n, n, attempt_state);
}

static int
mark(int n, const char *agent)
{
	char target[96];

	buf_clear(&reply);
	snprintf(target, sizeof(target), "/api/v1/presses/01900000-0000-7000-8000-00000000000%d/mark", n);
	return test_web_ask(&web, agent, "POST", target, "", "{}", &reply);
}

static const char *
confirmed(int contact_point)
{
	return test_sql_text(&web.database, "select coalesce((confirmed_at at time zone 'UTC')::text, '-') from contact_point where id = %d",
	    contact_point);
}

static void
an_answered_call_and_a_mark(void **state)
{
	(void)state;
	if (web.port == 0)
		skip();
	assert_int_equal(mark(1, "anna"), 404);			/* nothing has been pressed */
	call_person(1, "answered");
	test_sql(web.database.db, "insert into staff (login, name, role, created_at) values ('oleg', 'Олег', 'agent', '2026-11-01Z')");
	assert_int_equal(mark(1, "oleg"), 403);
	assert_int_equal(mark(1, "boris"), 403);		/* a marketer calls nobody */
	assert_string_equal(confirmed(1), "-");			/* an answer alone */
	assert_int_equal(mark(1, "anna"), 200);
	assert_non_null(strstr(test_http_body(&reply), "\"confirmed\":true"));
	assert_string_equal(confirmed(1), "2026-11-23 10:00:01");
	assert_int_equal(mark(1, "anna"), 200);
	assert_int_equal(test_sql_int(&web.database, "select count(*) from entry where encode(body, 'escape') like '%%contact.marked%%'"), 1);
	assert_string_equal(confirmed(1001), "-");		/* the letter box was not asked */
}

static void
the_report_may_come_after_the_mark(void **state)
{
	struct uuid attempt;
	size_t confirmed_now;
	struct err err;

	(void)state;
	if (web.port == 0)
		skip();
	call_person(2, "accepted");
	assert_int_equal(mark(2, "anna"), 200);
	assert_non_null(strstr(test_http_body(&reply), "\"confirmed\":false"));
	assert_true(uuid_parse("01900000-0000-7000-8000-0000000000a2", &attempt));
	assert_true(contact_mark_answered(web.database.db, &attempt, 1, &confirmed_now, &err));
	assert_string_equal(confirmed(2), "-");			/* nobody has answered yet */
	test_sql(web.database.db, "update attempt set state = 'completed' where contact_point_id = 2");
	assert_true(contact_mark_answered(web.database.db, &attempt, 1, &confirmed_now, &err));
	assert_string_equal(confirmed(2), "2026-11-23 10:00:01");
	test_sql(web.database.db, "update contact_point set confirmed_at = '2026-11-23 10:30Z' where id = 2");
	assert_true(contact_mark_answered(web.database.db, &attempt, 1, &confirmed_now, &err));
	assert_string_equal(confirmed(2), "2026-11-23 10:30:00");	/* never back */
	call_person(3, "busy");
	assert_int_equal(mark(3, "anna"), 409);
	assert_int_equal(test_sql_int(&web.database, "select count(*) from contact_mark"), 2);
}

/* A provider's word on the call of person N, through all that the reporter does with it. */
static void
report(int n, enum attempt_state state)
{
	struct reporter reporter = {.name = "reporter", .db = web.database.db, .key = web.key};
	struct provider_report said = {.kind = REPORT_STATUS, .state = state, .said_at = day_number(2026, 11, 23) * DAY + 11 * HOUR};
	struct report_batch batch = {0};
	char id[UUID_TEXT];
	struct err err;

	snprintf(id, sizeof(id), "01900000-0000-7000-8000-0000000000a%d", n);
	assert_true(uuid_parse(id, &said.attempt));
	snprintf(said.dedupe, sizeof(said.dedupe), "%s %s", id, attempt_state_name(state));
	report_batch_add(&batch, &said, attempt_state_name(state));
	assert_true(db_begin(web.database.db, &err));
	bool done = report_store_mark_known(reporter.db, "mango", &batch, &err) && report_store_load(reporter.db, "mango", &batch, &err);
	if (done)
		report_batch_apply(&batch, said.said_at);
	if (!done || !report_store_write(&reporter, "mango", &batch, said.said_at, &err) || !db_commit(web.database.db, &err))
		fail_msg("%s", err.text);
	report_batch_release(&batch);
}

/* Whether the address is confirmed hangs on the report's being told to the mark: nobody else calls contact_mark_answered. */
static void
the_report_confirms_what_was_marked(void **state)
{
	(void)state;
	if (web.port == 0)
		skip();
	test_sql(web.database.db, "update attempt set state = 'accepted'; update contact_point set confirmed_at = null");
	report(2, ATTEMPT_RINGING);
	assert_string_equal(confirmed(2), "-");			/* nobody has answered yet */
	report(2, ATTEMPT_COMPLETED);
	assert_string_equal(confirmed(2), "2026-11-23 10:00:01");
	report(3, ATTEMPT_COMPLETED);
	assert_string_equal(confirmed(3), "-");			/* answered, and nobody was identified */
	report(1, ATTEMPT_ANSWERED);
	assert_string_equal(confirmed(1), "2026-11-23 10:00:01");
}

static void
ask_on(const char *address, const char *reference, bool identified, int64_t at, int64_t now)
{
	struct basis_said said = {.identified = identified, .fact = {.kind = BASIS_OWN_REQUEST, .purposes = 4, .legal_entity_inn = 7701234567,
	    .valid_from = at, .valid_until = at + DAY}, .proof = "{\"how\":\"site\",\"session\":\"1\"}"};
	struct entry who = {.at = now, .who_kind = "process"};
	struct err err;
	const char *reason;

	snprintf(said.reference, sizeof(said.reference), "%s", reference);
	assert_true(address_parse(view_of(address), &web.key, &said.address, &reason));
	assert_true(db_begin(web.database.db, &err));
	if (!basis_append(web.database.db, &said, 1, &who, &err) || !db_commit(web.database.db, &err))
		fail_msg("%s", err.text);
	assert_null(said.reason);
}

static void
an_own_request_of_somebody_identified(void **state)
{
	int64_t now = day_number(2026, 11, 23) * DAY;

	(void)state;
	if (web.port == 0)
		skip();
	ask_on("n3@example.ru", "a", false, now - HOUR, now);
	assert_string_equal(confirmed(1003), "-");
	ask_on("n3@example.ru", "b", true, now + HOUR, now);
	assert_string_equal(confirmed(1003), "-");		/* ahead */
	ask_on("n3@example.ru", "c", true, now - HOUR, now);
	assert_string_equal(confirmed(1003), "2026-11-22 23:00:00");
	assert_string_equal(confirmed(3), "-");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_answered_call_and_a_mark), cmocka_unit_test(the_report_may_come_after_the_mark),
		cmocka_unit_test(the_report_confirms_what_was_marked),
		cmocka_unit_test(an_own_request_of_somebody_identified),
	};

	return cmocka_run_group_tests(tests, start, finish);
}
