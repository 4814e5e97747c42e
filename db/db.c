/* db.c - one connection to PostgreSQL: open, run a named query, read its rows. */
#include "db/db.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/log.h"
#include "db/wire.h"

bool
wire_fail(struct err *err, const char *what, const PGconn *conn, const PGresult *result)
{
	const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
	const char *said = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
	enum err_kind kind = ERR_REFUSED;

	if (said == NULL)
		said = PQerrorMessage(conn);
	if (state == NULL || strncmp(state, "08", 2) == 0 || strncmp(state, "57", 2) == 0 ||
	    strncmp(state, "53", 2) == 0 || strncmp(state, "40", 2) == 0 || strcmp(state, "55P03") == 0)
		kind = ERR_RETRY;
	else if (strncmp(state, "23", 2) == 0)
		kind = ERR_CONFLICT;
	return fail(err, kind, "database: %s: %s%s%s", what, said, state ? " " : "", state ? state : "");
}

static void
ignore_notice(void *unused, const char *message)
{
	(void)unused;
	(void)message;
}

/* One round trip for all of them: a hundred statements cost some milliseconds, not a hundred trips. */
bool
wire_prepare_all(PGconn *conn, struct err *err)
{
	bool prepared = true;

	if (PQenterPipelineMode(conn) != 1)
		return fail(err, ERR_RETRY, "database: no pipeline mode");
	for (int i = 0; i < QUERY_COUNT; i++)
		if (!query_text[i].is_copy && PQsendPrepare(conn, query_text[i].name, query_text[i].sql, 0, NULL) != 1)
			prepared = wire_fail(err, query_text[i].name, conn, NULL);
	if (PQpipelineSync(conn) != 1)
		prepared = wire_fail(err, "prepare", conn, NULL);
	for (int i = 0; i < QUERY_COUNT && PQstatus(conn) == CONNECTION_OK; i++) {
		if (query_text[i].is_copy)
			continue;
		PGresult *result = PQgetResult(conn);
		ExecStatusType status = PQresultStatus(result);
		if (prepared && status != PGRES_COMMAND_OK)
			prepared = wire_fail(err, query_text[i].name, conn, result);
		PQclear(result);
		PQclear(PQgetResult(conn));	/* the NULL between results */
	}
	PQclear(PQgetResult(conn));		/* the sync */
	if (PQexitPipelineMode(conn) != 1 && prepared)
		prepared = fail(err, ERR_RETRY, "database: left the pipeline in disorder");
	return prepared;
}

static bool
made_ready(struct db *db, struct err *err)
{
	if (PQstatus(db->conn) != CONNECTION_OK)
		return fail(err, ERR_RETRY, "database: %s", PQerrorMessage(db->conn));
	PQsetNoticeProcessor(db->conn, ignore_notice, NULL);
	if (db->bare || wire_prepare_all(db->conn, err))
		return true;
	if (err->kind == ERR_RETRY)
		return false;
	struct err why = *err;
	return fail(err, why.kind, "the database does not fit this program: run dozvon migrate (%.160s)", why.text);
}

static struct db *
open_with(const char *dsn, bool bare, struct err *err)
{
	struct db *db = memory_new(sizeof(*db));

	db->bare = bare;
	db->conn = PQconnectdb(dsn);
	if (!made_ready(db, err))
		return db_close(db);
	return db;
}

struct db *
db_open(const char *dsn, struct err *err)
{
	return open_with(dsn, false, err);
}

struct db *
db_open_bare(const char *dsn, struct err *err)
{
	return open_with(dsn, true, err);
}

void *
db_close(struct db *db)
{
	if (db != NULL) {
		PQfreemem(db->copied);
		buf_release(&db->out);
		PQfinish(db->conn);
		free(db);
	}
	return NULL;
}

bool
db_is_alive(const struct db *db)
{
	return PQstatus(db->conn) == CONNECTION_OK;
}

bool
db_reset(struct db *db, struct err *err)
{
	PQreset(db->conn);
	return made_ready(db, err);
}

int
db_fd(const struct db *db)
{
	return PQsocket(db->conn);
}

bool
db_run(struct db *db, enum query query, const struct args *args, struct rows **rows, struct err *err)
{
	struct wire_args values;
	int count = args ? args->count : 0;

	if (args != NULL)
		wire_args(args, &values);
	PGresult *result = PQexecPrepared(db->conn, query_text[query].name, count, values.value,
	    args ? args->length : NULL, args ? args->format : NULL, 1);
	ExecStatusType status = PQresultStatus(result);
	if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
		wire_fail(err, query_text[query].name, db->conn, result);
		PQclear(result);
		return false;
	}
	if (rows == NULL) {
		PQclear(result);
		return true;
	}
	*rows = memory_new(sizeof(**rows));
	(*rows)->result = result;
	return true;
}

