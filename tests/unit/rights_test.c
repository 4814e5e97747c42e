/*
 * rights_test.c - what a person may demand: the answer to an access request with nothing of other people in it, data corrected,
 * objections that hold at once, a leak whose persons are counted.
 */
#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/lang.h"
#include "compliance/access_store.h"
#include "compliance/correction_store.h"
#include "compliance/leak_store.h"
#include "compliance/matter_draft_store.h"
#include "compliance/unlawful_store.h"
#include "tests/support/clinic.h"
#include "tests/support/situation.h"

#include <cmocka.h>

static struct test_database database;
static struct installation_key key;
static struct policy *policy;
static struct contracts *contracts;
static int64_t now;
static struct err err;

static int
make(void **state)
{
	(void)state;
	lang_set(LANG_EN);
	memset(key.bytes, 7, sizeof(key.bytes));
	test_database_new(&database);
	test_clinic_new(&database, &key, 4);
	policy = situation_policy();
	contracts = contracts_load("config/contracts.yaml", &err);
	assert_non_null(contracts);
	assert_true(instant_parse("2026-11-23T12:00:00+03:00", &now));
	return 0;
}

static int
drop(void **state)
{
	(void)state;
	contracts = contracts_free(contracts);
	policy = policy_free(policy);
	test_database_drop(&database);
	return 0;
}

static struct address
address_of(const char *text)
{
	struct address out;
	const char *reason;
	assert_true(address_parse(view_of(text), &key, &out, &reason));
	return out;
}

static bool
try_open(enum matter_kind kind, const char *text, int64_t party, int64_t *id)
{
	struct address address;
	struct matter_opening opening = {.kind = kind, .party = party, .opened_at = now, .path = "desk", .reference = "", .zone = ""};
	struct entry who = {.at = now, .who_kind = "staff", .who_id = 3, .process = "test"};

	if (text != NULL) {
		address = address_of(text);
		opening.subject = address.token;
	}
	return matter_open(database.db, &opening, &who, id, &err);
}

static int64_t
open_matter(enum matter_kind kind, const char *text, int64_t party)
{
	int64_t id;

	if (!try_open(kind, text, party, &id))
		fail_msg("%s", err.text);
	return id;
}

static struct matter_act
deed(int64_t id)
{
	return (struct matter_act){.matter = id, .login = "vera", .says = "паспорт", .now = now, .process = "test"};
}

static void
done(bool is)
{
	if (!is)
		fail_msg("%s", err.text);
}

static void
add_history(int party, int point, const char *decision, const char *at)
{
	test_sql(database.db, "insert into decision (id, campaign_id, contact_point_id, party_id, outcome, reasons, facts, policy_sha256, decided_at) "
	    "values ('%s', 1, %d, %d, 'ALLOW', '', '', '', '%s')", decision, point, party, at);
	test_sql(database.db, "insert into attempt (decision_id, campaign_id, contact_point_id, party_id, provider, state, dispatcher, cleared_at, "
	    "expires_at, sent_at, changed_at) values ('%s', 1, %d, %d, 'mango', 'completed', 'd', '%s', '%s', '%s', '%s')", decision, point, party,
	    at, at, at, at);
}

static void
add_consent(int party, int point, const char *wording)
{
	test_sql(database.db, "insert into wording (legal_entity_id, code, name, version, body, sha256, standalone, preticked, mandatory, created_at) "
	    "values (1, 'AD_CHANNEL', '%s', 1, 'Текст %s', sha256(convert_to('Текст %s', 'UTF8')), true, false, false, '2026-11-01Z')", wording,
	    wording, wording);
	test_sql(database.db, "insert into consent_event (consent_id, act, party_id, contact_point_id, token, code, channels, purposes, "
	    "legal_entity_inn, valid_from, recorded_at, wording_id, proven, evidence) select gen_random_uuid(), 'given', %d, %d, token, 'AD_CHANNEL', 4, 1, "
	    "7701234567, '2026-11-01Z', '2026-11-01Z', (select max(id) from wording), true, '{\"staff_id\": 987654, \"ip\": \"192.0.2.7\"}' "
	    "from contact_point where id = %d", party, point, point);
}

