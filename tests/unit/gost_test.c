/* gost_test.c - a second signature under a note, by GOST R 34.10-2012: right, false, of another key; Streebog's own example. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/lang.h"
#include "compliance/checkpoint.h"
#include "compliance/gost.h"

#include <cmocka.h>

static char folder[] = "/tmp/dozvon-gost-XXXXXX";
static struct err err;

static struct gost_key *
make(const char *name, struct buf *verifier)
{
	char path[80];
	struct stat file;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	assert_true(gost_key_make(path, &err));
	assert_false(gost_key_make(path, &err));	/* never over one that has signed */
	assert_int_equal(stat(path, &file), 0);
	assert_int_equal(file.st_mode & 0777, 0600);
	struct gost_key *key = gost_key_read(path, "clinic.example/log", &err);
	assert_non_null(key);
	gost_key_format(key, verifier);
	unlink(path);
	return key;
}

static void
sign(struct note_key *ed25519, struct buf *note)
{
	const uint8_t seed[KEY_SIZE] = {5};
	struct checkpoint checkpoint = {.size = 77};

	assert_true(note_key_make("clinic.example/log", seed, ed25519, &err));
	checkpoint_sign(&checkpoint, ed25519, seed, note);
}

static void
a_second_line(void **state)
{
	struct buf own = {0}, other = {0}, note = {0};
	struct checkpoint checkpoint;
	struct note_key ed25519;

	(void)state;
	struct gost_key *key = make("own", &own), *stranger = make("stranger", &other);
	sign(&ed25519, &note);
	assert_false(gost_check_note(buf_view(&note), own.data, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
	assert_true(gost_sign_note(key, &note, &err));
	assert_true(gost_check_note(buf_view(&note), own.data, &err));
	/* Who does not know it leaves it aside. */
	assert_true(checkpoint_open(buf_view(&note), &ed25519, &checkpoint, &err));
	assert_int_equal(checkpoint.size, 77);
	assert_false(gost_check_note(buf_view(&note), other.data, &err));
	assert_non_null(strstr(err.text, "not signed by"));
	gost_key_free(key);
	gost_key_free(stranger);
	buf_release(&own);
	buf_release(&other);
	buf_release(&note);
}

/* Each bit of the text; and a key that was mistyped anywhere is none. */
static void
each_bit(void **state)
{
	struct buf own = {0}, note = {0};
	struct note_key ed25519;

	(void)state;
	struct gost_key *key = make("bits", &own);
	sign(&ed25519, &note);
	size_t text = (size_t)(strstr(note.data, "\n\n") - note.data) + 1;
	assert_true(gost_sign_note(key, &note, &err));
	for (size_t i = 0; i < text; i++) {
		note.data[i] ^= 1;
		assert_false(gost_check_note(buf_view(&note), own.data, &err));
		note.data[i] ^= 1;
	}
	assert_true(gost_check_note(buf_view(&note), own.data, &err));
	for (size_t i = 0; i < own.len; i++) {
		own.data[i] ^= 1;
		assert_false(gost_check_note(buf_view(&note), own.data, &err));
		own.data[i] ^= 1;
	}
	gost_key_free(key);
	buf_release(&own);
	buf_release(&note);
}

/* GOST R 34.11-2012, example 1. */
static void
streebog(void **state)
{
	struct buf sum = {0};

	(void)state;
	assert_true(gost_sum(view_of("012345678901234567890123456789012345678901234567890123456789012"), &sum, &err));
	assert_string_equal(sum.data, "9d151eefd8590b89daa6ba6cb74af9275dd051026bb149a452fd84e5e57b5500");
	buf_release(&sum);
}

static void
no_key(void **state)
{
	char path[80];

	(void)state;
	assert_null(gost_key_read("/nowhere/gost.pem", "log", &err));
	assert_int_equal(err.kind, ERR_INPUT);
	snprintf(path, sizeof(path), "%s/empty", folder);
	assert_true(file_write_whole(path, "no key\n", 7, &err));
	assert_null(gost_key_read(path, "log", &err));
	unlink(path);
}

/* Who has set the key and lacks the engine is told by 78, as of every setting. */
static void
without_the_engine(void **state)
{
	const char *build = getenv("DOZVON_BUILD");
	char command[400];

	(void)state;
	snprintf(command, sizeof(command), "OPENSSL_ENGINES=/nowhere DOZVON_LOG_GOST_KEY=%s/x DOZVON_LOG_KEY=%s/y %s/dozvon audit key >/dev/null 2>&1",
	    folder, folder, build ? build : "build");
	int status = system(command);
	assert_int_equal(WEXITSTATUS(status), 78);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_second_line), cmocka_unit_test(each_bit), cmocka_unit_test(streebog), cmocka_unit_test(no_key),
		cmocka_unit_test(without_the_engine),
	};
	lang_set(LANG_EN);
	if (!gost_find(&err)) {
		printf("SKIP: %s\n", err.text);
		return 0;
	}
	if (mkdtemp(folder) == NULL)
		return 1;
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	rmdir(folder);
	return failed;
}
