/* matter_store_test.c - refusals open their clocks, acts and closings are checked and entered, reminders are written once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/lang.h"
#include "compliance/leak_store.h"
#include "compliance/matter_act_store.h"
#include "compliance/matter_draft_store.h"
#include "compliance/matter_watch_store.h"
#include "compliance/suppression_store.h"
#include "tests/support/clinic.h"
#include "tests/support/situation.h"

#include <cmocka.h>

static struct test_database database;
static struct installation_key key;
static struct policy *policy;
static int64_t now;
static uint8_t sha[SHA256_SIZE] = {1, 2, 3};
static struct err err;

static int64_t
at(const char *text)
{
	int64_t out;
	assert_true(instant_parse(text, &out));
	return out;
}

static int
make(void **state)
{
	(void)state;
	lang_set(LANG_EN);
	memset(key.bytes, 7, sizeof(key.bytes));
	test_database_new(&database);
	test_clinic_new(&database, &key, 5);
	policy = situation_policy();
	now = at("2026-11-20T12:00:00+03:00");
	return 0;
}

static int
drop(void **state)
{
	(void)state;
	policy = policy_free(policy);
	test_database_drop(&database);
	return 0;
}

static void
address_of(const char *text, struct address *out)
{
	const char *reason;
	assert_true(address_parse(view_of(text), &key, out, &reason));
}

static void
refuse(const char *text, enum scope scope, const char *path, int64_t said_at)
{
	struct suppression s = {.fact = {.scope = scope, .said_at = said_at}};
	struct suppression_effect effect;
	struct entry who = {.at = now, .who_kind = "process", .process = "test"};
	struct address address;

	address_of(text, &address);
	memcpy(s.token, address.token, TOKEN_SIZE);
	strcpy(s.path, path);
	if (!suppression_add(database.db, &s, 1, &who, &effect, &err))
		fail_msg("%s", err.text);
}

static int64_t
count(const char *sql)
{
	return test_sql_int(&database, "select count(*) from %s", sql);
}

/* Whichever path it came by: one matter of the person, with its tasks, event and entry, committed with the refusal. */
static void
refusals_open_clocks(void **state)
{
	(void)state;
	test_sql(database.db, "insert into document (kind, number, legal_entity_inn, provider, valid_from, owner_id, created_at) values "
	    "('PROCESSOR_ORDER', '1', 7701234567, 'smsru', '2026-01-01', 3, '2026-01-01')");
	refuse("+79160000001", SCOPE_PD_WITHDRAWAL, "letter", now);
	assert_int_equal(count("matter"), 1);
	assert_string_equal(test_sql_text(&database, "select kind || ' ' || path || ' ' || party_id || ' ' || zone from matter"),
	    "WITHDRAWAL letter 1 Europe/Moscow");
	/* 5 stores to destroy in; mango of the campaigns and smsru of the order to stop and to destroy */
	assert_string_equal(test_sql_text(&database, "select string_agg(n, ' ') from (select deed || ':' || place_kind || ':' || count(*) as n "
	    "from matter_task group by deed, place_kind order by 1) t"), "destroy:processor:2 destroy:store:5 stop:processor:2");
	assert_int_equal(count("matter_event where act = 'opened'"), 1);
	assert_int_equal(count("entry where convert_from(body, 'UTF8') like '%\"what\":\"matter.opened\"%' and subject is not null"), 1);

	refuse("+79160000001", SCOPE_PD_WITHDRAWAL, "letter", now);			/* the same again */
	refuse("+79160000001", SCOPE_PD_WITHDRAWAL, "sms", now + HOUR);			/* by another path */
	refuse("n1@example.ru", SCOPE_PD_WITHDRAWAL, "link", now);			/* of the same person's e-mail */
	refuse("+79160000001", SCOPE_ALL_CONTACT, "sms", now);				/* the withdrawal covers it */
	assert_int_equal(count("matter"), 1);
	refuse("+79160000002", SCOPE_ADS_ALL, "sms", now);				/* no demand of the kind */
	refuse("+79160000002", SCOPE_WRONG_PERSON, "agent", now);
	assert_int_equal(count("matter"), 1);
	refuse("+79160000002", SCOPE_ALL_CONTACT, "sms", now);
	refuse("nobody@example.ru", SCOPE_PD_WITHDRAWAL, "web", now);			/* nobody holds it: kept as well */
	assert_int_equal(count("matter where kind = 'STOP_PROCESSING' and party_id = 2"), 1);
	assert_int_equal(count("matter where kind = 'WITHDRAWAL' and party_id is null"), 1);

	/* a demand said before the closing is the one that was closed; a later one is new */
	test_sql(database.db, "update matter set closed_at = '2026-11-21Z' where party_id = 2");
	now += 3 * DAY;
	refuse("+79160000002", SCOPE_ALL_CONTACT, "desk", at("2026-11-20T13:00:00Z"));
	assert_int_equal(count("matter where party_id = 2"), 1);
	refuse("+79160000002", SCOPE_ALL_CONTACT, "desk", now);
	assert_int_equal(count("matter where party_id = 2"), 2);
}

