/* copy.c - COPY in binary form, both ways, in constant memory. */
#include <stdio.h>
#include <stdlib.h>

#include "db/wire.h"

static const char COPY_HEADER[19] = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0";
enum { COPY_BLOCK = 1 << 16 };

/* COPY takes no parameters, so integers are written into the text; nothing else is. */
static void
put_numbers(struct buf *sql, const char *text, const int64_t *numbers, int count)
{
	for (const char *p = text; *p != '\0'; p++) {
		if (*p == '$' && p[1] >= '1' && p[1] <= '9') {
			int n = p[1] - '0';
			must(n <= count);
			buf_add_int(sql, numbers[n - 1]);
			p++;
		} else {
			buf_add_char(sql, *p);
		}
	}
}

static bool
start(struct db *db, enum query query, const int64_t *numbers, int count, ExecStatusType wanted, struct err *err)
{
	struct buf sql = {0};

	must(query_text[query].is_copy);
	put_numbers(&sql, query_text[query].sql, numbers, count);
	PGresult *result = PQexec(db->conn, sql.data);
	bool begun = PQresultStatus(result) == wanted;
	if (!begun)
		wire_fail(err, query_text[query].name, db->conn, result);
	PQclear(result);
	buf_release(&sql);
	return begun;
}

static bool
finish(struct db *db, int64_t *count, struct err *err)
{
	PGresult *result;
	bool done = true;

	while ((result = PQgetResult(db->conn)) != NULL) {
		if (PQresultStatus(result) != PGRES_COMMAND_OK && done)
			done = wire_fail(err, "copy", db->conn, result);
		else if (count != NULL)
			*count = strtoll(PQcmdTuples(result), NULL, 10);
		PQclear(result);
	}
	return done;
}

bool
db_copy_out(struct db *db, enum query query, const int64_t *numbers, int count, struct err *err)
{
	db->copy_begun = false;
	return start(db, query, numbers, count, PGRES_COPY_OUT, err);
}

bool
db_copy_next(struct db *db, struct copy_field *fields, int count, bool *more, struct err *err)
{
	PQfreemem(db->copied);
	db->copied = NULL;
	int len = PQgetCopyData(db->conn, &db->copied, 0);
	if (len == -1) {
		*more = false;
		return finish(db, NULL, err);
	}
	if (len < 0)
		return wire_fail(err, "copy", db->conn, NULL);
	const char *p = db->copied;
	if (!db->copy_begun) {
		must(len >= (int)sizeof(COPY_HEADER));
		p += sizeof(COPY_HEADER);
		db->copy_begun = true;
	}
	int columns = (int)wire_int(p, 2);
	p += 2;
	if (columns < 0)	/* the trailer: the end comes with the next call */
		return db_copy_next(db, fields, count, more, err);
	must(columns == count);
	for (int i = 0; i < count; i++) {
		int size = (int)wire_int(p, 4);
		p += 4;
		fields[i].data = size < 0 ? NULL : p;
		fields[i].len = size < 0 ? 0 : size;
		p += fields[i].len;
	}
	*more = true;
	return true;
}

struct copy_field
rows_field(const struct rows *rows, int row, int column)
{
	if (PQgetisnull(rows->result, row, column))
		return (struct copy_field){NULL, 0};
	return (struct copy_field){PQgetvalue(rows->result, row, column), PQgetlength(rows->result, row, column)};
}

int64_t
copy_field_int(struct copy_field field)
{
	return field.data ? wire_int(field.data, field.len) : 0;
}

int64_t
copy_field_time(struct copy_field field)
{
	return field.data ? wire_int(field.data, field.len) + WIRE_EPOCH : 0;
}

bool
db_copy_in(struct db *db, enum query query, struct err *err)
{
	if (!start(db, query, NULL, 0, PGRES_COPY_IN, err))
		return false;
	buf_clear(&db->out);
	buf_add(&db->out, COPY_HEADER, sizeof(COPY_HEADER));
	return true;
}

/* A broken connection shows at db_copy_end: nothing is lost by going on until then. */
void
db_copy_row(struct db *db, int columns)
{
	if (db->out.len >= COPY_BLOCK) {
		PQputCopyData(db->conn, db->out.data, (int)db->out.len);
		buf_clear(&db->out);
	}
	wire_put(&db->out, (uint64_t)columns, 2);
}

static void
put_int(struct db *db, int64_t value, int bytes)
{
	wire_put(&db->out, (uint64_t)bytes, 4);
	wire_put(&db->out, (uint64_t)value, bytes);
}

void
db_copy_int2(struct db *db, int value)
{
	put_int(db, value, 2);
}

void
db_copy_int4(struct db *db, int32_t value)
{
	put_int(db, value, 4);
}

void
db_copy_int8(struct db *db, int64_t value)
{
	put_int(db, value, 8);
}

void
db_copy_bool(struct db *db, bool value)
{
	put_int(db, value, 1);
}

void
db_copy_null(struct db *db)
{
	wire_put(&db->out, UINT32_MAX, 4);
}

void
db_copy_time(struct db *db, int64_t instant)
{
	if (instant == 0)
		db_copy_null(db);
	else
		put_int(db, instant - WIRE_EPOCH, 8);
}

void
db_copy_bytes(struct db *db, const void *data, size_t len)
{
	if (data == NULL) {
		db_copy_null(db);
		return;
	}
	wire_put(&db->out, len, 4);
	buf_add(&db->out, data, len);
}

void
db_copy_text(struct db *db, const char *text)
{
	db_copy_bytes(db, text, text ? strlen(text) : 0);
}

void
db_copy_uuid(struct db *db, struct uuid uuid)
{
	db_copy_bytes(db, uuid.bytes, sizeof(uuid.bytes));
}

bool
db_copy_end(struct db *db, int64_t *count, struct err *err)
{
	wire_put(&db->out, UINT16_MAX, 2);
	bool sent = PQputCopyData(db->conn, db->out.data, (int)db->out.len) == 1 &&
	    PQputCopyEnd(db->conn, NULL) == 1;
	buf_clear(&db->out);
	if (!sent) {
		wire_fail(err, "copy", db->conn, NULL);
		finish(db, NULL, &(struct err){0});
		return false;
	}
	return finish(db, count, err);
}
