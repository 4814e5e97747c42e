/* consent_store_test.c - consents, refusals and bases in a real database. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "compliance/basis_store.h"
#include "compliance/consent_store.h"
#include "compliance/suppression_store.h"
#include "compliance/wording_store.h"
#include "tests/support/database.h"

#include <cmocka.h>

static const char good[] =
    "{\"address\":\"+79161234567\",\"code\":\"AD_CHANNEL\",\"channels\":[\"SMS\",\"CALL_OPERATOR\"],"
    "\"purposes\":[\"AD_PROMO\"],\"entity_inn\":7701234567,\"act\":\"given\",\"at\":\"2026-10-01T10:00:00+03:00\","
    "\"wording\":{\"name\":\"ad\",\"version\":1},\"identity_level\":\"CODE_SMS\",\"signature_kind\":\"TICK\","
    "\"standalone\":true,\"evidence\":{\"collection_point\":\"WEB_FORM\",\"local_zone\":\"Europe/Moscow\",\"act\":\"code\","
    "\"form_id\":\"site-7\",\"ip\":\"192.0.2.1\",\"user_agent\":\"x\",\"session_id\":\"s1\",\"code_check_id\":\"c1\","
    "\"code_sent_at\":\"2026-10-01T06:59:00Z\",\"code_entered_at\":\"2026-10-01T06:59:40Z\"}}";

struct world {
	struct test_database database;
	struct installation_key key;
	struct entry who;
	char dir[64];
};

static void
add_person(struct world *w, int party, int point, const char *address)
{
	struct address parsed;
	const char *reason;
	struct buf token = {0};

	assert_true(address_parse(view_of(address), &w->key, &parsed, &reason));
	hex_add(&token, parsed.token, TOKEN_SIZE);
	test_sql(w->database.db, "insert into party (id, kind, identity, salt, created_at) values (%d, 'PERSON', "
	    "decode(lpad('%d', 32, '0'), 'hex'), '\\x00', '2026-01-01') on conflict do nothing", party, party);
	test_sql(w->database.db, "insert into contact_point (id, party_id, kind, address, token, created_at) values "
	    "(%d, %d, '%s', '%s', '\\x%s', '2026-01-01')", point, party, parsed.kind == ADDRESS_EMAIL ? "EMAIL" : "PHONE",
	    parsed.text, token.data);
	buf_release(&token);
}

static const struct wording_key ad = {.legal_entity_inn = 7701234567, .name = "ad", .version = 1};

static bool
approve(struct world *w, const char *login)
{
	bool approved;
	int approvals;
	struct err err;

	assert_true(wording_approve(w->database.db, &ad, login, &w->who, &approved, &approvals, &err));
	return approved;
}

static int
make(void **state)
{
	struct world *w = memory_new(sizeof(*w));
	struct err err;
	struct wording wording = {.legal_entity_inn = 7701234567, .code = CONSENT_AD_CHANNEL, .name = "ad", .version = 1,
		.body = "Согласен получать рекламу ООО «Клиника».", .standalone = true, .language = "ru",
		.purposes = WORD_BIT(PURPOSE_AD_PROMO) | WORD_BIT(PURPOSE_RECALL), .author = "maria"};

	test_database_new(&w->database);
	memset(w->key.bytes, 7, sizeof(w->key.bytes));
	w->who = (struct entry){.at = day_number(2026, 11, 20) * DAY, .who_kind = "process", .process = "test"};
	snprintf(w->dir, sizeof(w->dir), "/tmp/consent-test-XXXXXX");
	assert_non_null(mkdtemp(w->dir));
	test_sql(w->database.db, "insert into legal_entity (inn, name, created_at) values (7701234567, 'Клиника', '2026-01-01')");
	test_sql(w->database.db, "insert into staff (login, name, role, created_at) values ('maria', 'M', 'marketer', '2026-01-01'), "
	    "('vera', 'V', 'compliance', '2026-01-01'), ('petr', 'P', 'administrator', '2026-01-01'), "
	    "('anna', 'A', 'agent', '2026-01-01'), ('lev', 'L', 'compliance', '2026-01-01')");
	assert_true(wording_add(w->database.db, &wording, &w->who, &err));
	approve(w, "vera");
	approve(w, "petr");
	assert_false(wording_add(w->database.db, &wording, &w->who, &err));
	assert_int_equal(err.kind, ERR_CONFLICT);
	add_person(w, 1, 11, "+79161234567");
	add_person(w, 2, 21, "+79160000002");
	add_person(w, 2, 22, "anna@example.ru");
	add_person(w, 3, 31, "+79160000003");	/* a number of two people */
	add_person(w, 4, 41, "+79160000003");
	*state = w;
	return 0;
}

