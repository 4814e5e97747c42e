/* wire.h - PostgreSQL's binary forms, shared by db.c, copy.c and pipe.c; nobody else includes this. */
#ifndef DB_WIRE_H
#define DB_WIRE_H

#include <endian.h>
#include <libpq-fe.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "db/db.h"

/* PostgreSQL counts its microseconds from 2000-01-01. */
#define WIRE_EPOCH (INT64_C(946684800) * SECOND)

struct rows {
	PGresult *result;
};

struct db {
	PGconn *conn;
	bool bare;
	struct buf out;		/* COPY rows not yet sent */
	bool copy_begun;	/* the header of COPY TO has been read */
	char *copied;		/* the row that db_copy_next lent */
	int64_t copy_sent;
};

static inline void
wire_put(struct buf *buf, uint64_t value, int bytes)
{
	uint64_t big = htobe64(value << (64 - 8 * bytes));

	memcpy(buf_room(buf, sizeof(big)), &big, sizeof(big));
	buf->len += (size_t)bytes;
}

static inline int64_t
wire_int(const char *data, int len)
{
	uint64_t value = 0;
	for (int i = 0; i < len; i++)
		value = value << 8 | (uint8_t)data[i];
	if (len < 8 && len > 0 && (data[0] & 0x80))
		value |= ~UINT64_C(0) << (8 * len);
	return (int64_t)value;
}

/* What the statement's arguments look like to libpq. */
struct wire_args {
	const char *value[ARGS_MAX];
};
void wire_args(const struct args *args, struct wire_args *out);
bool wire_fail(struct err *err, const char *what, const PGconn *conn, const PGresult *result);
bool wire_prepare_all(PGconn *conn, struct err *err);

#endif
