/*
 * content_letters.h - a text as letters that do not pretend.
 *
 * One letter a character that a reader sees: small, without marks and
 * invisible characters, compatibility forms (full-width, mathematical) undone,
 * е for ё.  Scripts are left as they are: whether a Latin c means с is asked
 * of words (content_reading.h).  Each letter knows where it stood.
 */
#ifndef COMPLIANCE_CONTENT_LETTERS_H
#define COMPLIANCE_CONTENT_LETTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <unitypes.h>

#include "base/arena.h"

struct content_letter {
	ucs4_t c;		/* U+FFFD for bytes that are not UTF-8 */
	uint32_t byte, bytes;	/* in the text */
	uint32_t at;		/* characters before it */
};

struct content_letters {
	struct content_letter *letter;
	size_t count;
	size_t chars;		/* of the whole text, invisible ones too */
};

void content_letters_read(struct view text, struct arena *arena, struct content_letters *out);

bool content_is_cyrillic(ucs4_t c);
bool content_is_latin(ucs4_t c);
bool content_is_digit(ucs4_t c);

#endif