static int
drop(void **state)
{
	struct world *w = *state;
	char command[128];

	test_database_drop(&w->database);
	snprintf(command, sizeof(command), "rm -rf %s", w->dir);
	assert_int_equal(system(command), 0);
	free(w);
	return 0;
}

static const char *
write_file(struct world *w, const char *text)
{
	static char path[96];
	struct err err;

	snprintf(path, sizeof(path), "%s/in.jsonl", w->dir);
	assert_true(file_write_whole(path, text, strlen(text), &err));
	return path;
}

static struct consent_import
import(struct world *w, const char *text)
{
	struct consent_import sums;
	struct err err = {0};

	if (!consent_import(w->database.db, &w->key, write_file(w, text), NULL, &w->who, &sums, &err))
		print_message("%s\n", err.text);
	assert_int_equal(err.kind, ERR_NONE);
	return sums;
}

/* The first consent of a contact point as it is stored. */
static struct consent_fact
stored(struct world *w, int point)
{
	struct consent_fact facts[FACTS_CONSENTS] = {0};
	uint8_t count, bytes[FACTS_CONSENTS * CONSENT_PACKED];
	const char *hex = test_sql_text(&w->database, "select encode(consents, 'hex') from contact_point where id = %d", point);
	size_t len = strlen(hex) / 2;

	assert_true(hex_read(hex, bytes, len));
	assert_true(consent_unpack((struct view){(const char *)bytes, len}, facts, FACTS_CONSENTS, &count));
	return facts[0];
}

/* A copy of the good line with one piece replaced. */
static char *
but(const char *piece, const char *by)
{
	static char text[4][2048];
	static int n;
	char *out = text[n++ % 4];
	const char *at = strstr(good, piece);

	assert_non_null(at);
	snprintf(out, sizeof(text[0]), "%.*s%s%s", (int)(at - good), good, by, at + strlen(piece));
	return out;
}

static void
imported_once(void **state)
{
	struct world *w = *state;
	struct consent_import sums = import(w, good);
	struct consent_fact fact = stored(w, 11);

	assert_int_equal(sums.recorded, 1);
	assert_int_equal(sums.unproven, 0);
	assert_int_equal(fact.state, CONSENT_STATE_ACTIVE);
	assert_int_equal(fact.code, CONSENT_AD_CHANNEL);
	assert_int_equal(fact.identity, IDENTITY_CODE_SMS);
	assert_int_equal(fact.standalone, TRI_YES);
	assert_int_equal(fact.granted_at, day_number(2026, 10, 1) * DAY + 7 * HOUR);
	sums = import(w, good);
	assert_int_equal(sums.recorded, 0);
	assert_int_equal(sums.known, 1);
	assert_int_equal(test_sql_int(&w->database, "select count(*) from consent_event"), 1);
	assert_int_equal(test_sql_int(&w->database, "select count(*) from entry where convert_from(body, 'UTF8') like "
	    "'%%consents.imported%%'"), 2);
	assert_int_equal(test_sql_int(&w->database, "select count(*) from entry where convert_from(body, 'UTF8') ~ "
	    "'9161234567|192.0.2.1'"), 0);
}

