/* buf.c - bytes that grow, and the memory they come from. */
#include "base/buf.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/lang.h"

void *
memory_new(size_t len)
{
	void *memory = calloc(1, len ? len : 1);
	must(memory != NULL);
	return memory;
}

void *
memory_grow(void *memory, size_t len)
{
	memory = realloc(memory, len);
	must(memory != NULL);
	return memory;
}

char *
memory_text(const char *text)
{
	size_t len = strlen(text) + 1;
	return memcpy(memory_new(len), text, len);
}

char *
buf_grow(struct buf *buf, size_t len)
{
	size_t size = buf->size ? buf->size : 64;

	while (size - buf->len <= len)
		size *= 2;
	buf->data = memory_grow(buf->data, size);
	buf->size = size;
	return buf->data + buf->len;
}

void
buf_init(struct buf *buf)
{
	*buf = (struct buf){0};
	*buf_room(buf, 0) = '\0';
}

void
buf_release(struct buf *buf)
{
	free(buf->data);
	*buf = (struct buf){0};
}

void
buf_clear(struct buf *buf)
{
	buf->len = 0;
	if (buf->data != NULL)
		buf->data[0] = '\0';
}

void
buf_add_text(struct buf *buf, const char *text)
{
	buf_add(buf, text, strlen(text));
}

void
buf_add_int(struct buf *buf, int64_t value)
{
	char digits[24];
	char *end = digits + sizeof(digits);
	char *p = end;
	uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;

	do {
		*--p = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest > 0);
	if (value < 0)
		*--p = '-';
	buf_add(buf, p, (size_t)(end - p));
}

void
buf_add_format(struct buf *buf, const char *format, ...)
{
	va_list arguments;
	va_list again;

	va_start(arguments, format);
	va_copy(again, arguments);
	int len = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	must(len >= 0);
	char *end = buf_room(buf, (size_t)len);
	vsnprintf(end, (size_t)len + 1, format, again);
	va_end(again);
	buf->len += (size_t)len;
}

struct view
view_of(const char *text)
{
	return (struct view){text, strlen(text)};
}

struct view
buf_view(const struct buf *buf)
{
	return (struct view){buf->data, buf->len};
}

bool
view_is(struct view view, const char *text)
{
	return strlen(text) == view.len && (view.len == 0 || memcmp(view.data, text, view.len) == 0);
}

bool
view_next_line(struct view *rest, struct view *line)
{
	const char *end = rest->len > 0 ? memchr(rest->data, '\n', rest->len) : NULL;

	if (end == NULL)
		return false;
	*line = (struct view){rest->data, (size_t)(end - rest->data)};
	*rest = (struct view){end + 1, rest->len - line->len - 1};
	return true;
}

bool
buf_read_file(struct buf *buf, const char *path, size_t max, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return fail(err, errno == ENOENT ? ERR_ABSENT : ERR_INPUT, "%s: %s", path, lang_reason(errno));
	for (;;) {
		ssize_t len = read(fd, buf_room(buf, 65536), 65536);
		if (len < 0 && errno == EINTR)
			continue;
		if (len < 0) {
			close(fd);
			return fail(err, ERR_INPUT, "%s: %s", path, lang_reason(errno));
		}
		buf->len += (size_t)len;
		buf->data[buf->len] = '\0';
		if (len == 0)
			break;
		if (buf->len > max) {
			close(fd);
			return fail(err, ERR_INPUT, "%s: larger than %zu bytes", path, max);
		}
	}
	close(fd);
	return true;
}

bool
file_write_whole(const char *path, const void *data, size_t len, struct err *err)
{
	char beside[4096];
	const char *rest = data;

	if (snprintf(beside, sizeof(beside), "%s.%ld.new", path, (long)getpid()) >= (int)sizeof(beside))
		return fail(err, ERR_INPUT, "%s: path too long", path);
	int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	if (fd < 0)
		return fail(err, ERR_RETRY, "%s: %s", beside, lang_reason(errno));
	while (len > 0) {
		ssize_t written = write(fd, rest, len);
		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			break;
		rest += written;
		len -= (size_t)written;
	}
	bool written = len == 0 && fsync(fd) == 0;
	int reason = errno;
	if (close(fd) != 0 || !written || rename(beside, path) != 0) {
		reason = written ? errno : reason;
		unlink(beside);
		return fail(err, ERR_RETRY, "%s: %s", path, lang_reason(reason));
	}
	return true;
}
