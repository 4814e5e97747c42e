/*
 * database.h - a fresh, migrated database for one test.
 *
 * DOZVON_TEST_DSN holds the server's libpq words without dbname (bin/test
 * starts one); without it the test is skipped: test_database_or_skip.
 */
#ifndef TESTS_SUPPORT_DATABASE_H
#define TESTS_SUPPORT_DATABASE_H

#include "db/db.h"

struct test_database {
	char name[64];
	char dsn[320];		/* with dbname and user=dozvon */
	char words[256];	/* with dbname, without user: for settings.database */
	struct db *db;
};

/* Stops the test with a reason when it cannot be had. */
void test_database_new(struct test_database *out);
void test_database_drop(struct test_database *database);
/* False when there is no server to test on; says so once. */
bool test_database_is_there(void);
/* Runs SQL, failing the test on an error; for arranging and looking. */
void test_sql(struct db *db, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The first column of the first row as a number or text (static memory). */
int64_t test_sql_int(const struct test_database *database, const char *format, ...) __attribute__((format(printf, 2, 3)));
const char *test_sql_text(const struct test_database *database, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
