/* xlsx_strings.h - a workbook's shared strings: all texts in one block, found by number. */
#ifndef CAMPAIGNS_XLSX_STRINGS_H
#define CAMPAIGNS_XLSX_STRINGS_H

#include "campaigns/xlsx_part.h"

struct xlsx_strings {
	struct xlsx_part part;
	const struct xlsx_limits *limits;
	struct buf text;
	uint32_t *end;			/* of each string in text */
	int64_t count, room;
	bool in_text;			/* inside <t>, outside <rPh> */
	int phonetic;
};

enum xlsx_fault xlsx_strings_read(zip_t *zip, const struct xlsx_limits *limits, struct xlsx_strings *strings,
    int64_t *unpacked);
void xlsx_strings_release(struct xlsx_strings *strings);
bool xlsx_strings_find(const struct xlsx_strings *strings, int64_t number, struct view *out);

#endif
