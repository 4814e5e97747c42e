/*
 * csv_reader.c - CSV text in UTF-8, pushed in pieces -> rows, on libcsv.
 *
 * libcsv's callbacks cannot fail, so they leave a mark that csv_reader_add
 * looks at.  Rows are counted as a spreadsheet shows them: empty lines count.
 */
#include "campaigns/csv_reader.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "campaigns/row_builder.h"

struct csv_reader {
	struct csv_parser parser;
	struct row_sink sink;
	struct row_builder row;
	int64_t number;
	int64_t max_rows;
	char separator;
	int last_end;			/* the line end before: CR, LF or 0 */
	bool skipping;			/* to the end of a line with a misplaced quote */
	bool stopped;
	struct err err;			/* why it stopped */
};

static void
parser_start(struct csv_reader *reader)
{
	unsigned char options = CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL | CSV_REPALL_NL;

	must(csv_init(&reader->parser, options) == 0);
	csv_set_delim(&reader->parser, (unsigned char)reader->separator);
}

struct csv_reader *
csv_reader_new(char separator, int64_t max_rows, struct row_sink sink)
{
	struct csv_reader *reader = memory_new(sizeof(*reader));

	reader->separator = separator;
	reader->max_rows = max_rows;
	reader->sink = sink;
	row_builder_init(&reader->row);
	parser_start(reader);
	return reader;
}

void *
csv_reader_free(struct csv_reader *reader)
{
	if (reader != NULL) {
		csv_free(&reader->parser);
		row_builder_release(&reader->row);
	}
	free(reader);
	return NULL;
}

static void
on_cell(void *data, size_t len, void *object)
{
	struct csv_reader *reader = object;

	if (reader->stopped)
		return;
	reader->last_end = 0;
	if (!row_builder_add(&reader->row, (struct view){data ? data : "", len}))
		reader->stopped = !fail(&reader->err, ERR_INPUT,
		    "row %lld: too many or too long cells; is a quote left open?", (long long)reader->number + 1);
}

static void
hand_over(struct csv_reader *reader, const char *fault)
{
	reader->number++;
	if (reader->number > reader->max_rows)
		reader->stopped = !fail(&reader->err, ERR_INPUT,
		    "more than %lld rows; split the list or raise the setting import_rows", (long long)reader->max_rows);
	else
		reader->stopped = !row_builder_give(&reader->row, reader->number, fault, reader->sink, &reader->err);
	row_builder_clear(&reader->row);
}

static void
on_row(int end, void *object)
{
	struct csv_reader *reader = object;
	bool second_half = end == '\n' && reader->last_end == '\r' && reader->row.cells == 0;

	if (reader->stopped)
		return;
	if (!second_half)
		hand_over(reader, NULL);
	reader->last_end = end;
}

/* The cell that libcsv was in belongs to the faulty row too. */
static void
misplaced_quote(struct csv_reader *reader)
{
	if (!reader->stopped && reader->parser.entry_pos > 0)
		on_cell(reader->parser.entry_buf, reader->parser.entry_pos, reader);
	if (!reader->stopped)
		hand_over(reader, "a quotation mark inside a cell; double it or quote the whole cell");
	csv_free(&reader->parser);
	parser_start(reader);
	reader->last_end = 0;
}

static size_t
skip_line(struct csv_reader *reader, struct view piece)
{
	const char *end = memchr(piece.data, '\n', piece.len);

	reader->skipping = end == NULL;
	return end == NULL ? piece.len : (size_t)(end - piece.data) + 1;
}

bool
csv_reader_add(struct csv_reader *reader, struct view piece, struct err *err)
{
	while (piece.len > 0 && !reader->stopped) {
		size_t used;
		if (reader->skipping) {
			used = skip_line(reader, piece);
		} else {
			used = csv_parse(&reader->parser, piece.data, piece.len, on_cell, on_row, reader);
			if (!reader->stopped && reader->parser.entry_pos > TABLE_CELL_BYTES)
				on_cell(reader->parser.entry_buf, reader->parser.entry_pos, reader);
			if (used < piece.len && csv_error(&reader->parser) == CSV_EPARSE) {
				misplaced_quote(reader);
				reader->skipping = true;
			} else if (used < piece.len) {
				must(!"libcsv has memory");
			}
		}
		piece.data += used;
		piece.len -= used;
	}
	if (reader->stopped)
		*err = reader->err;
	return !reader->stopped;
}

bool
csv_reader_end(struct csv_reader *reader, struct err *err)
{
	if (!reader->skipping && csv_fini(&reader->parser, on_cell, on_row, reader) != 0)
		misplaced_quote(reader);
	if (reader->stopped)
		*err = reader->err;
	return !reader->stopped;
}
