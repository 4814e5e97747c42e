/* document_test.c - the registers: which paper holds, and what they say to a campaign that is to be approved. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/lang.h"
#include "campaigns/campaign.h"
#include "compliance/document_store.h"
#include "compliance/retention_store.h"
#include "tests/support/clinic.h"
#include "tests/support/situation.h"

#include <cmocka.h>

static struct test_database database;
static struct installation_key key;
static struct policy *policy;
static int64_t now;
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
	policy = situation_policy();
	now = at("2026-11-20T12:00:00+03:00");
	test_database_new(&database);
	test_clinic_new(&database, &key, 3);
	test_sql(database.db, "insert into campaign (name, legal_entity_id, branch_id, purpose, channel, class, provider, body, lists, state, "
	    "author_id, created_at) values ('draft', 1, 1, 'SURVEY', 'EMAIL', 'SURVEY', 'mailru', 'x', '{}', 'draft', 2, '2026-11-01Z');"
	    "insert into staff (login, name, role, created_at) values ('grigory', 'Г', 'marketer', '2026-11-01Z')");
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
states(void **state)
{
	static const struct {
		enum document_kind kind;
		const char *from, *until, *sent, *now;
		enum document_state state;
	} table[] = {
		{DOCUMENT_LICENCE, "2020-01-01", NULL, NULL, "2026-11-20", DOCUMENT_VALID},
		{DOCUMENT_LICENCE, "2026-11-21", NULL, NULL, "2026-11-20", DOCUMENT_NOT_YET},
		{DOCUMENT_PROCESSOR_ORDER, "2020-01-01", "2027-11-20", NULL, "2026-11-20", DOCUMENT_VALID},
		{DOCUMENT_PROCESSOR_ORDER, "2020-01-01", "2026-12-22T00:00:00+03:00", NULL, "2026-11-20T12:00:00+03:00", DOCUMENT_VALID},
		{DOCUMENT_PROCESSOR_ORDER, "2020-01-01", "2026-12-21T00:00:00+03:00", NULL, "2026-11-20T12:00:00+03:00", DOCUMENT_SOON},
		{DOCUMENT_PROCESSOR_ORDER, "2020-01-01", "2026-11-20T12:00:00Z", NULL, "2026-11-20T11:59:59Z", DOCUMENT_SOON},
		{DOCUMENT_PROCESSOR_ORDER, "2020-01-01", "2026-11-20T12:00:00Z", NULL, "2026-11-20T12:00:00Z", DOCUMENT_OVERDUE},
		/* a change of 3 November is sent by the end of 15 December */
		{DOCUMENT_RKN_CHANGE, "2026-11-03", NULL, NULL, "2026-12-15T23:59:59+03:00", DOCUMENT_SOON},
		{DOCUMENT_RKN_CHANGE, "2026-11-03", NULL, NULL, "2026-12-16T00:00:00+03:00", DOCUMENT_OVERDUE},
		{DOCUMENT_RKN_CHANGE, "2026-11-03", NULL, "2026-12-20", "2027-01-16", DOCUMENT_VALID},
	};
	int64_t due;

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		struct document d = {.kind = table[i].kind, .valid_from = at(table[i].from),
			.valid_until = table[i].until ? at(table[i].until) : 0, .done_at = table[i].sent ? at(table[i].sent) : 0};
		if (document_judge(&d, policy, at(table[i].now), &due) != table[i].state)
			fail_msg("row %zu: not %s", i, document_state_name(table[i].state));
	}
}

static int64_t
add(enum document_kind kind, const char *number, const char *until, uint16_t purposes)
{
	struct document d = {.kind = kind, .legal_entity_inn = 7701234567, .valid_from = at("2026-01-01"), .owner = "vera",
		.valid_until = until ? at(until) : 0, .purposes = purposes};
	struct entry who = {.at = now, .who_kind = "staff", .who_id = 3, .process = "test"};
	int64_t id;

	snprintf(d.number, sizeof(d.number), "%s", number);
	if (kind == DOCUMENT_PROCESSOR_ORDER)
		strcpy(d.provider, "mailru");
	if (kind == DOCUMENT_CONTRACT)
		strcpy(d.roles, "advertiser,distributor");
	if (!document_add(database.db, &d, NULL, &who, &id, &err))
		fail_msg("%s", err.text);
	return id;
}

