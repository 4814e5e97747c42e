/*
 * xlsx_sheet.h - what happens inside the sandbox: ZIP and XML -> cells, one after the other.
 *
 * Faults are numbers, not texts: nothing that this process says is shown to
 * a person.  Cells come left to right, rows top to bottom.
 */
#ifndef CAMPAIGNS_XLSX_SHEET_H
#define CAMPAIGNS_XLSX_SHEET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

enum xlsx_fault {
	XLSX_FINE,
	XLSX_NOT_A_WORKBOOK,
	XLSX_NO_SHEET,
	XLSX_BAD_XML,
	XLSX_DOCTYPE,
	XLSX_TOO_LARGE,
	XLSX_BOMB,
	XLSX_TOO_MANY_ROWS,
	XLSX_TOO_MANY_STRINGS,
	XLSX_BAD_CELL,
	XLSX_STOPPED,		/* the reader of our rows has gone */
	XLSX_FAULTS
};

struct xlsx_limits {
	int64_t rows;
	int64_t bytes;		/* unpacked, all parts together */
	int64_t ratio;		/* unpacked : packed, of one part above a megabyte */
	int64_t strings;	/* shared ones */
	int64_t string_bytes;
};
extern const struct xlsx_limits xlsx_usual_limits;

struct xlsx_sink {
	bool (*cell)(void *object, int column, struct view text);	/* column from 0 */
	bool (*row)(void *object, int64_t number);			/* after its cells */
	void *object;
};

/* fd stays the caller's. */
enum xlsx_fault xlsx_sheet_read(int fd, const struct xlsx_limits *limits, struct xlsx_sink sink);

#endif