static void
what_lacks_proof(void **state)
{
	struct world *w = *state;
	static const struct {
		const char *piece, *by;
		enum consent_lack lack;
	} table[] = {
		{"\"identity_level\":\"CODE_SMS\"", "\"identity_level\":\"NONE\"", LACK_IDENTITY},
		{"\"identity_level\":\"CODE_SMS\"", "\"identity_level\":\"DOUBLE_OPT_IN\"", LACK_IDENTITY},
		{"\"identity_level\":\"CODE_SMS\",", "", LACK_IDENTITY},
		{"\"version\":1", "\"version\":2", LACK_WORDING},
		{"\"name\":\"ad\"", "\"name\":\"other\"", LACK_WORDING},
		{"\"code\":\"AD_CHANNEL\"", "\"code\":\"PD_PROMO\"", LACK_WORDING},
		{"\"entity_inn\":7701234567", "\"entity_inn\":\"7709999999\"", LACK_WORDING},
		{"\"signature_kind\":\"TICK\",", "", LACK_SIGNATURE},
		{"\"standalone\":true,", "", LACK_STANDALONE},
		{"[\"AD_PROMO\"]", "[\"AD_PROMO\",\"SURVEY\"]", LACK_PURPOSE},
		{"\"ip\":\"192.0.2.1\"", "\"ip\":\"\"", LACK_EVIDENCE},
		{"\"collection_point\":\"WEB_FORM\",", "", LACK_EVIDENCE},
		{"\"local_zone\"", "\"zone\"", LACK_EVIDENCE},
		{"\"code_entered_at\"", "\"code_entered\"", LACK_EVIDENCE},
		{"\"form_id\"", "\"preticked\":true,\"form_id\"", LACK_TEXT},
		{"\"form_id\"", "\"text_sha256\":\"00\",\"form_id\"", LACK_TEXT},
		{"\"WEB_FORM\"", "\"DESK\"", LACK_OWN_ACT},
		{"\"TICK\"", "\"SIMPLE_ES_SMS\"", LACK_AGREEMENT},
		{"\"evidence\"", "\"valid_until\":\"2027-01-01\",\"evidence\"", LACK_NOTHING},
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		struct consent_import sums = import(w, but(table[i].piece, table[i].by));
		assert_int_equal(sums.recorded, 1);
		assert_int_equal(sums.unproven, table[i].lack != LACK_NOTHING);
		assert_int_equal(sums.lack[table[i].lack], table[i].lack != LACK_NOTHING);
	}
	assert_int_equal(test_sql_int(&w->database, "select count(*) from consent_event where not proven"), 18);
}

static void
bad_lines(void **state)
{
	struct world *w = *state;
	struct buf file = {0};
	static const char *const pieces[][3] = {
		{"+79161234567", "+79169999999", "address"},
		{"+79161234567", "+79160000003", "address"},
		{"+79161234567", "12", "address"},
		{"\"AD_CHANNEL\"", "\"ADS\"", "code"},
		{"\"SMS\"", "\"TELEGRAM\"", "channels"},
		{"[\"AD_PROMO\"]", "[]", "purposes"},
		{"7701234567", "77", "entity_inn"},
		{"2026-10-01T10", "2026-99-01T10", "at"},
		{"2026-10-01T10", "2031-10-01T10", "at"},
		{"\"standalone\"", "\"standalon\"", "standalon"},
		{"\"given\"", "\"withdrawn\"", "consent_id"},
		{"\"form_id\"", "\"source\":\"CONTRACT_CLAUSE\",\"form_id\"", "evidence"},
		{"\"given\",\"at\":\"2026-10-01T10:00:00+03:00\",\"wording\":{\"name\":\"ad\"",
		    "\"requested\",\"at\":\"2026-10-01T10:00:00+03:00\",\"wording\":{\"name\":\"new\"", "wording"},
		{"{\"address\"", "{{\"address\"", ""},
	};
	enum { BAD = sizeof(pieces) / sizeof(pieces[0]) };
	char path[128], *line = NULL;
	size_t size = 0;

	for (int i = 0; i < BAD; i++) {
		buf_add_text(&file, but(pieces[i][0], pieces[i][1]));
		buf_add_text(&file, i == 3 ? "\n\n" : "\n");
	}
	buf_add_text(&file, good);
	struct consent_import sums = import(w, file.data);
	assert_int_equal(sums.lines, BAD + 1);
	assert_int_equal(sums.rejected, BAD);
	assert_int_equal(sums.recorded, 1);
	snprintf(path, sizeof(path), "%s/in.jsonl.rejects.jsonl", w->dir);
	FILE *rejects = fopen(path, "r");
	assert_non_null(rejects);
	for (int i = 0; i < BAD; i++) {
		char start[128];
		assert_true(getline(&line, &size, rejects) > 0);
		snprintf(start, sizeof(start), "{\"line\":%d,\"field\":\"%s\",\"reason\":\"", i + (i > 3 ? 2 : 1), pieces[i][2]);
		if (strncmp(line, start, strlen(start)) != 0)
			print_message("%s%s\n", line, start);
		assert_memory_equal(line, start, strlen(start));
		/* in Russian */
		assert_true((unsigned char)line[strlen(start)] >= 0xd0);
	}
	assert_int_equal(getline(&line, &size, rejects), -1);
	fclose(rejects);
	free(line);
	buf_release(&file);
}

