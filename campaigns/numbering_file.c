/*
 * numbering_file.c - the register's CSV of number ranges, checked line by line.
 *
 * Not read strictly: the register writes ООО "Т2 Мобайл" with bare quotes.
 */
#include "campaigns/numbering_file.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>

#include "base/crypto.h"
#include "base/lang.h"

enum column { CODE, FROM, TO, CAPACITY, CARRIER, REGION, TERRITORY, INN, COLUMNS };
enum { FILE_MAX = 64 << 20, RANGES_MAX = 1 << 20 };

static const char *const column_name[COLUMNS] = {
	"АВС/ DEF", "От", "До", "Емкость", "Оператор", "Регион", "Территория ГАР", "ИНН",
};

struct reader {
	const char *path;
	const struct regions *regions;
	struct csv_parser csv;
	int line;
	struct buf row;			/* the fields, each with a NUL */
	size_t start[COLUMNS];
	int fields;
	struct numbering_file file;
	size_t size;
	bool whole;			/* nothing wrong so far */
	struct err *err;
};

static const char *
field(const struct reader *reader, enum column column)
{
	return reader->row.data + reader->start[column];
}

static bool
wrong(struct reader *reader, enum column column, const char *what)
{
	return fail(reader->err, ERR_INPUT, "%s:%d: field \"%s\": \"%.80s\" is not %s; download the file from the register again",
	    reader->path, reader->line, column_name[column], field(reader, column), say(what));
}

/* Digits only, between min and max of them. */
static bool
number(struct reader *reader, enum column column, size_t min, size_t max, const char *what, int64_t *out)
{
	const char *text = field(reader, column);
	size_t len = strlen(text);

	if (len < min || len > max || strspn(text, "0123456789") != len)
		return wrong(reader, column, what);
	*out = strtoll(text, NULL, 10);
	return true;
}

/* The territory is the newer field, by the state address register; the region before it is sometimes "-". */
static bool
place(struct reader *reader, int *out)
{
	const struct region *region = region_find_name(reader->regions, view_of(field(reader, TERRITORY)));

	if (region == NULL)
		region = region_find_name(reader->regions, view_of(field(reader, REGION)));
	if (region == NULL)
		return fail(reader->err, ERR_INPUT,
		    "%s:%d: field \"%s\": no region is called \"%.120s\"; add this spelling to the regions file", reader->path,
		    reader->line, column_name[TERRITORY], field(reader, TERRITORY));
	*out = region->code;
	return true;
}

static bool
read_range(struct reader *reader, struct numbering_range *out)
{
	int64_t code, from, to, capacity;

	if (!number(reader, CODE, 3, 3, "a code of three digits", &code) ||
	    !number(reader, FROM, 7, 7, "a number of seven digits", &from) ||
	    !number(reader, TO, 7, 7, "a number of seven digits", &to) ||
	    !number(reader, CAPACITY, 1, 8, "a number", &capacity) ||
	    !number(reader, INN, 10, 12, "an INN of 10 or 12 digits", &out->carrier_inn) || !place(reader, &out->region))
		return false;
	if (code < 900)
		return wrong(reader, CODE, "a mobile code from 900 to 999");
	if (to < from)
		return wrong(reader, TO, "at or after the beginning of the range");
	if (capacity != to - from + 1)
		return wrong(reader, CAPACITY, "the size of the range");
	out->first = 70000000000 + code * 10000000 + from;
	out->last = 70000000000 + code * 10000000 + to;
	out->line = reader->line;
	out->carrier = memory_text(field(reader, CARRIER));
	return true;
}

static bool
read_header(struct reader *reader)
{
	for (int i = 0; i < COLUMNS; i++)
		if (strcmp(field(reader, (enum column)i), column_name[i]) != 0)
			return fail(reader->err, ERR_INPUT,
			    "%s:%d: field %d of the header is \"%.80s\" instead of \"%s\"; DEF-9xx.csv of the register is expected",
			    reader->path, reader->line, i + 1, field(reader, (enum column)i), column_name[i]);
	return true;
}

