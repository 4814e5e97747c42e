/* retention_test.c - the sweep destroys what its term is over for, batch by batch, and nothing that somebody needs; persons with an act. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/lang.h"
#include "compliance/backup_store.h"
#include "compliance/hold_store.h"
#include "compliance/retention_sweep_store.h"
#include "tests/support/clinic.h"
#include "tests/support/situation.h"

#include <cmocka.h>

static struct test_database database;
static struct installation_key key;
static struct policy *policy;
static struct evidence_dir dir;
static char folder[] = "/tmp/dozvon-retention-XXXXXX";
static struct err err;

static int64_t
at(const char *text)
{
	int64_t out;
	assert_true(instant_parse(text, &out));
	return out;
}

/* Five people of list 7, whose campaigns ended on 20 November 2026; the administrator beside the clinic's three. */
static int
make(void **state)
{
	struct settings settings = {.evidence_dir = folder, .evidence_key = "", .evidence_key_old = "", .evidence_years = 3};

	(void)state;
	lang_set(LANG_EN);
	memset(key.bytes, 7, sizeof(key.bytes));
	test_database_new(&database);
	test_clinic_new(&database, &key, 5);
	test_sql(database.db, "insert into staff (login, name, role, created_at) values ('petr', 'Пётр', 'administrator', '2026-11-01Z');"
	    "insert into list (name, legal_entity_id, ground, source, responsible, obtained_at, file_sha256, imported_at) overriding system "
	    "value select 'l', 1, 'g', 'CLINIC', 'v', '2026-11-01Z', sha256(n::text::bytea), '2026-11-01Z' from generate_series(1, 8) n;"
	    "insert into list_row (list_id, party_id, contact_point_id, row_no) select 7, party_id, id, 1 from contact_point;"
	    "update campaign set lists = '{7}', state = 'stopped', closed_at = '2026-11-20T12:00:00+03:00'");
	policy = situation_policy();
	assert_non_null(mkdtemp(folder));
	assert_true(evidence_dir_name(&settings, &dir, &err));
	return 0;
}

static int
drop(void **state)
{
	(void)state;
	policy = policy_free(policy);
	rmdir(folder);
	strcpy(folder + strlen(folder) - 6, "XXXXXX");
	test_database_drop(&database);
	return 0;
}

/* To the end; in the names of vera and petr, or of nobody. */
static struct sweep_place
sweep_at(const char *when, bool ordered)
{
	struct sweep sweep = {.policy = policy, .dir = &dir, .process = "test", .by = ordered ? "vera" : "", .second = ordered ? "petr" : "",
		.certificate = "", .now = at(when)};
	struct sweep_place place = {0};

	while (place.class < RETENTION_COUNT)
		if (!retention_sweep(database.db, &sweep, &place, &err))
			fail_msg("%s", err.text);
	return place;
}

static int64_t
count(const char *sql)
{
	return test_sql_int(&database, "select count(*) from %s", sql);
}

static int64_t due;

static void
add_due(void *unused, const struct retention_line *line)
{
	(void)unused;
	enum retention_end end = retention_class(line->retention)->end;
	due += end == RETENTION_DESTROY || end == RETENTION_KEEP ? line->rows : 0;
}

static int64_t
due_at(const char *when)
{
	int64_t holds;

	due = 0;
	assert_true(retention_report(database.db, policy, at(when), add_due, NULL, &holds, &err));
	return due;
}

static const char SOON[] = "2026-12-20T23:59:59+03:00", THEN[] = "2026-12-21T00:00:00+03:00";

static void
register_backup(void)
{
	struct backup backup = {.place = "касса", .made_at = at("2026-11-15"), .expires_at = at("2027-12-01")};
	struct entry who = {.at = at("2026-11-20"), .who_kind = "staff", .who_id = 4, .process = "test"};
	int64_t id;

	assert_true(backup_add(database.db, &backup, &who, &id, &err));
}

