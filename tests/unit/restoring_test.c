/*
 * restoring_test.c - a database that came back from an older copy (pg_dump): nothing starts on it, then it learns from the log who
 * refused, withdrew, died, was erased and was contacted since, and the log goes on where it was.
 */
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
#include "compliance/consent_store.h"
#include "compliance/gost.h"
#include "compliance/log_rebuild.h"
#include "compliance/log_rotate.h"
#include "compliance/party_state_store.h"
#include "compliance/restoring.h"
#include "compliance/sealer.h"
#include "compliance/suppression_store.h"
#include "tests/support/clinic.h"
#include "tests/support/sealed.h"

#include <cmocka.h>

enum { LOST = 2300, VERA = 3 };

static struct test_sealed sealed;
static struct installation_key key = {.bytes = {7}};
static struct evidence_dir dir;
static struct gost_key *gost;
static struct err err;
static int lefts;
static char left_words[1000];

static void shell(const char *format, ...) __attribute__((format(printf, 1, 2)));

static void
shell(const char *format, ...)
{
	char command[1200];
	va_list args;

	va_start(args, format);
	vsnprintf(command, sizeof(command), format, args);
	va_end(args);
	assert_int_equal(system(command), 0);
}

static struct address
phone(int n)
{
	struct address address = {.kind = ADDRESS_PHONE};

	snprintf(address.text, sizeof(address.text), "+7916000%04d", n);
	address_token(&key, address.text, address.token);
	return address;
}

static void
right(bool done)
{
	if (!done)
		fail_msg("%s", err.text);
}

static void
refuse(int n, enum scope scope, int64_t said_at)
{
	struct suppression refusal = {.fact = {.scope = scope, .said_at = said_at}, .path = "desk"};
	struct suppression_effect effect;
	struct address address = phone(n);

	memcpy(refusal.token, address.token, TOKEN_SIZE);
	right(suppression_add(sealed.database.db, &refusal, 1, &sealed.who, &effect, &err));
}

static void
erase(int n)
{
	struct erasure_order order = {.reason = ERASURE_PURPOSE_REACHED, .party = n, .by = "vera", .second = "boris", .certificate = "",
		.now = sealed.now};
	struct erasure erasure = {0};

	right(erasure_run(sealed.database.db, &dir, &order, &erasure, &err));
	erasure_release(&erasure);
}

/* What the copy has: six people, a consent of the second one, one entry that is not sealed yet. */
static void
before_the_copy(void)
{
	struct settings settings = {.evidence_dir = sealed.folder, .evidence_key = "", .evidence_key_old = "", .evidence_years = 3};

	test_clinic_new(&sealed.database, &key, 6);
	right(evidence_dir_name(&settings, &dir, &err));
	test_sql(sealed.database.db, "insert into wording (legal_entity_id, code, name, version, body, sha256, standalone, preticked, mandatory, "
	    "created_at) values (1, 'AD_CHANNEL', 'promo', 1, 'да', sha256(convert_to('да', 'UTF8')), true, false, false, '2026-11-01Z')");
	test_sql(sealed.database.db, "insert into consent_event (consent_id, act, party_id, contact_point_id, token, code, channels, purposes, "
	    "legal_entity_inn, valid_from, recorded_at, wording_id, proven) select '0190c0de-0000-8000-8000-000000000001', 'given', 2, 2, "
	    "token, 'AD_CHANNEL', 4, 1, 7701234567, '2026-11-01Z', '2026-11-01Z', 1, true from contact_point where id = 2");
	test_sealed_add(&sealed, 400);
	refuse(6, SCOPE_ADS_ALL, sealed.now - DAY);
	test_sealed_seal(&sealed);
	test_sealed_add(&sealed, 3);
}

/* What the copy has not: said, done and signed after it, also by another key. */
static void
after_the_copy(void)
{
	struct consent_withdrawal withdrawal = {.address = phone(2), .code = CONSENT_AD_CHANNEL, .path = "desk"};
	struct party_move death = {.address = phone(4), .to = STATE_DECEASED, .reason = "справка"};
	struct note_key second;
	int64_t count;

	refuse(1, SCOPE_ALL_CONTACT, sealed.now);
	refuse(777, SCOPE_CALLS_ALL, sealed.now);
	right(consent_withdraw(sealed.database.db, &withdrawal, &sealed.who, &count, &err));
	test_sealed_seal(&sealed);
	right(log_rotate(&sealed.settings, sealed.database.db, &sealed.who, &second, &err));
	erase(3);
	sealed.who.who_id = VERA;
	right(party_state_move(sealed.database.db, &death, &sealed.who, &err));
	test_sql(sealed.database.db, "insert into entry (body) select convert_to(format('{\"at\":\"2026-11-21T00:00:00Z\",\"data\":{\"campaign\":1,"
	    "\"decision\":\"x\"},\"subject\":\"%%s\",\"what\":\"attempt.cleared\"}', encode(token, 'hex')), 'UTF8') from contact_point where id = 5");
	test_sql(sealed.database.db, "insert into entry (subject, body) select token, convert_to(format('{\"at\":\"2026-11-21T00:00:00Z\",\"data\":"
	    "{\"matter\":7},\"subject\":\"%%s\",\"what\":\"matter.opened\"}', encode(token, 'hex')), 'UTF8') from contact_point where id = 5");
	test_sealed_add(&sealed, LOST);
	test_sealed_seal(&sealed);
}