static void
add_list(int id, const char *name, int party, int point)
{
	test_sql(database.db, "insert into list (name, legal_entity_id, ground, source, responsible, obtained_at, file_sha256) values ('%s', 1, "
	    "'договор', 'регистратура', 'Вера', '2026-11-01Z', '\\x%02x')", name, id);
	test_sql(database.db, "insert into list_row values ((select max(id) from list), %d, %d, 1)", party, point);
}

/* Party 2 shares the telephone of party 1 and has a history of its own, there and elsewhere. */
static void
share_a_telephone(void)
{
	test_sql(database.db, "update party set name = 'Сидоров Пётр Тайный' where id = 2");
	test_sql(database.db, "insert into contact_point (id, party_id, kind, address, token, created_at) select 9001, 2, kind, address, token, "
	    "created_at from contact_point where id = 1");
	add_consent(1, 1, "своё");
	add_consent(2, 9001, "чужое");
	add_history(1, 1, "01900000-0000-7000-8000-000000000001", "2026-11-10 10:00Z");
	add_history(2, 9001, "01900000-0000-7000-8000-000000000002", "2026-11-12 12:34Z");
	add_list(1, "Список Ивана", 1, 1);
	add_list(2, "Список Петра", 2, 9001);
	test_sql(database.db, "insert into suppression (token, scope, path, said_at, recorded_at) select token, 'SURVEYS', 'letter', "
	    "'2025-05-05Z', '2025-05-05Z' from contact_point where id = 1");
	test_sql(database.db, "insert into suppression (token, scope, path, said_at, recorded_at) select token, 'EMAIL_ALL', 'link', "
	    "'2025-06-06Z', '2025-06-06Z' from contact_point where id = 1001");
}

static const struct {
	const char *says;
	bool there;
} answered[] = {
	{"Иван 1", true}, {"+79160000001", true}, {"n1@example.ru", true}, {"Текст своё", true}, {"Список Ивана", true},
	{"01900000-0000-7000-8000-000000000001", true}, {"ООО «Манго Телеком»", true}, {"Профсоюзная, 57", true},
	{"127000, Москва, Ромашковая, 1", true}, {"EMAIL_ALL", true}, {"2025-06-06", true}, {"SURVEYS", true}, {"192.0.2.7", true},
	{"Роскомнадзор", true}, {"agent", true},
	/* of the other one who has the telephone: nothing, not even when a refusal was said that may be theirs; nor of the staff */
	{"Сидоров", false}, {"n2@example.ru", false}, {"чужое", false}, {"Список Петра", false}, {"2025-05-05", false},
	{"01900000-0000-7000-8000-000000000002", false}, {"12:34", false}, {"987654", false}, {"anna", false}, {"Анна", false},
};

