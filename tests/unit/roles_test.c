/* roles_test.c - what each process's PostgreSQL role may not do, as design.md's table of processes says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "tests/support/database.h"

#include <cmocka.h>

static struct test_database database;

static int
start(void **state)
{
	(void)state;
	test_database_new(&database);
	return 0;
}

static int
stop(void **state)
{
	(void)state;
	test_database_drop(&database);
	return 0;
}

static const struct deed {
	const char *role;
	bool may;
	const char *sql;
} deeds[] = {
	/* web: no attempts, no decisions, no seal, no policy */
	{"web", true, "select count(*) from campaign"},
	{"web", true, "insert into inbox (provider, path, content_type, headers, body, received_at) "
	    "values ('p', '/', '', '', '', '2026-11-01Z')"},
	{"web", true, "insert into entry (subject, body) values (null, '{}')"},
	{"web", false, "insert into entry (xid, subject, body) values ('1', null, '{}')"},
	{"web", false, "insert into attempt (decision_id) values (null)"},
	{"web", false, "update attempt set state = 'sent'"},
	{"web", false, "insert into decision (id) values (null)"},
	{"web", false, "insert into report (provider) values ('p')"},
	{"web", false, "insert into checkpoint (size) values (1)"},
	{"web", false, "insert into seal (first_leaf) values (1)"},
	{"web", false, "insert into policy_pack (name) values ('x')"},
	{"web", false, "insert into target (campaign_id) values (1)"},
	{"web", false, "delete from suppression"},
	{"web", false, "update suppression set scope = 'AUTOCALL'"},
	{"web", false, "update inbox set handled_at = received_at"},
	{"web", false, "update consent_event set act = 'given'"},
	{"web", false, "delete from party"},
	{"web", false, "insert into policy_activation (name) values ('ru')"},
	{"web", false, "insert into policy_signature (says) values ('x')"},
	{"web", false, "update why_request set contact_point_id = 1"},
	{"web", false, "delete from why_request"},
	{"janitor", true, "select count(*) from why_request"},
	{"janitor", false, "update why_request set opened_at = asked_at"},
	{"janitor", false, "insert into why_request (key) values ('')"},
	/* planner: contacts nobody */
	{"planner", true, "select count(*) from contact_point"},
	{"planner", false, "insert into attempt (decision_id) values (null)"},
	{"planner", false, "insert into decision (id) values (null)"},
	{"planner", false, "insert into press (nonce) values (null)"},
	{"planner", false, "select count(*) from inbox"},
	{"planner", false, "insert into checkpoint (size) values (1)"},
	{"planner", false, "delete from suppression"},
	{"planner", false, "update contact_point set consents = ''"},
	/* dispatcher: neither signs the log nor invents a press, a consent or a campaign */
	{"dispatcher", true, "select count(*) from target"},
	{"dispatcher", false, "insert into press (nonce) values (null)"},
	{"dispatcher", false, "insert into seal (first_leaf) values (1)"},
	{"dispatcher", false, "insert into checkpoint (size) values (1)"},
	{"dispatcher", false, "insert into consent_event (act) values ('given')"},
	{"dispatcher", false, "insert into campaign (name) values ('x')"},
	{"dispatcher", false, "update campaign set state = 'running'"},
	{"dispatcher", false, "delete from suppression"},
	{"dispatcher", false, "update decision set outcome = 'ALLOW'"},
	{"dispatcher", false, "delete from attempt"},
	{"dispatcher", true, "select count(*) from review_target"},
	{"dispatcher", false, "insert into review_decision (campaign_id) values (1)"},
	{"dispatcher", false, "insert into policy_pack (name) values ('x')"},
	{"dispatcher", false, "insert into policy_activation (name) values ('ru')"},
	{"planner", false, "insert into policy_pack (name) values ('x')"},
	/* sealer: sees the log and nothing of people */
	{"sealer", true, "select count(*) from entry"},
	{"sealer", false, "select count(*) from contact_point"},
	{"sealer", false, "select count(*) from party"},
	{"sealer", false, "select count(*) from consent_event"},
	{"sealer", false, "select count(*) from suppression"},
	{"sealer", false, "select count(*) from target"},
	{"sealer", false, "select count(*) from contact_facts"},
	{"sealer", false, "select count(*) from inbox"},
	{"sealer", false, "insert into entry (subject, body) values (null, '{}')"},
	{"sealer", false, "update entry set body = '{}'"},
	{"sealer", false, "delete from entry"},
	{"sealer", false, "delete from checkpoint"},
	/* clerk: reads everything and writes traces only */
	{"clerk", true, "select count(*) from contact_point"},
	{"clerk", true, "select id, act_sha256 from destruction_act"},
	{"clerk", false, "select tokens from destruction_act"},
	{"clerk", false, "select act from destruction_act"},
	{"clerk", false, "insert into attempt (decision_id) values (null)"},
	{"clerk", false, "insert into checkpoint (size) values (1)"},
	{"clerk", false, "insert into capsule_job (sent_to) values ('fas')"},
	{"clerk", false, "update contact_point set consents = ''"},
	{"clerk", false, "delete from entry"},
	{"web", false, "update capsule_job set state = 'made'"},
	/* janitor: contacts nobody, forges nothing */
	{"janitor", true, "select count(*) from attempt"},
	{"janitor", false, "insert into attempt (decision_id) values (null)"},
	{"janitor", false, "insert into decision (id) values (null)"},
	{"janitor", false, "insert into checkpoint (size) values (1)"},
	{"janitor", false, "delete from entry"},
	{"janitor", false, "delete from suppression"},
	{"janitor", true, "select sweep_row('WEBHOOK', '2026-01-01Z', '2026-11-01Z', 1)"},
	{"janitor", true, "select * from sweep_person('2026-01-01Z', '2025-01-01Z', '2026-11-01Z', 0, 1)"},
	{"janitor", false, "select * from erase_person(1, '{}', '', '2026-11-01Z')"},
	{"janitor", false, "select act from destruction_act"},
	{"janitor", false, "update legal_hold set party_id = null"},
	{"web", false, "select sweep_row('WEBHOOK', '2026-01-01Z', '2026-11-01Z', 1)"},
	/* import: whose data were destroyed, by the beginnings of tokens, and not by whom or when */
	{"import", true, "select import_erased()"},
	{"import", false, "select * from erased"},
	{"import", false, "select count(*) from suppression"},
	/* import: whom a clean list names is kept back no more; nothing else of a party */
	{"import", true, "update party set quarantine = null where false"},
	{"import", false, "update party set name = '' where false"},
	{"import", false, "select tokens from outside_file"},
};

