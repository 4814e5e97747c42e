/* recipe_test.c - filters, templates, maps and conditions by themselves; and what a wrong recipe is told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "dialer/form.h"
#include "dialer/recipe.h"

/* After ours: it makes a macro of fail. */
#include <cmocka.h>

static void
filters_do_what_they_say(void **unused)
{
	(void)unused;
	static const struct {
		const char *filter, *value, *want;
	} rows[] = {
	    {"digits", "+7 (916) 123-45-67", "79161234567"}, {"digits", "", ""},
	    {"e164", "79161234567", "+79161234567"}, {"e164", "89161234567", "+79161234567"},
	    {"e164", "+7916 1234567", "+79161234567"}, {"e164", "", ""}, {"e164", "MTS", ""},
	    {"last4", "79161234567", "4567"}, {"last4", "12", "12"},
	    {"trunc(5)", "\xd0\x9f\xd1\x80\xd0\xb8", "\xd0\x9f\xd1\x80"}, {"trunc(6)", "\xd0\x9f\xd1\x80\xd0\xb8", "\xd0\x9f\xd1\x80\xd0\xb8"},
	    {"trunc(3)", "abcdef", "abc"}, {"trunc(1)", "\xd0\x9f", ""},
	    {"b64", "hello", "aGVsbG8="}, {"url", "a b&\xd0\x9f", "a%20b%26%D0%9F"},
	    {"html", "<a> & \"b\"\n\nit's", "&lt;a&gt; &amp; &quot;b&quot;<br>\n<br>\nit&#39;s"}, {"lower", "P@Example.TEST", "p@example.test"},
	    {"mail_name", "Clinic <a@b.ru>", "Clinic"}, {"mail_name", "a@b.ru", ""},
	    {"mail_address", "Clinic <a@b.ru>", "a@b.ru"}, {"mail_address", "a@b.ru", "a@b.ru"},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct filter filter;
		struct buf out = {0};
		buf_init(&out);
		assert_true(filter_find(view_of(rows[i].filter), &filter));
		filter_apply(filter, view_of(rows[i].value), &out);
		assert_string_equal(out.data, rows[i].want);
		buf_release(&out);
	}
	struct filter filter;
	assert_false(filter_find(view_of("trunc"), &filter));
	assert_false(filter_find(view_of("digits(4)"), &filter));
	assert_false(filter_find(view_of("trunc(0)"), &filter));
}

static void
number31_is_a_number_smsc_takes(void **unused)
{
	(void)unused;
	struct filter filter;
	assert_true(filter_find(view_of("number31"), &filter));
	for (int i = 0; i < 1000; i++) {
		struct buf out = {0};
		char text[20];
		snprintf(text, sizeof(text), "%d", i);
		filter_apply(filter, view_of(text), &out);
		long number = strtol(out.data, NULL, 10);
		assert_true(number >= 1 && number <= 2147483647);
		buf_release(&out);
	}
}

static void
forms_are_read(void **unused)
{
	(void)unused;
	struct buf value = {0};
	assert_true(form_field(view_of("a=1&token=x%20y+z&b"), "token", &value));
	assert_string_equal(value.data, "x y z");
	buf_release(&value);
	assert_null(form_read(view_of("a=%0")));
	assert_null(form_read(view_of("a=%00")));
	assert_null(form_read(view_of("a=%zz")));
}

static const char whole[] =
    "provider: x\n"				/* 1 */
    "channel: SMS\n"				/* 2 */
    "secrets: [key]\n"				/* 3 */
    "maps: {words: {'2xxx': failed, '22xx': busy, '2219': ignored}}\n"	/* 4 */
    "send:\n"					/* 5 */
    "  url: '{base_url}/send'\n"		/* 6 */
    "  form: {to: '{to|digits}', k: '{secret.key}'}\n"	/* 7 */
    "answers:\n"				/* 8 */
    "  - {http: 200, pointer: /id, exists: yes, class: accepted}\n"	/* 9 */
    "webhook:\n"				/* 10 */
    "  parser: json\n"				/* 11 */
    "  verify: {token: '{secret.key}'}\n"	/* 12 */
    "  reports: [{pointer: /s, status: '{/s}', map: words, attempt: '{/a}'}]\n";	/* 13 */

/* The recipe with one piece of it replaced. */
static bool
compile(const char *old, const char *new, struct err *err)
{
	struct buf text = {0};
	struct arena memory = {0};
	struct recipe recipe = {0};
	const char *at = strstr(whole, old);

	assert_non_null(at);
	buf_add(&text, whole, (size_t)(at - whole));
	buf_add_text(&text, new);
	buf_add_text(&text, at + strlen(old));
	*err = (struct err){0};
	struct yaml *file = yaml_read("x.yaml", buf_view(&text), err);
	struct recipe_scope scope = {.arena = &memory, .declared = yaml_find(file, "secrets"), .base_url = "http://h",
	    .public_url = "http://p"};
	bool right = file != NULL && recipe_compile(&scope, file, &recipe, err);
	yaml_free(file);
	arena_release(&memory);
	buf_release(&text);
	return right;
}