/* One act over all of them, an extract with a line each, an entry for each address; nobody is refused for it. */
static void
look_at_the_act(void)
{
	assert_string_equal(test_sql_text(&database, "select reason || ' ' || persons || ' ' || cardinality(tokens) || ' ' || by_id || ' ' || "
	    "second_id || ' ' || (files_gone_at is not null) from destruction_act"), "PURPOSE_REACHED 5 10 3 4 true");
	assert_int_equal(count("destruction_act where act like '%контакт № 3; токены адресов%' and act like '%касса, до 2027-12-01%' "
	    "and regexp_count(extract, E'\\n') = 6"), 1);
	assert_int_equal(count("entry where subject is not null and convert_from(body, 'UTF8') like '%\"party\":4,%party.erased%'"), 2);
	assert_int_equal(count("suppression"), 0);
	assert_int_equal(count("erased"), 0);
}

/* Nothing before its term; then all of it, once; the campaign's counts stay as they were. The janitor's rights are enough. */
static void
a_campaign_is_over(void **state)
{
	(void)state;
	const char *counts = "select string_agg(campaign_id || state::text || n, ' ' order by 1) from (select campaign_id, state, count(*) as n "
	    "from target group by 1, 2) t";
	char before[256];

	snprintf(before, sizeof(before), "%s", test_sql_text(&database, "%s", counts));
	sweep_at(SOON, true);
	assert_int_equal(count("entry"), 0);
	assert_int_equal(due_at(THEN), 10 + 5);
	struct sweep_place place = sweep_at(THEN, false);
	assert_int_equal(place.rows[RETENTION_CLASS_CAMPAIGN_COPY], 10);
	assert_int_equal(place.rows[RETENTION_CLASS_PERSON], 0);	/* in nobody's name nobody goes */
	assert_string_equal(test_sql_text(&database, "%s", counts), before);
	assert_int_equal(count("target t join contact_point c on c.id = t.contact_point_id or c.party_id = t.party_id"), 0);
	assert_int_equal(count("entry where convert_from(body, 'UTF8') like '%CAMPAIGN_COPY%\"rows\":10%retention.swept%'"), 1);
	register_backup();
	test_sql(database.db, "set role dozvon_janitor");
	place = sweep_at(THEN, true);
	test_sql(database.db, "reset role");
	assert_int_equal(place.rows[RETENTION_CLASS_CAMPAIGN_COPY], 0);
	assert_int_equal(place.rows[RETENTION_CLASS_PERSON], 5);
	assert_int_equal(count("party"), 0);
	assert_int_equal(count("contact_point"), 0);
	assert_int_equal(due_at(THEN), 0);
	look_at_the_act();
}

/* An order takes two who may, for a year at most. */
static void
orders(void)
{
	struct entry who = {.at = at("2026-11-20"), .who_kind = "staff", .process = "test"};
	struct sweep_order order;

	assert_false(retention_order(database.db, "vera", "vera", at("2027-01-01"), &who, &err));
	assert_false(retention_order(database.db, "anna", "petr", at("2027-01-01"), &who, &err));
	assert_false(retention_order(database.db, "vera", "petr", at("2029-01-01"), &who, &err));
	assert_true(retention_order_find(database.db, who.at, &order, &err) && order.by[0] == '\0');
	assert_true(retention_order(database.db, "vera", "petr", at("2027-01-01"), &who, &err));
	assert_true(retention_order_find(database.db, at("2026-12-31"), &order, &err) && strcmp(order.second, "petr") == 0);
	assert_true(retention_order_find(database.db, at("2027-01-01"), &order, &err) && order.by[0] == '\0');
}