/* The dispatcher's and the web's roles may do what a refusal does. */
static void
roles_may_open(void **state)
{
	static const char *const roles[] = {"dozvon_web", "dozvon_dispatcher"};

	(void)state;
	for (int i = 0; i < 2; i++) {
		test_sql(database.db, "set role %s", roles[i]);
		refuse(i == 0 ? "+79160000003" : "+79160000004", SCOPE_PD_WITHDRAWAL, "sms", now);
		test_sql(database.db, "reset role");
	}
	assert_int_equal(count("matter"), 2);
}

static int64_t
open_matter(enum matter_kind kind, const char *text)
{
	struct matter_opening opening = {.kind = kind, .legal_entity_inn = 7701234567, .opened_at = now, .path = "desk",
		.reference = "вх. 17", .zone = ""};
	struct entry who = {.at = now, .who_kind = "staff", .who_id = 3, .process = "test"};
	struct address address;
	int64_t id;

	if (text != NULL) {
		address_of(text, &address);
		opening.subject = address.token;
	}
	if (!matter_open(database.db, &opening, &who, &id, &err))
		fail_msg("%s", err.text);
	return id;
}

static struct matter_act
deed(int64_t id, const char *login)
{
	return (struct matter_act){.matter = id, .login = login, .says = "сделано", .now = now, .process = "test"};
}

static void
access_request(void **state)
{
	int64_t id = open_matter(MATTER_ACCESS, "+79160000001");
	struct matter_act act = deed(id, "vera"), agent = deed(id, "anna");
	struct matter m;

	(void)state;
	assert_false(matter_close(database.db, &act, &err));
	assert_non_null(strstr(err.text, "not identified"));
	assert_false(matter_identify(database.db, &agent, &err));	/* an agent may open, not decide */
	assert_int_equal(err.kind, ERR_REFUSED);
	assert_true(matter_identify(database.db, &act, &err));
	assert_false(matter_extend(database.db, &act, policy, &err));	/* without the notice */
	act.file_sha256 = sha;
	assert_true(matter_extend(database.db, &act, policy, &err));
	assert_false(matter_extend(database.db, &act, policy, &err));
	act.file_sha256 = NULL;
	assert_false(matter_close(database.db, &act, &err));
	assert_non_null(strstr(err.text, "--document"));
	act.file_sha256 = sha;
	assert_true(matter_close(database.db, &act, &err));
	assert_false(matter_close(database.db, &act, &err));
	assert_true(matter_load(database.db, id, &m, &err));
	assert_true(m.closed_at == now && m.extended_at == now && m.identified_at == now);
	assert_string_equal(test_sql_text(&database, "select string_agg(act::text, ' ' order by id) from matter_event"),
	    "opened identified extended closed");
	assert_int_equal(count("entry where convert_from(body, 'UTF8') ~ '\"what\":\"matter.(opened|identified|extended|closed)\"'"), 4);
	assert_int_equal(count("entry where convert_from(body, 'UTF8') like '%сделано%'"), 0);	/* words stay in the table */
}

static const char *
party_state(int id)
{
	return test_sql_text(&database, "select state::text from party where id = %d", id);
}

static void
finish_tasks(struct matter_act *act)
{
	while (test_sql_int(&database, "select count(*) from matter_task where matter_id = %d and done_at is null", (int)act->matter) > 0)
		assert_true(matter_task_done(database.db, act, test_sql_int(&database,
		    "select min(id) from matter_task where matter_id = %d and done_at is null", (int)act->matter), &err));
}