static void
withdrawal_ends_it(void **state)
{
	struct world *w = *state;
	struct consent_withdrawal withdrawal = {.code = CONSENT_AD_CHANNEL, .channel = CHANNEL_SMS, .path = "desk"};
	const char *reason;
	struct err err;
	int64_t count;

	address_parse(view_of("8 916 123-45-67"), &w->key, &withdrawal.address, &reason);
	assert_false(consent_withdraw(w->database.db, &withdrawal, &w->who, &count, &err));
	assert_int_equal(err.kind, ERR_ABSENT);
	import(w, good);
	assert_true(consent_withdraw(w->database.db, &withdrawal, &w->who, &count, &err));
	assert_int_equal(count, 1);
	assert_int_equal(stored(w, 11).state, CONSENT_STATE_ACTIVE);
	assert_int_equal(stored(w, 11).channels, WORD_BIT(CHANNEL_CALL_OPERATOR));
	withdrawal.channel = CHANNEL_UNKNOWN;
	assert_true(consent_withdraw(w->database.db, &withdrawal, &w->who, &count, &err));
	assert_int_equal(stored(w, 11).state, CONSENT_STATE_WITHDRAWN);
	/* the same file again does not bring it back */
	import(w, good);
	assert_int_equal(stored(w, 11).state, CONSENT_STATE_WITHDRAWN);
	assert_int_equal(test_sql_int(&w->database, "select count(*) from entry where convert_from(body, 'UTF8') like "
	    "'%%withdrawn%%consent.event%%'"), 2);
}

static void
only_proof_activates(void **state)
{
	struct world *w = *state;
	char line[2048], id[64];

	import(w, but("\"CODE_SMS\"", "\"NONE\""));
	assert_int_equal(stored(w, 11).state, CONSENT_STATE_UNPROVEN);
	snprintf(id, sizeof(id), "%s", test_sql_text(&w->database, "select consent_id::text from consent_event"));
	/* another act about it, whatever it brings, leaves it unproven */
	snprintf(line, sizeof(line), "{\"consent_id\":\"%s\",%s", id, but("\"given\"", "\"requested\"") + 1);
	assert_int_equal(import(w, line).recorded, 1);
	assert_int_equal(stored(w, 11).state, CONSENT_STATE_UNPROVEN);
	/* neither does a proof of another text */
	snprintf(line, sizeof(line), "{\"consent_id\":\"%s\",\"act\":\"evidence_added\",%s", id,
	    but("\"act\":\"given\",", "") + 1);
	char *version = strstr(line, "\"version\":1");
	version[10] = '2';
	assert_int_equal(import(w, line).recorded, 1);
	assert_int_equal(stored(w, 11).state, CONSENT_STATE_UNPROVEN);
	version[10] = '1';
	assert_int_equal(import(w, line).recorded, 1);
	assert_int_equal(stored(w, 11).state, CONSENT_STATE_ACTIVE);
	assert_int_equal(stored(w, 11).identity, IDENTITY_CODE_SMS);
}

static bool
try_approval(struct world *w, const char *login, enum err_kind kind)
{
	struct wording_key key = {.legal_entity_inn = 7701234567, .name = "new", .version = 1};
	bool approved = false;
	int approvals;
	struct err err = {0};

	assert_int_equal(wording_approve(w->database.db, &key, login, &w->who, &approved, &approvals, &err), kind == ERR_NONE);
	assert_int_equal(err.kind, kind);
	return approved;
}

static void
note_wording(void *context, const struct wording_shown *shown)
{
	*(int *)context += shown->approved;
	assert_int_equal(shown->sha256.len, SHA256_SIZE);
}

