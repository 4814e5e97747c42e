/*
 * tamper_test.c - a thousand tamperings with an exported log, each found, each named.
 *
 * What is done is drawn from a seed (DOZVON_SEED, DOZVON_TAMPERINGS: others,
 * more).  Each tampering says beforehand which words the first fault has to
 * hold: the file, and the entry's or the hash's number where there is one.
 * The log has two keys, and a note of what witnesses saw when it was shorter.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "compliance/bundle.h"
#include "compliance/edge.h"
#include "compliance/log_archive.h"
#include "compliance/log_export.h"
#include "compliance/log_verify.h"
#include "tests/support/log.h"

#include <cmocka.h>

enum { SIZE = 1000, FIRST_KEY = 400, SEEN = 700, LEN = 40, BUNDLES = 4, LAST = SIZE - 3 * TILE_WIDTH };

static struct test_log made, copy;
static struct log_dir *dir;
static struct buf before, after;	/* a file as it was, as it is now */
static char name[TILE_NAME], wanted[2][160];

static size_t
below(size_t end)
{
	return (size_t)random() % end;
}

static void
want(const char *first, const char *second)
{
	snprintf(wanted[0], sizeof(wanted[0]), "%s", first);
	snprintf(wanted[1], sizeof(wanted[1]), "%s", second);
}

static void
take(const char *file)
{
	struct err err;

	snprintf(name, sizeof(name), "%s", file);
	assert_true(log_dir_read(dir, name, 1 << 20, &before, &err));
	buf_clear(&after);
	buf_add(&after, before.data, before.len);
}

static void
put(const char *file, const struct buf *bytes)
{
	char path[160];

	snprintf(path, sizeof(path), "%s/%s", copy.path, file);
	FILE *out = fopen(path, "w");
	assert_non_null(out);
	assert_int_equal(fwrite(bytes->data, 1, bytes->len, out), bytes->len);
	assert_int_equal(fclose(out), 0);
}

static unsigned
entries_in(size_t bundle)
{
	return bundle + 1 < BUNDLES ? TILE_WIDTH : LAST;
}

static void
take_tile(int level, size_t index)
{
	char file[TILE_NAME];
	struct tile tile = tile_of(level, index, SIZE);

	tile_name(&tile, file);
	take(file);
}

/* Where entry `number` begins in a bundle of equal ones. */
static size_t
place(size_t number)
{
	return number * (LEN + 2);
}

static void
want_entry(size_t bundle, size_t number, const char *what)
{
	char words[96];

	snprintf(words, sizeof(words), "entry %zu was %s (index %zu)", number, what, bundle * TILE_WIDTH + number);
	want(name, words);
}

/* A letter of an entry is another one; behind its number, for with another number it would be another entry. */
static void
change_entry(void)
{
	size_t bundle = below(BUNDLES), number = below(entries_in(bundle));

	take_tile(TILE_BUNDLE, bundle);
	after.data[place(number) + 2 + LEN / 2 + below(LEN / 2)] ^= (char)(1 << below(8));
	want_entry(bundle, number, "changed");
}

static void
remove_entry(void)
{
	size_t bundle = below(BUNDLES), number = below(entries_in(bundle) - 1);

	take_tile(TILE_BUNDLE, bundle);
	memmove(after.data + place(number), after.data + place(number + 1), after.len - place(number + 1));
	after.len -= LEN + 2;
	want_entry(bundle, number, "removed");
}

/* One entry told twice: those after it are pushed back. */
static void
repeat_entry(void)
{
	size_t bundle = below(BUNDLES), number = below(entries_in(bundle));

	take_tile(TILE_BUNDLE, bundle);
	after.len = place(number + 1);
	buf_add(&after, before.data + place(number), before.len - place(number));
	if (number + 1 == entries_in(bundle))
		want(name, "bytes after the last entry");
	else
		want_entry(bundle, number + 1, "changed");
}

static void
swap_entries(void)
{
	size_t bundle = below(BUNDLES), first = below(entries_in(bundle) - 2), second = first + 2;

	take_tile(TILE_BUNDLE, bundle);
	memcpy(after.data + place(first), before.data + place(second), LEN + 2);
	memcpy(after.data + place(second), before.data + place(first), LEN + 2);
	want_entry(bundle, first, "changed");
}

static void
cut_file(void)
{
	size_t bundle = below(BUNDLES);

	take_tile(TILE_BUNDLE, bundle);
	after.len = below(after.len);
	char words[64];
	snprintf(words, sizeof(words), "ends inside entry %zu ", after.len / (LEN + 2));
	want(name, words);
}