/* Blocked from the request to the last correction, and never somebody who was not active before. */
static void
correction_blocks(void **state)
{
	test_sql(database.db, "insert into attempt (decision_id, campaign_id, contact_point_id, party_id, provider, state, dispatcher, "
	    "cleared_at, expires_at, changed_at) values (gen_random_uuid(), 1, 1, 1, 'mango', 'completed', 'd', '2026-11-02', '2026-11-02', '2026-11-02')");
	int64_t first = open_matter(MATTER_CORRECTION, "+79160000001"), second;
	struct matter_act act = deed(first, "vera");

	(void)state;
	assert_string_equal(party_state(1), "BLOCKED");
	second = open_matter(MATTER_CORRECTION, "n1@example.ru");
	assert_true(matter_identify(database.db, &act, &err));
	assert_false(matter_close(database.db, &act, &err));	/* copies to the processors are not sent */
	assert_non_null(strstr(err.text, "tasks are open"));
	finish_tasks(&act);
	assert_false(matter_task_done(database.db, &act, 1, &err));
	assert_true(matter_close(database.db, &act, &err));
	assert_string_equal(party_state(1), "BLOCKED");		/* the second one keeps it so */
	act.matter = second;
	assert_true(matter_identify(database.db, &act, &err));
	finish_tasks(&act);
	assert_true(matter_close(database.db, &act, &err));
	assert_string_equal(party_state(1), "ACTIVE");

	struct matter_opening nobody = {.kind = MATTER_CORRECTION, .opened_at = now, .path = "desk", .reference = "", .zone = ""};
	struct entry who = {.at = now, .who_kind = "staff", .who_id = 3, .process = "test"};
	assert_false(matter_open(database.db, &nobody, &who, &second, &err));
	assert_non_null(strstr(err.text, "--party"));
	assert_int_equal(count("matter"), 2);
	test_sql(database.db, "update party set state = 'DECEASED' where id = 2");
	act.matter = open_matter(MATTER_CORRECTION, "+79160000002");
	assert_true(matter_identify(database.db, &act, &err));
	finish_tasks(&act);
	assert_true(matter_close(database.db, &act, &err));
	assert_string_equal(party_state(2), "DECEASED");
}

static void
regulator_and_leak_hold(void **state)
{
	struct matter_act act = deed(open_matter(MATTER_REGULATOR, NULL), "vera");
	struct leak leak = {"Выгрузка ушла не туда", "ошибка", "звонки чужих", "доступ закрыт", "Вера, +7 495 000-00-00", 1200, {0}};
	struct buf draft = {0};

	(void)state;
	assert_int_equal(count("legal_hold where lifted_at is null and legal_entity_inn = 7701234567 and subject is null"), 1);
	assert_false(matter_leak(database.db, &act, &leak, &err));	/* it is none */
	act.file_sha256 = sha;
	assert_true(matter_close(database.db, &act, &err));
	assert_int_equal(count("legal_hold where lifted_at is null"), 0);

	act = deed(open_matter(MATTER_LEAK, NULL), "vera");
	assert_int_equal(count("legal_hold where lifted_at is null"), 1);
	assert_false(matter_draft(database.db, act.matter, policy, now, &draft, &err));
	assert_true(matter_leak(database.db, &act, &leak, &err));
	assert_true(matter_draft(database.db, act.matter, policy, now, &draft, &err));
	assert_non_null(strstr(draft.data, "Число затронутых лиц: 1200"));
	assert_non_null(strstr(draft.data, "Выгрузка ушла не туда"));
	assert_non_null(strstr(draft.data, "2026-11-20T09:00:00"));
	assert_false(matter_close(database.db, &act, &err));
	assert_false(matter_meet(database.db, &act, DEADLINE_ACCESS_ANSWER, &err));
	assert_true(matter_meet(database.db, &act, DEADLINE_LEAK_NOTICE, &err));
	assert_false(matter_meet(database.db, &act, DEADLINE_LEAK_NOTICE, &err));
	assert_true(matter_meet(database.db, &act, DEADLINE_LEAK_RESULT, &err));
	assert_true(matter_close(database.db, &act, &err));
	assert_int_equal(count("entry where convert_from(body, 'UTF8') like '%Выгрузка%'"), 0);
	buf_release(&draft);
}

/* A demand brought to the desk refuses all contact from minute one, and is one matter. */
static void
demand_at_the_desk(void **state)
{
	struct matter_opening opening = {.kind = MATTER_STOP_PROCESSING, .opened_at = now, .path = "desk", .reference = "", .zone = ""};
	struct entry who = {.at = now, .who_kind = "staff", .who_id = 3, .process = "test"};
	int64_t id;

	(void)state;
	assert_false(matter_open(database.db, &opening, &who, &id, &err));	/* whose? */
	open_matter(MATTER_STOP_PROCESSING, "+79160000001");
	assert_int_equal(count("matter"), 1);
	assert_int_equal(count("suppression where scope = 'ALL_CONTACT' and path = 'desk'"), 1);
	assert_int_equal(count("target where party_id = 1 and state = 'stopped'"), 2);
	struct address address;
	address_of("+79160000001", &address);
	opening.subject = address.token;
	opening.legal_entity_inn = 7701234567;
	assert_false(matter_open(database.db, &opening, &who, &id, &err));
	assert_int_equal(err.kind, ERR_CONFLICT);
}

