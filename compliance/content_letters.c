/* content_letters.c - characters to letters: what looks like nothing is left out, what looks alike in one script is one. */
#include "compliance/content_letters.h"

#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

enum { FORMS = 4 };

/* Letters of other Cyrillic and Greek alphabets that a Russian eye reads as ours. */
static const ucs4_t neighbours[][2] = {
	{U'ё', U'е'}, {U'і', U'и'}, {U'ї', U'и'}, {U'є', U'е'}, {U'ґ', U'г'}, {U'ө', U'о'}, {U'ѕ', U'с'}, {U'ј', U'й'},
	{U'һ', U'н'}, {U'ԁ', U'д'}, {U'қ', U'к'}, {U'ң', U'н'}, {U'ү', U'у'}, {U'ұ', U'у'}, {U'ҳ', U'х'}, {U'ә', U'е'},
	{U'ў', U'у'}, {U'ӏ', U'и'}, {U'α', U'а'}, {U'β', U'в'}, {U'γ', U'у'}, {U'ε', U'е'}, {U'η', U'н'}, {U'ι', U'и'},
	{U'κ', U'к'}, {U'λ', U'л'}, {U'μ', U'м'}, {U'ο', U'о'}, {U'π', U'п'}, {U'ρ', U'р'}, {U'σ', U'с'}, {U'ς', U'с'},
	{U'τ', U'т'}, {U'υ', U'у'}, {U'χ', U'х'}, {U'ı', U'i'},
};

bool
content_is_cyrillic(ucs4_t c)
{
	return c >= 0x400 && c <= 0x52f;
}

bool
content_is_latin(ucs4_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 0xdf && c <= 0x24f && c != 0xf7);
}

bool
content_is_digit(ucs4_t c)
{
	return c >= '0' && c <= '9';
}

static bool
is_invisible(ucs4_t c)
{
	return uc_is_general_category(c, UC_CATEGORY_Mn) || uc_is_general_category(c, UC_CATEGORY_Me) ||
	    uc_is_general_category(c, UC_CATEGORY_Cf) || c == 0x115f || c == 0x1160 || c == 0x3164 || c == 0xffa0;
}

static ucs4_t
plain(ucs4_t c)
{
	c = uc_tolower(c);
	for (size_t i = 0; i < sizeof(neighbours) / sizeof(neighbours[0]); i++)
		if (neighbours[i][0] == c)
			return neighbours[i][1];
	return c;
}

/* The visible characters of one; № and its like stay, they are no letters. */
static size_t
forms_of(ucs4_t c, ucs4_t out[FORMS])
{
	ucs4_t whole[32];
	size_t len = sizeof(whole) / sizeof(whole[0]), count = 0;

	if (c < 0x80 || content_is_cyrillic(c) || (c >= 0x2100 && c <= 0x214f)) {
		out[0] = plain(c);
		return !is_invisible(c);
	}
	if (u32_normalize(UNINORM_NFKD, &c, 1, whole, &len) == NULL)
		len = 0;
	for (size_t i = 0; i < len && count < FORMS; i++)
		if (!is_invisible(whole[i]))
			out[count++] = plain(whole[i]);
	return count;
}

void
content_letters_read(struct view text, struct arena *arena, struct content_letters *out)
{
	const uint8_t *start = (const uint8_t *)text.data, *p = start, *end = start + text.len;
	ucs4_t c, forms[FORMS];

	/* A character has a byte at least, and no more forms than bytes but for a few ligatures. */
	out->letter = arena_new(arena, (text.len + 1) * FORMS * sizeof(*out->letter));
	out->count = 0;
	for (out->chars = 0; p < end; out->chars++) {
		int len = u8_mbtoucr(&c, p, (size_t)(end - p));
		struct content_letter *last = out->count > 0 ? &out->letter[out->count - 1] : NULL;
		uint32_t byte = (uint32_t)(p - start), bytes = len > 0 ? (uint32_t)len : 1;
		if (len <= 0)
			c = 0xfffd;
		p += bytes;
		if (c == 0x306 && last != NULL && last->c == U'и') {	/* и and a breve */
			last->c = U'й';
			continue;
		}
		size_t count = forms_of(c, forms);
		for (size_t i = 0; i < count; i++)
			out->letter[out->count++] = (struct content_letter){forms[i], byte, bytes, (uint32_t)out->chars};
	}
}