/* Two, neither the author, neither twice, one of them a compliance officer; a consent to a text before that is unproven. */
static void
wordings_take_two(void **state)
{
	struct world *w = *state;
	struct wording wording = {.legal_entity_inn = 7701234567, .code = CONSENT_AD_CHANNEL, .name = "new", .version = 1,
		.body = "Согласен.", .standalone = true, .language = "ru", .purposes = WORD_BIT(PURPOSE_AD_PROMO), .author = "vera"};
	struct wording wrong;
	struct err err;
	int approved = 0;

	static const struct { uint16_t purposes; enum consent_code code; bool preticked, mandatory; } refused[] = {
		{WORD_BIT(PURPOSE_AD_PROMO), CONSENT_AD_CHANNEL, true, false},
		{WORD_BIT(PURPOSE_AD_PROMO), CONSENT_AD_CHANNEL, false, true},
		{0, CONSENT_AD_CHANNEL, false, false},
		{WORD_BIT(PURPOSE_AD_PROMO) | WORD_BIT(PURPOSE_RECALL), CONSENT_PD_PROMO, false, false},
		{WORD_BIT(PURPOSE_AD_PROMO) | WORD_BIT(PURPOSE_SERVICE_REMINDER), CONSENT_AD_CHANNEL, false, false},
	};
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		wrong = wording;
		wrong.purposes = refused[i].purposes;
		wrong.code = refused[i].code;
		wrong.preticked = refused[i].preticked;
		wrong.mandatory = refused[i].mandatory;
		assert_false(wording_add(w->database.db, &wrong, &w->who, &err));
		assert_int_equal(err.kind, ERR_REFUSED);
	}
	wrong = wording;
	wrong.author = "nobody";
	assert_false(wording_add(w->database.db, &wrong, &w->who, &err));
	assert_int_equal(err.kind, ERR_ABSENT);
	assert_true(wording_add(w->database.db, &wording, &w->who, &err));
	try_approval(w, "vera", ERR_REFUSED);
	try_approval(w, "anna", ERR_REFUSED);
	try_approval(w, "nobody", ERR_REFUSED);
	assert_false(try_approval(w, "petr", ERR_NONE));
	try_approval(w, "petr", ERR_CONFLICT);
	assert_false(try_approval(w, "maria", ERR_NONE));	/* two, and no compliance officer */
	assert_int_equal(import(w, but("\"name\":\"ad\"", "\"name\":\"new\"")).lack[LACK_APPROVAL], 1);
	assert_true(try_approval(w, "lev", ERR_NONE));
	assert_int_equal(import(w, but("10:00:00+03:00\",\"wording\":{\"name\":\"ad\"", "11:00:00+03:00\",\"wording\":{\"name\":\"new\""))
	    .unproven, 0);
	assert_true(wording_listed(w->database.db, note_wording, &approved, &err));
	assert_int_equal(approved, 2);
	assert_int_equal(test_sql_int(&w->database, "select count(*) from entry where convert_from(body, 'UTF8') like "
	    "'%%wording.approved%%'"), 5);
}

static void
append_only(void **state)
{
	struct world *w = *state;
	struct err err;
	static const char *const attempts[] = {
		"update consent_event set proven = true", "delete from consent_event", "truncate consent_event",
		"update suppression set scope = 'SURVEYS'", "delete from suppression", "truncate suppression",
		"update basis_event set ended = true", "delete from basis_event",
		"update wording set body = 'x'", "delete from wording", "delete from wording_approval",
	};

	import(w, but("\"CODE_SMS\"", "\"NONE\""));
	for (size_t i = 0; i < sizeof(attempts) / sizeof(attempts[0]); i++) {
		assert_false(db_script(w->database.db, attempts[i], &err));
		assert_int_equal(err.kind, ERR_REFUSED);
	}
}

static void
rebuilt(void **state)
{
	struct world *w = *state;
	struct err err;
	int64_t points, different;

	import(w, good);
	assert_true(consent_rebuild(w->database.db, true, &points, &different, &err));
	assert_int_equal(points, 5);
	assert_int_equal(different, 0);
	test_sql(w->database.db, "update contact_point set consents = '\\x00' where id in (11, 31)");
	assert_true(consent_rebuild(w->database.db, true, &points, &different, &err));
	assert_int_equal(different, 2);
	assert_true(consent_rebuild(w->database.db, false, &points, &different, &err));
	assert_true(consent_rebuild(w->database.db, true, &points, &different, &err));
	assert_int_equal(different, 0);
	assert_int_equal(stored(w, 11).state, CONSENT_STATE_ACTIVE);
}

