/* witness_test.c - cosignatures bit by bit, requests read strictly, and what a witness remembers, grown log by grown log. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "base/lang.h"
#include "base/log.h"
#include "compliance/cosignature.h"
#include "compliance/log_tree.h"
#include "compliance/witness.h"
#include "compliance/witness_request.h"
#include "compliance/witnesses.h"
#include "tests/support/log.h"

#include <cmocka.h>

enum { LEN = 40, AT = 1679315147 };
static const uint8_t seed[KEY_SIZE] = {7, 7};

/* By C2SP: the key's number and text, and the bytes of the line, made here a second time by hand. */
static void
format(void **state)
{
	static const char text[] = "clinic.example/log\n5\nAAAA\n", name[] = "w.example";
	struct buf note = {0}, line = {0}, hashed = {0}, message = {0}, wanted = {0};
	uint8_t id[SHA256_SIZE], bytes[4 + COSIGNATURE_SIZE] = {0};
	struct note_key key, again;
	struct err err;
	int64_t at;

	(void)state;
	assert_true(note_key_make_witness(name, seed, &key, &err));
	buf_add(&hashed, "w.example\n\4", 11);
	buf_add(&hashed, key.public_key, KEY_SIZE);
	sha256(hashed.data, hashed.len, id);
	assert_memory_equal(id, key.id, 4);
	note_key_format(&key, &line);
	assert_true(note_key_parse_witness(line.data, &again, &err));
	assert_false(note_key_parse(line.data, &again, &err));
	buf_clear(&line);
	cosignature_add(view_of(text), &key, seed, AT, &line);
	memcpy(bytes, id, 4);
	for (int i = 0; i < 4; i++)
		bytes[8 + i] = (uint8_t)(AT >> (24 - 8 * i));
	buf_add_format(&message, "cosignature/v1\ntime %d\n%s", AT, text);
	ed25519_sign(seed, message.data, message.len, bytes + 12);
	buf_add_text(&wanted, "\xe2\x80\x94 w.example ");
	base64_add(&wanted, bytes, sizeof(bytes));
	buf_add_char(&wanted, '\n');
	assert_string_equal(line.data, wanted.data);
	buf_add_format(&note, "%s\n%s", text, line.data);
	for (size_t i = 0; i < note.len; i++) {
		note.data[i] ^= 1;
		assert_false(cosignature_check(buf_view(&note), &key, &at, &err));
		note.data[i] ^= 1;
	}
	assert_true(cosignature_check(buf_view(&note), &key, &at, &err));
	assert_int_equal(at, AT);
	buf_release(&note);
	buf_release(&line);
	buf_release(&hashed);
	buf_release(&message);
	buf_release(&wanted);
}

static void
requests(void **state)
{
	static const char *const wrong[] = {"", "old 5", "old 5\n", "old \n\nx", "old 05\n\nx", "old -1\n\nx", "new 5\n\nx",
	    "old 5\nAAAA\n\nx", "old 5x\n\nx", "old 99999999999999999999\n\nx"};
	struct witness_request request;
	struct err err;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_false(witness_request_read(view_of(wrong[i]), &request, &err));
	assert_true(witness_request_read(view_of("old 0\n\nnote\n"), &request, &err));
	assert_int_equal(request.old, 0);
	assert_true(view_is(request.note, "note\n"));
}

static int
show(struct witness *witness, struct test_log *log, uint64_t old, struct buf *answer)
{
	struct buf note = {0}, request = {0};
	struct proof proof = {0};
	struct log_tree tree;
	struct err err;
	struct log_dir *dir = log_dir_open(log->path, false, &err);

	assert_true(log_dir_read(dir, "checkpoint", NOTE_MAX, &note, &err));
	log_tree_init(&tree, dir, log->checkpoint.size);
	struct subtrees from = log_tree_subtrees(&tree);
	if (old > 0 && old <= log->checkpoint.size)
		assert_true(merkle_prove_consistency(&from, old, log->checkpoint.size, &proof, &err));
	witness_request_write(old, &proof, buf_view(&note), &request);
	int status = witness_take(witness, buf_view(&request), AT * SECOND, answer);
	log_tree_release(&tree);
	log_dir_close(dir);
	buf_release(&note);
	buf_release(&request);
	return status;
}