/* Each of these keeps its person, and is asked for one by one. */
static void
what_keeps_a_person(void **state)
{
	(void)state;
	test_sql(database.db, "insert into consent_event (consent_id, act, party_id, contact_point_id, token, code, channels, purposes, "
	    "legal_entity_inn, valid_from, valid_until, recorded_at) select gen_random_uuid(), 'given', 1, 1, token, 'PD_PROMO', 1, 1, 7701234567, "
	    "'2025-01-01Z', '2025-12-01Z', '2025-01-01Z' from contact_point where id = 1;"	/* over, its proof is kept */
	    "insert into basis_event (party_id, kind, purposes, legal_entity_inn, reference, valid_from, recorded_at) values "
	    "(2, 'CONTRACT', 1, 7701234567, 'д', '2026-01-01Z', '2026-01-01Z');"
	    "insert into matter (kind, opened_at, recorded_at, zone, path, subject) select 'COMPLAINT', '2026-12-01Z', '2026-12-01Z', "
	    "'Europe/Moscow', 'desk', token from contact_point where id = 1003;"
	    "insert into attempt (decision_id, campaign_id, contact_point_id, party_id, provider, state, dispatcher, cleared_at, expires_at, "
	    "changed_at) values (gen_random_uuid(), 1, 4, 4, 'mango', 'completed', 'd', '2026-11-10Z', '2026-11-10Z', '2026-11-10Z');"
	    "insert into list_row (list_id, party_id, contact_point_id, row_no) values (8, 5, 5, 1)");	/* a list that serves no purpose yet */
	struct sweep_place place = sweep_at(THEN, true);
	assert_int_equal(place.rows[RETENTION_CLASS_PERSON], 0);
	assert_int_equal(count("party"), 5);
	assert_int_equal(place.rows[RETENTION_CLASS_CAMPAIGN_COPY], 8);		/* the matter's person keeps the two of theirs */
	/* The proof's three years are over for the first and the fourth; the contract ends; the matter is closed; the list is used up. */
	test_sql(database.db, "insert into basis_event (party_id, kind, purposes, legal_entity_inn, reference, valid_from, ended, recorded_at) values "
	    "(2, 'CONTRACT', 1, 7701234567, 'д', '2027-01-01Z', true, '2027-01-01Z'); update matter set closed_at = '2027-01-01Z';"
	    "update campaign set lists = '{7,8}'");
	place = sweep_at("2029-11-11", true);
	assert_int_equal(place.rows[RETENTION_CLASS_PERSON], 5);
	assert_int_equal(place.rows[RETENTION_CLASS_ATTEMPT], 1);
	orders();
}

/* Words, facts and webhooks go after their own terms; ids, dates and codes of what is a proof stay. */
static void
rows_go_by_class(void **state)
{
	(void)state;
	test_sql(database.db, "update campaign set state = 'running', closed_at = null;"
	    "insert into inbox (provider, path, content_type, headers, body, received_at, handled_at) values "
	    "('p', '/w?to=79160000001', 'json', 'X', '{}', '2026-11-20Z', '2026-11-20Z'), ('p', '/w', 'json', 'X', '{}', '2026-11-20Z', null);"
	    "insert into decision (id, campaign_id, contact_point_id, party_id, outcome, reasons, facts, policy_sha256, decided_at) values "
	    "(gen_random_uuid(), 1, 1, 1, 'DENY', '', '\\x01', '\\x02', '2023-12-20Z'), (gen_random_uuid(), 1, 1, 1, 'DENY', '', '\\x01', '\\x02', '2023-12-22Z');"
	    "insert into press (nonce, campaign_id, contact_point_id, agent_id, session, card_sha256, pressed_at) values "
	    "(gen_random_uuid(), 1, 1, 1, 's', '\\x01', '2023-12-20Z');"
	    "insert into consent_event (consent_id, act, party_id, contact_point_id, token, code, channels, purposes, legal_entity_inn, "
	    "valid_from, valid_until, recorded_at, evidence) select gen_random_uuid(), 'given', 1, 1, token, 'PD_PROMO', 1, 1, 7701234567, "
	    "'2022-01-01Z', '2023-12-20Z', '2022-01-01Z', '{\"ip\": \"203.0.113.7\", \"form_id\": 1}' from contact_point where id = 1;"
	    "insert into matter (kind, opened_at, recorded_at, zone, path, reference, closed_at) values ('ACCESS', '2023-01-01Z', "
	    "'2023-01-01Z', 'Europe/Moscow', 'desk', 'вх. 17', '2023-02-01Z');"
	    "insert into matter_event (matter_id, act, at, says) values (1, 'opened', '2023-01-01Z', 'Иван 1');"
	    "insert into destruction_act (id, reason, party_id, tokens, destroyed_at, keep_until, by_id, second_id, method, act, act_sha256, "
	    "act_pdf, extract, evidence, files_gone_at) values (1, 'UNLAWFUL', 9, '{}', '2023-01-01Z', '2026-01-03Z', 3, 4, 'm', 'a', "
	    "sha256('a'), '', '', '{}', '2023-01-01Z')");
	assert_int_equal(due_at(THEN), 6);
	struct sweep_place place = sweep_at(THEN, true);
	static const enum retention classes[] = {RETENTION_CLASS_WEBHOOK, RETENTION_CLASS_DECISION, RETENTION_CLASS_PRESS,
		RETENTION_CLASS_CONSENT_PROOF, RETENTION_CLASS_MATTER_RECORD, RETENTION_CLASS_DESTRUCTION_ACT};
	for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++)
		assert_int_equal(place.rows[classes[i]], 1);
	assert_string_equal(test_sql_text(&database, "select string_agg(path || length(body), ' ' order by id) from inbox"), "/w0 /w2");
	assert_int_equal(count("decision"), 1);
	assert_string_equal(test_sql_text(&database, "select evidence::text from consent_event"), "{\"form_id\": 1}");
	assert_int_equal(count("matter where kind = 'ACCESS' and closed_at is not null and reference = ''"), 1);
	assert_int_equal(count("matter_event where says = 'Иван 1'"), 0);
	assert_int_equal(due_at(THEN), 0);
}