static void
mistakes_are_told_with_their_line(void **unused)
{
	(void)unused;
	static const struct {
		const char *old, *new, *want;
	} rows[] = {
	    {"channel: SMS", "chanel: SMS", "x.yaml:2: chanel: unknown key; did you mean \"channel\"?"},
	    {"channel: SMS", "channel: FAX", "x.yaml:2: channel: expected CALL_OPERATOR, CALL_ROBOT, SMS or EMAIL"},
	    {"{to|digits}", "{too|digits}", "x.yaml:7: to: there is no \"too\"; did you mean \"to\"?"},
	    {"{to|digits}", "{to|digit}", "x.yaml:7: to: there is no \"digit\"; did you mean \"digits\"?"},
	    {"{to|digits}", "{to|digits", "x.yaml:7: to: a brace is not closed"},
	    {"k: '{secret.key}'", "k: '{secret.kez}'", "x.yaml:7: k: the secret \"kez\" is not in the list"},
	    {"form: {", "query: {", "x.yaml:5: send: what is sent must be a POST with a body"},
	    {"  url: '{base_url}/send'", "  method: GET\n  url: '{base_url}/send'", "what is sent must be a POST"},
	    {"  url: '{base_url}/send'\n", "", "x.yaml:5: send: \"url\" is missing"},
	    {"class: accepted", "class: fine", "x.yaml:9: class: there is no \"fine\""},
	    {"class: accepted", "clas: accepted", "x.yaml:9: clas: unknown key; did you mean \"class\"?"},
	    {", class: accepted", "", "a rule says either class and state, or map"},
	    {"http: 200", "http: 2000", "x.yaml:9: http: expected HTTP statuses like 200 or 500-599"},
	    {"/id, exists: yes", "id, exists: yes", "x.yaml:9: pointer: expected a JSON pointer like /data/id"},
	    {"busy", "buzy", "x.yaml:4: 22xx: there is no \"buzy\"; did you mean \"busy\"?"},
	    {"busy", "sent", "x.yaml:4: 22xx: there is no \"sent\""},
	    {"busy", "{state: busy, by: carrier}", "x.yaml:4: 22xx: only a refusal (opted_out) may be the carrier's"},
	    {"busy", "{state: opted_out, by: friend}", "x.yaml:4: by: there is no \"friend\""},
	    {"answers:\n", "stop_list: yes\nanswers:\n", "x.yaml:8: stop_list: expected a request with its answers, or none"},
	    {"answers:\n", "stop_list: {request: {url: u}}\nanswers:\n", "x.yaml:8: stop_list: \"answers\" is missing"},
	    {"map: words", "map: wordz", "x.yaml:13: map: there is no map \"wordz\" under \"maps\""},
	    {"verify: {token: '{secret.key}'}", "verify: {}", "x.yaml:12: verify: at least one of token, signed and md5_body"},
	    {"parser: json", "parser: xml", "x.yaml:11: parser: expected json, form, query or form_with_json_field"},
	};
	struct err err;
	assert_true(compile("provider: x", "provider: y", &err));
	assert_true(compile("busy", "{state: opted_out, kind: unsubscribe, by: carrier}", &err));
	assert_true(compile("answers:\n", "stop_list: none\nanswers:\n", &err));
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_false(compile(rows[i].old, rows[i].new, &err));
		if (strstr(err.text, rows[i].want) == NULL)
			print_error("wanted %s\ngot    %s\n", rows[i].want, err.text);
		assert_non_null(strstr(err.text, rows[i].want));
	}
}

static void
longer_matches_of_a_number_win(void **unused)
{
	(void)unused;
	struct err err = {0};
	struct arena memory = {0};
	struct word_map map = {0};
	struct meaning meaning;
	struct yaml *file = yaml_read("x", view_of("m: {'2xxx': failed, '22xx': busy, '2219': rejected, word: delivered}"), &err);
	struct recipe_scope scope = {.arena = &memory};
	assert_true(word_map_compile(&scope, file->first, &map, &err));
	assert_true(word_map_find(&map, view_of("2219"), &meaning) && meaning.state == ATTEMPT_REJECTED);
	assert_true(word_map_find(&map, view_of("2218"), &meaning) && meaning.state == ATTEMPT_BUSY);
	assert_true(word_map_find(&map, view_of("2300"), &meaning) && meaning.state == ATTEMPT_FAILED);
	assert_true(word_map_find(&map, view_of("word"), &meaning) && meaning.state == ATTEMPT_DELIVERED);
	assert_false(word_map_find(&map, view_of("3000"), &meaning));
	assert_false(word_map_find(&map, view_of("22190"), &meaning));
	assert_false(word_map_find(&map, view_of(""), &meaning));
	yaml_free(file);
	arena_release(&memory);
}

static void
a_missing_secret_is_named(void **unused)
{
	(void)unused;
	struct err err = {0};
	struct contract contract = {.provider = "smsc"};
	assert_null(provider_open("config/providers/smsc.yaml", &contract, "http://p", "tests/golden", &err));
	assert_non_null(strstr(err.text, "tests/golden/smsc.login"));
	assert_null(strstr(err.text, "testlogin"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(filters_do_what_they_say),
	    cmocka_unit_test(number31_is_a_number_smsc_takes),
	    cmocka_unit_test(forms_are_read),
	    cmocka_unit_test(mistakes_are_told_with_their_line),
	    cmocka_unit_test(longer_matches_of_a_number_win),
	    cmocka_unit_test(a_missing_secret_is_named),
	};
	lang_set(LANG_EN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
