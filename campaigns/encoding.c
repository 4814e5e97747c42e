/*
 * encoding.c - which of the encodings that Russian lists come in a text has.
 *
 * The three single-byte code pages hold the same letters in other places, so a
 * histogram of the upper bytes is enough: read as the wrong page, the frequent
 * о, е, а turn into rare letters or into signs.
 */
#include "campaigns/encoding.h"

#include <string.h>

static const char *const names[ENCODING_COUNT] = {
	[ENCODING_UTF8] = "UTF-8", [ENCODING_UTF8_BOM] = "UTF-8", [ENCODING_CP1251] = "CP1251",
	[ENCODING_KOI8R] = "KOI8-R", [ENCODING_CP866] = "CP866", [ENCODING_UTF16LE] = "UTF-16LE",
	[ENCODING_UTF16BE] = "UTF-16BE",
};

/* Of а..я in thousandths of running Russian text; names and towns are near enough. */
static const int frequency[32] = {
	80, 16, 45, 17, 30, 85, 9, 17, 74, 12, 35, 44, 32, 67, 110, 28,
	47, 55, 63, 26, 3, 10, 5, 14, 7, 4, 1, 19, 17, 3, 6, 20,
};

/* The letter (0 а .. 31 я) that a byte of KOI8-R stands for, from 0xC0 on; the upper half are capitals. */
static const uint8_t koi8_letter[32] = {
	30, 0, 1, 22, 4, 5, 20, 3, 21, 8, 9, 10, 11, 12, 13, 14,
	15, 31, 16, 17, 18, 19, 6, 2, 28, 27, 7, 24, 29, 25, 23, 26,
};

const char *
encoding_name(enum encoding encoding)
{
	return names[encoding];
}

size_t
encoding_mark(enum encoding encoding, const void *data, size_t len)
{
	static const struct {
		const char *bytes;
		size_t len;
	} mark[ENCODING_COUNT] = {
		[ENCODING_UTF8_BOM] = {"\xEF\xBB\xBF", 3}, [ENCODING_UTF16LE] = {"\xFF\xFE", 2},
		[ENCODING_UTF16BE] = {"\xFE\xFF", 2},
	};
	size_t wanted = mark[encoding].len;
	return wanted > 0 && len >= wanted && memcmp(data, mark[encoding].bytes, wanted) == 0 ? wanted : 0;
}

/* The first byte of a sequence says how many follow and what the next may be (RFC 3629). */
static void
start_sequence(struct encoding_scan *scan, uint8_t byte)
{
	scan->least = 0x80;
	scan->most = 0xBF;
	if (byte >= 0xC2 && byte <= 0xDF) {
		scan->wanted = 1;
	} else if (byte >= 0xE0 && byte <= 0xEF) {
		scan->wanted = 2;
		if (byte == 0xE0)
			scan->least = 0xA0;
		if (byte == 0xED)
			scan->most = 0x9F;
	} else if (byte >= 0xF0 && byte <= 0xF4) {
		scan->wanted = 3;
		if (byte == 0xF0)
			scan->least = 0x90;
		if (byte == 0xF4)
			scan->most = 0x8F;
	} else {
		scan->broken_utf8 = true;
	}
}

static void
utf8_step(struct encoding_scan *scan, uint8_t byte)
{
	if (scan->wanted > 0) {
		if (byte < scan->least || byte > scan->most)
			scan->broken_utf8 = true;
		scan->wanted--;
		scan->least = 0x80;
		scan->most = 0xBF;
	} else if (byte >= 0x80) {
		start_sequence(scan, byte);
	}
}

void
encoding_scan_add(struct encoding_scan *scan, const void *data, size_t len)
{
	const uint8_t *byte = data;

	for (size_t i = 0; i < len && scan->seen + i < sizeof(scan->start); i++)
		scan->start[scan->seen + i] = byte[i];
	for (size_t i = 0; i < len; i++) {
		scan->count[byte[i]]++;
		if (byte[i] == 0 || byte[i] == 4)
			scan->high[(scan->seen + i) & 1]++;
		if (!scan->broken_utf8 && (byte[i] >= 0x80 || scan->wanted > 0))
			utf8_step(scan, byte[i]);
	}
	scan->seen += len;
}

static int
letter_of(enum encoding encoding, int byte, bool *capital)
{
	*capital = false;
	switch (encoding) {
	case ENCODING_CP1251:
		*capital = byte < 0xE0;
		return byte >= 0xC0 ? (byte - 0xC0) & 31 : -1;
	case ENCODING_KOI8R:
		*capital = byte >= 0xE0;
		return byte >= 0xC0 ? koi8_letter[(byte - 0xC0) & 31] : -1;
	case ENCODING_CP866:
		*capital = byte < 0xA0;
		if (byte >= 0xE0 && byte <= 0xEF)
			return byte - 0xE0 + 16;
		return byte < 0xB0 ? (byte - 0x80) & 31 : -1;
	default:
		return -1;
	}
}

/* Signs that lists do contain: no-break space, № and ё of each page cost nothing; the other non-letters do. */
static bool
is_usual_sign(enum encoding encoding, int byte)
{
	switch (encoding) {
	case ENCODING_CP1251:
		return byte == 0xA0 || byte == 0xB9 || byte == 0xA8 || byte == 0xB8 || byte == 0xAB || byte == 0xBB ||
		    byte == 0x96 || byte == 0x97;
	case ENCODING_KOI8R:
		return byte == 0x9A || byte == 0xA3 || byte == 0xB3;
	default:
		return byte == 0xFF || byte == 0xFC || byte == 0xF0 || byte == 0xF1;
	}
}

static int64_t
score(const struct encoding_scan *scan, enum encoding encoding)
{
	int64_t sum = 0;

	for (int byte = 0x80; byte < 0x100; byte++) {
		bool capital;
		int letter = letter_of(encoding, byte, &capital);
		int64_t count = (int64_t)scan->count[byte];
		if (letter >= 0)
			sum += count * (frequency[letter] + (capital ? 0 : 8));
		else if (!is_usual_sign(encoding, byte))
			sum -= count * 60;
	}
	return sum;
}

static enum encoding
most_russian(const struct encoding_scan *scan)
{
	enum encoding best = ENCODING_CP1251;

	for (enum encoding other = ENCODING_KOI8R; other <= ENCODING_CP866; other++)
		if (score(scan, other) > score(scan, best))
			best = other;
	return best;
}

enum encoding
encoding_found(const struct encoding_scan *scan)
{
	size_t known = scan->seen < 3 ? (size_t)scan->seen : 3;
	static const enum encoding marked[] = {ENCODING_UTF8_BOM, ENCODING_UTF16LE, ENCODING_UTF16BE};

	for (size_t i = 0; i < sizeof(marked) / sizeof(marked[0]); i++)
		if (encoding_mark(marked[i], scan->start, known) > 0)
			return marked[i];
	if (scan->count[0] * 16 > scan->seen)	/* at least each eighth character is ASCII */
		return scan->high[1] >= scan->high[0] ? ENCODING_UTF16LE : ENCODING_UTF16BE;
	if (!scan->broken_utf8 && scan->wanted == 0)
		return ENCODING_UTF8;
	return most_russian(scan);
}