static void
added_and_replaced(void **state)
{
	struct document *list;
	struct entry who = {.at = now, .who_kind = "staff", .who_id = 3, .process = "test"};
	struct document wrong = {.kind = DOCUMENT_PROCESSOR_ORDER, .number = "1", .legal_entity_inn = 7701234567, .valid_from = 1, .owner = "vera"};
	int64_t id;
	int count;

	(void)state;
	add(DOCUMENT_CONTRACT, "12/26", "2026-12-31", 0);
	add(DOCUMENT_CONTRACT, "12/26", "2027-12-31", 0);
	assert_true(document_list(database.db, DOCUMENT_UNKNOWN, 0, &list, &count, &err));
	assert_int_equal(count, 1);
	assert_true(list[0].valid_until == at("2027-12-31") && strcmp(list[0].roles, "advertiser,distributor") == 0);
	free(list);
	assert_int_equal(test_sql_int(&database, "select count(*) from document"), 2);
	assert_int_equal(test_sql_int(&database, "select count(*) from entry where convert_from(body, 'UTF8') like '%%document.added%%'"), 2);
	assert_false(document_add(database.db, &wrong, NULL, &who, &id, &err));	/* whose order? */
	wrong.kind = DOCUMENT_RKN_NOTIFICATION;
	assert_false(document_add(database.db, &wrong, NULL, &who, &id, &err));	/* of which purposes? */
	wrong.kind = DOCUMENT_CONTRACT;
	strcpy(wrong.roles, "advertiser,friend");
	assert_false(document_add(database.db, &wrong, NULL, &who, &id, &err));
}

static bool
approve(const char *login, const char *why)
{
	test_sql(database.db, "update campaign set state = 'draft', approver_id = null where name = 'draft'");
	static struct lint found;
	struct content_words *words = content_words_load("config/content-words.yaml", &err);

	assert_non_null(words);
	bool approved = campaign_approve(database.db, 3, login, why, words, now, "test", &found, &err);
	content_words_free(words);
	return approved;
}

static void
demand(enum document_kind kind, bool needed)
{
	struct entry who = {.at = now, .who_kind = "staff", .who_id = 3, .process = "test"};
	assert_true(document_demand_set(database.db, kind, needed, &who, &err));
}

/* Optional: nothing is denied until the clinic demands; then what is missing or overdue is named. */
static void
demanded(void **state)
{
	(void)state;
	assert_true(approve("grigory", NULL));
	demand(DOCUMENT_HARM_ASSESSMENT, true);
	assert_false(approve("grigory", NULL));
	assert_int_equal(err.kind, ERR_REFUSED);
	assert_non_null(strstr(err.text, "missing: HARM_ASSESSMENT"));
	add(DOCUMENT_HARM_ASSESSMENT, "1", "2026-11-20T11:59:59+03:00", 0);
	assert_false(approve("grigory", NULL));
	assert_non_null(strstr(err.text, "overdue: HARM_ASSESSMENT"));
	add(DOCUMENT_HARM_ASSESSMENT, "2", "2026-11-20T12:00:01+03:00", 0);
	assert_true(approve("grigory", NULL));
	demand(DOCUMENT_PROCESSOR_ORDER, true);
	assert_false(approve("grigory", NULL));
	add(DOCUMENT_PROCESSOR_ORDER, "1", NULL, 0);
	assert_true(approve("grigory", NULL));
	test_sql(database.db, "update campaign set provider = 'kannel' where name = 'draft'");
	assert_false(approve("grigory", NULL));		/* the order is with another */
	demand(DOCUMENT_PROCESSOR_ORDER, false);
	assert_true(approve("grigory", NULL));

	demand(DOCUMENT_RKN_CHANGE, true);
	test_sql(database.db, "insert into document (kind, number, legal_entity_inn, valid_from, owner_id, created_at) values "
	    "('RKN_CHANGE', 'office', 7701234567, '2026-10-03', 3, '2026-10-03')");
	now = at("2026-11-15T23:59:59+03:00");
	assert_true(approve("grigory", NULL));
	now = at("2026-11-16T00:00:00+03:00");
	assert_false(approve("grigory", NULL));
	assert_non_null(strstr(err.text, "office"));
	test_sql(database.db, "update document set done_at = '2026-11-16Z' where number = 'office'");
	assert_true(approve("grigory", NULL));
}