/* Opened anew before each question, as after a kill: all that it knows is on the disk. */
static int
ask(const char *folder, struct test_log *log, uint64_t old, struct buf *answer)
{
	char key[96];
	struct err err;

	snprintf(key, sizeof(key), "%s.key", folder);
	struct witness *witness = witness_open(folder, key, "w.example", &err);
	assert_non_null(witness);
	assert_null(witness_open(folder, key, "w.example", &err));
	assert_int_equal(err.kind, ERR_RETRY);
	int status = show(witness, log, old, answer);
	witness_close(witness);
	return status;
}

static void
memory(void **state)
{
	static const uint64_t sizes[] = {1, 2, 255, 256, 257, 511, 1000, 66000};
	char folder[] = "/tmp/dozvon-witness-XXXXXX", path[96];
	struct buf answer = {0}, key = {0};
	struct test_log log, liar;
	struct err err;
	uint64_t before = 0;

	(void)state;
	lang_set(LANG_EN);
	log_set_level(LOG_EMERG);
	assert_non_null(mkdtemp(folder));
	test_log_new(0, LEN, &log);
	assert_int_equal(ask(folder, &log, 0, &answer), 404);
	note_key_format(&log.key, &key);
	snprintf(path, sizeof(path), "%s/logs", folder);
	assert_true(file_write_whole(path, key.data, key.len, &err));
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		test_log_grow(&log, sizes[i], LEN);
		if (before > 0) {
			assert_int_equal(ask(folder, &log, before - 1, &answer), 409);
			assert_int_equal(strtoull(answer.data, NULL, 10), before);
		}
		assert_int_equal(ask(folder, &log, before, &answer), 200);
		before = sizes[i];
	}
	assert_int_equal(ask(folder, &log, before, &answer), 200);
	assert_int_equal(ask(folder, &log, before + 1, &answer), 400);
	test_log_new(66000, LEN + 1, &liar);		/* the same key, other entries */
	assert_int_equal(ask(folder, &liar, 66000, &answer), 409);
	test_log_grow(&liar, 66001, LEN + 1);
	assert_int_equal(ask(folder, &liar, 66000, &answer), 422);
	test_log_remove(&liar);
	test_log_new(10, LEN, &liar);			/* a rolled-back log */
	assert_int_equal(ask(folder, &liar, 10, &answer), 409);
	assert_string_equal(answer.data, "66000\n");
	test_log_remove(&liar);
	test_log_remove(&log);
	test_folder_remove(folder);
	strcat(strcpy(path, folder), ".key");
	remove(path);
	remove(strcat(path, ".pub"));
	buf_release(&answer);
	buf_release(&key);
}

static void
settings(void **state)
{
	struct witnesses witnesses;
	struct buf key = {0}, text = {0};
	struct note_key one;
	struct err err;

	(void)state;
	assert_true(note_key_make_witness("w.example", seed, &one, &err));
	note_key_format(&one, &key);
	buf_add_format(&text, " %s https://w.example/, %s http://127.0.0.1:9 ", key.data, key.data);
	assert_true(witnesses_read("", &witnesses, &err));
	assert_int_equal(witnesses.count, 0);
	assert_true(witnesses_read(text.data, &witnesses, &err));
	assert_int_equal(witnesses.count, 2);
	assert_string_equal(witnesses.at[0].url, "https://w.example");
	assert_false(witnesses_read(key.data, &witnesses, &err));
	assert_false(witnesses_read("w http://x", &witnesses, &err));
	buf_release(&key);
	buf_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(format),
		cmocka_unit_test(requests),
		cmocka_unit_test(memory),
		cmocka_unit_test(settings),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