static void
bases(void **state)
{
	struct world *w = *state;
	struct basis_import sums;
	struct err err;
	struct basis_fact facts[FACTS_BASES];
	uint8_t count, bytes[BASIS_PACKED];
	static const char text[] =
	    "{\"kind\":\"basis\",\"address\":\"anna@example.ru\",\"basis\":\"CONTRACT\",\"purposes\":[\"CONTRACT\"],"
	    "\"entity_inn\":\"7701234567\",\"reference\":\"Д-1\",\"valid_from\":\"2026-01-01\"}\n"
	    "{\"kind\":\"basis\",\"address\":\"nobody@example.ru\",\"basis\":\"LAW\",\"purposes\":[\"CONTRACT\"],"
	    "\"entity_inn\":7701234567,\"reference\":\"Д-1\",\"valid_from\":\"2026-01-01\"}\n";

	assert_true(basis_import(w->database.db, &w->key, write_file(w, text), NULL, &w->who, &sums, &err));
	assert_int_equal(sums.recorded, 1);
	assert_int_equal(sums.rejected, 1);
	assert_true(basis_import(w->database.db, &w->key, write_file(w, text), NULL, &w->who, &sums, &err));
	assert_int_equal(sums.recorded, 0);
	assert_int_equal(sums.known, 1);
	const char *hex = test_sql_text(&w->database, "select encode(bases, 'hex') from party where id = 2");
	assert_true(hex_read(hex, bytes, sizeof(bytes)));
	assert_true(basis_unpack((struct view){(const char *)bytes, sizeof(bytes)}, facts, FACTS_BASES, &count));
	assert_int_equal(facts[0].kind, BASIS_CONTRACT);
	assert_true(basis_import(w->database.db, &w->key, write_file(w,
	    "{\"address\":\"anna@example.ru\",\"basis\":\"CONTRACT\",\"entity_inn\":7701234567,\"reference\":\"Д-1\","
	    "\"valid_from\":\"2026-02-01\",\"ended\":true}"), NULL, &w->who, &sums, &err));
	assert_int_equal(test_sql_int(&w->database, "select length(bases) from party where id = 2"), 0);
}

static int64_t
take_basis(struct world *w, const char *members)
{
	struct basis_import sums;
	struct buf line = {0};
	struct err err;

	buf_add_format(&line, "{\"address\":\"anna@example.ru\",\"entity_inn\":7701234567,\"valid_from\":\"2026-11-01\",%s}", members);
	assert_true(basis_import(w->database.db, &w->key, write_file(w, line.data), NULL, &w->who, &sums, &err));
	buf_release(&line);
	return sums.recorded;
}

/* Matrix rows 3 and 5: a request has its proof and its end, and is spent by one series of calls. */
static void
own_requests(void **state)
{
	struct world *w = *state;
	struct err err;
	char dsn[400];
	int64_t count;
#define REQUEST "\"basis\":\"OWN_REQUEST\",\"purposes\":[\"WAITING_LIST\"],\"reference\":\"З-1\""
#define PROOF ",\"proof\":{\"how\":\"call\",\"scan_or_audio_sha256\":\"ab\"}"
	assert_int_equal(take_basis(w, REQUEST), 0);
	assert_int_equal(take_basis(w, REQUEST PROOF), 0);	/* no end */
	assert_int_equal(take_basis(w, REQUEST ",\"valid_until\":\"2027-01-01\""), 0);	/* no proof */
	assert_int_equal(take_basis(w, REQUEST ",\"valid_until\":\"2027-01-01\",\"proof\":{\"how\":\"call\"}"), 0);
	assert_int_equal(take_basis(w, REQUEST ",\"valid_until\":\"2027-01-01\",\"proof\":{\"staff_id\":7,\"x\":1}"), 0);
	assert_int_equal(take_basis(w, "\"basis\":\"CARE_PLAN\",\"purposes\":[\"SURVEY\"],\"reference\":\"П-1\""), 0);
	assert_int_equal(take_basis(w, "\"basis\":\"CONTRACT\",\"purposes\":[\"AD_PROMO\"],\"reference\":\"Д-1\""), 0);
	assert_int_equal(take_basis(w, "\"basis\":\"CARE_PLAN\",\"purposes\":[\"RECALL\"],\"reference\":\"П-1\""), 1);
	assert_int_equal(take_basis(w, REQUEST ",\"valid_until\":\"2027-01-01\"" PROOF), 1);
#undef REQUEST
#undef PROOF
	assert_int_equal(test_sql_int(&w->database, "select length(bases) from party where id = 2"), 2 * BASIS_PACKED);
	assert_string_equal(test_sql_text(&w->database, "select proof->>'how' from basis_event where kind = 'OWN_REQUEST'"), "call");

	test_sql(w->database.db, "insert into branch (legal_entity_id, name, zone, created_at) values (1, 'b', 'Europe/Moscow', '2026-01-01')");
	test_sql(w->database.db, "insert into campaign (name, legal_entity_id, branch_id, purpose, channel, dial_mode, class, provider, body, "
	    "lists, author_id, created_at) select 'w', l.id, b.id, 'WAITING_LIST', 'CALL_OPERATOR', 'PREVIEW', 'SERVICE', 'p', 'x', '{}', s.id, "
	    "'2026-11-01' from legal_entity l, branch b, staff s where s.login = 'maria'");
	snprintf(dsn, sizeof(dsn), "%s user=dozvon_janitor", w->database.words);
	struct db *db = db_open(dsn, &err);
	assert_non_null(db);
	test_sql(w->database.db, "insert into target (campaign_id, contact_point_id, party_id, state, attempts) values (1, 21, 2, 'held', 1)");
	test_sql(w->database.db, "insert into attempt (decision_id, campaign_id, contact_point_id, party_id, provider, dispatcher, cleared_at, "
	    "expires_at, changed_at) values (gen_random_uuid(), 1, 21, 2, 'p', 'd', '2026-11-10', '2026-11-10', '2026-11-10')");
	assert_true(basis_end_spent(db, &w->who, &count, &err));
	assert_int_equal(count, 0);	/* the series goes on */
	test_sql(w->database.db, "update target set state = 'done'");
	if (!basis_end_spent(db, &w->who, &count, &err))
		print_message("%s\n", err.text);
	assert_int_equal(count, 1);
	assert_int_equal(test_sql_int(&w->database, "select length(bases) from party where id = 2"), BASIS_PACKED);
	assert_true(basis_end_spent(db, &w->who, &count, &err));
	assert_int_equal(count, 0);
	db_close(db);
	/* a new request is not spent by the old calls */
	assert_int_equal(test_sql_int(&w->database, "select count(*) from basis_event where ended"), 1);
}

