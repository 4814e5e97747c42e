/* evidence_test.c - evidence files: enciphered whole or refused, kept once, given out with an entry, destroyed with their key. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/clock.h"
#include "compliance/evidence_store.h"
#include "compliance/staff_store.h"
#include "tests/support/database.h"

#include <cmocka.h>

static const uint8_t key[KEY_SIZE] = {1, 2, 3}, other[KEY_SIZE] = {1, 2, 4};
static char no_key[] = "";
static const char consent_text[] = "0190c0de-0000-8000-8000-000000000001";

static int
memory_file(const void *bytes, size_t len)
{
	int fd = memfd_create("evidence", MFD_CLOEXEC);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, len), len);
	lseek(fd, 0, SEEK_SET);
	return fd;
}

/* Enciphers len bytes; returns the enciphered file. */
static int
encipher(const uint8_t *bytes, size_t len, struct evidence_plain *plain)
{
	int in = memory_file(bytes, len), out = memory_file("", 0);
	struct err err;

	assert_true(evidence_encipher(in, out, key, 1 << 30, plain, &err));
	close(in);
	lseek(out, 0, SEEK_SET);
	return out;
}

static void
every_length_comes_back(void **state)
{
	static const size_t lengths[] = {0, 1, 31, 32, 33, EVIDENCE_PIECE - 1, EVIDENCE_PIECE, EVIDENCE_PIECE + 1,
		2 * EVIDENCE_PIECE, 3 * EVIDENCE_PIECE + 5};
	uint8_t *bytes = memory_new(4 * EVIDENCE_PIECE), *back = memory_new(4 * EVIDENCE_PIECE);
	struct evidence_plain plain, again;
	struct err err;

	(void)state;
	random_bytes(bytes, 4 * EVIDENCE_PIECE);
	for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		int secret = encipher(bytes, lengths[i], &plain), out = memory_file("", 0);
		assert_true(evidence_decipher(secret, out, key, &again, &err));
		assert_int_equal(again.size, lengths[i]);
		assert_memory_equal(&again, &plain, sizeof(plain));
		lseek(out, 0, SEEK_SET);
		assert_int_equal(read(out, back, 4 * EVIDENCE_PIECE), lengths[i]);
		assert_memory_equal(back, bytes, lengths[i]);
		lseek(secret, 0, SEEK_SET);
		assert_false(evidence_decipher(secret, -1, other, &again, &err));
		assert_int_equal(err.kind, ERR_REFUSED);
		close(out);
		close(secret);
	}
	free(bytes);
	free(back);
}

/* Cut anywhere, a byte changed anywhere, pieces exchanged, something behind the end: refused. */
static void
a_changed_file_is_refused(void **state)
{
	enum { LEN = 2 * EVIDENCE_PIECE + 100, PIECE = EVIDENCE_PIECE + 16, WHOLE = 8 + LEN + 3 * 16 };
	uint8_t *bytes = memory_new(LEN), *secret = memory_new(WHOLE + 1), *changed = memory_new(WHOLE + 1);
	struct evidence_plain plain;
	struct err err;
	int fd = encipher(bytes, LEN, &plain);

	(void)state;
	assert_int_equal(read(fd, secret, WHOLE + 1), WHOLE);
	close(fd);
	for (int i = 0; i < 300; i++) {
		size_t len = WHOLE, cuts[] = {0, 4, 8, 20, 24, 8 + PIECE, 8 + PIECE - 1, 8 + 2 * PIECE, WHOLE - 1, WHOLE + 1};
		memcpy(changed, secret, WHOLE + 1);
		if (i < 10)
			len = cuts[i];
		else if (i == 10)
			memcpy(changed + 8, secret + 8 + PIECE, PIECE), memcpy(changed + 8 + PIECE, secret + 8, PIECE);
		else
			changed[(size_t)i * 7919 * 61 % WHOLE] ^= (uint8_t)(1u << (i % 8));
		fd = memory_file(changed, len);
		assert_false(evidence_decipher(fd, -1, key, &plain, &err));
		assert_int_equal(err.kind, ERR_REFUSED);
		close(fd);
	}
	free(bytes);
	free(secret);
	free(changed);
}

