/* sms_test.c - parts of an SMS at every edge: GSM 03.38, its extension, UCS-2, pairs that are not cut. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/sms.h"

#include <cmocka.h>

static const struct {
	const char *piece;
	int times;
	const char *tail;
	bool ucs2;
	int units, parts, left;
	const char *first;
	int first_at;
} table[] = {
	{"", 0, "", false, 0, 0, 0, "", 0},
	{"a", 160, "", false, 160, 1, 0, "", 0},
	{"a", 161, "", false, 161, 2, 145, "", 0},
	{"a", 306, "", false, 306, 2, 0, "", 0},
	{"a", 307, "", false, 307, 3, 152, "", 0},
	{"€", 80, "", false, 160, 1, 0, "", 0},
	/* an escape and its sign stay together: 152 + the pair in the next part */
	{"a", 152, "€aaaaaaaa", false, 162, 2, 143, "", 0},
	{"ж", 70, "", true, 70, 1, 0, "ж", 0},
	{"ж", 71, "", true, 71, 2, 63, "ж", 0},
	{"ж", 134, "", true, 134, 2, 0, "ж", 0},
	{"ж", 135, "", true, 135, 3, 66, "ж", 0},
	{"a", 10, "ё", true, 11, 1, 59, "ё", 10},
	{"a", 159, "«", true, 160, 3, 41, "«", 159},
	{"😀", 35, "", true, 70, 1, 0, "😀", 0},
	/* 66 units and a surrogate pair: the pair goes to the next part */
	{"ж", 66, "😀жжж", true, 71, 2, 62, "ж", 0},
	{"@£$_ Δ^{}[]~|\\", 1, "", false, 22, 1, 138, "", 0},
	{"`", 1, "", true, 1, 1, 69, "`", 0},
};

static void
parts_are_counted(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
		struct buf text = {0};
		struct sms_parts parts;
		buf_init(&text);
		for (int n = 0; n < table[i].times; n++)
			buf_add_text(&text, table[i].piece);
		buf_add_text(&text, table[i].tail);
		sms_parts_count(buf_view(&text), &parts);
		if (parts.ucs2 != table[i].ucs2 || parts.units != table[i].units || parts.parts != table[i].parts ||
		    parts.left != table[i].left || strcmp(parts.first_text, table[i].first) != 0 || parts.first_at != table[i].first_at)
			fail_msg("row %zu: %d units, %d parts, %d left, \"%s\" at %d", i, parts.units, parts.parts, parts.left,
			    parts.first_text, parts.first_at);
		buf_release(&text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(parts_are_counted)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