static void
change_hash(void)
{
	int level = (int)below(2);
	size_t index = level == 0 ? below(BUNDLES) : 0;
	char words[64];

	take_tile(level, index);
	size_t at = below(after.len);
	after.data[at] ^= (char)(1 << below(8));
	snprintf(words, sizeof(words), "hash %zu is wrong", at / SHA256_SIZE);
	want(name, words);
}

/* The entry and its hash made anew to fit each other: then they do not fit to what is above. */
static void
change_both(void)
{
	size_t bundle = below(BUNDLES - 1), number = below(TILE_WIDTH);
	struct node leaf;

	take_tile(TILE_BUNDLE, bundle);
	after.data[place(number) + 2 + below(LEN)] ^= 1;
	merkle_leaf(after.data + place(number) + 2, LEN, &leaf);
	put(name, &after);
	take_tile(0, bundle);
	memcpy(after.data + number * SHA256_SIZE, leaf.bytes, SHA256_SIZE);
	want(name, "does not lead to the signed root");
}

static void
change_note(void)
{
	static const char *const notes[] = {"checkpoint", "witnessed", "key/1"};
	const char *note = notes[below(3)];

	take(note);
	after.data[below(after.len)] ^= (char)(1 << below(8));
	want(note, "");
}

static void
lose_file(void)
{
	switch (below(3)) {
	case 0:
		take_tile(TILE_BUNDLE, below(BUNDLES));
		break;
	case 1:
		take_tile(0, below(BUNDLES));
		break;
	default:
		take(below(2) == 0 ? "checkpoint" : "key/1");
	}
	want(strcmp(name, "key/1") == 0 ? "the key has changed, and no known key vouches for the new one" : name, "");
	after.len = 0;
}

/* A note signed as it should be, for another tree. */
static void
sign_note(const char *file, uint64_t size, const uint8_t seed[KEY_SIZE], uint8_t first_byte)
{
	struct checkpoint other = {.size = size, .root = made.checkpoint.root};
	struct note_key key;
	struct err err;

	other.root.bytes[0] ^= first_byte;
	take(file);
	buf_clear(&after);
	assert_true(note_key_make(made.key.name, seed, &key, &err));
	checkpoint_sign(&other, &key, seed, &after);
}

static void
tell_another_history(void)
{
	sign_note("checkpoint", SIZE, made.seed, (uint8_t)(1 + below(255)));
	want("not with the signed root of size 1000", "");
}

static void
cut_tail(void)
{
	uint64_t size = FIRST_KEY + below(SEEN - FIRST_KEY);
	char words[96];

	sign_note("checkpoint", size, made.seed, 0);
	snprintf(words, sizeof(words), "the tail is missing: %d entries here, %d were signed before", (int)size, SEEN);
	want("witnessed: ", words);
}

static void
change_key(void)
{
	uint8_t stranger[KEY_SIZE] = {(uint8_t)(1 + below(255)), 77};

	sign_note("checkpoint", SIZE, stranger, 0);
	want("checkpoint: not signed by", "the key has changed, and no known key vouches for the new one");
}

static void
sign_with_given_up_key(void)
{
	uint8_t old[KEY_SIZE] = {5, 6, 7};

	sign_note("checkpoint", FIRST_KEY + 1 + below(1000), old, 0);
	want("checkpoint: ", "signed by a key that gave up at 400");
}

/* Witnesses saw another log of this name. */
static void
two_histories(void)
{
	sign_note("witnessed", FIRST_KEY + below(SIZE - FIRST_KEY), made.seed, (uint8_t)(1 + below(255)));
	want("witnessed: two histories", "");
}

static void (*const tamperings[])(void) = {
	change_entry, remove_entry, repeat_entry, swap_entries, cut_file, change_hash, change_both, change_note, lose_file,
	tell_another_history, cut_tail, change_key, sign_with_given_up_key, two_histories,
};

static bool
intact(struct err *err)
{
	struct log_verify wish = {.path = copy.path, .key = &copy.key, .threads = 1};
	struct log_verified verified;

	*err = (struct err){0};
	return log_verify(&wish, &verified, err);
}

/* 400 entries by the first key, 700 when the witnesses saw it, 1000 at the end. */
static int
make_log(void **state)
{
	struct checkpoint exported;
	struct buf note = {0};
	struct err err;

	(void)state;
	lang_set(LANG_EN);
	test_log_new(FIRST_KEY, LEN, &made);
	copy = made;			/* the verifier knows the first key only */
	strcat(copy.path, "-copy");
	test_log_rotate(&made, 9);
	test_log_grow(&made, SEEN, LEN);
	dir = log_dir_open(made.path, false, &err);
	assert_true(log_dir_read(dir, "checkpoint", NOTE_MAX, &note, &err));
	assert_true(log_dir_publish(dir, "witnessed", note.data, note.len, &err));
	log_dir_close(dir);
	test_log_grow(&made, SIZE, LEN);
	assert_true(log_export(made.path, copy.path, &copy.key, &exported, &err));
	dir = log_dir_open(copy.path, false, &err);
	buf_release(&note);
	return 0;
}

