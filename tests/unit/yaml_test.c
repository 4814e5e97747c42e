/* yaml_test.c - maps, lists and texts with their lines; everything else that YAML can do is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/lang.h"
#include "base/clock.h"
#include "config/yaml.h"

#include <cmocka.h>

static void
the_tree_knows_its_lines(void **unused)
{
	struct err err = {0};
	struct yaml *root = yaml_read("f", view_of("a: 1\nb:\n  - x\n  - {c: \"2\"}\n\nd: |\n  two\n  lines\n"), &err);
	const struct yaml *node;
	int64_t number = 0;

	(void)unused;
	assert_non_null(root);
	assert_int_equal(yaml_count(root), 3);
	assert_true(yaml_get(root, "a", &node, &err) && yaml_int(node, 0, 9, &number, &err));
	assert_int_equal(number, 1);
	node = yaml_find(root, "b");
	assert_int_equal(node->kind, YAML_LIST);
	assert_int_equal(node->first->line, 3);
	assert_int_equal(node->first->next->first->line, 4);
	assert_string_equal(node->first->next->first->text, "2");
	assert_string_equal(yaml_find(root, "d")->text, "two\nlines\n");
	assert_null(yaml_find(root, "e"));
	assert_false(yaml_get(root, "e", &node, &err));
	assert_non_null(strstr(err.text, "e"));
	yaml_free(root);
}

static void
what_could_hide_something_is_refused(void **unused)
{
	static const struct {
		const char *text, *where;
	} wrong[] = {
		{"a: &x 1\nb: *x\n", "f:"}, {"a: !!int 1\n", "f:1"}, {"a: &x 1\n", "f:1"}, {"a: !x [1]\n", "f:1"}, {"!x {a: 1}\n", "f:1"}, {"a: 1\na: 2\n", "f:2"}, {"a: 1\n---\nb: 2\n", "f:"},
		{"", "f:1"}, {"a: [1, 2\n", "f:"}, {"a: 1\n b: 2\n", "f:2"}, {"? [a]\n: 1\n", "f:1"}, {"a: \"\\0\"\n", "f:1"}, {"\ta: 1\n", "f:1"},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		struct err err = {0};
		struct yaml *root = yaml_read("f", view_of(wrong[i].text), &err);
		if (root != NULL || strncmp(err.text, wrong[i].where, strlen(wrong[i].where)) != 0)
			fail_msg("%s: \"%s\"", wrong[i].text, err.text);
		assert_int_equal(err.kind, ERR_INPUT);
	}
}

static void
deep_nesting_is_refused_and_does_not_overflow(void **unused)
{
	static char text[100001];
	struct err err = {0};

	(void)unused;
	memset(text, '[', sizeof(text) - 1);
	assert_null(yaml_read("f", view_of(text), &err));
	assert_int_equal(err.kind, ERR_INPUT);
}

static void
values_are_typed_by_who_asks(void **unused)
{
	struct err err = {0};
	struct yaml *root = yaml_read("f", view_of("n: 12\nbig: 13\nt: yes\nw: maybe\ni: 2026-11-23T11:00:00+03:00\nd: 2026-11-23\nl: [1]\n"), &err);
	const char *text;
	int64_t number;
	bool truth;

	(void)unused;
	assert_true(yaml_int(yaml_find(root, "n"), 0, 12, &number, &err) && number == 12);
	assert_false(yaml_int(yaml_find(root, "big"), 0, 12, &number, &err));
	assert_non_null(strstr(err.text, "f:2: big"));
	assert_false(yaml_int(yaml_find(root, "w"), 0, 12, &number, &err));
	assert_true(yaml_bool(yaml_find(root, "t"), &truth, &err) && truth);
	assert_false(yaml_bool(yaml_find(root, "w"), &truth, &err));
	assert_true(yaml_instant(yaml_find(root, "i"), &number, &err));
	assert_int_equal(number, 1795420800 * SECOND);
	assert_true(yaml_instant(yaml_find(root, "d"), &number, &err));
	assert_false(yaml_instant(yaml_find(root, "w"), &number, &err));
	assert_false(yaml_text(yaml_find(root, "l"), &text, &err));
	yaml_free(root);
}

static void
an_unknown_key_is_told_the_nearest(void **unused)
{
	static const char *const known[] = {"purpose", "channel", "provider", NULL};
	struct err err = {0};
	struct yaml *root = yaml_read("f", view_of("purpose: 1\nchanel: 2\n"), &err);

	(void)unused;
	assert_false(yaml_all_known(root, known, &err));
	assert_non_null(strstr(err.text, "f:2: chanel"));
	assert_non_null(strstr(err.text, "channel"));
	assert_null(nearest_word("xyzzyxyzzy", known));
	assert_string_equal(nearest_word("provder", known), "provider");
	yaml_free(root);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_tree_knows_its_lines),
	    cmocka_unit_test(what_could_hide_something_is_refused),
	    cmocka_unit_test(deep_nesting_is_refused_and_does_not_overflow),
	    cmocka_unit_test(values_are_typed_by_who_asks),
	    cmocka_unit_test(an_unknown_key_is_told_the_nearest),
	};
	lang_set(LANG_EN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
