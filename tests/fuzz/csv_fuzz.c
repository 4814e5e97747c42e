/*
 * csv_fuzz.c - any bytes as a CSV list: encoding, separator, reading in pieces, heading and rows.
 *
 * What is read does not depend on where the pieces end, except inside rows with misplaced quotes.
 */
#include <string.h>

#include "campaigns/csv_reader.h"
#include "campaigns/recoder.h"
#include "campaigns/row.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

struct seen {
	int64_t last;
	bool faulty;
	uint64_t sum;
	struct header header;
	struct row_reader reader;
};

static struct header_words *words;

static bool
take(void *object, const struct table_row *row, struct err *err)
{
	struct seen *seen = object;
	struct row out;
	struct row_fault fault = {0};
	bool found;

	must(row->number > seen->last && row->cells > 0 && row->cells <= TABLE_CELLS);
	seen->last = row->number;
	seen->faulty |= row->fault != NULL;
	for (int i = 0; i < row->cells; i++) {
		must(row->cell[i].len <= TABLE_CELL_BYTES);
		for (size_t j = 0; j < row->cell[i].len; j++)
			seen->sum = seen->sum * 31 + (uint8_t)row->cell[i].data[j];
		seen->sum = seen->sum * 31 + 7;
	}
	if (seen->header.cells == 0) {
		if (!header_read(words, row, &seen->header, &found, err))
			return false;
		seen->reader.header = &seen->header;
		return true;
	}
	if (row_read(&seen->reader, row, &out, &fault))
		must(out.points > 0 && strlen(out.name) < ROW_NAME);
	else
		must(fault.text != NULL);
	return true;
}

static bool
read_in_pieces(struct view text, size_t piece, struct seen *seen)
{
	struct csv_reader *reader = csv_reader_new(csv_separator(text), 1000, (struct row_sink){take, seen});
	struct err err = {0};
	bool read = true;

	seen->reader.places = place_finder_new(NULL);
	seen->reader.this_year = 2026;
	buf_init(&seen->reader.text);
	for (size_t at = 0; read && at < text.len; at += piece)
		read = csv_reader_add(reader, (struct view){text.data + at, text.len - at < piece ? text.len - at : piece}, &err);
	read = read && csv_reader_end(reader, &err);
	csv_reader_free(reader);
	place_finder_free(seen->reader.places);
	row_reader_release(&seen->reader);
	header_release(&seen->header);
	return read;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct encoding_scan scan = {0};
	struct seen whole = {0}, parts = {0};
	struct buf text = {0};
	struct err err;

	if (words == NULL)
		must((words = header_words_load("config/import.yaml", &err)) != NULL);
	encoding_scan_add(&scan, data, len);
	enum encoding encoding = encoding_found(&scan);
	size_t mark = encoding_mark(encoding, data, len);
	struct recoder *recoder = recoder_new(encoding, ENCODING_UTF8);
	buf_init(&text);
	recoder_add(recoder, (struct view){(const char *)data + mark, len - mark}, &text);
	recoder_free(recoder);
	bool a = read_in_pieces(buf_view(&text), text.len + 1, &whole);
	bool b = read_in_pieces(buf_view(&text), 3, &parts);
	must(whole.faulty || parts.faulty || (a == b && whole.sum == parts.sum));
	buf_release(&text);
	return 0;
}