/* outside the notification a compliance officer approves, and says why; inside anybody who may. */
static void
outside_the_notification(void **state)
{
	(void)state;
	add(DOCUMENT_RKN_NOTIFICATION, "50-26-1", NULL, WORD_BIT(PURPOSE_AD_PROMO));
	assert_false(approve("grigory", "нужно"));
	assert_non_null(strstr(err.text, "takes the role compliance"));
	assert_false(approve("vera", NULL));
	assert_non_null(strstr(err.text, "--why"));
	assert_string_equal(test_sql_text(&database, "select state from campaign where id = 3"), "draft");
	assert_true(approve("vera", "изменение отправлено сегодня, вх. 44"));
	assert_string_equal(test_sql_text(&database, "select rule || ' ' || reason from approval_reason where campaign_id = 3"),
	    "A-04 изменение отправлено сегодня, вх. 44");
	test_sql(database.db, "alter table approval_reason disable trigger append_only; delete from approval_reason");
	add(DOCUMENT_RKN_NOTIFICATION, "50-26-2", NULL, WORD_BIT(PURPOSE_SURVEY));
	assert_true(approve("grigory", NULL));
	assert_int_equal(test_sql_int(&database, "select count(*) from approval_reason"), 0);
}

static char report[2048];

static void
note(void *unused, const struct retention_line *line)
{
	(void)unused;
	if (line->rows > 0)
		snprintf(report + strlen(report), sizeof(report) - strlen(report), "%s:%s:%lld ", retention_class(line->retention)->name,
		    line->purpose, (long long)line->rows);
}

static const char *
report_at(const char *when)
{
	int64_t holds;

	report[0] = '\0';
	assert_true(retention_report(database.db, policy, at(when), note, NULL, &holds, &err));
	return report;
}

/* Rows become due on the first instant after their term, and not before; every class of the table is counted by the query. */
static void
retention(void **state)
{
	(void)state;
	assert_string_equal(report_at("2027-06-01"), "");
	test_sql(database.db, "update campaign set state = 'stopped', closed_at = '2026-11-20T12:00:00+03:00' where id = 1;"
	    "update campaign set lists = '{7}' where id <> 3;"
	    "insert into list_row (list_id, party_id, contact_point_id, row_no) values (7, 1, 1, 1)");
	assert_string_equal(report_at("2026-12-20T23:59:59+03:00"), "");
	assert_string_equal(report_at("2026-12-21T00:00:00+03:00"), "CAMPAIGN_COPY:AD_PROMO:3 ");
	test_sql(database.db, "update campaign set state = 'finished', closed_at = '2026-11-20T13:00:00+03:00' where id = 2");
	assert_string_equal(report_at("2026-12-21T00:00:00+03:00"), "CAMPAIGN_COPY:AD_PROMO:6 PERSON::1 ");
	assert_string_equal(report_at("2027-11-21T00:00:00+03:00"), "CAMPAIGN_COPY:AD_PROMO:6 AD_MATERIAL:AD_PROMO:2 PERSON::1 ");
	test_sql(database.db, "delete from target; delete from list_row; update campaign set state = 'running', closed_at = null where id <> 3;"
	    "insert into consent_event (consent_id, act, party_id, contact_point_id, token, code, channels, purposes, legal_entity_inn, "
	    "valid_from, valid_until, recorded_at, evidence) values (gen_random_uuid(), 'given', 1, 1, '\\x00', 'PD_PROMO', 1, 1, 7701234567, "
	    "'2022-01-01Z', '2023-11-20T12:00:00+03:00', '2022-01-01Z', '{\"ip\": \"203.0.113.7\"}')");
	assert_string_equal(report_at("2026-11-20T23:59:59+03:00"), "");
	assert_string_equal(report_at("2026-11-21T00:00:00+03:00"), "CONSENT_PROOF:PD_PROMO:1 ");
	test_sql(database.db, "insert into matter (kind, opened_at, recorded_at, zone, path, closed_at) values ('ACCESS', '2023-01-01Z', "
	    "'2023-01-01Z', 'Europe/Moscow', 'desk', '2023-02-01Z')");
	assert_string_equal(report_at("2026-11-21T00:00:00+03:00"), "CONSENT_PROOF:PD_PROMO:1 MATTER_RECORD:ACCESS:1 ");
}

