/* reject_file.c - the rows that were not taken, in a file like the one they came in, each with its reason. */
#include "campaigns/reject_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/lang.h"
#include "campaigns/csv_reader.h"
#include "campaigns/recoder.h"

enum { WRITE_AT = 1 << 16, OWN_COLUMNS = 3 };

struct reject_file {
	char *path, *part;		/* the file, and its name until it is whole */
	const struct table *table;
	int cells;			/* of the heading */
	int64_t rows;
	int fd;				/* CSV */
	struct recoder *recoder;
	struct buf line, out;
	lxw_workbook *book;		/* XLSX */
	lxw_worksheet *sheet;
	struct buf cell;
};

static bool
flush(struct reject_file *file, struct err *err)
{
	size_t done = 0;

	while (done < file->out.len) {
		ssize_t put = write(file->fd, file->out.data + done, file->out.len - done);
		if (put < 0 && errno != EINTR)
			return fail(err, ERR_INPUT, "%s: %s", file->part, lang_reason(errno));
		done += put > 0 ? (size_t)put : 0;
	}
	buf_clear(&file->out);
	return true;
}

static bool
end_line(struct reject_file *file, struct err *err)
{
	buf_add_text(&file->line, "\r\n");
	recoder_add(file->recoder, buf_view(&file->line), &file->out);
	buf_clear(&file->line);
	return file->out.len < WRITE_AT || flush(file, err);
}

/* libxlsxwriter wants texts with a NUL; a text is never run as a formula. */
static void
put_cell(struct reject_file *file, int column, struct view text)
{
	if (file->table->kind == TABLE_CSV) {
		if (column > 0)
			buf_add_char(&file->line, file->table->separator);
		csv_cell_add(&file->line, text, file->table->separator);
		return;
	}
	buf_clear(&file->cell);
	buf_add(&file->cell, text.data, text.len);
	if (text.len > 0)
		worksheet_write_string(file->sheet, (lxw_row_t)file->rows, (lxw_col_t)column, file->cell.data, NULL);
}

static bool
put_row(struct reject_file *file, const struct view *cell, int cells, const char *const own[OWN_COLUMNS],
    struct err *err)
{
	int width = file->cells;

	for (int i = 0; i < width; i++)
		put_cell(file, i, i < cells ? cell[i] : (struct view){"", 0});
	for (int i = 0; i < OWN_COLUMNS; i++)
		put_cell(file, width + i, view_of(own[i]));
	for (int i = width; i < cells; i++)	/* what was too much stands behind */
		put_cell(file, OWN_COLUMNS + i, cell[i]);
	file->rows++;
	return file->table->kind == TABLE_XLSX || end_line(file, err);
}

static bool
put_heading(struct reject_file *file, const struct header *header, struct err *err)
{
	struct view cell[TABLE_CELLS];
	const char *own[OWN_COLUMNS] = {say("row No."), say("column"), say("why rejected")};

	for (int i = 0; i < header->cells; i++)
		cell[i] = view_of(header->title[i]);
	return put_row(file, cell, header->cells, own, err);
}

static bool
open_file(struct reject_file *file, struct err *err)
{
	enum encoding encoding = file->table->encoding;

	/* Made here for a workbook too, since its writer would let everybody on the machine read it. */
	file->fd = open(file->part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (file->fd < 0)
		return fail(err, ERR_INPUT, "%s: %s", file->part, lang_reason(errno));
	if (file->table->kind == TABLE_XLSX) {
		close(file->fd);
		file->fd = -1;
		lxw_workbook_options options = {.constant_memory = LXW_TRUE};
		file->book = workbook_new_opt(file->part, &options);
		must(file->book != NULL);
		file->sheet = workbook_add_worksheet(file->book, NULL);
		return true;
	}
	file->recoder = recoder_new(ENCODING_UTF8, encoding);
	if (encoding == ENCODING_UTF8_BOM)
		buf_add_text(&file->out, "\xEF\xBB\xBF");
	else if (encoding == ENCODING_UTF16LE)
		buf_add_text(&file->out, "\xFF\xFE");
	else if (encoding == ENCODING_UTF16BE)
		buf_add_text(&file->out, "\xFE\xFF");
	return true;
}

struct reject_file *
reject_file_new(const char *path, const struct table *table, const struct header *header, struct err *err)
{
	struct reject_file *file = memory_new(sizeof(*file));
	struct buf part = {0};

	buf_add_format(&part, "%s.part", path);
	file->path = memory_text(path);
	file->part = part.data;
	file->table = table;
	file->cells = header->cells;
	file->fd = -1;
	if (!open_file(file, err) || !put_heading(file, header, err))
		return reject_file_free(file);
	return file;
}

bool
reject_file_add(struct reject_file *file, const struct table_row *row, int column, const char *reason, struct err *err)
{
	char number[24], letters[8] = "";
	const char *own[OWN_COLUMNS] = {number, letters, reason};

	snprintf(number, sizeof(number), "%lld", (long long)row->number);
	if (column >= 0)
		column_letters(column, letters);
	return put_row(file, row->cell, row->cells, own, err);
}

static bool
close_file(struct reject_file *file, struct err *err)
{
	if (file->table->kind == TABLE_CSV)
		return flush(file, err) && (fsync(file->fd) == 0 || fail(err, ERR_INPUT, "%s: %s", file->part, lang_reason(errno)));
	lxw_error result = workbook_close(file->book);
	file->book = NULL;
	return result == LXW_NO_ERROR || fail(err, ERR_INPUT, "%s: %s", file->part, lxw_strerror(result));
}

bool
reject_file_finish(struct reject_file *file, struct err *err)
{
	if (!close_file(file, err))
		return false;
	if (file->rows <= 1)		/* the heading alone */
		unlink(file->part);
	else if (rename(file->part, file->path) != 0)
		return fail(err, ERR_INPUT, "%s: %s", file->path, lang_reason(errno));
	free(file->part);
	file->part = NULL;
	return true;
}

void *
reject_file_free(struct reject_file *file)
{
	if (file == NULL)
		return NULL;
	if (file->book != NULL)
		workbook_close(file->book);
	if (file->fd >= 0)
		close(file->fd);
	if (file->part != NULL)
		unlink(file->part);
	recoder_free(file->recoder);
	buf_release(&file->line);
	buf_release(&file->out);
	buf_release(&file->cell);
	free(file->path);
	free(file->part);
	free(file);
	return NULL;
}

void
reject_file_path(const char *list, enum table_kind kind, struct buf *out)
{
	const char *slash = strrchr(list, '/');
	const char *dot = strrchr(slash ? slash : list, '.');
	size_t len = dot && dot > list ? (size_t)(dot - list) : strlen(list);

	buf_add(out, list, len);
	buf_add_text(out, kind == TABLE_XLSX ? ".rejects.xlsx" : ".rejects.csv");
}
