/* template_test.c - a text with {{fields}}: checked when written, filled when sent. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/lang.h"
#include "campaigns/template.h"

#include <cmocka.h>

static void
strange_fields_are_refused(void **unused)
{
	static const char *const wrong[] = {"{{Name}}", "{{}}", "{{ }}", "a {{nam}} b", "{{name", "{{name}} {{name", "{{name}} {{unsubscribe }", "{{{{name}}}}"};
	static const char *const right[] = {"", "no fields", "{{name}}", "{{ name }}{{unsubscribe}}", "{ {name}}", "100 }} %s {0}"};

	(void)unused;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		struct err err = {0};
		if (template_check(wrong[i], &err))
			fail_msg("%s", wrong[i]);
		assert_int_equal(err.kind, ERR_INPUT);
		assert_non_null(strstr(err.text, "{{name}}"));
	}
	for (size_t i = 0; i < sizeof(right) / sizeof(*right); i++) {
		struct err err = {0};
		if (!template_check(right[i], &err))
			fail_msg("%s: %s", right[i], err.text);
	}
}

static void
fields_are_filled_and_values_are_not_read_again(void **unused)
{
	struct template_values values = {.name = view_of("Анна {{unsubscribe}}"), .unsubscribe = view_of("https://x/u/1")};
	struct buf out = {0};

	(void)unused;
	template_fill("{{name}}, {{ name }}: {{unsubscribe}}.", &values, &out);
	assert_string_equal(out.data, "Анна {{unsubscribe}}, Анна {{unsubscribe}}: https://x/u/1.");
	buf_clear(&out);
	template_fill("plain", &values, &out);
	assert_string_equal(out.data, "plain");
	buf_release(&out);
}

static void
what_is_used_is_known(void **unused)
{
	(void)unused;
	assert_true(template_uses("a {{ unsubscribe }} b", "unsubscribe"));
	assert_false(template_uses("a {{name}} unsubscribe", "unsubscribe"));
	assert_false(template_uses("", "name"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(strange_fields_are_refused),
	    cmocka_unit_test(fields_are_filled_and_values_are_not_read_again),
	    cmocka_unit_test(what_is_used_is_known),
	};
	lang_set(LANG_EN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
