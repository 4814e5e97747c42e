/* log_rotate_test.c - a log changes its key, and again: verifiers follow, a broken-off change is ended, an old key signs no more. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "compliance/log_alarm.h"
#include "compliance/log_export.h"
#include "compliance/log_key.h"
#include "compliance/log_proof.h"
#include "compliance/log_rebuild.h"
#include "compliance/log_rotate.h"
#include "compliance/sealer.h"
#include "tests/support/log.h"
#include "tests/support/sealed.h"

#include <cmocka.h>

static struct test_sealed sealed;

static int
fresh(void **state)
{
	(void)state;
	test_sealed_new(&sealed);
	return 0;
}

static int
done(void **state)
{
	(void)state;
	test_sealed_drop(&sealed);
	return 0;
}

static struct note_key
rotate(void)
{
	struct note_key key;
	struct err err = {0};

	if (!log_rotate(&sealed.settings, sealed.database.db, &sealed.who, &key, &err))
		fail_msg("%s", err.text);
	return key;
}

static void
assert_intact(const char *name, const struct note_key *key)
{
	struct err err;

	if (!test_sealed_verify(&sealed, name, key, &err))
		fail_msg("%s", err.text);
}

static void
assert_not_intact(const char *name, const struct note_key *key, const char *words)
{
	struct err err = {0};

	assert_false(test_sealed_verify(&sealed, name, key, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
	if (strstr(err.text, words) == NULL)
		fail_msg("%s", err.text);
}

static void
export(const char *name)
{
	struct checkpoint exported;
	struct note_key own;
	struct err err;

	assert_true(log_key_verifier(&sealed.settings, &own, &err));
	assert_true(log_export(sealed.settings.log_dir, test_sealed_path(&sealed, name), &own, &exported, &err));
}

/* Twice, with entries between: whoever knows any of the three keys follows to the others. */
static void
followed(void **state)
{
	struct buf note = {0}, proof = {0}, entry = {0};
	struct log_proven proven;
	struct log_keys keys;
	struct err err;

	(void)state;
	test_sealed_add(&sealed, 300);
	test_sealed_seal(&sealed);
	struct log_dir *dir = log_dir_open(sealed.settings.log_dir, false, &err);
	assert_true(log_dir_read(dir, "checkpoint", NOTE_MAX, &note, &err));
	assert_true(log_proof_write(dir, &sealed.key, 7, buf_view(&note), &proof, &err));
	struct note_key second = rotate();
	assert_int_equal(test_sql_int(&sealed.database, "select count(*) from entry where body like '%%log.key_changed%%'"), 1);
	assert_intact("log", &sealed.key);
	assert_intact("log", &second);
	test_sealed_add(&sealed, 400);
	test_sealed_seal(&sealed);
	struct note_key third = rotate();
	test_sealed_add(&sealed, 100);
	test_sealed_seal(&sealed);
	export("exported");
	assert_intact("exported", &sealed.key);
	assert_intact("exported", &second);
	assert_intact("exported", &third);
	assert_true(log_keys_read(dir, &third, &keys, &err));
	assert_int_equal(keys.count, 3);
	assert_true(log_proof_check(buf_view(&proof), &keys, &proven, &entry, &err));
	log_keys_init(&keys, &third);
	assert_false(log_proof_check(buf_view(&proof), &keys, &proven, &entry, &err));
	log_dir_close(dir);
	buf_release(&note);
	buf_release(&proof);
	buf_release(&entry);
}

/* All files lost: the database has the handovers too; and nobody changes them there. */
static void
rebuilt(void **state)
{
	struct checkpoint made;
	struct err err;

	(void)state;
	struct note_key newest = rotate();
	assert_true(log_rebuild(sealed.database.db, sealed.settings.log_dir, test_sealed_path(&sealed, "made"), &sealed.key, &made, &err));
	assert_intact("made", &sealed.key);
	assert_intact("made", &newest);
	assert_false(db_script(sealed.database.db, "delete from key_handover", &err));
	assert_false(db_script(sealed.database.db, "update key_handover set number = 7", &err));
}

