/* suppression_store_test.c - the refusal's transaction: what it stops, whom it tells, and that claims and it serialise. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "compliance/unclear_store.h"
#include "dialer/provider_refusal.h"
#include "tests/support/database.h"

#include <cmocka.h>

struct world {
	struct test_database database;
	struct installation_key key;
	struct entry who;
};

static void
address(struct world *w, const char *text, struct address *out)
{
	const char *reason;
	assert_true(address_parse(view_of(text), &w->key, out, &reason));
}

static void
add_point(struct world *w, int party, int point, const char *text)
{
	struct address a;
	struct buf token = {0};

	address(w, text, &a);
	hex_add(&token, a.token, TOKEN_SIZE);
	test_sql(w->database.db, "insert into party (id, kind, identity, salt, created_at) values (%d, 'PERSON', "
	    "decode(lpad('%d', 32, '0'), 'hex'), '\\x00', '2026-01-01') on conflict do nothing", party, party);
	test_sql(w->database.db, "insert into contact_point (id, party_id, kind, address, token, created_at) values "
	    "(%d, %d, '%s', '%s', '\\x%s', '2026-01-01')", point, party, a.kind == ADDRESS_EMAIL ? "EMAIL" : "PHONE", a.text,
	    token.data);
	buf_release(&token);
}

/* Campaigns 1 to 9, one of each kind; each has a target for every contact point, in a state that cycles. */
static void
add_campaigns(struct world *w)
{
	static const struct {
		const char *purpose, *channel, *mode, *class, *care_plan;
	} campaigns[] = {
		{"AD_PROMO", "SMS", "null", "AD", "false"},
		{"AD_PROMO", "CALL_OPERATOR", "'PREVIEW'", "AD", "false"},
		{"SERVICE_REMINDER", "SMS", "null", "SERVICE", "false"},
		{"SERVICE_REMINDER", "CALL_ROBOT", "'ROBOT'", "SERVICE", "false"},
		{"SURVEY", "EMAIL", "null", "SURVEY", "false"},
		{"RECALL", "EMAIL", "null", "SERVICE", "true"},
		{"RECALL", "EMAIL", "null", "SERVICE", "false"},
		{"CONTRACT", "SMS", "null", "SERVICE", "false"},
		{"CONTRACT", "CALL_OPERATOR", "'MANUAL'", "SERVICE", "false"},
	};

	for (int i = 0; i < 9; i++) {
		test_sql(w->database.db, "insert into campaign (name, legal_entity_id, branch_id, purpose, channel, dial_mode, "
		    "class, care_plan, provider, body, lists, author_id, approver_id, state, created_at) values ('c%d', 1, 1, '%s', "
		    "'%s', %s, '%s', %s, 'twin', 'x', '{}', 1, 2, 'running', '2026-01-01')", i + 1, campaigns[i].purpose,
		    campaigns[i].channel, campaigns[i].mode, campaigns[i].class, campaigns[i].care_plan);
		test_sql(w->database.db, "insert into target (campaign_id, contact_point_id, party_id, state, not_before) "
		    "select %d, id, party_id, (array['due','card','review'])[1 + id %% 3]::target_state, '2026-01-01' "
		    "from contact_point", i + 1);
	}
}

static int
make(void **state)
{
	struct world *w = memory_new(sizeof(*w));

	test_database_new(&w->database);
	memset(w->key.bytes, 7, sizeof(w->key.bytes));
	w->who = (struct entry){.at = day_number(2026, 11, 20) * DAY, .who_kind = "process", .process = "test"};
	test_sql(w->database.db, "insert into legal_entity (inn, name, created_at) values (7701234567, 'Клиника', '2026-01-01'),"
	    "(7709999999, 'Другая', '2026-01-01');"
	    "insert into branch (legal_entity_id, name, zone, created_at) values (1, 'b', 'Europe/Moscow', '2026-01-01');"
	    "insert into staff (login, name, role, created_at) values ('a', 'a', 'marketer', '2026-01-01'), "
	    "('b', 'b', 'compliance', '2026-01-01')");
	add_point(w, 1, 11, "+79161234567");
	add_point(w, 1, 12, "anna@example.ru");
	add_point(w, 2, 21, "+79161234567");	/* the family's number */
	add_point(w, 2, 22, "boris@example.ru");
	add_point(w, 3, 31, "+79160000003");
	add_campaigns(w);
	*state = w;
	return 0;
}

static int
drop(void **state)
{
	struct world *w = *state;

	test_database_drop(&w->database);
	free(w);
	return 0;
}

