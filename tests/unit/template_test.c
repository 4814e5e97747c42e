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
		assert_non_null(strstr(err.text, "line 1, column "));
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
	template_fill("{{name}}, {{ name }}: {{unsubscribe}}.", &values, CHANNEL_SMS, &out);
	assert_string_equal(out.data, "Анна {{unsubscribe}}, Анна {{unsubscribe}}: https://x/u/1.");
	buf_clear(&out);
	template_fill("plain", &values, CHANNEL_SMS, &out);
	assert_string_equal(out.data, "plain");
	buf_release(&out);
}

static const struct {
	const char *text, *says;
} faults[] = {
	{"Здравствуйте,\nвас ждёт {{doctor}}", "line 2, column 10: {{doctor}} is about health"},
	{"{{diagnosis|date}}", "line 1, column 1: {{diagnosis}} is about health"},
	{"До {{offer_untl|date}}", "line 1, column 4: unknown field {{offer_untl}}; did you mean {{offer_until}}?"},
	{"{{name|uper-first}}", "unknown filter \"uper-first\"; did you mean upper-first?"},
	{"{{name|date}}", "filter date is for instants"},
	{"{{offer_until|money}}", "filter money is for prices"},
	{"{{offer_until}}", "an instant needs |date or |time"},
	{"{{price}}", "a price |money"},
	{"{{name|default}}", "default needs its text"},
	{"{{name|default:\"\"}}", "default needs its text"},
	{"{{name", "is not closed"},
};

static void
faults_are_named_with_line_column_and_remedy(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++) {
		struct err err = {0};
		assert_false(template_check(faults[i].text, &err));
		if (strstr(err.text, faults[i].says) == NULL)
			fail_msg("%s: %s", faults[i].text, err.text);
	}
}

static void
what_the_campaign_knows_is_put_in_when_it_is_written(void **unused)
{
	/* 2026-12-31T21:00Z: New Year's Eve is over in Moscow a minute later. */
	struct template_constants known = {.phone = view_of("+74951234567"), .clinic = view_of("Клиника"),
		.offer_until = INT64_C(1798750740) * 1000000, .price = 1234567};
	struct template_constants none = {.phone = view_of(""), .clinic = view_of("")};
	struct buf out = {0};
	struct err err = {0};

	(void)unused;
	assert_true(template_bind("{{name|default:\"гость\"}}: {{clinic}}, {{phone}}, {{price|money}} до {{offer_until|date}} "
	    "{{ offer_until | time }}", &known, &out, &err));
	assert_string_equal(out.data, "{{name|default:\"гость\"}}: Клиника, +74951234567, 12 345,67 ₽ до 31.12.2026 23:59");
	buf_clear(&out);
	assert_false(template_bind("тел. {{phone}}", &none, &out, &err));
	assert_non_null(strstr(err.text, "nothing is known for {{phone}}"));
	buf_clear(&out);
	assert_true(template_bind("тел. {{phone|default:\"на сайте\"}}", &none, &out, &err));
	assert_string_equal(out.data, "тел. на сайте");
	buf_release(&out);
}

static void
values_are_filtered_and_made_harmless_for_the_channel(void **unused)
{
	struct template_values values = {.name = view_of("анна\r\nBcc: <b>x</b>"), .unsubscribe = view_of("")};
	struct template_values nobody = {.name = view_of("")};
	struct buf out = {0};

	(void)unused;
	template_fill("{{name|upper-first}}", &values, CHANNEL_EMAIL, &out);
	assert_string_equal(out.data, "Анна  Bcc: <b>x</b>");
	buf_clear(&out);
	template_fill("{{name|transliterate-not}}", &values, CHANNEL_CALL_ROBOT, &out);
	assert_string_equal(out.data, "анна  Bcc:  b x /b ");
	buf_clear(&out);
	template_fill("{{name|default:\"гость\"|upper-first}}!", &nobody, CHANNEL_SMS, &out);
	assert_string_equal(out.data, "Гость!");
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
	    cmocka_unit_test(faults_are_named_with_line_column_and_remedy),
	    cmocka_unit_test(what_the_campaign_knows_is_put_in_when_it_is_written),
	    cmocka_unit_test(values_are_filtered_and_made_harmless_for_the_channel),
	    cmocka_unit_test(what_is_used_is_known),
	};
	lang_set(LANG_EN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
