/* database.c - a fresh, migrated database for one test. */
#include "tests/support/database.h"

#include <fcntl.h>
#include <libpq-fe.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/clock.h"
#include "db/migrate.h"

static void
stop(const char *what)
{
	fprintf(stderr, "test database: %s\n", what);
	abort();
}

bool
test_database_is_there(void)
{
	const char *words = getenv("DOZVON_TEST_DSN");
	if (words != NULL && *words != '\0')
		return true;
	fprintf(stderr, "SKIP: DOZVON_TEST_DSN is not set: no PostgreSQL to test on\n");
	return false;
}

static void
administer(const char *statement, const char *name)
{
	char dsn[300], sql[200];
	struct err err;

	snprintf(dsn, sizeof(dsn), "%s dbname=postgres user=dozvon", getenv("DOZVON_TEST_DSN"));
	snprintf(sql, sizeof(sql), "%s %s%s", statement, name, strncmp(statement, "drop", 4) == 0 ? " with (force)" : "");
	struct db *db = db_open_bare(dsn, &err);
	if (db == NULL || !db_script(db, sql, &err))
		stop(err.text);
	db_close(db);
}

/* Roles belong to the cluster, not to the database: of two programs that migrate at once one would fail. */
static int
take_turn(void)
{
	int fd = open("/tmp/dozvon-test-migrate.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0666);

	must(fd >= 0 && flock(fd, LOCK_EX) == 0);
	return fd;
}

void
test_database_new(struct test_database *out)
{
	static int count;
	struct err err;
	int applied;

	snprintf(out->name, sizeof(out->name), "t_%ld_%d", (long)getpid(), ++count);
	administer("create database", out->name);
	snprintf(out->words, sizeof(out->words), "%s dbname=%s", getenv("DOZVON_TEST_DSN"), out->name);
	snprintf(out->dsn, sizeof(out->dsn), "%s user=dozvon", out->words);
	int turn = take_turn();
	struct db *bare = db_open_bare(out->dsn, &err);
	if (bare == NULL || !migrate(bare, day_number(2026, 11, 1) * DAY, &applied, &err))
		stop(err.text);
	db_close(bare);
	close(turn);
	out->db = db_open(out->dsn, &err);
	if (out->db == NULL)
		stop(err.text);
}

void
test_database_drop(struct test_database *database)
{
	database->db = db_close(database->db);
	administer("drop database", database->name);
}

void
test_sql(struct db *db, const char *format, ...)
{
	struct buf sql = {0};
	struct err err;
	char text[8192];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	buf_add_text(&sql, text);
	if (!db_script(db, sql.data, &err)) {
		fprintf(stderr, "%s\n", text);
		stop(err.text);
	}
	buf_release(&sql);
}

/* A server that was killed is away for a moment while it recovers. */
static PGconn *
connect_patiently(const char *dsn)
{
	PGconn *conn = PQconnectdb(dsn);

	for (int i = 0; i < 300 && PQstatus(conn) != CONNECTION_OK; i++) {
		poll(NULL, 0, 100);
		PQreset(conn);
	}
	return conn;
}

const char *
test_sql_text(const struct test_database *database, const char *format, ...)
{
	static char value[8192];
	char sql[8192];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(sql, sizeof(sql), format, arguments);
	va_end(arguments);
	PGconn *conn = connect_patiently(database->dsn);
	PGresult *result = PQexec(conn, sql);
	if (PQresultStatus(result) != PGRES_TUPLES_OK) {
		fprintf(stderr, "%s\n", sql);
		stop(PQerrorMessage(conn));
	}
	snprintf(value, sizeof(value), "%s", PQntuples(result) ? PQgetvalue(result, 0, 0) : "");
	PQclear(result);
	PQfinish(conn);
	return value;
}

int64_t
test_sql_int(const struct test_database *database, const char *format, ...)
{
	char sql[8192];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(sql, sizeof(sql), format, arguments);
	va_end(arguments);
	return strtoll(test_sql_text(database, "%s", sql), NULL, 10);
}