static void
access_is_answered(void **state)
{
	static const char *const parts[] = {"confirmation", "operators", "consents", "wordings", "bases", "methods", "person", "addresses",
		"copies", "sources", "campaigns", "contacts", "refusals", "matters", "readers", "recipients", "terms", "transfers", "decisions", "measures",
		"rights"};
	struct access_wish wish = {.login = "vera", .contracts = contracts, .policy = policy, .now = now, .process = "test"};
	struct access_answer answer;
	struct matter m;
	uint8_t sha[SHA256_SIZE];

	(void)state;
	share_a_telephone();
	test_sql(database.db, "insert into read_act (reading, who_kind, staff_id, process, persons, read_at) values ('search', 'staff', 1, 'web', 1, "
	    "'2026-11-15Z'); insert into person_read select token, 1 from contact_point where id = 1001");
	test_sql(database.db, "with r as (insert into read_act (reading, who_kind, process, persons, read_at) values ('why.page', 'person', 'web', 1, "
	    "'2026-11-16Z') returning id) insert into person_read select token, r.id from r, contact_point where contact_point.id = 1001");
	test_sql(database.db, "insert into evidence (sha256, size, kind, class, wrapped_key, key_id, retention_until, added_at) select "
	    "sha256(name::bytea), 9, 'JPEG', class, decode(repeat('00', 60), 'hex'), decode(repeat('00', 8), 'hex'), '2030-01-01Z', '2026-11-01Z' "
	    "from (values ('own', 'CONSENT'), ('both', 'CONSENT'), ('other', 'CONSENT'), ('mother', 'AUTHORITY')) f (name, class)");
	test_sql(database.db, "insert into evidence_consent select sha256(f::bytea), e.consent_id, '2026-11-01Z' from consent_event e, "
	    "unnest(case e.party_id when 1 then '{own,both,mother}' else '{other,both}'::text[] end) f");
	wish.matter = open_matter(MATTER_ACCESS, "+79160000001", 0);
	struct matter_act act = deed(wish.matter);
	test_sql(database.db, "set role dozvon_web");
	assert_false(access_answer(database.db, &wish, &answer, &err));		/* nobody is identified */
	assert_int_equal(err.kind, ERR_REFUSED);
	assert_non_null(strstr(err.text, "not identified"));
	act.party = 3;
	assert_false(matter_identify(database.db, &act, &err));			/* has another telephone */
	act.party = 0;
	done(matter_identify(database.db, &act, &err));
	assert_false(access_answer(database.db, &wish, &answer, &err));		/* two have it */
	assert_non_null(strstr(err.text, "2 persons"));
	act.party = 1;
	done(matter_identify(database.db, &act, &err));
	act.party = 2;
	assert_false(matter_identify(database.db, &act, &err));			/* who it was is not changed */
	wish.login = "anna";
	assert_false(access_answer(database.db, &wish, &answer, &err));
	wish.login = "vera";
	assert_false(access_answer(database.db, &wish, &answer, &err));		/* where is the operator? */
	assert_non_null(strstr(err.text, "--address"));
	test_sql(database.db, "reset role; update legal_entity set address = '127000, Москва, Ромашковая, 1'; set role dozvon_web");
	assert_int_equal(test_sql_int(&database, "select count(*) from read_act where reading = 'access.answer'"), 0);
	done(access_answer(database.db, &wish, &answer, &err));
	assert_int_equal(test_sql_int(&database, "select count(*) from read_act where reading = 'access.answer' and matter_id = %d", (int)wish.matter), 1);
	for (size_t i = 0; i < sizeof(answered) / sizeof(answered[0]); i++)
		if ((strstr(answer.json.data, answered[i].says) != NULL) != answered[i].there)
			fail_msg("\"%s\" in %s", answered[i].says, answer.json.data);
	for (size_t i = 0; i < sizeof(answered) / sizeof(answered[0]); i++)
		if (!answered[i].there && strstr(answer.text.data, answered[i].says) != NULL)
			fail_msg("\"%s\" in %s", answered[i].says, answer.text.data);
	assert_non_null(strstr(answer.json.data, "\"person\",\"reads\""));		/* its own look is not a program's */
	json_t *json = json_loads(answer.json.data, 0, NULL);
	assert_int_equal(json_integer_value(json_object_get(json, "v")), 1);
	assert_int_equal(json_object_size(json), 4 + sizeof(parts) / sizeof(parts[0]));
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		assert_true(json_is_array(json_object_get(json, parts[i])));
	json_decref(json);
	assert_memory_equal(answer.pdf.data, "%PDF-", 5);
	assert_int_equal(answer.copies, 1);		/* nothing that proves another's consent, or names who acts for somebody */
	sha256("own", 3, sha);
	assert_memory_equal(answer.copy[0].sha256, sha, sizeof(sha));
	assert_string_equal(answer.copy[0].kind, "jpeg");
	assert_int_equal(answer.tokens.len, 2 * TOKEN_SIZE);	/* the shared telephone is in it too */
	done(access_close(database.db, &wish, &answer, &err));
	sha256(answer.pdf.data, answer.pdf.len, sha);
	test_sql(database.db, "reset role");
	done(matter_load(database.db, wish.matter, &m, &err));
	struct matter_clock clocks[MATTER_CLOCKS];
	assert_int_equal(matter_clocks(&m, policy, now, clocks), 1);
	assert_int_equal(clocks[0].state, CLOCK_MET);
	assert_int_equal(test_sql_int(&database, "select count(*) from matter_event where act = 'closed' and file_sha256 is not null"), 1);
	access_release(&answer);
	assert_false(access_answer(database.db, &wish, &answer, &err));		/* another request is another matter */
}