static bool
read_row(struct reader *reader)
{
	struct numbering_file *file = &reader->file;

	if (reader->fields != COLUMNS)
		return fail(reader->err, ERR_INPUT,
		    "%s:%d: %d fields instead of 8, separated by \";\"; download the file from the register again",
		    reader->path, reader->line, reader->fields);
	if (reader->line == 1)
		return read_header(reader);
	if (file->count == RANGES_MAX)
		return fail(reader->err, ERR_INPUT, "%s: more than %d ranges", reader->path, RANGES_MAX);
	if (file->count == reader->size) {
		reader->size = reader->size ? reader->size * 2 : 1024;
		file->range = memory_grow(file->range, reader->size * sizeof(*file->range));
	}
	if (!read_range(reader, &file->range[file->count]))
		return false;
	file->count++;
	return true;
}

static void
take_field(void *text, size_t len, void *argument)
{
	struct reader *reader = argument;

	if (reader->fields < COLUMNS)
		reader->start[reader->fields] = reader->row.len;
	reader->fields++;
	buf_add(&reader->row, text, len);
	buf_add_char(&reader->row, '\0');
}

static void
take_row(int terminator, void *argument)
{
	struct reader *reader = argument;

	(void)terminator;
	reader->whole = reader->whole && read_row(reader);
	buf_clear(&reader->row);
	reader->fields = 0;
}

/* Fed a line at a time, so that an error can name its line. */
static bool
read_lines(struct reader *reader, const char *p, const char *end)
{
	while (p < end && reader->whole) {
		const char *newline = memchr(p, '\n', (size_t)(end - p));
		size_t len = newline ? (size_t)(newline - p) + 1 : (size_t)(end - p);
		reader->line++;
		if (u8_check((const uint8_t *)p, len) != NULL)
			return fail(reader->err, ERR_INPUT, "%s:%d: not UTF-8; save the file as UTF-8", reader->path, reader->line);
		if (csv_parse(&reader->csv, p, len, take_field, take_row, reader) != len)
			return fail(reader->err, ERR_INPUT, "%s:%d: %s", reader->path, reader->line,
			    csv_strerror(csv_error(&reader->csv)));
		p += len;
	}
	if (reader->whole)
		csv_fini(&reader->csv, take_field, take_row, reader);
	return reader->whole;
}

static int
compare_ranges(const void *a, const void *b)
{
	const struct numbering_range *left = a;
	const struct numbering_range *right = b;
	return (left->first > right->first) - (left->first < right->first);
}

static bool
sort_ranges(struct reader *reader)
{
	struct numbering_file *file = &reader->file;

	if (file->count == 0)
		return fail(reader->err, ERR_INPUT, "%s: there are no ranges in the file; the stored ones stay", reader->path);
	qsort(file->range, file->count, sizeof(*file->range), compare_ranges);
	for (size_t i = 1; i < file->count; i++)
		if (file->range[i].first <= file->range[i - 1].last)
			return fail(reader->err, ERR_INPUT,
			    "%s:%d: the range overlaps that of line %d; download the file from the register again", reader->path,
			    file->range[i].line, file->range[i - 1].line);
	return true;
}

bool
numbering_file_read(const char *path, const struct regions *regions, struct numbering_file *out, struct err *err)
{
	struct reader reader = {.path = path, .regions = regions, .whole = true, .err = err};
	struct buf text = {0};

	must(csv_init(&reader.csv, 0) == 0);
	csv_set_delim(&reader.csv, ';');
	bool read = buf_read_file(&text, path, FILE_MAX, err);
	if (read) {
		size_t mark = text.len >= 3 && memcmp(text.data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
		sha256(text.data, text.len, reader.file.sha256);
		read = read_lines(&reader, text.data + mark, text.data + text.len) && sort_ranges(&reader);
	}
	csv_free(&reader.csv);
	buf_release(&reader.row);
	buf_release(&text);
	if (read)
		*out = reader.file;
	else
		numbering_file_release(&reader.file);
	return read;
}

void
numbering_file_release(struct numbering_file *file)
{
	for (size_t i = 0; i < file->count; i++)
		free(file->range[i].carrier);
	free(file->range);
	*file = (struct numbering_file){0};
}
