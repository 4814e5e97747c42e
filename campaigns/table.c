/* table.c - a list as somebody's file: looked at once, then read as often as wanted. */
#include "campaigns/table.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/lang.h"
#include "campaigns/csv_reader.h"
#include "campaigns/recoder.h"
#include "campaigns/xlsx_reader.h"

enum { PIECE = 1 << 16 };

/* Each piece of the file from its beginning, to a function that says whether to go on. */
static bool
each_piece(int fd, bool (*take)(void *object, struct view piece, struct err *err), void *object, struct err *err)
{
	char piece[PIECE];
	off_t place = 0;

	for (;;) {
		ssize_t got = pread(fd, piece, sizeof(piece), place);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return fail(err, ERR_INPUT, "cannot read the list: %s", lang_reason(errno));
		if (got == 0)
			return true;
		if (!take(object, (struct view){piece, (size_t)got}, err))
			return false;
		place += got;
	}
}

struct look {
	struct hash *hash;
	struct encoding_scan scan;
	struct buf start;		/* the first piece, for the separator */
};

static bool
look_at(void *object, struct view piece, struct err *err)
{
	struct look *look = object;

	(void)err;
	if (look->start.len == 0)
		buf_add(&look->start, piece.data, piece.len);
	hash_add(look->hash, piece.data, piece.len);
	encoding_scan_add(&look->scan, piece.data, piece.len);
	return true;
}

static void
find_csv_form(struct look *look, struct table *table)
{
	struct buf text = {0};

	table->encoding = encoding_found(&look->scan);
	size_t mark = encoding_mark(table->encoding, look->start.data, look->start.len);
	struct recoder *recoder = recoder_new(table->encoding, ENCODING_UTF8);
	recoder_add(recoder, (struct view){look->start.data + mark, look->start.len - mark}, &text);
	recoder_free(recoder);
	table->separator = csv_separator(buf_view(&text));
	buf_release(&text);
}

static bool
inspect(struct table *table, struct err *err)
{
	struct look look = {.hash = hash_new()};

	bool read = each_piece(table->fd, look_at, &look, err);
	if (read) {
		hash_end(look.hash, table->sha256);
		bool is_zip = look.start.len > 4 && memcmp(look.start.data, "PK\3\4", 4) == 0;
		table->kind = is_zip ? TABLE_XLSX : TABLE_CSV;
		if (look.start.len >= 8 && memcmp(look.start.data, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) == 0)
			read = fail(err, ERR_INPUT, "an old .xls or a protected workbook; save it as .xlsx or .csv");
		else if (!is_zip && look.start.len > 0)
			find_csv_form(&look, table);
	}
	hash_free(look.hash);
	buf_release(&look.start);
	return read;
}

bool
table_open(const char *path, struct table_limits limits, struct table *out, struct err *err)
{
	struct table table = {.limits = limits, .separator = ';'};
	struct stat stat;

	table.fd = open(path, O_RDONLY | O_CLOEXEC);
	if (table.fd < 0)
		return fail(err, ERR_INPUT, "%s: %s", path, lang_reason(errno));
	bool right = true;
	if (fstat(table.fd, &stat) != 0 || !S_ISREG(stat.st_mode))
		right = fail(err, ERR_INPUT, "%s: not a file", path);
	else if (stat.st_size == 0)
		right = fail(err, ERR_INPUT, "%s: the file is empty", path);
	else if (stat.st_size > limits.bytes)
		right = fail(err, ERR_INPUT, "%s: larger than %lld MiB; split the list or raise the setting import_file_mib",
		    path, (long long)(limits.bytes >> 20));
	table.size = right ? stat.st_size : 0;
	right = right && (inspect(&table, err) || fail_prefix(err, "%s", path));
	if (right)
		*out = table;
	else
		close(table.fd);
	return right;
}

void
table_close(struct table *table)
{
	if (table->fd > 0)
		close(table->fd);
	table->fd = -1;
}

struct csv_source {
	const struct table *table;
	struct recoder *recoder;
	struct csv_reader *reader;
	struct buf text;
	bool begun;
};

/* The byte order mark goes, and Excel's line "sep=;". */
static void
drop_hint(struct csv_source *source)
{
	if (source->text.len < 6 || memcmp(source->text.data, "sep=", 4) != 0)
		return;
	char *end = memchr(source->text.data, '\n', source->text.len);
	if (end == NULL)
		return;
	size_t hint = (size_t)(end - source->text.data) + 1;
	memmove(source->text.data, end + 1, source->text.len - hint);
	source->text.len -= hint;
}

static bool
take_csv(void *object, struct view piece, struct err *err)
{
	struct csv_source *source = object;
	bool first = !source->begun;

	if (first) {
		size_t mark = encoding_mark(source->table->encoding, piece.data, piece.len);
		piece.data += mark;
		piece.len -= mark;
		source->begun = true;
	}
	if (!first && source->table->encoding == ENCODING_UTF8)
		return csv_reader_add(source->reader, piece, err);
	buf_clear(&source->text);
	recoder_add(source->recoder, piece, &source->text);
	if (first)
		drop_hint(source);
	return csv_reader_add(source->reader, buf_view(&source->text), err);
}

static bool
read_csv(const struct table *table, struct row_sink sink, struct err *err)
{
	struct csv_source source = {
		.table = table,
		.recoder = recoder_new(table->encoding, ENCODING_UTF8),
		.reader = csv_reader_new(table->separator, table->limits.rows, sink),
	};

	bool read = each_piece(table->fd, take_csv, &source, err) && csv_reader_end(source.reader, err);
	recoder_free(source.recoder);
	csv_reader_free(source.reader);
	buf_release(&source.text);
	return read;
}

bool
table_read(const struct table *table, struct row_sink sink, struct err *err)
{
	bool read = table->kind == TABLE_XLSX ? xlsx_read(table->fd, table->limits, sink, err) : read_csv(table, sink, err);
	return read || err->kind == ERR_NONE;
}