/* Nobody has the address: that is an answer too. */
static void
a_stranger_is_answered(void **state)
{
	struct access_wish wish = {.login = "vera", .contracts = contracts, .policy = policy, .now = now, .process = "test"};
	struct access_answer answer;

	(void)state;
	test_sql(database.db, "update legal_entity set address = 'Москва'");
	wish.matter = open_matter(MATTER_ACCESS, "+79169999999", 0);
	struct matter_act act = deed(wish.matter);
	done(matter_identify(database.db, &act, &err));
	done(access_answer(database.db, &wish, &answer, &err));
	assert_non_null(strstr(answer.text.data, "не обрабатываются"));
	assert_null(strstr(answer.json.data, "Иван"));
	access_release(&answer);
	wish.matter = open_matter(MATTER_COMPLAINT, "+79160000001", 0);
	assert_false(access_answer(database.db, &wish, &answer, &err));
}

static int64_t
count(const char *sql)
{
	return test_sql_int(&database, "select count(*) from %s", sql);
}

/* Values are written over; what was refused follows to the new number, what was agreed to does not; proof stays, closed. */
static void
data_are_corrected(void **state)
{
	struct address old = address_of("+79160000001"), fresh = address_of("+79161111111"), newer = address_of("+79162222222");
	struct correction correction = {.name = "Иван Верный", .birth_date = "1980-02-29", .zone = "Asia/Omsk"};
	struct buf draft = {0};

	(void)state;
	add_history(1, 1, "01900000-0000-7000-8000-000000000001", "2026-11-10 10:00Z");
	test_sql(database.db, "insert into suppression (token, scope, path, said_at, recorded_at) select token, 'ADS_ALL', 'letter', "
	    "'2025-05-05Z', '2025-05-05Z' from contact_point where id = 1");
	test_sql(database.db, "select setval('contact_point_id_seq', 100001)");
	int64_t id = open_matter(MATTER_CORRECTION, NULL, 1);
	struct matter_act act = deed(id);
	assert_string_equal(test_sql_text(&database, "select string_agg(deed || ' ' || place, ',') from matter_task"), "copy mango");
	test_sql(database.db, "set role dozvon_web");
	assert_false(matter_correct(database.db, &act, &correction, &err));	/* who asks? */
	assert_int_equal(err.kind, ERR_REFUSED);
	done(matter_identify(database.db, &act, &err));
	done(matter_correct(database.db, &act, &correction, &err));
	correction = (struct correction){.zone = "Moon/Crater"};
	assert_false(matter_correct(database.db, &act, &correction, &err));
	correction = (struct correction){.inn = 500100732259};
	assert_false(matter_correct(database.db, &act, &correction, &err));	/* a patient has no INN here */
	correction = (struct correction){.region = 55, .representative = 1, .document = "свидетельство"};
	assert_false(matter_correct(database.db, &act, &correction, &err));	/* of themselves */
	correction.representative = 999999;
	assert_false(matter_correct(database.db, &act, &correction, &err));
	correction.representative = 0;
	assert_false(matter_correct(database.db, &act, &correction, &err));	/* whose document? */
	correction.representative = 3;
	done(matter_correct(database.db, &act, &correction, &err));
	test_sql(database.db, "reset role; update party set kind = 'CONTACT_PERSON' where id = 1; set role dozvon_web");
	correction = (struct correction){.inn = 500100732259};
	done(matter_correct(database.db, &act, &correction, &err));
	assert_string_equal(test_sql_text(&database, "select concat_ws(' ', region, inn, representative_id, representative_document) from party "
	    "where id = 1"), "55 500100732259 3 свидетельство");
	correction = (struct correction){.representative = 4};
	done(matter_correct(database.db, &act, &correction, &err));
	assert_string_equal(test_sql_text(&database, "select concat_ws(' ', region, representative_id, representative_document) from party "
	    "where id = 1"), "55 4");						/* nobody acts without a document */
	correction = (struct correction){.from = &old, .to = &fresh};
	done(matter_correct(database.db, &act, &correction, &err));
	correction = (struct correction){.from = &fresh, .to = &newer};
	done(matter_correct(database.db, &act, &correction, &err));
	correction = (struct correction){.from = &old, .to = &newer};
	assert_false(matter_correct(database.db, &act, &correction, &err));	/* closed already */
	test_sql(database.db, "reset role");
	assert_string_equal(test_sql_text(&database, "select name || ' ' || birth_date || ' ' || birth_year || ' ' || zone from party where id = 1"),
	    "Иван Верный 1980-02-29 1980 Asia/Omsk");
	/* the old number has a decision and stays as its proof; the one between has nothing and is gone */
	assert_string_equal(test_sql_text(&database, "select string_agg(address || ' ' || owner, ', ' order by address) from contact_point "
	    "where party_id = 1 and kind = 'PHONE'"), "+79160000001 SHARED, +79162222222 OWN");
	assert_int_equal(count("suppression s join contact_point c using (token) where c.party_id = 1 and scope = 'ADS_ALL' and address = '+79162222222'"), 1);
	assert_int_equal(count("target where contact_point_id = 1 and state <> 'stopped'"), 0);
	assert_int_equal(count("entry where convert_from(body, 'UTF8') ~ '\"what\":\"matter.corrected\"'"), 9);
	assert_int_equal(count("entry where convert_from(body, 'UTF8') ~ 'Верный|1980|Omsk|7916'"), 0);
	assert_int_equal(count("matter_event where says ~ 'Верный|1980|Omsk|7916'"), 0);
	assert_string_equal(test_sql_text(&database, "select state::text from party where id = 1"), "BLOCKED");
	assert_false(matter_close(database.db, &act, &err));
	done(matter_task_done(database.db, &act, 1, &err));
	done(matter_draft(database.db, id, policy, now, &draft, &err));
	assert_non_null(strstr(draft.data, "дата рождения: исправлено 23.11.2026 12:00"));
	assert_non_null(strstr(draft.data, "mango: 23.11.2026 12:00"));
	done(matter_close(database.db, &act, &err));
	assert_string_equal(test_sql_text(&database, "select state::text from party where id = 1"), "ACTIVE");
	buf_release(&draft);
}