static int64_t
differing(struct world *w)
{
	int64_t points, different;
	struct err err;

	assert_true(consent_rebuild(w->database.db, true, &points, &different, &err));
	return different;
}

/* C-11: whoever learns it, even a process that may not write a consent, ends it in the same transaction. */
static void
wrong_person_ends_consents(void **state)
{
	struct world *w = *state;
	struct suppression refusal = {.fact = {.scope = SCOPE_WRONG_PERSON, .said_at = w->who.at - DAY}, .path = "sms"};
	struct suppression_effect effect;
	struct address address;
	const char *reason;
	struct err err = {0};
	char dsn[400];
	int64_t count;

	import(w, good);
	import(w, but("\"CODE_SMS\"", "\"NONE\""));
	import(w, but("\"evidence\"", "\"processors\":[\"smsc\",\"kannel\"],\"evidence\""));	/* the longer form */
	assert_true(address_parse(view_of("+79161234567"), &w->key, &address, &reason));
	memcpy(refusal.token, address.token, TOKEN_SIZE);
	snprintf(dsn, sizeof(dsn), "%s user=dozvon_dispatcher", w->database.words);
	struct db *db = db_open(dsn, &err);
	assert_non_null(db);
	if (!suppression_add(db, &refusal, 1, &w->who, &effect, &err))
		print_message("%s\n", err.text);
	assert_int_equal(err.kind, ERR_NONE);
	assert_int_equal(test_sql_int(&w->database, "select count(*) from consent_event where act = 'expired' and "
	    "evidence->>'reason' = 'WRONG_PERSON'"), 3);
	assert_int_equal(stored(w, 11).valid_until, w->who.at - DAY);
	assert_int_equal(differing(w), 0);
	assert_int_equal(test_sql_int(&w->database, "select count(*) from entry where convert_from(body, 'UTF8') like "
	    "'%%expired%%consent.event%%'"), 3);
	/* told again it ends nothing more; other refusals end no consent */
	assert_true(suppression_add(db, &refusal, 1, &w->who, &effect, &err));
	refusal.fact.scope = SCOPE_ADS_ALL;
	assert_true(suppression_add(db, &refusal, 1, &w->who, &effect, &err));
	assert_int_equal(test_sql_int(&w->database, "select count(*) from consent_event where act = 'expired'"), 3);
	/* nothing but ending: the door writes no consent */
	assert_false(db_script(db, "insert into consent_event (act) values ('given')", &err));
	db_close(db);
	assert_false(consent_expire(w->database.db, &(struct address){.text = "x"}, 0, w->who.at, "NUMBER_CHANGED", &w->who, &count, &err));
	assert_int_equal(err.kind, ERR_ABSENT);
}

