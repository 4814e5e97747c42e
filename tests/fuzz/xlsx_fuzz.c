/*
 * xlsx_fuzz.c - any bytes as a workbook, without the sandbox around; and as the XML of a good one's sheet and strings.
 *
 * The first byte chooses: a mutated ZIP seldom passes its checksums, so most inputs are the parts themselves.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zip.h>

#include "base/err.h"
#include "campaigns/table.h"
#include "campaigns/xlsx_sheet.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

struct seen {
	int column;
	int64_t row, rows;
};

static bool
take_cell(void *object, int column, struct view text)
{
	struct seen *seen = object;

	must(column > seen->column && column < TABLE_CELLS && text.len <= 1 << 16);
	seen->column = column;
	return true;
}

static bool
take_row(void *object, int64_t number)
{
	struct seen *seen = object;

	must(number > seen->row);
	seen->row = number;
	seen->column = -1;
	return ++seen->rows < 1000;
}

static int
file_of(const void *data, size_t len)
{
	int fd = memfd_create("workbook", 0);

	must(fd >= 0 && write(fd, data, len) == (ssize_t)len);
	return fd;
}

static void
add(zip_t *zip, const char *name, const void *data, size_t len)
{
	zip_file_add(zip, name, zip_source_buffer(zip, data, len, 0), ZIP_FL_OVERWRITE);
}

/* A workbook whose strings are the input's first line and whose sheet is the rest: tests/fuzz/seeds/xlsx has some. */
static int
workbook_of(const uint8_t *data, size_t len)
{
	static const char book[] = "<workbook><sheets><sheet name='1'/></sheets></workbook>";
	zip_error_t error;
	zip_stat_t stat;

	const uint8_t *end = memchr(data, '\n', len);
	size_t strings = end != NULL ? (size_t)(end - data) : 0;

	zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &error);
	zip_source_keep(source);
	zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, &error);
	add(zip, "xl/workbook.xml", book, strlen(book));
	add(zip, "xl/worksheets/sheet1.xml", data + strings, len - strings);
	if (strings > 0)
		add(zip, "xl/sharedStrings.xml", data, strings);
	must(zip_close(zip) == 0 && zip_source_stat(source, &stat) == 0 && zip_source_open(source) == 0);
	char *bytes = malloc(stat.size);
	must(zip_source_read(source, bytes, stat.size) == (zip_int64_t)stat.size);
	int fd = file_of(bytes, stat.size);
	zip_source_close(source);
	zip_source_free(source);
	free(bytes);
	return fd;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct xlsx_limits limits = {.rows = 1000, .bytes = 1 << 22, .ratio = 100, .strings = 1000, .string_bytes = 1 << 16};
	struct seen seen = {.column = -1};

	if (len < 2)
		return 0;
	int fd = data[0] % 4 == 0 ? file_of(data + 1, len - 1) : workbook_of(data + 1, len - 1);
	must((unsigned)xlsx_sheet_read(fd, &limits, (struct xlsx_sink){take_cell, take_row, &seen}) < XLSX_FAULTS);
	close(fd);
	return 0;
}
