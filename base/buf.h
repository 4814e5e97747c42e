/*
 * buf.h - bytes that grow.  Always followed by a NUL that is not counted, so
 * that buf.data can be read as a string.  Out of memory stops the process.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct buf {
	char *data;		/* never NULL after the first append or buf_init */
	size_t len;
	size_t size;
};

/* A piece of somebody else's bytes; not NUL-terminated, never owned. */
struct view {
	const char *data;
	size_t len;
};

void buf_init(struct buf *buf);
void buf_release(struct buf *buf);		/* zeroed struct is fine */
void buf_clear(struct buf *buf);		/* keeps the memory */
char *buf_grow(struct buf *buf, size_t len);

/* At least len writable bytes at the end, and one for the NUL. */
static inline char *
buf_room(struct buf *buf, size_t len)
{
	if (buf->size - buf->len > len)
		return buf->data + buf->len;
	return buf_grow(buf, len);
}

static inline void
buf_add(struct buf *buf, const void *data, size_t len)
{
	char *end = buf_room(buf, len);
	if (len > 0)
		memcpy(end, data, len);
	end[len] = '\0';
	buf->len += len;
}

static inline void
buf_add_char(struct buf *buf, char c)
{
	char *end = buf_room(buf, 1);
	end[0] = c;
	end[1] = '\0';
	buf->len++;
}

void buf_add_text(struct buf *buf, const char *text);
void buf_add_int(struct buf *buf, int64_t value);
void buf_add_format(struct buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

struct view view_of(const char *text);
struct view buf_view(const struct buf *buf);
bool view_is(struct view view, const char *text);
/* Cuts the first line off rest; line is without its line feed.  False when rest holds no whole line. */
bool view_next_line(struct view *rest, struct view *line);

/* The whole of a file; fails above max bytes. */
struct err;
bool buf_read_file(struct buf *buf, const char *path, size_t max, struct err *err);
/* Write beside the path, fsync, rename: the file is whole or as before. */
bool file_write_whole(const char *path, const void *data, size_t len, struct err *err);

/* malloc and friends that stop the process when there is none: a stop is safe, the database is the memory. */
void *memory_new(size_t len);			/* zeroed */
void *memory_grow(void *memory, size_t len);
char *memory_text(const char *text);

#endif
