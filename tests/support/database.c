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
#include "base/crypto.h"
#include "db/migrate.h"
#include "db/migration.h"

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

static const char TEMPLATE[] = "t_template";

static void administer(const char *format, ...) __attribute__((format(printf, 1, 2)));

static void
administer(const char *format, ...)
{
	char dsn[300], sql[300];
	va_list arguments;
	struct err err;

	snprintf(dsn, sizeof(dsn), "%s dbname=postgres user=dozvon", getenv("DOZVON_TEST_DSN"));
	va_start(arguments, format);
	vsnprintf(sql, sizeof(sql), format, arguments);
	va_end(arguments);
	struct db *db = db_open_bare(dsn, &err);
	if (db == NULL || !db_script(db, sql, &err))
		stop(err.text);
	db_close(db);
}

/* The template is one for all programs of this machine, and roles belong to the cluster: one at a time looks after them. */
static int
take_turn(void)
{
	int fd = open("/tmp/dozvon-test-migrate.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0666);

	must(fd >= 0 && flock(fd, LOCK_EX) == 0);
	return fd;
}

/* What the migrations are, so that a template of others is not taken for it. */
static void
sum_migrations(char out[2 * SHA256_SIZE + 1])
{
	struct buf all = {0}, hex = {0};
	uint8_t sum[SHA256_SIZE];

	for (const struct migration *m = migrations; m->name != NULL; m++)
		buf_add_format(&all, "%s\n%s\n", m->name, m->sql);
	sha256(all.data, all.len, sum);
	hex_add(&hex, sum, sizeof(sum));
	memcpy(out, hex.data, hex.len + 1);
	buf_release(&all);
	buf_release(&hex);
}

static void
migrate_template(const char *sum)
{
	char dsn[320];
	struct err err;
	int applied;

	administer("drop database if exists %s with (force)", TEMPLATE);
	administer("create database %s", TEMPLATE);
	snprintf(dsn, sizeof(dsn), "%s dbname=%s user=dozvon", getenv("DOZVON_TEST_DSN"), TEMPLATE);
	struct db *bare = db_open_bare(dsn, &err);
	if (bare == NULL || !migrate(bare, day_number(2026, 11, 1) * DAY, &applied, &err))
		stop(err.text);
	db_close(bare);
	administer("comment on database %s is '%s'", TEMPLATE, sum);	/* last: it is whole */
}

/* Migrating takes many times as long as copying what was migrated once. */
static void
make_template(void)
{
	struct test_database postgres = {0};
	char sum[2 * SHA256_SIZE + 1];
	int turn = take_turn();

	snprintf(postgres.dsn, sizeof(postgres.dsn), "%s dbname=postgres user=dozvon", getenv("DOZVON_TEST_DSN"));
	sum_migrations(sum);
	if (strcmp(test_sql_text(&postgres, "select shobj_description(oid, 'pg_database') from pg_database where datname = '%s'", TEMPLATE),
	    sum) != 0)
		migrate_template(sum);
	close(turn);
}

void
test_database_new(struct test_database *out)
{
	static int count;
	struct err err;

	snprintf(out->name, sizeof(out->name), "t_%ld_%d", (long)getpid(), ++count);
	make_template();
	administer("create database %s template %s", out->name, TEMPLATE);
	snprintf(out->words, sizeof(out->words), "%s dbname=%s", getenv("DOZVON_TEST_DSN"), out->name);
	snprintf(out->dsn, sizeof(out->dsn), "%s user=dozvon", out->words);
	out->db = db_open(out->dsn, &err);
	if (out->db == NULL)
		stop(err.text);
}

void
test_database_drop(struct test_database *database)
{
	database->db = db_close(database->db);
	administer("drop database %s with (force)", database->name);
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