static void
lifted_after(int64_t id, const char *when)
{
	struct entry who = {.at = at(when), .who_kind = "process", .process = "janitor"};
	int64_t ended;

	assert_true(hold_end_over(database.db, &who, &ended, &err));
	assert_int_equal(ended, 1);
	assert_int_equal(test_sql_int(&database, "select count(*) from legal_hold where id = %lld and lifted_at is not null", (long long)id), 1);
}

/* Of one person, of everybody; until its end or until it is lifted. */
static void
a_hold_keeps(void **state)
{
	struct entry vera = {.at = at("2026-12-01"), .who_kind = "staff", .who_id = 3, .process = "test"};
	struct hold hold = {.party = 2, .reason = "иск", .ends_at = at("2027-03-01")};
	int64_t one, all;

	(void)state;
	hold.ends_at = vera.at;
	assert_false(hold_set(database.db, &hold, &vera, &one, &err));
	hold.ends_at = at("2027-03-01");
	assert_true(hold_set(database.db, &hold, &vera, &one, &err));
	struct hold everybody = {.reason = "проверка", .ends_at = at("2028-01-01")};
	assert_true(hold_set(database.db, &everybody, &vera, &all, &err));
	assert_int_equal(sweep_at(THEN, true).rows[RETENTION_CLASS_PERSON], 0);
	assert_int_equal(count("target where contact_point_id > 0"), 10);
	assert_false(hold_lift(database.db, 99, "конец", &vera, &err));
	assert_int_equal(err.kind, ERR_ABSENT);
	assert_true(hold_lift(database.db, all, "проверка кончилась", &vera, &err));
	assert_int_equal(sweep_at(THEN, true).rows[RETENTION_CLASS_PERSON], 4);
	assert_int_equal(count("party where id = 2"), 1);
	assert_int_equal(count("target where contact_point_id > 0"), 2);
	lifted_after(one, "2027-03-01");
	assert_int_equal(sweep_at("2027-03-02", true).rows[RETENTION_CLASS_PERSON], 1);
	assert_string_equal(test_sql_text(&database, "select string_agg(convert_from(body, 'UTF8')::jsonb ->> 'what', ' ' order by id) from entry "
	    "where convert_from(body, 'UTF8') like '%%\"hold.%%'"), "hold.set hold.set hold.lifted hold.lifted");
	assert_int_equal(count("entry where convert_from(body, 'UTF8') like '%иск%'"), 0);
}

int
main(void)
{
#define EACH(test) cmocka_unit_test_setup_teardown(test, make, drop)
	const struct CMUnitTest tests[] = {
		EACH(a_campaign_is_over), EACH(what_keeps_a_person), EACH(rows_go_by_class), EACH(a_hold_keeps),
	};

	if (!test_database_is_there())
		return 77;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