static void
wrapping(void **state)
{
	uint8_t sha[SHA256_SIZE] = {9}, wrapped[EVIDENCE_WRAPPED], again[EVIDENCE_WRAPPED], out[KEY_SIZE];

	(void)state;
	evidence_wrap(other, sha, key, wrapped);
	evidence_wrap(other, sha, key, again);
	assert_memory_not_equal(wrapped, again, sizeof(wrapped));
	assert_true(evidence_unwrap(other, sha, wrapped, out));
	assert_memory_equal(out, key, KEY_SIZE);
	assert_false(evidence_unwrap(key, sha, wrapped, out));
	sha[0] = 8;	/* another file's */
	assert_false(evidence_unwrap(other, sha, wrapped, out));
}

static void
kinds(void **state)
{
#define START(text) {(const uint8_t *)(text), sizeof(text) - 1}
	static const struct {
		struct { const uint8_t *bytes; size_t len; } start;
		enum evidence_kind kind;
	} table[] = {
		{START("%PDF-1.7\n"), EVIDENCE_PDF},
		{START("\xff\xd8\xff\xe0"), EVIDENCE_JPEG},
		{START("\x89PNG\r\n\x1a\n...."), EVIDENCE_PNG},
		{START("RIFF\x24\0\0\0WAVEfmt "), EVIDENCE_WAV},
		{START("RIFF\x24\0\0\0AVI LIST"), EVIDENCE_UNKNOWN},
		{START("RIFF"), EVIDENCE_UNKNOWN},
		{START("OggS\0\2\0\0\0\0\0\0\0\0abcd\0\0\0\0efgh\1\x13OpusHead"), EVIDENCE_OPUS},
		{START("OggS\0\2\0\0\0\0\0\0\0\0abcd\0\0\0\0efgh\1\x1e\1vorbis."), EVIDENCE_UNKNOWN},
		{START("ID3\4\0"), EVIDENCE_MP3},
		{START("\xff\xfb\x90\x64"), EVIDENCE_MP3},
		{START("\xff\xf3\x44\xc4"), EVIDENCE_MP3},
		{START("\xff\xfb\xf0\x64"), EVIDENCE_UNKNOWN},	/* no such bit rate */
		{START("\xff\xfb\x9c\x64"), EVIDENCE_UNKNOWN},	/* no such sampling rate */
		{START("\xff\xff\xff\xff"), EVIDENCE_UNKNOWN},
		{START("<html><script>"), EVIDENCE_UNKNOWN},
		{START("MZ"), EVIDENCE_UNKNOWN},
		{START("%PDF"), EVIDENCE_UNKNOWN},
		{START(""), EVIDENCE_UNKNOWN},
	};
#undef START

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		assert_int_equal(evidence_kind_of(table[i].start.bytes, table[i].start.len), table[i].kind);
}

/* The store. */
struct world {
	struct test_database database;
	struct settings settings;
	struct evidence_dir dir;
	struct entry who;
	struct uuid consent;
	char folder[32], evidence[64], key[64], next[64];
};

static int
make(void **state)
{
	struct world *w = memory_new(sizeof(*w));
	struct err err;

	test_database_new(&w->database);
	snprintf(w->folder, sizeof(w->folder), "/tmp/evidence-test-XXXXXX");
	assert_non_null(mkdtemp(w->folder));
	snprintf(w->evidence, sizeof(w->evidence), "%s/files", w->folder);
	snprintf(w->key, sizeof(w->key), "%s/one.key", w->folder);
	snprintf(w->next, sizeof(w->next), "%s/two.key", w->folder);
	w->settings = (struct settings){.evidence_dir = w->evidence, .evidence_key = w->key, .evidence_key_old = no_key,
		.evidence_file_mib = 1, .evidence_years = 3};
	assert_false(evidence_dir_open(&w->settings, &w->dir, &err));
	assert_int_equal(err.kind, ERR_ABSENT);
	assert_true(evidence_key_make(w->key, &err));
	assert_false(evidence_key_make(w->key, &err));
	assert_true(evidence_dir_open(&w->settings, &w->dir, &err));
	w->who = (struct entry){.at = day_number(2026, 11, 20) * DAY, .who_kind = "process", .process = "test"};
	assert_true(uuid_parse(consent_text, &w->consent));
	*state = w;
	return 0;
}

static int
drop(void **state)
{
	struct world *w = *state;
	char command[128];

	test_database_drop(&w->database);
	evidence_dir_release(&w->dir);
	snprintf(command, sizeof(command), "rm -rf %s", w->folder);
	assert_int_equal(system(command), 0);
	free(w);
	return 0;
}