static void
roles_are_kept_apart(void **state)
{
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(deeds) / sizeof(deeds[0]); i++) {
		char dsn[400];
		struct err err = {0};
		snprintf(dsn, sizeof(dsn), "%s user=dozvon_%s", database.words, deeds[i].role);
		struct db *db = db_open_bare(dsn, &err);
		assert_non_null(db);
		bool did = db_script(db, deeds[i].sql, &err);
		bool forbidden = !did && strstr(err.text, "42501") != NULL;
		if (did != deeds[i].may || (!did && !forbidden)) {
			print_error("%s: %s: %s\n", deeds[i].role, deeds[i].sql, did ? "done" : err.text);
			wrong++;
		}
		db_close(db);
	}
	assert_int_equal(wrong, 0);
}

/* Append-only tables resist their owner too. */
static void
history_resists_the_owner(void **state)
{
	static const char *const tables[] = {"consent_event", "suppression", "decision", "report", "entry", "seal",
		"checkpoint", "press", "policy_pack", "policy_signature", "policy_activation", "review_decision", "review_target", "wording", "basis_event"};
	struct err err;
	char sql[100];

	(void)state;
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		snprintf(sql, sizeof(sql), "delete from %s", tables[i]);
		assert_false(db_script(database.db, sql, &err));
		snprintf(sql, sizeof(sql), "truncate %s cascade", tables[i]);
		assert_false(db_script(database.db, sql, &err));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(roles_are_kept_apart),
		cmocka_unit_test(history_resists_the_owner),
	};
	if (!test_database_is_there())
		return 0;
	return cmocka_run_group_tests(tests, start, stop);
}
