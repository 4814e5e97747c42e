/*
 * xlsx_reader.c - starts the child that takes a workbook apart, and reads its rows from a pipe.
 *
 * A frame is a cell (kind, column, length, bytes), the end of a row (kind,
 * number) or the end of all (kind, fault).  The child is not trusted: each
 * number in a frame is checked, and its death is a fault of the file.
 */
#include "campaigns/xlsx_reader.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/lang.h"
#include "campaigns/row_builder.h"
#include "campaigns/xlsx_sandbox.h"
#include "campaigns/xlsx_sheet.h"

enum frame_kind { FRAME_CELL = 1, FRAME_ROW, FRAME_END };
enum { PIPE_PIECE = 1 << 16 };

struct frame {
	uint32_t kind;
	uint32_t number;	/* column, row or fault */
	uint32_t len;		/* of the text that follows */
};

static const char *const fault_text[XLSX_FAULTS] = {
	[XLSX_NOT_A_WORKBOOK] = "not a workbook, or a damaged one; save it again or as .csv",
	[XLSX_NO_SHEET] = "the workbook has no sheet",
	[XLSX_BAD_XML] = "the workbook is damaged inside; save it again or as .csv",
	[XLSX_DOCTYPE] = "the workbook holds a DOCTYPE, which no spreadsheet writes; refused",
	[XLSX_TOO_LARGE] = "the workbook is too large unpacked; split the list or raise the setting import_file_mib",
	[XLSX_BOMB] = "the workbook unpacks to more than a hundred times its size; refused",
	[XLSX_TOO_MANY_ROWS] = "the workbook has too many rows; split the list or raise the setting import_rows",
	[XLSX_TOO_MANY_STRINGS] = "the workbook has too many different texts; save the list as .csv",
	[XLSX_BAD_CELL] = "the workbook has cells out of order or too long; save it again or as .csv",
	[XLSX_STOPPED] = "the reading of the workbook was broken off",
};

struct writer {
	int fd;
	struct buf out;
};

static bool
flush(struct writer *writer)
{
	size_t done = 0;

	while (done < writer->out.len) {
		ssize_t put = write(writer->fd, writer->out.data + done, writer->out.len - done);
		if (put < 0)
			return false;
		done += (size_t)put;
	}
	buf_clear(&writer->out);
	return true;
}

static bool
put_frame(struct writer *writer, enum frame_kind kind, int64_t number, struct view text)
{
	struct frame frame = {kind, (uint32_t)number, (uint32_t)text.len};

	buf_add(&writer->out, &frame, sizeof(frame));
	buf_add(&writer->out, text.data, text.len);
	return writer->out.len < PIPE_PIECE || flush(writer);
}

static bool
put_cell(void *object, int column, struct view text)
{
	return put_frame(object, FRAME_CELL, column, text);
}

static bool
put_row(void *object, int64_t number)
{
	return put_frame(object, FRAME_ROW, number, (struct view){"", 0});
}

static _Noreturn void
child(int in, int out, struct table_limits limits)
{
	struct xlsx_limits own = xlsx_usual_limits;
	struct writer writer = {.fd = 4};

	own.rows = limits.rows;
	own.bytes = limits.bytes;
	signal(SIGPIPE, SIG_IGN);
	if (!xlsx_sandbox_enter(in, out))
		_exit(EXIT_BUG);
	enum xlsx_fault fault = xlsx_sheet_read(3, &own, (struct xlsx_sink){put_cell, put_row, &writer});
	put_frame(&writer, FRAME_END, fault, (struct view){"", 0});
	flush(&writer);
	_exit(EXIT_DONE);
}

/* Exactly len bytes; false at the end of the pipe. */
struct source {
	int fd;
	char bytes[PIPE_PIECE];
	size_t start, end;
};

static bool
get(struct source *source, void *out, size_t len)
{
	while (len > 0) {
		if (source->start == source->end) {
			ssize_t got = read(source->fd, source->bytes, sizeof(source->bytes));
			if (got < 0 && errno == EINTR)
				continue;
			if (got <= 0)
				return false;
			source->start = 0;
			source->end = (size_t)got;
		}
		size_t part = source->end - source->start;
		part = part < len ? part : len;
		memcpy(out, source->bytes + source->start, part);
		source->start += part;
		out = (char *)out + part;
		len -= part;
	}
	return true;
}

static bool
damaged(struct err *err)
{
	return fail(err, ERR_INPUT, "the workbook could not be read safely; save the list as .csv");
}

/* Columns that were left out are empty cells. */
static bool
take_cell(struct row_builder *row, uint32_t column, struct view text)
{
	while (row->cells < (int)column)
		if (!row_builder_add(row, (struct view){"", 0}))
			return false;
	return row->cells == (int)column && row_builder_add(row, text);
}

static bool
is_empty(const struct row_builder *row)
{
	return row->text.len == 0;
}

static bool
read_frames(struct source *source, int64_t max_rows, struct row_sink sink, struct row_builder *row, struct err *err)
{
	static char text[TABLE_CELL_BYTES];
	struct frame frame;
	int64_t before = 0;

	for (;;) {
		if (!get(source, &frame, sizeof(frame)) || frame.len > sizeof(text) || !get(source, text, frame.len))
			return damaged(err);
		if (frame.kind == FRAME_CELL) {
			if (frame.number >= TABLE_CELLS || !take_cell(row, frame.number, (struct view){text, frame.len}))
				return damaged(err);
		} else if (frame.kind == FRAME_ROW) {
			if (frame.number <= before || max_rows-- <= 0)
				return damaged(err);
			before = frame.number;
			if (!is_empty(row) && !row_builder_give(row, before, NULL, sink, err))
				return false;
			row_builder_clear(row);
		} else if (frame.kind == FRAME_END && frame.number == XLSX_FINE) {
			return true;
		} else if (frame.kind == FRAME_END && frame.number < XLSX_FAULTS) {
			return fail(err, ERR_INPUT, "%s", say(fault_text[frame.number]));
		} else {
			return damaged(err);
		}
	}
}

bool
xlsx_read(int fd, struct table_limits limits, struct row_sink sink, struct err *err)
{
	struct source *source = memory_new(sizeof(*source));
	struct row_builder row = {0};
	int pipe_fd[2], status;

	must(pipe2(pipe_fd, O_CLOEXEC) == 0);
	pid_t pid = fork();
	must(pid >= 0);
	if (pid == 0)
		child(fd, pipe_fd[1], limits);
	close(pipe_fd[1]);
	source->fd = pipe_fd[0];
	row_builder_init(&row);
	bool read = read_frames(source, limits.rows, sink, &row, err);
	row_builder_release(&row);
	close(pipe_fd[0]);
	free(source);
	if (!read)
		kill(pid, SIGKILL);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		continue;
	return read;
}
