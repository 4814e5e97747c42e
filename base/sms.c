/* sms.c - characters to units to parts. */
#include "base/sms.h"

#include <string.h>
#include <unistr.h>

/* GSM 03.38 beside the ASCII that it shares; and what stands behind its escape. */
static const ucs4_t basic[] = U"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ÄÖÑÜ§¿äöñüà";
static const ucs4_t extended[] = U"\f^{}\\[~]|€";

static bool
is_one_of(const ucs4_t *table, ucs4_t c)
{
	for (; *table != 0; table++)
		if (*table == c)
			return true;
	return false;
}

/* 0: not in GSM 03.38. */
static int
septets(ucs4_t c)
{
	if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || is_one_of(basic, c))
		return 1;
	return c != 0 && is_one_of(extended, c) ? 2 : 0;
}

static ucs4_t
next(struct view text, size_t *i, int *len)
{
	ucs4_t c;

	*len = u8_mbtoucr(&c, (const uint8_t *)text.data + *i, text.len - *i);
	if (*len <= 0) {
		*len = 1;
		c = 0xfffd;
	}
	*i += (size_t)*len;
	return c;
}

static void
find_first(struct view text, struct sms_parts *out)
{
	int len;

	for (size_t i = 0; i < text.len && !out->ucs2; out->first_at += !out->ucs2) {
		size_t start = i;
		ucs4_t c = next(text, &i, &len);
		if (septets(c) > 0)
			continue;
		out->ucs2 = true;
		out->first = c;
		memcpy(out->first_text, text.data + start, (size_t)len);
	}
	if (!out->ucs2)
		out->first_at = 0;
}

/* The parts of a text whose parts hold so many units. */
static void
cut(struct view text, int room, struct sms_parts *out)
{
	int len, used = room;

	out->units = out->parts = 0;
	for (size_t i = 0; i < text.len;) {
		ucs4_t c = next(text, &i, &len);
		int units = out->ucs2 ? 1 + (c > 0xffff) : septets(c);
		if (used + units > room) {
			out->parts++;
			used = 0;
		}
		used += units;
		out->units += units;
	}
	out->left = room - used;
}

void
sms_parts_count(struct view text, struct sms_parts *out)
{
	*out = (struct sms_parts){0};
	find_first(text, out);
	cut(text, out->ucs2 ? 70 : 160, out);
	if (out->parts > 1)
		cut(text, out->ucs2 ? 67 : 153, out);
}