/* What is not vouched for is named, and what an old key signs after it gave up. */
static void
unvouched(void **state)
{
	struct log_key old;
	struct checkpoint bigger = {.size = 5000};
	char words[96];
	struct buf note = {0};
	struct err err;

	(void)state;
	assert_true(log_key_read(&sealed.settings, &old, &err));
	test_sealed_add(&sealed, 300);
	test_sealed_seal(&sealed);
	struct note_key second = rotate();
	int64_t size = test_sql_int(&sealed.database, "select max(size) from checkpoint");
	int64_t number = test_sql_int(&sealed.database, "select max(number) from key_handover");
	test_sealed_add(&sealed, 10);
	test_sealed_seal(&sealed);
	export("exported");
	checkpoint_sign(&bigger, &old.verifier, old.seed, &note);
	test_sealed_copy(&sealed, "exported/checkpoint", "kept");
	assert_true(file_write_whole(test_sealed_path(&sealed, "exported/checkpoint"), note.data, note.len, &err));
	snprintf(words, sizeof(words), "checkpoint: 5000 entries signed by a key that gave up at %lld", (long long)size);
	assert_not_intact("exported", &sealed.key, words);
	test_sealed_copy(&sealed, "kept", "exported/checkpoint");
	struct handover forged = {old.verifier, second, {.size = (uint64_t)size}};
	buf_clear(&note);
	handover_sign(&forged, old.seed, old.seed, &note);
	snprintf(words, sizeof(words), "exported/key/%lld", (long long)number);
	const char *path = test_sealed_path(&sealed, words);
	assert_true(file_write_whole(path, note.data, note.len, &err));
	snprintf(words, sizeof(words), "key/%lld: the signature of", (long long)number);
	assert_not_intact("exported", &sealed.key, words);
	unlink(path);
	assert_not_intact("exported", &sealed.key, "the key has changed, and no known key vouches for the new one");
	buf_release(&note);
}

static void
assert_no_sealing(const char *words)
{
	struct err err;
	int64_t count;

	assert_false(sealer_seal_once(&sealed.settings, sealed.now, &count, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
	if (strstr(err.text, words) == NULL)
		fail_msg("%s", err.text);
	assert_true(log_alarm_is_on(&sealed.settings));
}

/* After the handover, before the exchange; and when only the public half is old. */
static void
broken_off(void **state)
{
	struct log_key first, begun;
	struct err err;
	int64_t before = test_sql_int(&sealed.database, "select count(*) from key_handover");

	(void)state;
	test_sealed_add(&sealed, 20);
	test_sealed_seal(&sealed);
	test_sealed_copy(&sealed, "log.key", "first");
	test_sealed_copy(&sealed, "log.key.pub", "first.pub");
	assert_true(log_key_read(&sealed.settings, &first, &err));
	assert_true(log_key_read_next(&sealed.settings, true, &begun, &err));	/* only a seed was made */
	struct note_key second = rotate();
	assert_memory_equal(second.public_key, begun.verifier.public_key, KEY_SIZE);
	test_sealed_copy(&sealed, "log.key", "log.key.next");
	test_sealed_copy(&sealed, "first", "log.key");
	test_sealed_copy(&sealed, "first.pub", "log.key.pub");
	assert_no_sealing("dozvon audit key rotate ends it");
	struct note_key ended = rotate();
	assert_memory_equal(ended.public_key, second.public_key, KEY_SIZE);
	test_sealed_copy(&sealed, "first.pub", "log.key.pub");
	ended = rotate();
	assert_memory_equal(ended.public_key, second.public_key, KEY_SIZE);
	assert_int_equal(test_sql_int(&sealed.database, "select count(*) from key_handover"), before + 1);
	test_sealed_add(&sealed, 20);
	test_sealed_seal(&sealed);
	assert_false(log_alarm_is_on(&sealed.settings));
	assert_intact("log", &sealed.key);
	test_sealed_copy(&sealed, "first", "log.key");
	assert_no_sealing("is not the key that the one before it vouched for");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {		/* one log, in this order */
		cmocka_unit_test(followed), cmocka_unit_test(rebuilt), cmocka_unit_test(unvouched), cmocka_unit_test(broken_off),
	};
	if (!test_database_is_there())
		return 0;
	return cmocka_run_group_tests(tests, fresh, done);
}