static int
drop_log(void **state)
{
	(void)state;
	log_dir_close(dir);
	test_log_remove(&copy);
	test_log_remove(&made);
	buf_release(&before);
	buf_release(&after);
	return 0;
}

static void
restore(void)
{
	char bundle[TILE_NAME + 16];

	put(name, &before);
	if (strncmp(name, "tile/0/", 7) == 0) {		/* change_both has touched the bundle too */
		struct err err;
		struct log_dir *whole = log_dir_open(made.path, false, &err);
		snprintf(bundle, sizeof(bundle), "tile/entries/%s", name + 7);
		assert_true(log_dir_read(whole, bundle, 1 << 20, &before, &err));
		put(bundle, &before);
		log_dir_close(whole);
	}
}

static void
all_found(void **state)
{
	const char *seed = getenv("DOZVON_SEED"), *times = getenv("DOZVON_TAMPERINGS");
	int count = times ? atoi(times) : 1000, kinds = sizeof(tamperings) / sizeof(tamperings[0]);
	char path[160];
	struct err err;

	(void)state;
	srandom(seed ? (unsigned)atoi(seed) : 20261122);
	if (!intact(&err))
		fail_msg("%s", err.text);
	for (int i = 0; i < count; i++) {
		int kind = i < kinds ? i : (int)below((size_t)kinds);
		tamperings[kind]();
		snprintf(path, sizeof(path), "%s/%s", copy.path, name);
		if (tamperings[kind] == lose_file)
			assert_int_equal(unlink(path), 0);
		else
			put(name, &after);
		if (intact(&err))
			fail_msg("tampering %d, kind %d, %s: not found", i, kind, name);
		if (strstr(err.text, wanted[0]) == NULL || strstr(err.text, wanted[1]) == NULL)
			fail_msg("tampering %d, kind %d, %s: \"%s\" instead of \"%s\", \"%s\"", i, kind, name, err.text, wanted[0], wanted[1]);
		restore();
	}
	if (!intact(&err))
		fail_msg("%s", err.text);
	print_message("%d tamperings of %d kinds, all found and named\n", count, kinds);
}

/* An archive's file with any bit changed or cut anywhere: what was archived, or a refusal, and no byte read beside it. */
static void
archives(void **state)
{
	enum { KEPT = 3 };
	struct log_archive_file file = {0};
	struct buf bundle = {0}, plain[KEPT] = {{0}};
	char path[ARCHIVE_NAME + 16] = "archive/";
	struct err err;
	int whole = 0;

	(void)state;
	for (int i = 0; i < KEPT; i++) {
		for (int k = 0; k < 5; k++)
			bundle_add(&plain[i], "an entry of sealed months", (size_t)(5 + i * 5 + k));
		log_archive_add(&file, buf_view(&plain[i]));
	}
	log_archive_end(&file);
	log_archive_name(0, path + 8);
	struct log_dir *to = log_dir_open(made.path, false, &err);
	for (size_t at = 0; at < 2 * file.bytes.len; at++) {
		struct log_archive reader = {0};
		size_t len = at < file.bytes.len ? file.bytes.len : at - file.bytes.len;
		if (at < file.bytes.len)
			file.bytes.data[at] ^= (char)(1 << at % 8);
		assert_true(log_dir_write(to, path, file.bytes.data, len, &err));
		for (int i = 0; i < KEPT; i++)
			if (log_archive_bundle(&reader, to, (uint64_t)i, &bundle, &err)) {
				assert_int_equal(bundle.len, plain[i].len);
				assert_memory_equal(bundle.data, plain[i].data, bundle.len);
				whole++;
			} else {
				assert_int_equal(err.kind, ERR_REFUSED);
			}
		if (at < file.bytes.len)
			file.bytes.data[at] ^= (char)(1 << at % 8);
		log_archive_release(&reader);
	}
	assert_true(whole > 0);		/* the frames beside the damaged one are read all the same */
	log_dir_close(to);
	for (int i = 0; i < KEPT; i++)
		buf_release(&plain[i]);
	buf_release(&bundle);
	log_archive_file_release(&file);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(all_found, make_log, drop_log),
		cmocka_unit_test_setup_teardown(archives, make_log, drop_log),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
