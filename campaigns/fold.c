/*
 * fold.c - texts as they are compared.
 *
 * Latin and Russian letters are folded by hand, since nearly all names consist
 * of them and a million names pass here; the others go through libunistring.
 */
#include "campaigns/fold.h"

#include <unicase.h>
#include <unictype.h>
#include <unistr.h>

static ucs4_t
small(ucs4_t c)
{
	if (c < 0x80)
		return c >= 'A' && c <= 'Z' ? c + 32 : c;
	if (c == 0x401 || c == 0x451)		/* Ё ё */
		return 0x435;
	if (c >= 0x410 && c <= 0x42F)		/* А..Я */
		return c + 32;
	if (c >= 0x430 && c <= 0x44F)
		return c;
	return uc_tolower(c);
}

static bool
is_space(ucs4_t c)
{
	return c <= 0x20 || c == 0x7F || c == 0xA0 || c == 0xAD || (c >= 0x2000 && c <= 0x200F) || c == 0x2028 ||
	    c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x2060 || c == 0x3000 || c == 0xFEFF;
}

static bool
is_word(ucs4_t c)
{
	if (c < 0x80)
		return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
	return (c >= 0x400 && c <= 0x45F) || uc_is_alpha(c) || uc_is_digit(c);
}

static size_t
next(struct view text, size_t at, ucs4_t *c)
{
	uint8_t byte = (uint8_t)text.data[at];

	if (byte < 0x80) {
		*c = byte;
		return 1;
	}
	int len = u8_mbtoucr(c, (const uint8_t *)text.data + at, text.len - at);
	if (len > 0)
		return (size_t)len;
	*c = 0xFFFD;
	return 1;
}

static void
put(struct buf *out, ucs4_t c)
{
	uint8_t *end = (uint8_t *)buf_room(out, 8);

	if (c < 0x80) {
		*end = (uint8_t)c;
		out->len++;
	} else if (c < 0x800) {
		end[0] = (uint8_t)(0xC0 | c >> 6);
		end[1] = (uint8_t)(0x80 | (c & 0x3F));
		out->len += 2;
	} else {
		int len = u8_uctomb(end, c, 8);
		out->len += len > 0 ? (size_t)len : 0;
	}
}

static void
fold(struct view text, struct buf *out, bool lower, bool words)
{
	bool gap = false, begun = false;
	ucs4_t c;

	for (size_t at = 0; at < text.len;) {
		at += next(text, at, &c);
		if (words ? !is_word(c) : is_space(c)) {
			gap = begun;
			continue;
		}
		if (gap)
			put(out, ' ');
		put(out, lower ? small(c) : c);
		gap = false;
		begun = true;
	}
	*buf_room(out, 0) = '\0';
}

void
fold_text(struct view text, struct buf *out)
{
	fold(text, out, true, false);
}

void
fold_words(struct view text, struct buf *out)
{
	fold(text, out, true, true);
}

void
fold_spaces(struct view text, struct buf *out)
{
	fold(text, out, false, false);
}
