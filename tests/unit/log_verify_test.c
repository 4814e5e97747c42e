/* log_verify_test.c - a log's files: the tree they make, and every kind of damage found and named. */
#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/lang.h"
#include "compliance/log_export.h"
#include "compliance/log_proof.h"
#include "compliance/log_tree.h"
#include "compliance/log_verify.h"
#include "tests/support/log.h"

#include <cmocka.h>

enum { LEN = 40 };

static bool
intact(const struct test_log *log, int threads, struct err *err)
{
	struct log_verify wish = {.path = log->path, .key = &log->key, .threads = threads};
	struct log_verified verified;

	bool whole = log_verify(&wish, &verified, err);
	if (whole)
		assert_int_equal(verified.entries, log->checkpoint.size);
	return whole;
}

/* The files' root is the definition's, at the sizes where something fills or begins. */
static void
roots(void **state)
{
	static const uint64_t sizes[] = {0, 1, 2, 255, 256, 257, 511, 512, 513, 1000, 65535, 65536, 65537, 70000};
	struct node *leaf = calloc(70000, sizeof(*leaf));
	struct buf entry = {0};
	struct test_log log;
	struct err err;

	(void)state;
	for (uint64_t i = 0; i < 70000; i++) {
		test_log_entry(i, LEN, &entry);
		merkle_leaf(entry.data, entry.len, &leaf[i]);
	}
	test_log_new(0, LEN, &log);
	for (size_t k = 0; k < sizeof(sizes) / sizeof(sizes[0]); k++) {
		struct node root, stack[64];
		int depth = 0;
		test_log_grow(&log, sizes[k], LEN);
		for (uint64_t i = 0; i < sizes[k]; i++) {	/* the frontier, bit by bit */
			stack[depth++] = leaf[i];
			for (uint64_t n = i + 1; n % 2 == 0; n /= 2, depth--)
				merkle_node(&stack[depth - 2], &stack[depth - 1], &stack[depth - 2]);
		}
		merkle_empty(&root);
		for (int i = depth; i-- > 0;)
			if (i == depth - 1)
				root = stack[i];
			else
				merkle_node(&stack[i], &root, &root);
		assert_true(node_equal(&root, &log.checkpoint.root));
		assert_true(intact(&log, 1 + (int)(k % 3), &err));
	}
	test_log_remove(&log);
	buf_release(&entry);
	free(leaf);
}

static void
proofs(void **state)
{
	struct test_log log;
	struct log_dir *dir;
	struct buf note = {0}, proof = {0}, entry = {0}, wanted = {0};
	struct log_keys keys;
	struct log_proven proven;
	struct err err;

	(void)state;
	test_log_new(66000, LEN, &log);
	log_keys_init(&keys, &log.key);
	dir = log_dir_open(log.path, false, &err);
	assert_true(log_dir_read(dir, "checkpoint", NOTE_MAX, &note, &err));
	for (uint64_t i = 0; i < 66000; i += 1 + i / 3) {
		buf_clear(&proof);
		assert_true(log_proof_write(dir, &log.key, i, buf_view(&note), &proof, &err));
		assert_true(log_proof_check(buf_view(&proof), &keys, &proven, &entry, &err));
		assert_int_equal(proven.index, i);
		test_log_entry(i, LEN, &wanted);
		assert_string_equal(entry.data, wanted.data);
	}
	assert_false(log_proof_write(dir, &log.key, 66000, buf_view(&note), &proof, &err));
	struct test_log grown = log;	/* an older checkpoint, proven from the files of the longer log */
	test_log_grow(&grown, 66900, LEN);
	buf_clear(&proof);
	test_log_entry(65999, LEN, &wanted);
	assert_true(log_proof_write(dir, &log.key, 65999, buf_view(&note), &proof, &err));
	assert_true(log_proof_check(buf_view(&proof), &keys, &proven, &entry, &err));
	for (size_t i = 0; i < proof.len; i++) {
		proof.data[i] ^= 2;
		if (log_proof_check(buf_view(&proof), &keys, &proven, &entry, &err)) {	/* another spelling only */
			assert_string_equal(entry.data, wanted.data);
			assert_int_equal(proven.index, 65999);
		}
		proof.data[i] ^= 2;
	}
	log_dir_close(dir);
	test_log_remove(&log);
	buf_release(&note);
	buf_release(&proof);
	buf_release(&entry);
	buf_release(&wanted);
}

static char paths[2048][96];
static size_t path_count;

static int
collect(const char *path, const struct stat *status, int type, struct FTW *place)
{
	(void)status;
	(void)place;
	if (type == FTW_F)
		snprintf(paths[path_count++], sizeof(paths[0]), "%s", path);
	return 0;
}

static void
flip(const char *path, long at, int bit)
{
	FILE *file = fopen(path, "r+");
	assert_non_null(file);
	fseek(file, at, SEEK_SET);
	int c = fgetc(file);
	fseek(file, at, SEEK_SET);
	fputc(c ^ 1 << bit, file);
	fclose(file);
}