/* The refusal holds at the commit that opens the matter: advertising, automatic calls, everything; of the right addresses. */
static void
objections_hold_at_once(void **state)
{
	struct matter_act act;
	struct buf draft = {0};
	struct matter m;
	int64_t id;

	(void)state;
	assert_false(try_open(MATTER_OBJECTION, NULL, 0, &id));			/* whose? */
	id = open_matter(MATTER_OBJECTION, NULL, 1);
	assert_string_equal(test_sql_text(&database, "select string_agg(scope || ' ' || address, ', ' order by address) from suppression "
	    "join contact_point using (token)"), "AUTOCALL +79160000001, AUTOCALL n1@example.ru");
	add_history(1, 1, "01900000-0000-7000-8000-000000000001", "2026-11-10 10:00Z");
	done(matter_draft(database.db, id, policy, now, &draft, &err));
	assert_non_null(strstr(draft.data, "можно: 1"));
	act = deed(id);
	assert_false(matter_close(database.db, &act, &err));
	id = open_matter(MATTER_AD_OBJECTION, "+79160000002", 0);
	assert_int_equal(count("suppression s join contact_point c using (token) where c.id = 2 and scope = 'ADS_ALL' and path = 'desk'"), 1);
	assert_int_equal(count("target where party_id = 2 and state = 'stopped'"), 2);
	done(matter_load(database.db, id, &m, &err));
	assert_int_equal(m.met_at[0], now);
	assert_int_equal(count("entry where convert_from(body, 'UTF8') ~ '\"what\":\"matter.met\"' and convert_from(body, 'UTF8') ~ 'AD_STOP'"), 1);
	act = deed(id);
	done(matter_close(database.db, &act, &err));
	open_matter(MATTER_STOP_PROCESSING, NULL, 3);
	assert_int_equal(count("suppression s join contact_point c using (token) where c.party_id = 3 and scope = 'ALL_CONTACT'"), 2);
	assert_int_equal(count("matter where kind = 'STOP_PROCESSING'"), 1);
	buf_release(&draft);
}

