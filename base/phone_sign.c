/* phone_sign.c - the signs and words that people put into phone numbers. */
#include "base/phone_sign.h"

#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <unistr.h>

enum { WORD_BYTES = 48 };

static const struct word {
	const char *text;	/* in lower case */
	enum phone_sign sign;
} words[] = {
	{"доб", SIGN_EXTENSION}, {"добав", SIGN_EXTENSION}, {"добавочный", SIGN_EXTENSION}, {"доп", SIGN_EXTENSION},
	{"вн", SIGN_EXTENSION}, {"внут", SIGN_EXTENSION}, {"внутр", SIGN_EXTENSION}, {"внутренний", SIGN_EXTENSION},
	{"ext", SIGN_EXTENSION}, {"extn", SIGN_EXTENSION}, {"extension", SIGN_EXTENSION}, {"x", SIGN_EXTENSION},
	{"х", SIGN_EXTENSION},
	{"тел", SIGN_LABEL}, {"телефон", SIGN_LABEL}, {"т", SIGN_LABEL}, {"моб", SIGN_LABEL}, {"мобильный", SIGN_LABEL},
	{"м", SIGN_LABEL}, {"сот", SIGN_LABEL}, {"сотовый", SIGN_LABEL}, {"раб", SIGN_LABEL}, {"рабочий", SIGN_LABEL},
	{"р", SIGN_LABEL}, {"дом", SIGN_LABEL}, {"домашний", SIGN_LABEL}, {"д", SIGN_LABEL}, {"гор", SIGN_LABEL},
	{"городской", SIGN_LABEL}, {"tel", SIGN_LABEL}, {"phone", SIGN_LABEL}, {"mob", SIGN_LABEL},
	{"mobile", SIGN_LABEL}, {"cell", SIGN_LABEL},
};

/* Gaps beyond ASCII: spaces, hyphens, direction marks, full-width brackets. */
static bool
is_gap(ucs4_t c)
{
	if ((c >= 0x2000 && c <= 0x2015) || (c >= 0x2028 && c <= 0x202f) || (c >= 0x2060 && c <= 0x2064))
		return true;
	switch (c) {
	case 0xa0: case 0xad: case 0x2212: case 0x30fc: case 0x3000: case 0xfe58: case 0xfeff:
	case 0xff08: case 0xff09: case 0xff0d: case 0xff0e: case 0xff0f: case 0xff3b: case 0xff3d: case 0xff5e:
		return true;
	default:
		return c >= 0x2066 && c <= 0x2069;
	}
}

static bool
is_letter(ucs4_t c)
{
	return uc_is_general_category_withtable(c, UC_CATEGORY_MASK_L);
}

/* A word with the dot, colon or equals sign after it. */
static enum phone_sign
word_sign(const char *p, const char *end, size_t *size)
{
	uint8_t lower[WORD_BYTES];
	size_t len = 0;
	const char *q = p;
	ucs4_t c;

	while (q < end) {
		int step = u8_mbtouc(&c, (const uint8_t *)q, (size_t)(end - q));
		if (!is_letter(c))
			break;
		int put = len + 6 < WORD_BYTES ? u8_uctomb(lower + len, uc_tolower(c), 6) : 0;
		if (put <= 0)
			return SIGN_STRANGE;
		len += (size_t)put;
		q += step;
	}
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strlen(words[i].text) != len || memcmp(words[i].text, lower, len) != 0)
			continue;
		while (q < end && (*q == '.' || *q == ':' || *q == '='))
			q++;
		*size = (size_t)(q - p);
		return words[i].sign;
	}
	return SIGN_STRANGE;
}

static enum phone_sign
wide_sign(const char *p, const char *end, char *digit, size_t *size)
{
	ucs4_t c;
	int step = u8_mbtouc(&c, (const uint8_t *)p, (size_t)(end - p));

	*size = step > 0 ? (size_t)step : 1;
	if (c >= 0xff10 && c <= 0xff19) {
		*digit = (char)('0' + (c - 0xff10));
		return SIGN_DIGIT;
	}
	if (c == 0xff0b)
		return SIGN_PLUS;
	if (c == 0xff03)
		return SIGN_EXTENSION;
	if (is_gap(c))
		return SIGN_GAP;
	return is_letter(c) ? word_sign(p, end, size) : SIGN_STRANGE;
}

enum phone_sign
phone_sign(const char *p, const char *end, char *digit, size_t *size)
{
	*size = 1;
	if (*p >= '0' && *p <= '9') {
		*digit = *p;
		return SIGN_DIGIT;
	}
	switch (*p) {
	case ' ': case '-': case '(': case ')': case '.': case '\t': case '/': case '[': case ']': case '~':
		return SIGN_GAP;
	case '+':
		return SIGN_PLUS;
	case ',':
		return SIGN_COMMA;
	case '#':
		return SIGN_EXTENSION;
	case ';':
		if (end - p < 5 || memcmp(p, ";ext=", 5) != 0)
			return SIGN_STRANGE;
		*size = 5;
		return SIGN_EXTENSION;
	default:
		return wide_sign(p, end, digit, size);
	}
}