/* One bit anywhere: found, and the message names the file and, for a hash or an entry, which one. */
static void
flipped_bits(void **state)
{
	struct test_log log, copy;
	struct checkpoint exported;
	struct stat status;
	char number[32];
	struct err err;

	(void)state;
	lang_set(LANG_EN);
	srandom(20261121);
	test_log_new(66100, LEN, &log);
	copy = log;
	strcat(copy.path, "-copy");
	assert_true(log_export(log.path, copy.path, &log.key, &exported, &err));
	path_count = 0;
	nftw(copy.path, collect, 16, FTW_PHYS);
	assert_true(path_count > 500);
	for (int i = 0; i < 100; i++) {	/* a thousand on a small log: tamper_test.c */
		size_t chosen = i < 40 ? path_count - 1 - (size_t)i % path_count : (size_t)random() % path_count;
		const char *path = paths[chosen], *name = path + strlen(copy.path) + 1;
		assert_int_equal(stat(path, &status), 0);
		long at = random() % status.st_size;
		int bit = (int)(random() % 8);
		flip(path, at, bit);
		assert_false(intact(&copy, 1 + i % 2, &err));
		if (strstr(err.text, name) == NULL)
			fail_msg("%s byte %ld bit %d: %s", name, at, bit, err.text);
		if (strncmp(name, "tile/entries/", 13) == 0)
			snprintf(number, sizeof(number), "entry %ld ", at / (LEN + 2));
		else
			snprintf(number, sizeof(number), "hash %ld ", at / SHA256_SIZE);
		if (strcmp(name, "checkpoint") != 0 && strstr(err.text, number) == NULL)
			fail_msg("%s byte %ld bit %d: %s", name, at, bit, err.text);
		flip(path, at, bit);
	}
	assert_true(intact(&copy, 2, &err));
	test_log_remove(&copy);
	test_log_remove(&log);
}

/* Any file removed, emptied, cut or lengthened. */
static void
files_gone(void **state)
{
	struct test_log log;
	struct buf kept = {0};
	struct stat status;
	struct err err;

	(void)state;
	test_log_new(3000, LEN, &log);
	path_count = 0;
	nftw(log.path, collect, 16, FTW_PHYS);
	for (size_t i = 0; i < path_count; i++) {
		const char *name = paths[i] + strlen(log.path) + 1;
		buf_clear(&kept);
		assert_true(buf_read_file(&kept, paths[i], 1 << 20, &err));
		assert_int_equal(stat(paths[i], &status), 0);
		for (int how = 0; how < 4; how++) {
			if (how == 0)
				assert_int_equal(unlink(paths[i]), 0);
			else
				assert_int_equal(truncate(paths[i], how == 1 ? 0 : how == 2 ? status.st_size - 1 : status.st_size + 1), 0);
			assert_false(intact(&log, 1, &err));
			assert_non_null(strstr(err.text, name));
			assert_true(file_write_whole(paths[i], kept.data, kept.len, &err));
		}
	}
	assert_true(intact(&log, 1, &err));
	buf_release(&kept);
	test_log_remove(&log);
}

static bool
since(const struct test_log *log, const char *older, bool only_new, uint64_t *entries, struct err *err)
{
	struct log_verify wish = {.path = log->path, .key = &log->key, .threads = 2, .since = older,
	    .only_new = only_new};
	struct log_verified verified = {0};
	bool whole = log_verify(&wish, &verified, err);

	*entries = verified.entries;
	return whole;
}

/* An older checkpoint finds the cut tail and the log told anew. */
static void
cut_tail(void **state)
{
	struct test_log log, forged;
	struct buf note = {0};
	char older[96];
	uint64_t entries;
	struct err err;

	(void)state;
	lang_set(LANG_EN);
	test_log_new(1500, LEN, &log);
	snprintf(older, sizeof(older), "%s/checkpoint", log.path);
	assert_true(buf_read_file(&note, older, NOTE_MAX, &err));
	snprintf(older, sizeof(older), "%s.older", log.path);
	assert_true(file_write_whole(older, note.data, note.len, &err));
	assert_true(since(&log, older, false, &entries, &err));
	test_log_grow(&log, 2000, LEN);
	assert_true(since(&log, older, false, &entries, &err));
	assert_int_equal(entries, 2000);
	assert_true(since(&log, older, true, &entries, &err));
	assert_int_equal(entries, 2000 - 1500 / 256 * 256);
	test_log_new(1499, LEN, &forged);
	assert_false(since(&forged, older, false, &entries, &err));
	assert_non_null(strstr(err.text, "tail is missing: 1499 entries here, 1500"));
	test_log_remove(&forged);
	test_log_new(2000, LEN + 1, &forged);
	assert_false(since(&forged, older, false, &entries, &err));
	assert_non_null(strstr(err.text, "first 1500 entries"));
	assert_false(since(&forged, older, true, &entries, &err));
	test_log_remove(&forged);
	test_log_remove(&log);
	unlink(older);
	buf_release(&note);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(roots),
		cmocka_unit_test(proofs),
		cmocka_unit_test(flipped_bits),
		cmocka_unit_test(files_gone),
		cmocka_unit_test(cut_tail),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