/* The number of two people: only the one whose number changed. */
static void
a_changed_number(void **state)
{
	struct world *w = *state;
	struct address address;
	const char *reason;
	char line[2048];
	struct err err;
	int64_t count;

	for (int party = 3; party <= 4; party++) {
		snprintf(line, sizeof(line), "{\"party_id\":%d,%s", party, but("+79161234567", "+79160000003") + 1);
		assert_int_equal(import(w, line).recorded, 1);
	}
	assert_true(address_parse(view_of("+79160000003"), &w->key, &address, &reason));
	assert_true(consent_expire(w->database.db, &address, 4, w->who.at, "NUMBER_CHANGED", &w->who, &count, &err));
	assert_int_equal(count, 1);
	assert_int_equal(stored(w, 31).valid_until, 0);
	assert_int_equal(stored(w, 41).valid_until, w->who.at);
	assert_int_equal(differing(w), 0);
}

/* Whatever is said in whatever order, what stands beside the address is what the events say. */
static void
random_acts(void **state)
{
	static const char *const acts[] = {"given", "refused", "withdrawn", "expired", "invalidated", "evidence_added", "requested"};
	struct world *w = *state;
	struct address address;
	const char *reason;
	unsigned seed = getenv("SEED") ? (unsigned)atoi(getenv("SEED")) : (unsigned)time(NULL);
	struct err err;
	int64_t count;

	print_message("seed %u\n", seed);
	srand(seed);
	assert_true(address_parse(view_of("+79161234567"), &w->key, &address, &reason));
	for (int round = 0; round < 30; round++) {
		struct buf file = {0};
		for (int i = rand() % 6; i >= 0; i--) {
			const char *act = acts[(size_t)rand() % 7];
			const char *text = but("\"given\",\"at\":\"2026-10-01T10", rand() % 2 ? "\"ACT\",\"at\":\"2026-10-02T10" :
			    "\"ACT\",\"at\":\"2026-10-01T09");
			const char *mark = strstr(text, "ACT\"");
			const char *part = strcmp(act, "withdrawn") == 0 && rand() % 2 ? "[\"SMS\"]" : "[]";
			bool whole = strcmp(act, "given") == 0 || strcmp(act, "refused") == 0 || strcmp(act, "requested") == 0 ||
			    strcmp(act, "evidence_added") == 0;
			size_t start = file.len;
			buf_add_format(&file, "{\"consent_id\":\"0190c0de-0000-8000-8000-00000000%04x\",%.*s%s%s", rand() % 40,
			    (int)(mark - text - 1), text + 1, act, mark + 3);
			buf_add_char(&file, '\n');
			if (!whole) {
				char *channels = strstr(file.data + start, "[\"SMS\",\"CALL_OPERATOR\"]");
				if (channels != NULL)
					memset(channels, ' ', 23), memcpy(channels, part, strlen(part));
			}
		}
		import(w, file.data);
		buf_release(&file);
		assert_int_equal(differing(w), 0);
		if (rand() % 10 == 0) {
			assert_true(consent_expire(w->database.db, &address, 0, day_number(2026, 10, 1 + rand() % 4) * DAY,
			    "NUMBER_CHANGED", &w->who, &count, &err));
			assert_int_equal(differing(w), 0);
		}
	}
	assert_true(test_sql_int(&w->database, "select count(distinct act) from consent_event") == 7);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(imported_once, make, drop),
		cmocka_unit_test_setup_teardown(what_lacks_proof, make, drop),
		cmocka_unit_test_setup_teardown(bad_lines, make, drop),
		cmocka_unit_test_setup_teardown(withdrawal_ends_it, make, drop),
		cmocka_unit_test_setup_teardown(only_proof_activates, make, drop),
		cmocka_unit_test_setup_teardown(wordings_take_two, make, drop),
		cmocka_unit_test_setup_teardown(append_only, make, drop),
		cmocka_unit_test_setup_teardown(rebuilt, make, drop),
		cmocka_unit_test_setup_teardown(wrong_person_ends_consents, make, drop),
		cmocka_unit_test_setup_teardown(a_changed_number, make, drop),
		cmocka_unit_test_setup_teardown(random_acts, make, drop),
		cmocka_unit_test_setup_teardown(own_requests, make, drop),
		cmocka_unit_test_setup_teardown(bases, make, drop),
	};
	if (!test_database_is_there())
		return 77;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
