/*
 * xlsx_sheet.c - ZIP and XML -> cells of the first sheet.
 *
 * Numbers are handed over as the digits that the workbook holds; dates are
 * numbers too and left so.  Only 7.9161234567E+10, where no digit is lost, is
 * written out in full.
 */
#include "campaigns/xlsx_sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "campaigns/table.h"
#include "campaigns/xlsx_strings.h"

const struct xlsx_limits xlsx_usual_limits = {
	.rows = 1 << 20, .bytes = INT64_C(4) << 30, .ratio = 100, .strings = 2000000, .string_bytes = 32 << 20,
};

enum cell_type { CELL_NUMBER, CELL_SHARED, CELL_INLINE };

struct sheet {
	struct xlsx_part part;
	const struct xlsx_limits *limits;
	const struct xlsx_strings *strings;
	struct xlsx_sink sink;
	int64_t row, rows;
	int column;
	enum cell_type type;
	bool in_row, in_cell, in_value;
	int phonetic;
	struct buf value;
};

/* "AB12" -> 27; -1 when it is no cell's name. */
static int
column_of(const char *reference)
{
	int column = 0;

	while (*reference >= 'A' && *reference <= 'Z' && column <= TABLE_CELLS)
		column = column * 26 + (*reference++ - 'A' + 1);
	return column - 1;
}

static void
start_cell(struct sheet *sheet, const XML_Char **attributes)
{
	const char *reference = xlsx_attribute(attributes, "r");
	const char *type = xlsx_attribute(attributes, "t");
	int column = reference != NULL ? column_of(reference) : sheet->column + 1;

	if (!sheet->in_row || sheet->in_cell || column <= sheet->column || column >= TABLE_CELLS) {
		xlsx_part_stop(&sheet->part, XLSX_BAD_CELL);
		return;
	}
	sheet->in_cell = true;
	sheet->column = column;
	sheet->type = CELL_INLINE;
	if (type == NULL || strcmp(type, "n") == 0)
		sheet->type = CELL_NUMBER;
	else if (strcmp(type, "s") == 0)
		sheet->type = CELL_SHARED;
	buf_clear(&sheet->value);
}

static void
start_row(struct sheet *sheet, const XML_Char **attributes)
{
	const char *number = xlsx_attribute(attributes, "r");
	int64_t row = number != NULL ? strtoll(number, NULL, 10) : sheet->row + 1;

	sheet->column = -1;
	if (sheet->in_row || row <= sheet->row || row > INT32_MAX)
		xlsx_part_stop(&sheet->part, XLSX_BAD_CELL);
	else if (++sheet->rows > sheet->limits->rows)
		xlsx_part_stop(&sheet->part, XLSX_TOO_MANY_ROWS);
	sheet->in_row = true;
	sheet->row = row;
}

static void
on_start(void *object, const XML_Char *name, const XML_Char **attributes)
{
	struct sheet *sheet = object;
	const char *local = xlsx_local(name);

	sheet->in_value = (strcmp(local, "v") == 0 || strcmp(local, "t") == 0) && sheet->phonetic == 0;
	if (strcmp(local, "row") == 0)
		start_row(sheet, attributes);
	else if (strcmp(local, "c") == 0)
		start_cell(sheet, attributes);
	else if (strcmp(local, "rPh") == 0)
		sheet->phonetic++;
}

/* Every digit of the mantissa is there when there are as many as the exponent asks for. */
static void
write_out_number(struct buf *value)
{
	char *exponent = strpbrk(value->data, "eE");
	char text[32];

	if (exponent == NULL || value->len > 40)
		return;
	double number = strtod(value->data, NULL);
	long digits = strchr(value->data, '.') ? exponent - strchr(value->data, '.') - 1 : 0;
	if (number < 0 || number >= 1e15 || digits < strtol(exponent + 1, NULL, 10))
		return;
	int len = snprintf(text, sizeof(text), "%.0f", number);
	buf_clear(value);
	buf_add(value, text, (size_t)len);
}

static void
end_cell(struct sheet *sheet)
{
	struct view text = buf_view(&sheet->value);
	char *end;

	sheet->in_cell = false;
	if (sheet->type == CELL_SHARED) {
		int64_t number = strtoll(sheet->value.data, &end, 10);
		if (text.len == 0 || *end != '\0' || !xlsx_strings_find(sheet->strings, number, &text)) {
			xlsx_part_stop(&sheet->part, XLSX_BAD_CELL);
			return;
		}
	} else if (sheet->type == CELL_NUMBER && text.len > 0) {
		write_out_number(&sheet->value);
		text = buf_view(&sheet->value);
	}
	if (!sheet->sink.cell(sheet->sink.object, sheet->column, text))
		xlsx_part_stop(&sheet->part, XLSX_STOPPED);
}

static void
end_row(struct sheet *sheet)
{
	sheet->in_row = false;
	if (!sheet->sink.row(sheet->sink.object, sheet->row))
		xlsx_part_stop(&sheet->part, XLSX_STOPPED);
}

static void
on_end(void *object, const XML_Char *name)
{
	struct sheet *sheet = object;
	const char *local = xlsx_local(name);

	sheet->in_value = false;
	if (sheet->part.fault != XLSX_FINE)
		return;
	if (strcmp(local, "c") == 0)
		end_cell(sheet);
	else if (strcmp(local, "row") == 0)
		end_row(sheet);
	else if (strcmp(local, "rPh") == 0)
		sheet->phonetic--;
}

static void
on_text(void *object, const XML_Char *text, int len)
{
	struct sheet *sheet = object;

	if (!sheet->in_value)
		return;
	if (sheet->value.len + (size_t)len > TABLE_CELL_BYTES)
		xlsx_part_stop(&sheet->part, XLSX_BAD_CELL);
	else
		buf_add(&sheet->value, text, (size_t)len);
}

static enum xlsx_fault
read_sheet(zip_t *zip, const struct xlsx_limits *limits, const char *name, const struct xlsx_strings *strings,
    struct xlsx_sink sink, int64_t *unpacked)
{
	struct sheet sheet = {.limits = limits, .strings = strings, .sink = sink, .column = -1};
	bool absent;

	buf_init(&sheet.value);
	enum xlsx_fault fault = xlsx_part_read(zip, name, limits, (struct xlsx_handlers){on_start, on_end, on_text},
	    &sheet, unpacked, &absent);
	buf_release(&sheet.value);
	return absent ? XLSX_NO_SHEET : fault;
}

enum xlsx_fault
xlsx_sheet_read(int fd, const struct xlsx_limits *limits, struct xlsx_sink sink)
{
	struct xlsx_strings strings = {0};
	char name[XLSX_NAME];
	int64_t unpacked = 0;
	int copy = dup(fd);

	if (copy < 0 || lseek(copy, 0, SEEK_SET) != 0) {
		if (copy >= 0)
			close(copy);
		return XLSX_NOT_A_WORKBOOK;
	}
	zip_t *zip = zip_fdopen(copy, ZIP_CHECKCONS, NULL);
	if (zip == NULL) {
		close(copy);
		return XLSX_NOT_A_WORKBOOK;
	}
	enum xlsx_fault fault = xlsx_first_sheet(zip, limits, name, &unpacked);
	if (fault == XLSX_FINE)
		fault = xlsx_strings_read(zip, limits, &strings, &unpacked);
	if (fault == XLSX_FINE)
		fault = read_sheet(zip, limits, name, &strings, sink, &unpacked);
	xlsx_strings_release(&strings);
	zip_discard(zip);
	return fault;
}
