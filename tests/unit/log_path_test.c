/* log_path_test.c - the grammar of tile names. */
#include "web/log_path.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct line {
	const char *path;
	bool tile;
} lines[] = {
	{"0/000", true}, {"0/x001/x234/067", true}, {"63/255", true}, {"1/000.p/1", true}, {"0/x001/067.p/255", true},
	{"entries/000", true}, {"entries/x001/000.p/17", true},
	{"", false}, {"0", false}, {"0/", false}, {"64/000", false}, {"00/000", false}, {"01/000", false},
	{"-1/000", false}, {"0/0000", false}, {"0/00", false}, {"0/x00/000", false}, {"0/x001", false}, {"0/x001/", false},
	{"0/001/067", false}, {"0/000.p/0", false}, {"0/000.p/256", false}, {"0/000.p/01", false}, {"0/000.p/", false},
	{"0/000.p", false}, {"0/000/", false}, {"entries", false}, {"entries/../000", false}, {"../key", false},
	{"0/000.new", false}, {"0/x001/x001/x001/x001/x001/x001/x001/000", false}, {"/0/000", false}, {"data/000", false},
};

static void
names_are_judged(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		if (log_path_is_tile(view_of(lines[i].path)) != lines[i].tile)
			fail_msg("%s", lines[i].path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(names_are_judged)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
