/* region_name.c - the spellings of a region's name. */
#include "config/region_name.h"

#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <unistr.h>

/* Said of many regions, so they tell none apart. */
static bool
is_kind_of_region(const char *word, size_t len)
{
	static const char *const kinds[] = {
		"республика", "респ", "р", "область", "обл", "край", "кр", "автономный", "автономная", "авт", "округ", "ао",
		"аобл", "город", "гор", "г", "го",
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strlen(kinds[i]) == len && memcmp(kinds[i], word, len) == 0)
			return true;
	return false;
}

/* Ends the word that begins at start: drops it, or keeps it with a space after. */
static size_t
end_word(const char *out, size_t start, size_t len)
{
	return len == start || is_kind_of_region(out + start, len - start) ? start : len + 1;
}

bool
region_key(struct view name, char out[REGION_KEY])
{
	size_t len = 0, start = 0;

	for (size_t i = 0; i < name.len;) {
		ucs4_t c;
		i += (size_t)u8_mbtouc(&c, (const uint8_t *)name.data + i, name.len - i);
		if (len + 8 > REGION_KEY)
			return false;
		if (uc_is_general_category_withtable(c, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_Nd)) {
			c = uc_tolower(c);
			len += (size_t)u8_uctomb((uint8_t *)out + len, c == 0x451 ? 0x435 : c, 6);	/* ё as е */
		} else {
			len = end_word(out, start, len);
			if (len > start)
				out[len - 1] = ' ';
			start = len;
		}
	}
	len = end_word(out, start, len);
	if (len == 0)
		return false;
	out[len - 1] = '\0';
	return true;
}

static size_t
separator(const char *p, size_t left)
{
	static const char and[] = " и ";

	if (*p == '*' || *p == ',' || *p == ';')
		return 1;
	return left >= sizeof(and) - 1 && memcmp(p, and, sizeof(and) - 1) == 0 ? sizeof(and) - 1 : 0;
}

struct view
region_part(struct view *rest, bool narrower)
{
	struct view part = *rest;

	for (size_t i = 0; i < rest->len; i++) {
		const char *p = rest->data + i;
		size_t len = narrower ? *p == '|' : separator(p, rest->len - i);
		if (len > 0) {
			part.len = i;
			*rest = (struct view){p + len, rest->len - i - len};
			return part;
		}
	}
	*rest = (struct view){rest->data + rest->len, 0};
	return part;
}
