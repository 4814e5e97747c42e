/*
 * db.h - one connection to PostgreSQL.
 *
 * Statements live in db/queries/NOUN.sql, each under `-- name: noun_verb`; the
 * build makes enum query of them (QUERY_NOUN_VERB), all are prepared when a
 * connection opens, so a wrong column stops the start.  No SQL text stands
 * outside those files.  A query has one caller: a store function beside its
 * noun.  Results are binary; instants are microseconds (base/clock.h).
 *
 * Errors: ERR_RETRY when the database is away, a lock timed out or two
 * transactions collided; ERR_CONFLICT when a constraint was broken;
 * ERR_REFUSED when the role may not.  Anything else is our bug and says so.
 */
#ifndef DB_DB_H
#define DB_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/uuid.h"
#include "db/query.h"		/* generated: enum query */

struct db;
struct rows;

/* dsn: libpq key=value words.  Migrated databases only; see db/migrate.h. */
struct db *db_open(const char *dsn, struct err *err);
struct db *db_open_bare(const char *dsn, struct err *err);	/* prepares nothing */
void *db_close(struct db *db);					/* NULL is fine; returns NULL */
bool db_is_alive(const struct db *db);
bool db_reset(struct db *db, struct err *err) warn_unused;	/* connect again, prepare again */
int db_fd(const struct db *db);

/* The parameters of one statement, in order. */
enum { ARGS_MAX = 40 };
struct args {
	int count;
	bool null[ARGS_MAX];
	int format[ARGS_MAX];		/* 0 text, 1 binary */
	size_t offset[ARGS_MAX];
	int length[ARGS_MAX];
	struct buf bytes;
};
void args_init(struct args *args);
void args_release(struct args *args);
void args_clear(struct args *args);
void args_int(struct args *args, int64_t value);	/* any integer column */
void args_bool(struct args *args, bool value);
void args_text(struct args *args, const char *text);	/* NULL is null */
void args_bytes(struct args *args, const void *data, size_t len);
void args_time(struct args *args, int64_t instant);	/* 0 is null */
void args_uuid(struct args *args, struct uuid uuid);
void args_null(struct args *args);
/* Arrays for unnest($n::int8[]) and the like; begin with the type, then add each element. */
enum array_type { ARRAY_INT2, ARRAY_INT4, ARRAY_INT8, ARRAY_TEXT, ARRAY_BYTES, ARRAY_TIME, ARRAY_UUID, ARRAY_BOOL };
void args_array(struct args *args, enum array_type type, size_t count);
void args_array_int(struct args *args, int64_t value);			/* INT2, INT4, INT8 */
void args_array_text(struct args *args, const char *text);		/* NULL is null */
void args_array_bytes(struct args *args, const void *data, size_t len);	/* data NULL is null */
void args_array_time(struct args *args, int64_t instant);		/* 0 is null */
void args_array_uuid(struct args *args, const struct uuid *uuid);	/* NULL is null */
void args_array_bool(struct args *args, bool value);

/* rows may be NULL when nothing is wanted back; free what you get. */
bool db_run(struct db *db, enum query query, const struct args *args, struct rows **rows, struct err *err) warn_unused;
/* The number of rows that a command touched, or returned. */
bool db_run_count(struct db *db, enum query query, const struct args *args, int64_t *count, struct err *err) warn_unused;
/* The one value that a query gives: the first row's first column.  No row and null are 0 and false. */
bool db_run_int(struct db *db, enum query query, const struct args *args, int64_t *out, struct err *err) warn_unused;
bool db_run_bool(struct db *db, enum query query, const struct args *args, bool *out, struct err *err) warn_unused;
/* A script of several statements, from a file or for tests: the only place for foreign SQL. */
bool db_script(struct db *db, const char *sql, struct err *err) warn_unused;

bool db_begin(struct db *db, struct err *err) warn_unused;
/* Reads only, and all of it as it is at the first query. */
bool db_begin_reading(struct db *db, struct err *err) warn_unused;
bool db_commit(struct db *db, struct err *err) warn_unused;
void db_rollback(struct db *db);	/* fine when no transaction is open */

int rows_count(const struct rows *rows);
int64_t rows_affected(const struct rows *rows);
bool rows_is_null(const struct rows *rows, int row, int column);
int64_t rows_int(const struct rows *rows, int row, int column);		/* null is 0 */
bool rows_bool(const struct rows *rows, int row, int column);
int64_t rows_time(const struct rows *rows, int row, int column);	/* null is 0 */
const char *rows_text(const struct rows *rows, int row, int column);	/* null is ""; lives as long as rows */
struct view rows_bytes(const struct rows *rows, int row, int column);
struct uuid rows_uuid(const struct rows *rows, int row, int column);
void *rows_free(struct rows *rows);

/*
 * COPY ... TO STDOUT (FORMAT binary), streamed: constant memory however long.
 * The statement may have $1.. placeholders for integers only, put in as text.
 */
bool db_copy_out(struct db *db, enum query query, const int64_t *numbers, int count, struct err *err) warn_unused;
/* The next row's fields, valid until the next call; *more is false at the end. */
struct copy_field {
	const char *data;	/* NULL for null */
	int len;
};
bool db_copy_next(struct db *db, struct copy_field *fields, int count, bool *more, struct err *err) warn_unused;
/* The same of a query's row. */
struct copy_field rows_field(const struct rows *rows, int row, int column);
int64_t copy_field_int(struct copy_field field);
int64_t copy_field_time(struct copy_field field);

/* COPY ... FROM STDIN (FORMAT binary): rows are collected and sent in blocks. */
bool db_copy_in(struct db *db, enum query query, struct err *err) warn_unused;
void db_copy_row(struct db *db, int columns);
void db_copy_int2(struct db *db, int value);
void db_copy_int4(struct db *db, int32_t value);
void db_copy_int8(struct db *db, int64_t value);
void db_copy_bool(struct db *db, bool value);
void db_copy_time(struct db *db, int64_t instant);	/* 0 is null */
void db_copy_text(struct db *db, const char *text);	/* NULL is null */
void db_copy_bytes(struct db *db, const void *data, size_t len);	/* NULL is null */
void db_copy_uuid(struct db *db, struct uuid uuid);
void db_copy_null(struct db *db);
bool db_copy_end(struct db *db, int64_t *count, struct err *err) warn_unused;

/* LISTEN and what came: payload "" when there is none; false when nothing waits. */
bool db_listen(struct db *db, const char *channel, struct err *err) warn_unused;
bool db_notification(struct db *db, char *channel, size_t channel_size, char *payload, size_t payload_size);

#endif