/* From a list, a campaign, somebody's reads, a table and a time. */
static void
a_leak_is_counted(void **state)
{
	static const struct {
		struct leak_scope scope;
		struct leak_count want;
	} table[] = {
		{{.what = "list", .id = 1}, {1, 2, 1, 1, 0}}, {{.what = "list", .id = 2}, {1, 2, 1, 1, 0}},
		{{.what = "campaign", .id = 1}, {4, 5, 4, 4, 0}}, {{.what = "campaign", .id = 3}, {1, 1, 1, 1, 1}},
		{{.what = "all"}, {4, 5, 4, 4, 0}}, {{.what = "reads", .login = "anna"}, {1, 1, 1, 1, 0}}, {{.what = "attempt"}, {2, 3, 2, 2, 0}},
	};
	struct leak leak = {"Ушла выгрузка", "ошибка", "звонки", "доступ закрыт", "Вера", 0, {.what = "list", .id = 1}};
	struct leak_count got;
	struct buf draft = {0};

	(void)state;
	share_a_telephone();
	test_sql(database.db, "update list_row set party_id = 2, contact_point_id = 2 where list_id = 1");
	test_sql(database.db, "insert into campaign (name, legal_entity_id, branch_id, purpose, channel, dial_mode, class, provider, body, lists, author_id, "
	    "health_segment, created_at) values ('Приём', 1, 1, 'SERVICE_REMINDER', 'SMS', null, 'SERVICE', 'mango', 'т', '{}', 2, true, '2026-11-01Z')");
	test_sql(database.db, "insert into target values (3, 3, 3, 'due')");
	test_sql(database.db, "insert into read_act (reading, who_kind, staff_id, process, persons, read_at) values ('search', 'staff', 1, 'web', 1, "
	    "'2026-11-15Z'); insert into person_read select token, 1 from contact_point where id = 1003");
	test_sql(database.db, "set role dozvon_web");
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		done(leak_count(database.db, &table[i].scope, now, &got, &err));
		if (memcmp(&got, &table[i].want, sizeof(got)) != 0)
			fail_msg("scope %zu: %lld %lld %lld %lld %lld", i, (long long)got.persons, (long long)got.phones, (long long)got.emails,
			    (long long)got.names, (long long)got.health);
	}
	struct leak_scope scope = {.what = "reads", .login = "anna", .since = now};
	done(leak_count(database.db, &scope, now, &got, &err));
	assert_int_equal(got.persons, 0);					/* nothing since */
	scope = (struct leak_scope){.what = "list", .id = 77};
	assert_false(leak_count(database.db, &scope, now, &got, &err));
	assert_int_equal(err.kind, ERR_ABSENT);
	scope.what = "secrets";
	assert_false(leak_count(database.db, &scope, now, &got, &err));
	struct matter_act act = deed(open_matter(MATTER_LEAK, NULL, 0));
	act.says = NULL;
	done(matter_leak(database.db, &act, &leak, &err));
	done(matter_draft(database.db, act.matter, policy, now, &draft, &err));
	test_sql(database.db, "reset role");
	assert_non_null(strstr(draft.data, "Число затронутых лиц: 1\nПосчитано по: list 1\n"));
	assert_non_null(strstr(draft.data, "до 24.11.2026 12:00 (Europe/Moscow)"));
	assert_non_null(strstr(draft.data, "Ещё не установлены"));
	act.says = "Виновен подрядчик";
	done(matter_leak(database.db, &act, &leak, &err));
	buf_clear(&draft);
	done(matter_draft(database.db, act.matter, policy, now, &draft, &err));
	assert_non_null(strstr(draft.data, "Виновен подрядчик"));
	buf_release(&draft);
}