static struct suppression_effect
refuse(struct world *w, const char *text, struct suppression_fact fact)
{
	struct suppression s = {.fact = fact, .path = "desk"};
	struct suppression_effect effect = {0};
	struct err err = {0};
	struct address a;

	address(w, text, &a);
	memcpy(s.token, a.token, TOKEN_SIZE);
	if (s.fact.said_at == 0)
		s.fact.said_at = w->who.at;
	if (!suppression_add(w->database.db, &s, 1, &w->who, &effect, &err))
		print_message("%s\n", err.text);
	assert_int_equal(err.kind, ERR_NONE);
	return effect;
}

/* "1:11 3:11": campaign and contact point of what is stopped. */
static const char *
stopped(struct world *w)
{
	return test_sql_text(&w->database, "select string_agg(campaign_id || ':' || contact_point_id, ' ' order by "
	    "contact_point_id, campaign_id) from target where state = 'stopped'");
}

static void
scopes(void **state)
{
	struct world *w = *state;
	static const struct {
		struct suppression_fact fact;
		const char *of_31;	/* campaigns stopped for a person with one number */
	} table[] = {
		{{SCOPE_ADS_CHANNEL, CHANNEL_SMS, 0, 0}, "1"},
		{{SCOPE_ADS_CHANNEL, CHANNEL_CALL_ROBOT, 0, 0}, "2"},
		{{SCOPE_ADS_ALL, CHANNEL_UNKNOWN, 0, 0}, "1,2,7"},
		{{SCOPE_AUTOCALL, CHANNEL_UNKNOWN, 0, 0}, "4"},
		{{SCOPE_SMS_ALL, CHANNEL_UNKNOWN, 0, 0}, "1,3,8"},
		{{SCOPE_CALLS_ALL, CHANNEL_UNKNOWN, 0, 0}, "2,4,9"},
		{{SCOPE_EMAIL_ALL, CHANNEL_UNKNOWN, 0, 0}, "5,6,7"},
		{{SCOPE_SURVEYS, CHANNEL_UNKNOWN, 0, 0}, "5"},
		{{SCOPE_ALL_CONTACT, CHANNEL_UNKNOWN, 0, 0}, "1,2,3,4,5,6,7"},
		{{SCOPE_PD_WITHDRAWAL, CHANNEL_UNKNOWN, 0, 0}, "1,2,3,4,5,6,7"},
		{{SCOPE_CARRIER_SMS, CHANNEL_UNKNOWN, 0, 0}, "1,3,8"},
		{{SCOPE_CARRIER_CALLS, CHANNEL_UNKNOWN, 0, 0}, "2,4"},
		{{SCOPE_WRONG_PERSON, CHANNEL_UNKNOWN, 0, 0}, "1,2,3,4,5,6,7,8,9"},
		{{SCOPE_ALL_CONTACT, CHANNEL_UNKNOWN, 7709999999, 0}, ""},
		{{SCOPE_ALL_CONTACT, CHANNEL_UNKNOWN, 7701234567, 0}, "1,2,3,4,5,6,7"},
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		struct suppression_fact fact = table[i].fact;
		fact.said_at = w->who.at + (int64_t)i;
		refuse(w, "+79160000003", fact);
		const char *got = test_sql_text(&w->database, "select coalesce(string_agg(campaign_id::text, ',' order by campaign_id), '') "
		    "from target where state = 'stopped' and contact_point_id = 31");
		if (strcmp(got, table[i].of_31) != 0)
			print_message("%s: ", scope_name(fact.scope));
		assert_string_equal(got, table[i].of_31);
		assert_int_equal(test_sql_int(&w->database, "select count(*) from target where state = 'stopped' and contact_point_id <> 31"), 0);
		test_sql(w->database.db, "update target set state = 'due' where state = 'stopped'");
	}
}

/* A refusal is the person's, on all addresses; a wrong number is the number's, for all who were thought to hold it. */
static void
of_whom(void **state)
{
	struct world *w = *state;
	struct suppression_effect effect = refuse(w, "anna@example.ru",
	    (struct suppression_fact){.scope = SCOPE_SURVEYS});

	assert_int_equal(effect.parties, 1);
	assert_string_equal(stopped(w), "5:11 5:12");
	effect = refuse(w, "8 916 123-45-67", (struct suppression_fact){.scope = SCOPE_WRONG_PERSON});
	assert_int_equal(effect.parties, 2);
	assert_int_equal(effect.targets, 17);
	assert_int_equal(test_sql_int(&w->database, "select count(*) from target where state = 'stopped' and "
	    "contact_point_id in (11, 21)"), 18);
	assert_int_equal(test_sql_int(&w->database, "select count(*) from target where state = 'stopped' and "
	    "contact_point_id = 22"), 0);
}

