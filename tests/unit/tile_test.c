/* tile_test.c - names and widths of tiles, as in C2SP tlog-tiles. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "compliance/tile.h"

#include <cmocka.h>

static void
names(void **state)
{
	static const struct { struct tile tile; const char *name; } cases[] = {
		{{0, 0, 256}, "tile/0/000"},
		{{0, 5, 1}, "tile/0/005.p/1"},
		{{1, 999, 255}, "tile/1/999.p/255"},
		{{0, 1000, 256}, "tile/0/x001/000"},
		{{0, 999999, 256}, "tile/0/x999/999"},
		{{3, 1000000, 256}, "tile/3/x001/x000/000"},
		{{0, 1234067, 256}, "tile/0/x001/x234/067"},
		{{TILE_BUNDLE, 1234067, 17}, "tile/entries/x001/x234/067.p/17"},
		{{0, UINT64_C(1) << 54, 256}, "tile/0/x018/x014/x398/x509/x481/984"},
	};
	char name[TILE_NAME];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		tile_name(&cases[i].tile, name);
		assert_string_equal(name, cases[i].name);
	}
}

/* All tiles of one size, as "level:full+width". */
static const char *
shape(uint64_t size)
{
	static char text[256];
	size_t len = 0;

	text[0] = '\0';
	for (int level = 0; level < TILE_LEVELS; level++) {
		unsigned full = 0, partial = 0;
		struct tile tile;
		for (uint64_t i = 0; (tile = tile_of(level, i, size)).width > 0; i++)
			if (tile.width == TILE_WIDTH)
				full++;
			else
				partial = tile.width;
		if (full + partial > 0)
			len += (size_t)snprintf(text + len, sizeof(text) - len, "%d:%u+%u ", level, full, partial);
	}
	return text;
}

static void
widths(void **state)
{
	(void)state;
	assert_string_equal(shape(0), "");
	assert_string_equal(shape(1), "0:0+1 ");
	assert_string_equal(shape(255), "0:0+255 ");
	assert_string_equal(shape(256), "0:1+0 1:0+1 ");
	assert_string_equal(shape(257), "0:1+1 1:0+1 ");
	assert_string_equal(shape(70000), "0:273+112 1:1+17 2:0+1 ");
	assert_string_equal(shape(65536), "0:256+0 1:1+0 2:0+1 ");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names),
		cmocka_unit_test(widths),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
