/* sealed.h - a database with a log of its own: folder, key, settings; for tests of what is done with a sealed log. */
#ifndef TESTS_SUPPORT_SEALED_H
#define TESTS_SUPPORT_SEALED_H

#include "compliance/entry.h"
#include "compliance/log_verify.h"
#include "config/settings.h"
#include "tests/support/database.h"

struct test_sealed {
	struct test_database database;
	struct settings settings;
	struct note_key key;		/* its first */
	char folder[64];		/* log, log.key, and what the test puts there */
	int64_t now;
	struct entry who;
};

void test_sealed_new(struct test_sealed *out);
void test_sealed_drop(struct test_sealed *sealed);
/* Entries {"n":1}, {"n":2} ... */
void test_sealed_add(const struct test_sealed *sealed, int64_t count);
/* Seals all there is; fails the test when that cannot be done. */
int64_t test_sealed_seal(const struct test_sealed *sealed);
/* folder/NAME, in one of four static places. */
const char *test_sealed_path(const struct test_sealed *sealed, const char *name);
/* Whether the log in folder/NAME is intact for who knows this key. */
bool test_sealed_verify(const struct test_sealed *sealed, const char *name, const struct note_key *key, struct err *err);
void test_sealed_copy(const struct test_sealed *sealed, const char *from, const char *to);	/* one file */

#endif