static void
what_is_claimed_stays(void **state)
{
	struct world *w = *state;

	test_sql(w->database.db, "update target set state = 'held' where contact_point_id = 31 and campaign_id = 1;"
	    "update target set state = 'done' where contact_point_id = 31 and campaign_id = 3");
	assert_int_equal(refuse(w, "+79160000003", (struct suppression_fact){.scope = SCOPE_SMS_ALL}).targets, 1);
	assert_string_equal(stopped(w), "8:31");
}

static void
told_and_logged(void **state)
{
	struct world *w = *state;
	struct err err;
	struct db *listener = db_open(w->database.dsn, &err);
	char channel[32], payload[64];

	assert_true(db_listen(listener, "refusal", &err));
	refuse(w, "+79161234567", (struct suppression_fact){.scope = SCOPE_ALL_CONTACT});
	for (int i = 0; i < 100 && !db_notification(listener, channel, sizeof(channel), payload, sizeof(payload)); i++)
		usleep(10000);
	assert_string_equal(channel, "refusal");
	assert_string_equal(payload, "1,2");
	db_close(listener);
	/* of an address that nobody holds: kept, without anyone to tell */
	struct suppression_effect effect = refuse(w, "+79167777777", (struct suppression_fact){.scope = SCOPE_ALL_CONTACT});
	assert_int_equal(effect.added, 1);
	assert_int_equal(effect.parties, 0);
	/* said twice: one row, one entry */
	effect = refuse(w, "+79167777777", (struct suppression_fact){.scope = SCOPE_ALL_CONTACT});
	assert_int_equal(effect.known, 1);
	assert_int_equal(test_sql_int(&w->database, "select count(*) from suppression"), 2);
	assert_int_equal(test_sql_int(&w->database, "select count(*) from entry where subject is not null and "
	    "convert_from(body, 'UTF8') like '%%ALL_CONTACT%%suppression.added%%'"), 2);
	assert_int_equal(test_sql_int(&w->database, "select count(*) from entry where convert_from(body, 'UTF8') ~ '9161234567'"), 0);
}

/* A claim that holds the party makes the refusal wait; a claim after it sees it. */
static void
serialised_with_claims(void **state)
{
	struct world *w = *state;
	struct err err;
	int64_t since = clock_monotonic();
	int status;

	pid_t child = fork();
	if (child == 0) {
		struct db *claim = db_open_bare(w->database.dsn, &err);
		bool done = claim != NULL && db_script(claim, "begin; select 1 from target t join party p on p.id = t.party_id "
		    "where t.party_id = 3 for no key update of t, p skip locked; notify claimed; ", &err) &&
		    db_script(claim, "update target set state = 'held' where party_id = 3 and campaign_id = 1; "
		    "select pg_sleep(0.7); commit", &err);
		_exit(done ? 0 : 1);
	}
	usleep(250000);
	struct suppression_effect effect = refuse(w, "+79160000003", (struct suppression_fact){.scope = SCOPE_ADS_ALL});
	assert_true(clock_monotonic() - since >= 600 * (SECOND / 1000));
	assert_int_equal(effect.targets, 2);	/* not the one that the claim took */
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);

	/* the other way round: the refusal holds the party, the claim skips it, and later sees it */
	struct db *refusal = db_open_bare(w->database.dsn, &err);
	assert_true(db_script(refusal, "begin; select id from party where id = 3 for no key update;"
	    "insert into suppression (token, scope, path, said_at, recorded_at) select token, 'SURVEYS', 'desk', "
	    "'2026-01-01', '2026-01-01' from contact_point where id = 31", &err));
	static const char claim[] = "select count(*) from (select 1 from target t join party p on p.id = t.party_id "
	    "where t.party_id = 3 for no key update of t, p skip locked) as c";
	assert_int_equal(test_sql_int(&w->database, claim), 0);
	assert_true(db_script(refusal, "commit", &err));
	assert_true(test_sql_int(&w->database, claim) > 0);
	assert_int_equal(test_sql_int(&w->database, "select count(*) from suppression where scope = 'SURVEYS'"), 1);
	db_close(refusal);
}