static char reminded[512];

static void
note(void *unused, const struct matter_due *due)
{
	(void)unused;
	snprintf(reminded + strlen(reminded), sizeof(reminded) - strlen(reminded), "%lld:%s:%d ", (long long)due->matter,
	    deadline_rule(due->deadline)->name, due->mark);
}

static const char *
watch(const char *when)
{
	int64_t written;

	reminded[0] = '\0';
	assert_true(matter_watch(database.db, policy, at(when), "janitor", note, NULL, &written, &err));
	return reminded;
}

/* Days 5 and 8, and the first instant that is too late: each once, whoever looks and how often. */
static void
reminders(void **state)
{
	struct matter_act act = deed(open_matter(MATTER_ACCESS, "+79160000001"), "vera");

	(void)state;
	assert_string_equal(watch("2026-11-26T23:59:59+03:00"), "");
	assert_string_equal(watch("2026-11-27T00:00:00+03:00"), "1:ACCESS_ANSWER:5 ");
	assert_string_equal(watch("2026-11-27T00:01:00+03:00"), "");
	assert_string_equal(watch("2026-12-02T09:00:00+03:00"), "1:ACCESS_ANSWER:8 ");
	act.file_sha256 = sha;
	act.now = at("2026-12-03T09:00:00+03:00");
	assert_true(matter_extend(database.db, &act, policy, &err));
	assert_string_equal(watch("2026-12-11T23:59:59+03:00"), "");
	assert_string_equal(watch("2026-12-12T00:00:00+03:00"), "1:ACCESS_ANSWER:-1 ");
	assert_string_equal(watch("2026-12-13T00:00:00+03:00"), "");
	assert_int_equal(count("matter_reminder"), 3);
	assert_int_equal(count("entry where convert_from(body, 'UTF8') like '%\"what\":\"matter.reminded\"%'"), 3);
	struct matter_sums sums;
	assert_true(matter_sum(database.db, policy, at("2026-12-13"), &sums, &err));
	assert_int_equal(sums.overdue[MATTER_ACCESS] * 10 + sums.open[MATTER_ACCESS], 11);
	/* who was away sees what has come, the lateness alone once it is too late; who is closed is quiet; a met clock is quiet */
	open_matter(MATTER_LEAK, NULL);
	assert_string_equal(watch("2026-11-22T12:00:00+03:00"), "2:LEAK_NOTICE:-1 2:LEAK_RESULT:36 ");
	act = deed(2, "vera");
	assert_true(matter_meet(database.db, &act, DEADLINE_LEAK_RESULT, &err));
	assert_string_equal(watch("2026-11-30T12:00:00+03:00"), "");
	test_sql(database.db, "update matter set closed_at = '2026-12-13Z'");
	assert_string_equal(watch("2027-06-30"), "");
	/* under the janitor's role */
	test_sql(database.db, "update matter set closed_at = null; set role dozvon_janitor");
	assert_string_equal(watch("2026-11-30T12:00:00+03:00"), "");
	now = at("2026-12-20T12:00:00+03:00");
	test_sql(database.db, "reset role");
	open_matter(MATTER_COMPLAINT, NULL);
	test_sql(database.db, "set role dozvon_janitor");
	assert_string_equal(watch("2027-01-20T12:00:00+03:00"), "3:COMPLAINT_ANSWER:-1 ");
	test_sql(database.db, "reset role");
}

/* What is written down is not written over. */
static void
append_only(void **state)
{
	(void)state;
	open_matter(MATTER_COMPLAINT, NULL);
	assert_false(db_script(database.db, "update matter_event set says = 'x'", &err));
	assert_false(db_script(database.db, "delete from matter_event", &err));
}

int
main(void)
{
#define EACH(test) cmocka_unit_test_setup_teardown(test, make, drop)
	const struct CMUnitTest tests[] = {
		EACH(refusals_open_clocks), EACH(roles_may_open), EACH(access_request), EACH(correction_blocks),
		EACH(regulator_and_leak_hold), EACH(demand_at_the_desk), EACH(reminders), EACH(append_only),
	};
	if (!test_database_is_there())
		return 77;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
