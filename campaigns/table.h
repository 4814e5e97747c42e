/*
 * table.h - a list as somebody's file: rows of cells in UTF-8, whatever the file was.
 *
 * table_open looks at the whole file once (hash, kind, encoding, separator);
 * table_read then hands over its rows one by one, in constant memory.
 */
#ifndef CAMPAIGNS_TABLE_H
#define CAMPAIGNS_TABLE_H

#include "base/crypto.h"
#include "campaigns/encoding.h"

enum { TABLE_CELLS = 256, TABLE_CELL_BYTES = 32 << 10, TABLE_ROW_BYTES = 256 << 10 };

enum table_kind { TABLE_CSV, TABLE_XLSX };

struct table_row {
	int64_t number;		/* from 1, as a spreadsheet shows it */
	int cells;
	struct view *cell;	/* valid during the call only */
	const char *fault;	/* NULL, or why the row could not be read (English; say() it) */
};

/* Takes one row; false stops the reading: with err filled in, or with ERR_NONE when it has seen enough. */
struct row_sink {
	bool (*take)(void *object, const struct table_row *row, struct err *err);
	void *object;
};

struct table_limits {
	int64_t rows;
	int64_t bytes;		/* of the file, unpacked */
};

struct table {
	int fd;
	enum table_kind kind;
	enum encoding encoding;		/* CSV */
	char separator;			/* CSV: one of ; , tab | */
	int64_t size;
	uint8_t sha256[SHA256_SIZE];
	struct table_limits limits;
};

bool table_open(const char *path, struct table_limits limits, struct table *out, struct err *err) warn_unused;
void table_close(struct table *table);
/* From its beginning, again if need be. */
bool table_read(const struct table *table, struct row_sink sink, struct err *err) warn_unused;

#endif