static bool
put(struct world *w, const char *text, struct evidence_said said, struct evidence *out, struct err *err)
{
	int fd = memory_file(text, strlen(text));
	bool done = evidence_put(w->database.db, &w->dir, fd, &said, &w->who, out, err);

	close(fd);
	return done;
}

static int
count_files(const struct world *w)
{
	char command[200];
	int count = 0;

	snprintf(command, sizeof(command), "find %s -type f | wc -l", w->evidence);
	FILE *pipe = popen(command, "r");
	assert_int_equal(fscanf(pipe, "%d", &count), 1);
	pclose(pipe);
	return count;
}

static int64_t
count_entries(const struct world *w, const char *word)
{
	return test_sql_int(&w->database, "select count(*) from entry where convert_from(body, 'UTF8') like '%%%s%%'", word);
}

static void
kept_once_and_given_out(void **state)
{
	struct world *w = *state;
	struct evidence_said said = {.class = KEPT_CONSENT};
	struct evidence evidence, again;
	struct err err;
	char out[128];
	struct buf text = {0};
	int64_t reader;

	assert_true(put(w, "%PDF-1.4 Иванова", said, &evidence, &err));
	assert_false(evidence.known);
	assert_int_equal(evidence.kind, EVIDENCE_PDF);
	assert_int_equal(evidence.retention_until, w->who.at + 3 * 366 * DAY);
	said.consent = w->consent;
	assert_true(put(w, "%PDF-1.4 Иванова", said, &again, &err));
	assert_true(again.known);
	assert_true(put(w, "%PDF-1.4 Иванова", said, &again, &err));
	assert_int_equal(count_files(w), 1);
	assert_int_equal(count_entries(w, "evidence.added"), 2);	/* the file, and its consent */
	assert_int_equal(test_sql_int(&w->database, "select count(*) from evidence_consent"), 1);
	snprintf(out, sizeof(out), "grep -rq Иванова %s", w->evidence);
	assert_int_not_equal(system(out), 0);

	test_sql(w->database.db, "insert into staff (login, name, role, created_at) values ('vera', 'V', 'compliance', now()), "
	    "('anna', 'A', 'agent', now())");
	assert_false(staff_must(w->database.db, "anna", RIGHT_EVIDENCE, &reader, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
	assert_true(staff_must(w->database.db, "vera", RIGHT_EVIDENCE, &reader, &err));
	snprintf(out, sizeof(out), "%s/out.pdf", w->folder);
	assert_true(evidence_get(w->database.db, &w->dir, evidence.sha256, out, "жалоба 7", &w->who, &again, &err));
	assert_true(buf_read_file(&text, out, 1000, &err));
	assert_string_equal(text.data, "%PDF-1.4 Иванова");
	buf_release(&text);
	assert_int_equal(count_entries(w, "evidence.read"), 1);
	evidence.sha256[0] ^= 1;
	assert_false(evidence_get(w->database.db, &w->dir, evidence.sha256, out, "жалоба 7", &w->who, &again, &err));
	assert_int_equal(err.kind, ERR_ABSENT);
}

static void
what_is_not_taken(void **state)
{
	struct world *w = *state;
	struct evidence evidence;
	struct err err;
	struct buf large = {0};

	assert_false(put(w, "", (struct evidence_said){.class = KEPT_CONSENT}, &evidence, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	assert_false(put(w, "<html>", (struct evidence_said){.class = KEPT_CONSENT}, &evidence, &err));
	assert_false(put(w, "%PDF-1", (struct evidence_said){.class = KEPT_CONSENT, .audio_only = true}, &evidence, &err));
	buf_add_text(&large, "%PDF-");
	while (large.len < (1 << 20))
		buf_add_char(&large, 'x');
	assert_true(put(w, large.data, (struct evidence_said){.class = KEPT_CONSENT}, &evidence, &err));
	buf_add_char(&large, 'x');
	assert_false(put(w, large.data, (struct evidence_said){.class = KEPT_CONSENT}, &evidence, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	buf_release(&large);
	assert_int_equal(count_files(w), 1);
	assert_int_equal(test_sql_int(&w->database, "select count(*) from evidence"), 1);
}

struct faults {
	int count[FAULT_COUNT];
};

static void
note_fault(void *context, enum evidence_fault fault, const char *name, const char *reason)
{
	struct faults *faults = context;

	(void)reason;
	assert_non_null(name);
	faults->count[fault]++;
}

static struct faults
check(struct world *w)
{
	struct faults faults = {{0}};
	int64_t files, found;
	struct err err;

	assert_true(evidence_check(w->database.db, &w->dir, note_fault, &faults, &files, &found, &err));
	assert_int_equal(found, faults.count[0] + faults.count[1] + faults.count[2] + faults.count[3]);
	return faults;
}

static void
run(struct world *w, const char *format)
{
	char command[512];

	snprintf(command, sizeof(command), "cd %s && f=$(ls -d [0-9a-f]*/* | head -1) && %s", w->evidence, format);
	assert_int_equal(system(command), 0);
}

static void
checked_both_ways(void **state)
{
	struct world *w = *state;
	struct evidence evidence;
	struct err err;
	static const struct faults none;
	struct faults found;

	assert_true(put(w, "%PDF-1", (struct evidence_said){.class = KEPT_CONSENT}, &evidence, &err));
	assert_true(put(w, "%PDF-2", (struct evidence_said){.class = KEPT_CONSENT}, &evidence, &err));
	found = check(w);
	assert_memory_equal(&found, &none, sizeof(none));
	run(w, "cp $f ../saved && printf xxxx | dd of=$f bs=4 seek=3 conv=notrunc 2>/dev/null");
	assert_int_equal(check(w).count[FAULT_BROKEN], 1);
	run(w, "cp ../saved $f && mkdir -p 00 && touch abc.new 00/$(printf '%064d' 0)");
	found = check(w);
	assert_int_equal(found.count[FAULT_BROKEN], 0);
	assert_int_equal(found.count[FAULT_ORPHAN], 1);
	assert_int_equal(found.count[FAULT_STRANGER], 1);
	run(w, "rm -r abc.new 00");
	run(w, "rm $f");
	assert_int_equal(check(w).count[FAULT_MISSING], 1);
	/* the same content mends it */
	assert_true(put(w, "%PDF-1", (struct evidence_said){.class = KEPT_CONSENT}, &evidence, &err));
	assert_true(put(w, "%PDF-2", (struct evidence_said){.class = KEPT_CONSENT}, &evidence, &err));
	found = check(w);
	assert_memory_equal(&found, &none, sizeof(none));
}

static int64_t
sweep(struct world *w, bool dry, int64_t at)
{
	struct entry who = w->who;
	struct err err;
	int64_t count = -1;

	who.at = at;
	assert_true(evidence_sweep(w->database.db, &w->dir, dry, &who, NULL, NULL, &count, &err));
	return count;
}

static void
add_event(struct world *w, const char *act, const char *at, const char *until)
{
	test_sql(w->database.db, "insert into consent_event (consent_id, act, party_id, contact_point_id, token, code, channels, "
	    "purposes, legal_entity_inn, valid_from, valid_until, recorded_at) values ('%s', '%s', 1, 1, '\\x00', 'AD_CHANNEL', "
	    "%d, 0, 7701234567, '%s', nullif('%s', '')::timestamptz, '%s')", consent_text, act,
	    strcmp(act, "given") == 0 ? 4 : 0, at, until, at);
}

static void
destroyed_after_its_time(void **state)
{
	struct world *w = *state;
	struct evidence evidence;
	struct err err;
	int64_t later = w->who.at + 3 * 366 * DAY;
	char out[128];

	snprintf(out, sizeof(out), "%s/out", w->folder);
	add_event(w, "given", "2026-11-20", "");
	assert_true(put(w, "%PDF-1", (struct evidence_said){.class = KEPT_CONSENT, .consent = w->consent}, &evidence, &err));
	assert_true(put(w, "%PDF-2", (struct evidence_said){.class = KEPT_AUTHORITY}, &evidence, &err));
	assert_int_equal(sweep(w, false, later - 1), 0);
	assert_int_equal(sweep(w, true, later), 1);
	assert_int_equal(count_files(w), 2);
	assert_int_equal(sweep(w, false, later), 1);	/* a consent without an end keeps its proof */
	assert_int_equal(sweep(w, false, later), 0);
	assert_int_equal(count_files(w), 1);
	assert_int_equal(count_entries(w, "evidence.destroyed"), 1);
	assert_false(evidence_get(w->database.db, &w->dir, evidence.sha256, out, "x", &w->who, &evidence, &err));
	assert_int_equal(err.kind, ERR_ABSENT);
	assert_int_equal(test_sql_int(&w->database, "select count(*) from evidence where wrapped_key is null"), 1);
	add_event(w, "withdrawn", "2030-01-01", "");
	assert_int_equal(sweep(w, false, day_number(2032, 12, 31) * DAY), 0);
	assert_int_equal(sweep(w, false, day_number(2033, 1, 1) * DAY), 1);
	assert_int_equal(count_files(w), 0);
	assert_int_equal(check(w).count[FAULT_MISSING], 0);
	/* it may come again */
	assert_true(put(w, "%PDF-1", (struct evidence_said){.class = KEPT_CONSENT}, &evidence, &err));
	assert_false(evidence.known);
	assert_int_equal(check(w).count[FAULT_MISSING], 0);
}

static void
wrapped_anew(void **state)
{
	struct world *w = *state;
	struct evidence evidence;
	struct err err;
	int64_t count;

	assert_true(put(w, "%PDF-1", (struct evidence_said){.class = KEPT_CONSENT}, &evidence, &err));
	assert_true(evidence_key_make(w->next, &err));
	w->settings.evidence_key = w->next;
	assert_true(evidence_dir_open(&w->settings, &w->dir, &err));
	assert_int_equal(check(w).count[FAULT_BROKEN], 1);	/* its key is not at hand */
	assert_false(evidence_rotate(w->database.db, &w->dir, &w->who, &count, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
	w->settings.evidence_key_old = w->key;
	assert_true(evidence_dir_open(&w->settings, &w->dir, &err));
	assert_int_equal(check(w).count[FAULT_BROKEN], 0);
	assert_true(put(w, "%PDF-2", (struct evidence_said){.class = KEPT_CONSENT}, &evidence, &err));
	assert_true(evidence_rotate(w->database.db, &w->dir, &w->who, &count, &err));
	assert_int_equal(count, 1);
	assert_true(evidence_rotate(w->database.db, &w->dir, &w->who, &count, &err));
	assert_int_equal(count, 0);
	w->settings.evidence_key_old = no_key;
	assert_true(evidence_dir_open(&w->settings, &w->dir, &err));
	assert_int_equal(check(w).count[FAULT_BROKEN], 0);
	assert_int_equal(count_entries(w, "evidence.rewrapped"), 1);
}

/* A transaction that did not end leaves a file that the next one writes over. */
static void
broken_off(void **state)
{
	struct world *w = *state;
	struct evidence_said said = {.class = KEPT_CONSENT};
	struct evidence_draft draft = {0};
	struct evidence evidence;
	struct err err;
	int fd = memory_file("%PDF-1", 6);

	assert_true(evidence_draft_make(&w->dir, fd, &draft, &err));
	close(fd);
	assert_true(db_begin(w->database.db, &err));
	assert_true(evidence_keep(w->database.db, &w->dir, &draft, &said, &w->who, &evidence, &err));
	db_rollback(w->database.db);
	evidence_draft_release(&draft);
	assert_int_equal(check(w).count[FAULT_ORPHAN], 1);
	assert_true(put(w, "%PDF-1", said, &evidence, &err));
	assert_int_equal(check(w).count[FAULT_ORPHAN], 0);
	assert_int_equal(check(w).count[FAULT_BROKEN], 0);
	assert_int_equal(count_files(w), 1);
}

int
main(void)
{
	const struct CMUnitTest pure[] = {
		cmocka_unit_test(every_length_comes_back),
		cmocka_unit_test(a_changed_file_is_refused),
		cmocka_unit_test(wrapping),
		cmocka_unit_test(kinds),
	};
	const struct CMUnitTest stored[] = {
		cmocka_unit_test_setup_teardown(kept_once_and_given_out, make, drop),
		cmocka_unit_test_setup_teardown(what_is_not_taken, make, drop),
		cmocka_unit_test_setup_teardown(checked_both_ways, make, drop),
		cmocka_unit_test_setup_teardown(destroyed_after_its_time, make, drop),
		cmocka_unit_test_setup_teardown(wrapped_anew, make, drop),
		cmocka_unit_test_setup_teardown(broken_off, make, drop),
	};
	int failed = cmocka_run_group_tests(pure, NULL, NULL);

	if (!test_database_is_there())
		return failed ? 1 : 77;
	return failed + cmocka_run_group_tests(stored, NULL, NULL);
}