bool
db_run_count(struct db *db, enum query query, const struct args *args, int64_t *count, struct err *err)
{
	struct rows *rows;

	if (!db_run(db, query, args, &rows, err))
		return false;
	*count = rows_affected(rows);
	rows_free(rows);
	return true;
}

bool
db_run_int(struct db *db, enum query query, const struct args *args, int64_t *out, struct err *err)
{
	struct rows *rows;

	if (!db_run(db, query, args, &rows, err))
		return false;
	*out = rows_count(rows) > 0 ? rows_int(rows, 0, 0) : 0;
	rows_free(rows);
	return true;
}

bool
db_run_bool(struct db *db, enum query query, const struct args *args, bool *out, struct err *err)
{
	struct rows *rows;

	if (!db_run(db, query, args, &rows, err))
		return false;
	*out = rows_count(rows) > 0 && rows_bool(rows, 0, 0);
	rows_free(rows);
	return true;
}

bool
db_script(struct db *db, const char *sql, struct err *err)
{
	PGresult *result = PQexec(db->conn, sql);
	ExecStatusType status = PQresultStatus(result);
	bool done = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;

	if (!done)
		wire_fail(err, "script", db->conn, result);
	PQclear(result);
	return done;
}

bool
db_begin(struct db *db, struct err *err)
{
	return db_script(db, "begin", err);
}

bool
db_begin_reading(struct db *db, struct err *err)
{
	return db_script(db, "begin isolation level repeatable read read only", err);
}

/* A COMMIT of a failed transaction answers ROLLBACK without an error: that is a failure too. */
bool
db_commit(struct db *db, struct err *err)
{
	PGresult *result = PQexec(db->conn, "commit");
	bool done = PQresultStatus(result) == PGRES_COMMAND_OK && strcmp(PQcmdStatus(result), "COMMIT") == 0;

	if (!done)
		wire_fail(err, "commit", db->conn, result);
	PQclear(result);
	return done;
}

void
db_rollback(struct db *db)
{
	if (PQtransactionStatus(db->conn) != PQTRANS_IDLE)
		PQclear(PQexec(db->conn, "rollback"));
}

int
rows_count(const struct rows *rows)
{
	return PQntuples(rows->result);
}

int64_t
rows_affected(const struct rows *rows)
{
	return strtoll(PQcmdTuples(rows->result), NULL, 10);
}

bool
rows_is_null(const struct rows *rows, int row, int column)
{
	return PQgetisnull(rows->result, row, column);
}

int64_t
rows_int(const struct rows *rows, int row, int column)
{
	return wire_int(PQgetvalue(rows->result, row, column), PQgetlength(rows->result, row, column));
}

bool
rows_bool(const struct rows *rows, int row, int column)
{
	return rows_int(rows, row, column) != 0;
}

int64_t
rows_time(const struct rows *rows, int row, int column)
{
	if (rows_is_null(rows, row, column))
		return 0;
	return rows_int(rows, row, column) + WIRE_EPOCH;
}

const char *
rows_text(const struct rows *rows, int row, int column)
{
	return PQgetvalue(rows->result, row, column);
}

struct view
rows_bytes(const struct rows *rows, int row, int column)
{
	if (rows_is_null(rows, row, column))
		return (struct view){NULL, 0};
	return (struct view){PQgetvalue(rows->result, row, column), (size_t)PQgetlength(rows->result, row, column)};
}

struct uuid
rows_uuid(const struct rows *rows, int row, int column)
{
	struct uuid uuid = {{0}};
	struct view bytes = rows_bytes(rows, row, column);

	if (bytes.len == sizeof(uuid.bytes))
		memcpy(uuid.bytes, bytes.data, sizeof(uuid.bytes));
	return uuid;
}

void *
rows_free(struct rows *rows)
{
	if (rows != NULL)
		PQclear(rows->result);
	free(rows);
	return NULL;
}

bool
db_listen(struct db *db, const char *channel, struct err *err)
{
	char sql[96];
	char *quoted = PQescapeIdentifier(db->conn, channel, strlen(channel));

	must(quoted != NULL && strlen(quoted) < 64);
	snprintf(sql, sizeof(sql), "listen %s", quoted);
	PQfreemem(quoted);
	return db_script(db, sql, err);
}

bool
db_notification(struct db *db, char *channel, size_t channel_size, char *payload, size_t payload_size)
{
	PQconsumeInput(db->conn);
	PGnotify *came = PQnotifies(db->conn);
	if (came == NULL)
		return false;
	snprintf(channel, channel_size, "%s", came->relname);
	snprintf(payload, payload_size, "%s", came->extra);
	PQfreemem(came);
	return true;
}