/* W-06: of an erased person the refusal has the token, the scope and the dates, and still stops who comes back. */
static void
survives_destruction(void **state)
{
	struct world *w = *state;

	refuse(w, "+79160000003", (struct suppression_fact){.scope = SCOPE_ADS_ALL});
	test_sql(w->database.db, "delete from target where party_id = 3; delete from party where id = 3");
	assert_int_equal(test_sql_int(&w->database, "select count(*) from contact_point where id = 31"), 0);
	assert_string_equal(test_sql_text(&w->database, "select string_agg(column_name, ' ' order by ordinal_position) from "
	    "information_schema.columns where table_name = 'suppression'"),
	    "id token scope channel legal_entity_inn path evidence said_at recorded_at");
	assert_int_equal(test_sql_int(&w->database, "select count(*) from suppression s where to_jsonb(s)::text like '%%9160000003%%'"), 0);
	add_point(w, 4, 41, "8 (916) 000-00-03");	/* the next list has another hand's spelling */
	assert_string_equal(test_sql_text(&w->database, "select scope from contact_facts where contact_point_id = 41"), "ADS_ALL");
	assert_int_equal(test_sql_int(&w->database, "select count(*) from contact_facts where contact_point_id = 11 and scope is not null"), 0);
}

static void
contact(struct world *w, int campaign, int party, int point, const char *provider)
{
	test_sql(w->database.db, "insert into attempt (decision_id, campaign_id, contact_point_id, party_id, provider, state, dispatcher, "
	    "cleared_at, expires_at, changed_at) values (gen_random_uuid(), %d, %d, %d, '%s', 'delivered', 'd', '2026-11-01Z', "
	    "'2026-11-01Z', '2026-11-01Z')", campaign, point, party, provider);
}

/* Who was given the address is told, once, of what its list can say; nobody else is. */
static void
providers_to_be_told(void **state)
{
	struct world *w = *state;
	static const char told[] = "select coalesce(string_agg(contact_point_id || ':' || provider, ' ' order by contact_point_id, provider), '') "
	    "from stop_push";

	contact(w, 1, 1, 11, "sms");		/* AD_PROMO by SMS */
	contact(w, 4, 1, 11, "calls");		/* SERVICE_REMINDER by robot */
	contact(w, 5, 1, 12, "mail");		/* SURVEY by e-mail */
	contact(w, 5, 2, 22, "mail");
	refuse(w, "+79161234567", (struct suppression_fact){.scope = SCOPE_ADS_ALL});
	refuse(w, "anna@example.ru", (struct suppression_fact){.scope = SCOPE_ALL_CONTACT, .legal_entity_inn = 7701234567});
	assert_string_equal(test_sql_text(&w->database, told), "");
	refuse(w, "anna@example.ru", (struct suppression_fact){.scope = SCOPE_SMS_ALL});
	assert_string_equal(test_sql_text(&w->database, told), "11:sms");
	refuse(w, "anna@example.ru", (struct suppression_fact){.scope = SCOPE_ALL_CONTACT});
	assert_string_equal(test_sql_text(&w->database, told), "11:calls 11:sms 12:mail");
	assert_int_equal(test_sql_int(&w->database, "select count(*) from stop_push where state = 'due'"), 3);
}

/* A refusal that a provider has reported is not told back to it. */
static void
not_back_to_the_reporter(void **state)
{
	struct world *w = *state;
	struct suppression s;
	struct suppression_effect effect;
	struct address a;
	struct err err;

	contact(w, 1, 1, 11, "sms");
	contact(w, 3, 1, 11, "other");
	address(w, "+79161234567", &a);
	provider_refusal("sms", CHANNEL_SMS, false, a.token, w->who.at, &s);
	assert_true(suppression_add(w->database.db, &s, 1, &w->who, &effect, &err));
	suppression_release(&s);
	assert_string_equal(test_sql_text(&w->database, "select string_agg(provider, ' ') from stop_push"), "other");
	provider_refusal("sms", CHANNEL_SMS, true, a.token, w->who.at, &s);
	assert_int_equal(s.fact.scope, SCOPE_CARRIER_SMS);
	assert_string_equal(s.path, "carrier");
	suppression_release(&s);
	provider_refusal("calls", CHANNEL_CALL_ROBOT, true, a.token, w->who.at, &s);
	assert_int_equal(s.fact.scope, SCOPE_CARRIER_CALLS);
	suppression_release(&s);
}

