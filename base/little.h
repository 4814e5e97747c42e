/* little.h - numbers in little-endian bytes: the packed forms of consents, bases and marks. */
#ifndef BASE_LITTLE_H
#define BASE_LITTLE_H

#include <stdint.h>

#include "base/buf.h"

static inline void
little_put(struct buf *buf, uint64_t value, int bytes)
{
	char *end = buf_room(buf, 8);
	for (int i = 0; i < bytes; i++)
		end[i] = (char)(value >> (8 * i));
	buf->len += (size_t)bytes;
	buf->data[buf->len] = '\0';
}

static inline uint64_t
little_get(const char *data, int bytes)
{
	uint64_t value = 0;
	for (int i = bytes - 1; i >= 0; i--)
		value = value << 8 | (uint8_t)data[i];
	return value;
}

/* The same, and moves on behind it. */
static inline uint64_t
little_next(const char **data, int bytes)
{
	uint64_t value = little_get(*data, bytes);
	*data += bytes;
	return value;
}

#endif