static void
reopen(void)
{
	sealed.database.db = db_open(sealed.database.dsn, &err);
	assert_non_null(sealed.database.db);
}

static void
copy_and_restore(void (*between)(void))
{
	const char *words = getenv("DOZVON_TEST_DSN"), *name = sealed.database.name;

	shell("pg_dump '%s' >%s/dump", sealed.database.dsn, sealed.folder);
	between();
	sealed.database.db = db_close(sealed.database.db);
	shell("psql -qX '%s dbname=postgres user=dozvon' -c 'drop database %s with (force)' -c 'create database %s'", words, name, name);
	shell("psql -qX -v ON_ERROR_STOP=1 '%s' -f %s/dump >%s/said", sealed.database.dsn, sealed.folder, sealed.folder);
	reopen();
}

/* A second signature under each checkpoint of this log, where the engine is there. */
static void
sign_twice(void)
{
	const char *path = test_sealed_path(&sealed, "gost.pem");

	if (!gost_find(&err)) {
		print_message("SKIP: a second signature under the checkpoints: %s\n", err.text);
		return;
	}
	right(gost_key_make(path, &err));
	free(sealed.settings.log_gost_key);
	sealed.settings.log_gost_key = memory_text(path);
	gost = gost_key_read(path, sealed.settings.log_origin, &err);
	assert_non_null(gost);
}

/* The same, a physical copy as a base backup is one. */
static void
copy_and_put_back(void (*between)(void))
{
	const char *words = getenv("DOZVON_TEST_DSN"), *name = sealed.database.name;

	sealed.database.db = db_close(sealed.database.db);
	shell("psql -qX '%s dbname=postgres user=dozvon' -c 'create database %s_old template %s'", words, name, name);
	reopen();
	between();
	sealed.database.db = db_close(sealed.database.db);
	shell("psql -qX '%s dbname=postgres user=dozvon' -c 'drop database %s with (force)' -c 'alter database %s_old rename to %s'", words,
	    name, name, name);
	reopen();
}

static int
start(void **state)
{
	(void)state;
	test_sealed_new(&sealed);
	sign_twice();
	before_the_copy();
	assert_true(log_is_whole(&sealed.settings, &err));
	copy_and_restore(after_the_copy);
	return 0;
}

static int
finish(void **state)
{
	(void)state;
	gost_key_free(gost);
	test_sealed_drop(&sealed);
	return 0;
}

static int64_t
count(const char *sql)
{
	return test_sql_int(&sealed.database, "select count(*) from %s", sql);
}

static void
note_left(void *context, const struct lost *lost, const struct err *why)
{
	(void)context;
	lefts++;
	snprintf(left_words + strlen(left_words), sizeof(left_words) - strlen(left_words), "%s %s;", lost->what, why ? why->text : "");
}

static bool
restore(bool dry, struct restored *out)
{
	struct restore_order order = {.by = "vera", .second = "boris", .dir = &dir, .who = sealed.who, .dry = dry, .left = note_left};

	order.who.who_kind = "staff";
	order.who.who_id = VERA;
	lefts = 0;
	left_words[0] = '\0';
	return restoring_run(&sealed.settings, sealed.database.db, &order, out, &err);
}