static char lacking[1024];

static void
note_lack(void *unused, int64_t inn, enum document_kind kind)
{
	(void)unused;
	snprintf(lacking + strlen(lacking), sizeof(lacking) - strlen(lacking), "%lld:%s ", (long long)inn, document_kind_name(kind));
}

static const char *
lacks(int64_t inn)
{
	int count;

	lacking[0] = '\0';
	assert_true(document_lacking(database.db, inn, note_lack, NULL, &count, &err));
	return lacking;
}

/* Each entity is an operator of its own: another's papers do not serve it. */
static void
lacking_of_each_entity(void **state)
{
	struct entry who = {.at = now, .who_kind = "staff", .who_id = 3, .process = "test"};
	int count;

	(void)state;
	add(DOCUMENT_RKN_NOTIFICATION, "1", NULL, 1);
	add(DOCUMENT_PRIVACY_POLICY, "2", NULL, 0);
	add(DOCUMENT_RESPONSIBLE_PERSON, "3", NULL, 0);
	assert_string_equal(lacks(0), "7701234567:HARM_ASSESSMENT ");
	test_sql(database.db, "insert into legal_entity (inn, name, created_at) values (7707083893, 'Второе', '2026-11-01Z')");
	assert_string_equal(lacks(7707083893), "7707083893:RKN_NOTIFICATION 7707083893:PRIVACY_POLICY 7707083893:RESPONSIBLE_PERSON "
	    "7707083893:HARM_ASSESSMENT ");
	assert_string_equal(lacks(7701234567), "7701234567:HARM_ASSESSMENT ");
	add(DOCUMENT_HARM_ASSESSMENT, "4", NULL, 0);
	assert_true(document_demand_set(database.db, DOCUMENT_LICENCE, true, &who, &err));
	assert_true(document_demand_set(database.db, DOCUMENT_RKN_CHANGE, true, &who, &err));	/* only where there was one */
	assert_string_equal(lacks(7701234567), "7701234567:LICENCE ");
	assert_false(document_lacking(database.db, 7743013902, note_lack, NULL, &count, &err));
	struct document stray = {.kind = DOCUMENT_LICENCE, .number = "9", .legal_entity_inn = 7743013902, .valid_from = now, .owner = "vera"};
	int64_t id;
	assert_false(document_add(database.db, &stray, NULL, &who, &id, &err));
	assert_int_equal(err.kind, ERR_ABSENT);
	assert_int_equal(test_sql_int(&database, "select count(*) from document where legal_entity_inn = 7743013902"), 0);
}

int
main(void)
{
#define EACH(test) cmocka_unit_test_setup_teardown(test, make, drop)
	const struct CMUnitTest tests[] = {
		EACH(states), EACH(added_and_replaced), EACH(demanded), EACH(outside_the_notification), EACH(retention), EACH(lacking_of_each_entity),
	};
	if (!test_database_is_there())
		return 77;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