static bool
give(const char *act, const char *consent, struct consent_recorded *recorded)
{
	struct consent_said said = {.act = strcmp(act, "invalidated") == 0 ? ACT_invalidated : ACT_given, .address = address_of("+79160000001"),
		.fact = {.code = CONSENT_AD_CHANNEL, .legal_entity_inn = 7701234567, .channels = WORD_BIT(CHANNEL_SMS), .purposes = WORD_BIT(PURPOSE_AD_PROMO)},
		.at = now};
	struct entry who = {.at = now, .who_kind = "process", .process = "test"};

	assert_true(uuid_parse(consent, &said.consent));
	return consent_add(database.db, &said, 1, &who, recorded, &err);
}

/* By a decision judged again, by a complaint, by a consent that turns out invalid after people were contacted on it. */
static void
an_unlawful_contact_opens_its_matter(void **state)
{
	static const char sent[] = "01900000-0000-7000-8000-000000000001";
	struct consent_recorded recorded;
	struct uuid decision;
	int64_t id;
	uint8_t sha[SHA256_SIZE] = {1};

	(void)state;
	add_history(2, 2, sent, "2026-11-10 10:00Z");
	assert_true(uuid_parse(sent, &decision));
	assert_false(unlawful_contact(database.db, decision, "anna", now, "test", &id, &err));
	done(unlawful_contact(database.db, decision, "vera", now, "test", &id, &err));
	assert_string_equal(test_sql_text(&database, "select kind || ' ' || party_id || ' ' || legal_entity_inn || ' ' || path || ' ' || reference from matter"),
	    "UNLAWFUL 2 7701234567 review decision 01900000-0000-7000-8000-000000000001");
	assert_string_equal(test_sql_text(&database, "select state::text from party where id = 2"), "BLOCKED");
	assert_false(unlawful_contact(database.db, decision, "vera", now, "test", &id, &err));
	assert_int_equal(err.kind, ERR_CONFLICT);
	decision.bytes[15] ^= 1;
	assert_false(unlawful_contact(database.db, decision, "vera", now, "test", &id, &err));
	assert_int_equal(err.kind, ERR_ABSENT);

	struct matter_act act = deed(open_matter(MATTER_COMPLAINT, "+79160000003", 0));
	assert_false(unlawful_complaint(database.db, &act, &id, &err));		/* without the answer */
	assert_int_equal(count("matter where kind = 'UNLAWFUL'"), 1);
	act.file_sha256 = sha;
	done(unlawful_complaint(database.db, &act, &id, &err));
	assert_int_equal(count("matter where kind = 'UNLAWFUL' and party_id = 3 and path = 'complaint' and closed_at is null"), 1);
	assert_int_equal(count("matter where kind = 'COMPLAINT' and closed_at is not null"), 1);

	add_consent(1, 1, "согласие");
	const char *consent = test_sql_text(&database, "select consent_id::text from consent_event where party_id = 1");
	char text[40];
	snprintf(text, sizeof(text), "%s", consent);
	done(give("invalidated", text, &recorded));
	assert_int_equal(count("matter where party_id = 1"), 0);		/* nobody was contacted on it */
	add_history(1, 1, "01900000-0000-7000-8000-000000000009", "2026-11-12 10:00Z");
	add_consent(1, 1, "другое");
	snprintf(text, sizeof(text), "%s", test_sql_text(&database, "select consent_id::text from consent_event where party_id = 1 and act = 'given' "
	    "order by id desc limit 1"));
	done(give("invalidated", text, &recorded));
	assert_int_equal(count("matter where kind = 'UNLAWFUL' and party_id = 1 and path = 'gate'"), 1);
}

int
main(void)
{
#define EACH(test) cmocka_unit_test_setup_teardown(test, make, drop)
	const struct CMUnitTest tests[] = {
		EACH(access_is_answered), EACH(a_stranger_is_answered), EACH(data_are_corrected), EACH(objections_hold_at_once),
		EACH(a_leak_is_counted), EACH(an_unlawful_contact_opens_its_matter),
	};
	if (!test_database_is_there())
		return 77;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
