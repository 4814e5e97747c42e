/*
 * encoding.h - which of the encodings that Russian lists come in a text has.
 *
 * All bytes are shown to the scan, piece by piece; then it answers: the byte
 * order mark, else valid UTF-8, else UTF-16 by its zero bytes, else the
 * single-byte one in which the letters are as frequent as in Russian.
 */
#ifndef CAMPAIGNS_ENCODING_H
#define CAMPAIGNS_ENCODING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum encoding {
	ENCODING_UTF8,
	ENCODING_UTF8_BOM,
	ENCODING_CP1251,
	ENCODING_KOI8R,
	ENCODING_CP866,
	ENCODING_UTF16LE,
	ENCODING_UTF16BE,
	ENCODING_COUNT
};

struct encoding_scan {
	uint64_t seen;
	uint8_t start[3];		/* the first bytes */
	bool broken_utf8;
	int wanted;			/* continuation bytes still to come */
	uint8_t least, most;		/* what the next continuation byte may be */
	uint64_t count[256];
	uint64_t high[2];		/* bytes 0 and 4 at even and odd places */
};

void encoding_scan_add(struct encoding_scan *scan, const void *data, size_t len);	/* start from a zeroed struct */
enum encoding encoding_found(const struct encoding_scan *scan);
const char *encoding_name(enum encoding encoding);	/* iconv's name */
size_t encoding_mark(enum encoding encoding, const void *data, size_t len);	/* bytes of its byte order mark at data */

#endif