/* A process of serve says what to do and ends with 1; the sealer signs nothing. */
static void
nothing_starts_on_it(void **state)
{
	const char *build = getenv("DOZVON_BUILD");
	char command[1200];
	int64_t sealed_now;

	(void)state;
	assert_int_equal(count("party where id = 3"), 1);
	assert_false(log_is_whole(&sealed.settings, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
	snprintf(command, sizeof(command), "DOZVON_DATABASE='%s' DOZVON_LOG_DIR=%s/log DOZVON_RUN_DIR=%s/run %s/dozvon --lang en serve --role planner "
	    "--name planner >%s/said 2>&1", sealed.database.words, sealed.folder, sealed.folder, build ? build : "build", sealed.folder);
	int status = system(command);
	assert_int_equal(WEXITSTATUS(status), 1);
	shell("grep -q 'log.ahead.*dozvon backup restored' %s/said", sealed.folder);
	assert_false(sealer_seal_once(&sealed.settings, sealed.now, &sealed_now, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
}

/* A dry run touches nothing, and two persons are asked for. */
static void
by_two_persons(void **state)
{
	struct restored restored;
	struct restore_order order = {.by = "vera", .second = "vera", .dir = &dir, .who = sealed.who, .left = note_left};

	(void)state;
	assert_false(restoring_run(&sealed.settings, sealed.database.db, &order, &restored, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
	right(restore(true, &restored));
	assert_true(restored.size > restored.known + LOST);
	assert_int_equal(count("kill_switch"), 0);
	assert_int_equal(count("party where id = 3"), 1);
	assert_false(log_is_whole(&sealed.settings, &err));
}

static void
what_was_lost_is_back(void **state)
{
	struct restored restored;

	(void)state;
	right(restore(false, &restored));
	assert_int_equal(restored.refusals, 2);
	assert_int_equal(restored.withdrawals, 1);
	assert_int_equal(restored.states, 1);
	assert_int_equal(restored.erasures, 1);
	assert_int_equal(restored.contacts, 1);
	if (lefts != 2 || strstr(left_words, "matter.opened ;matter.opened") == NULL)
		fail_msg("%d: %s", lefts, left_words);
	assert_int_equal(count("matter"), 1);	/* the refusal has opened its own again */
	assert_int_equal(count("suppression s join contact_point p using (token) where p.id = 1 and scope = 'ALL_CONTACT' and path = 'desk'"), 1);
	assert_int_equal(count("suppression where scope = 'CALLS_ALL'"), 1);
	assert_int_equal(count("target where contact_point_id = 1 and state = 'stopped'"), 1);
	assert_int_equal(count("consent_event where act = 'withdrawn' and party_id = 2"), 1);
	assert_int_equal(count("party where id = 3"), 0);
	assert_int_equal(count("erased"), 2);
	assert_int_equal(count("destruction_act where act like '%прежний акт № 1%' and id = 2"), 1);
	assert_int_equal(count("party where id = 4 and state = 'DECEASED'"), 1);
	assert_int_equal(count("target where contact_point_id = 5 and state = 'stopped'"), 1);
	assert_int_equal(count("target where party_id = 6 and state = 'stopped'"), 2);
	assert_int_equal(count("kill_switch"), PURPOSE_COUNT - 1);
}

/* Every entry has its old place: the files made anew out of the database are those that were signed, and the sealer goes on. */
static void
the_log_goes_on(void **state)
{
	struct checkpoint made;
	struct restored restored;

	(void)state;
	assert_true(log_is_whole(&sealed.settings, &err));
	right(log_rebuild(sealed.database.db, sealed.settings.log_dir, test_sealed_path(&sealed, "made"), &sealed.key, &made, &err));
	assert_true(test_sealed_seal(&sealed) > 0);
	right(test_sealed_verify(&sealed, "log", &sealed.key, &err));
	assert_int_equal(count("entry where convert_from(body, 'UTF8') like '%\"backup.restored\"%'"), 1);
	assert_int_equal(count("entry e join contact_point p on p.id = 5 and e.subject = p.token"), 1);
	assert_false(restore(false, &restored));
	assert_int_equal(err.kind, ERR_ABSENT);
}

/* Every checkpoint has both, also the first of a new key; who knows Ed25519 alone has seen nothing of it. */
static void
signed_twice(void **state)
{
	struct buf note = {0}, verifier = {0};

	(void)state;
	if (gost == NULL)
		skip();
	gost_key_format(gost, &verifier);
	for (int64_t n = count("checkpoint"); n-- > 0;) {
		buf_clear(&note);
		buf_add_text(&note, test_sql_text(&sealed.database, "select note from checkpoint order by size offset %lld limit 1", (long long)n));
		right(gost_check_note(buf_view(&note), verifier.data, &err));
	}
	buf_release(&note);
	buf_release(&verifier);
}

static void
forget(void)
{
	refuse(5, SCOPE_ALL_CONTACT, sealed.now);
	test_sealed_seal(&sealed);
}

/* One changed bit of an entry about a person, and nothing is believed; broken off before its last step, it is ended by the next call. */
static void
only_what_was_signed(void **state)
{
	struct restored restored;

	(void)state;
	copy_and_put_back(forget);
	assert_int_equal(count("suppression s join contact_point p using (token) where p.id = 5"), 0);
	shell("cp -r %s/log %s/whole && f=$(ls %s/log/tile/entries/*.p/* | tail -1) && sed -i s/ALL_CONTACT/ADS_CONTACT/ $f", sealed.folder,
	    sealed.folder, sealed.folder);
	assert_false(restore(false, &restored));
	assert_int_equal(err.kind, ERR_REFUSED);
	assert_int_equal(count("suppression s join contact_point p using (token) where p.id = 5"), 0);
	shell("rm -r %s/log && mv %s/whole %s/log", sealed.folder, sealed.folder, sealed.folder);
	refuse(5, SCOPE_ALL_CONTACT, sealed.now);	/* as a run that was killed has left it */
	right(restore(false, &restored));
	assert_int_equal(restored.refusals, 0);
	assert_int_equal(count("suppression s join contact_point p using (token) where p.id = 5"), 1);
	assert_true(log_is_whole(&sealed.settings, &err));
	assert_true(test_sealed_seal(&sealed) > 0);
	right(test_sealed_verify(&sealed, "log", &sealed.key, &err));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {		/* one database, in this order */
		cmocka_unit_test(nothing_starts_on_it), cmocka_unit_test(by_two_persons), cmocka_unit_test(what_was_lost_is_back),
		cmocka_unit_test(the_log_goes_on), cmocka_unit_test(signed_twice),
		cmocka_unit_test(only_what_was_signed),
	};
	if (!test_database_is_there())
		return 0;
	return cmocka_run_group_tests(tests, start, finish);
}