/* Two answers of one second share the hold: it goes with the second decision. */
static void
a_hold_goes_with_the_last_decision(void **state)
{
	struct world *w = *state;
	struct unclear unclear = {.channel = CHANNEL_SMS, .class = REFUSAL_UNCLEAR, .words = "не надо", .words_version = "2026-11-22",
	    .said_at = w->who.at};
	struct entry officer = {.at = w->who.at, .who_kind = "staff", .who_id = 2, .process = "test"};
	struct err err = {0};
	struct address a;
	int64_t id[2];

	address(w, "+79160000003", &a);
	memcpy(unclear.token, a.token, TOKEN_SIZE);
	for (int i = 0; i < 2; i++)
		assert_true(db_begin(w->database.db, &err) && unclear_add(w->database.db, &unclear, &w->who, &id[i], &err) &&
		    db_commit(w->database.db, &err));
	assert_int_equal(test_sql_int(&w->database, "select count(*) from suppression where path = 'hold'"), 1);
	struct unclear_decision decision = {.id = id[0], .reason = "read"};
	assert_true(unclear_decide(w->database.db, &decision, &officer, &err));
	assert_int_equal(test_sql_int(&w->database, "select count(*) from suppression where path = 'hold'"), 1);
	assert_false(unclear_decide(w->database.db, &decision, &officer, &err));
	assert_int_equal(err.kind, ERR_CONFLICT);
	decision = (struct unclear_decision){.id = id[1], .scope = SCOPE_SURVEYS, .reason = "read"};
	assert_true(unclear_decide(w->database.db, &decision, &officer, &err));
	assert_string_equal(test_sql_text(&w->database, "select string_agg(scope || ' ' || path, ',') from suppression"), "SURVEYS sms");
	assert_int_equal(test_sql_int(&w->database, "select count(*) from unclear_reply where words is not null or decided_by <> 2"), 0);
}

static void
imported(void **state)
{
	struct world *w = *state;
	struct suppression_import sums;
	struct err err;
	char path[] = "/tmp/suppression-test-XXXXXX", rejects[64];
	static const char text[] =
	    "{\"address\":\"+79160000003\",\"scope\":\"SMS_ALL\",\"path\":\"sms\",\"said_at\":\"2026-11-01\",\"evidence\":{}}\n"
	    "{\"address\":\"+79160000003\",\"scope\":\"SMS_ALL\",\"path\":\"sms\",\"said_at\":\"2026-11-01\"}\n"
	    "{\"address\":\"nobody@example.ru\",\"scope\":\"ADS_CHANNEL\",\"channel\":\"EMAIL\",\"path\":\"link\",\"said_at\":\"2026-11-01\"}\n"
	    "{\"address\":\"nobody@example.ru\",\"scope\":\"ADS_CHANNEL\",\"path\":\"link\",\"said_at\":\"2026-11-01\"}\n"
	    "{\"address\":\"nobody@example.ru\",\"scope\":\"EVERYTHING\",\"path\":\"link\",\"said_at\":\"2026-11-01\"}\n"
	    "{\"address\":\"nobody@example.ru\",\"scope\":\"ALL_CONTACT\",\"path\":\"rumour\",\"said_at\":\"2026-11-01\"}\n";

	close(mkstemp(path));
	snprintf(rejects, sizeof(rejects), "%s.rejects", path);
	assert_true(file_write_whole(path, text, strlen(text), &err));
	for (int i = 0; i < 2; i++) {
		assert_true(suppression_import(w->database.db, &w->key, path, rejects, &w->who, &sums, &err));
		assert_int_equal(sums.lines, 6);
		assert_int_equal(sums.rejected, 3);
		assert_int_equal(sums.effect.added, i == 0 ? 2 : 0);
		assert_int_equal(sums.effect.known, i == 0 ? 1 : 3);
	}
	assert_int_equal(test_sql_int(&w->database, "select count(*) from target where state = 'stopped'"), 3);
	unlink(path);
	unlink(rejects);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(scopes, make, drop),
		cmocka_unit_test_setup_teardown(of_whom, make, drop),
		cmocka_unit_test_setup_teardown(what_is_claimed_stays, make, drop),
		cmocka_unit_test_setup_teardown(told_and_logged, make, drop),
		cmocka_unit_test_setup_teardown(serialised_with_claims, make, drop),
		cmocka_unit_test_setup_teardown(survives_destruction, make, drop),
		cmocka_unit_test_setup_teardown(providers_to_be_told, make, drop),
		cmocka_unit_test_setup_teardown(not_back_to_the_reporter, make, drop),
		cmocka_unit_test_setup_teardown(a_hold_goes_with_the_last_decision, make, drop),
		cmocka_unit_test_setup_teardown(imported, make, drop),
	};
	if (!test_database_is_there())
		return 77;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
