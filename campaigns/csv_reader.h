/*
 * csv_reader.h - CSV text in UTF-8, pushed in pieces -> rows.
 *
 * A row with a misplaced quote is handed over with its fault and what was
 * read of it; reading goes on at the next line.  Too long a cell or row is a
 * failure: a quote that nobody closed must not swallow the file.
 */
#ifndef CAMPAIGNS_CSV_READER_H
#define CAMPAIGNS_CSV_READER_H

#include "campaigns/table.h"

struct csv_reader;
struct csv_reader *csv_reader_new(char separator, int64_t max_rows, struct row_sink sink);
void *csv_reader_free(struct csv_reader *reader);
bool csv_reader_add(struct csv_reader *reader, struct view piece, struct err *err) warn_unused;
bool csv_reader_end(struct csv_reader *reader, struct err *err) warn_unused;

/* The separator that cuts the first rows most evenly; ';' when none does. */
char csv_separator(struct view text);

/* One cell as CSV, quoted when it must be; what a spreadsheet would run as a formula gets a ' in front. */
void csv_cell_add(struct buf *out, struct view cell, char separator);

#endif
