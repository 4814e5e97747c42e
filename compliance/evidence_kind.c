/* evidence_kind.c - scans and recordings told by their magic bytes. */
#include "compliance/evidence_kind.h"

#include <string.h>

static const struct {
	enum evidence_kind kind;
	const char *magic;
	size_t len;
	const char *then;	/* at offset 8 for RIFF, 28 for Ogg; NULL: nothing more */
	size_t at;
	const char *type;
} table[] = {
	{EVIDENCE_PDF, "%PDF-", 5, NULL, 0, "application/pdf"},
	{EVIDENCE_JPEG, "\xff\xd8\xff", 3, NULL, 0, "image/jpeg"},
	{EVIDENCE_PNG, "\x89PNG\r\n\x1a\n", 8, NULL, 0, "image/png"},
	{EVIDENCE_WAV, "RIFF", 4, "WAVE", 8, "audio/wav"},
	{EVIDENCE_OPUS, "OggS", 4, "Opus", 28, "audio/ogg"},
	{EVIDENCE_MP3, "ID3", 3, NULL, 0, "audio/mpeg"},
};
enum { KINDS = sizeof(table) / sizeof(table[0]) };

/* An MPEG frame without a tag before it: version 1, 2 or 2.5, layer III, a bit rate and a sampling rate that exist. */
static bool
is_mpeg_frame(const uint8_t *b, size_t len)
{
	return len >= 4 && b[0] == 0xff && (b[1] & 0xe0) == 0xe0 && (b[1] & 0x18) != 0x08 && (b[1] & 0x06) == 0x02 &&
	    (b[2] & 0xf0) != 0xf0 && (b[2] & 0xf0) != 0 && (b[2] & 0x0c) != 0x0c;
}

enum evidence_kind
evidence_kind_of(const uint8_t *start, size_t len)
{
	for (size_t i = 0; i < KINDS; i++) {
		size_t then = table[i].then ? strlen(table[i].then) : 0;
		if (len < table[i].len || memcmp(start, table[i].magic, table[i].len) != 0)
			continue;
		if (then == 0 || (len >= table[i].at + then && memcmp(start + table[i].at, table[i].then, then) == 0))
			return table[i].kind;
	}
	return is_mpeg_frame(start, len) ? EVIDENCE_MP3 : EVIDENCE_UNKNOWN;
}

bool
evidence_kind_is_audio(enum evidence_kind kind)
{
	return kind == EVIDENCE_WAV || kind == EVIDENCE_MP3 || kind == EVIDENCE_OPUS;
}

const char *
evidence_kind_type(enum evidence_kind kind)
{
	for (size_t i = 0; i < KINDS; i++)
		if (table[i].kind == kind)
			return table[i].type;
	return "application/octet-stream";
}
