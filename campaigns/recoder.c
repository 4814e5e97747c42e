/* recoder.c - text from one encoding to another, on iconv. */
#include "campaigns/recoder.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"

enum { CARRY = 8, ROOM = 1 << 16 };

struct recoder {
	iconv_t iconv;			/* (iconv_t)-1: both sides are UTF-8 */
	enum encoding from, to;
	char carry[CARRY];
	size_t carried;
};

static bool
is_utf8(enum encoding encoding)
{
	return encoding == ENCODING_UTF8 || encoding == ENCODING_UTF8_BOM;
}

struct recoder *
recoder_new(enum encoding from, enum encoding to)
{
	struct recoder *recoder = memory_new(sizeof(*recoder));

	recoder->from = from;
	recoder->to = to;
	recoder->iconv = (iconv_t)-1;
	if (from != ENCODING_UTF8 || !is_utf8(to)) {	/* ENCODING_UTF8 has been found valid; behind a mark it may not be */
		recoder->iconv = iconv_open(encoding_name(to), encoding_name(from));
		must(recoder->iconv != (iconv_t)-1);
	}
	return recoder;
}

void *
recoder_free(struct recoder *recoder)
{
	if (recoder != NULL && recoder->iconv != (iconv_t)-1)
		iconv_close(recoder->iconv);
	free(recoder);
	return NULL;
}

/* What stands at in has no counterpart: its length in the source encoding. */
static size_t
character_len(enum encoding from, const char *in, size_t len)
{
	size_t one = 1;

	if (from == ENCODING_UTF16LE || from == ENCODING_UTF16BE)
		one = 2;
	else if (is_utf8(from))
		while (one < len && ((uint8_t)in[one] & 0xC0) == 0x80)
			one++;
	return one < len ? one : len;
}

static void
put_replacement(enum encoding to, struct buf *out)
{
	if (is_utf8(to))
		buf_add_text(out, "\xEF\xBF\xBD");
	else if (to == ENCODING_UTF16LE)
		buf_add(out, "?\0", 2);
	else if (to == ENCODING_UTF16BE)
		buf_add(out, "\0?", 2);
	else
		buf_add_char(out, '?');
}

/* Converts what can be; returns how many bytes at the end wait for more. */
static size_t
convert(struct recoder *recoder, const char *data, size_t len, struct buf *out)
{
	char *in = (char *)(uintptr_t)data;	/* iconv does not write there */

	while (len > 0) {
		char *end = buf_room(out, ROOM);
		size_t room = ROOM;
		size_t result = iconv(recoder->iconv, &in, &len, &end, &room);
		out->len += ROOM - room;
		if (result != (size_t)-1 || errno == E2BIG)
			continue;
		if (errno == EINVAL && len < CARRY)
			break;
		size_t skipped = character_len(recoder->from, in, len);
		put_replacement(recoder->to, out);
		in += skipped;
		len -= skipped;
	}
	*buf_room(out, 0) = '\0';
	return len;
}

void
recoder_add(struct recoder *recoder, struct view piece, struct buf *out)
{
	if (recoder->iconv == (iconv_t)-1) {
		buf_add(out, piece.data, piece.len);
		return;
	}
	/* Give the carried bytes their missing ones, a byte at a time: there are at most a few. */
	while (recoder->carried > 0 && piece.len > 0) {
		recoder->carry[recoder->carried++] = *piece.data;
		piece.data++;
		piece.len--;
		size_t rest = convert(recoder, recoder->carry, recoder->carried, out);
		memmove(recoder->carry, recoder->carry + recoder->carried - rest, rest);
		recoder->carried = rest;
	}
	size_t rest = convert(recoder, piece.data, piece.len, out);
	if (rest > 0) {
		memcpy(recoder->carry, piece.data + piece.len - rest, rest);
		recoder->carried = rest;
	}
}
