/* email_test.c - e-mail addresses as people write them. */
#include "base/email.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const struct {
	const char *text;
	const char *address;	/* NULL: not one */
} cases[] = {
	{"ivan@example.ru", "ivan@example.ru"},
	{"  Ivan.Petrov@Example.RU \r\n", "Ivan.Petrov@example.ru"},
	{"\u00a0ivan@example.ru\u200b", "ivan@example.ru"},
	{"ivan@example.ru.", "ivan@example.ru"},
	{"ivan@example.ru;", "ivan@example.ru"},
	{"'ivan@example.ru'", "ivan@example.ru"},
	{"mailto:ivan@example.ru", "ivan@example.ru"},
	{"<ivan@example.ru>", "ivan@example.ru"},
	{"Иван Петров <ivan@example.ru>", "ivan@example.ru"},
	{"ivan+news@mail.example.ru", "ivan+news@mail.example.ru"},
	{"info@ПОЧТА.РФ", "info@почта.рф"},
	{"info@русски\u0438\u0306.рф", "info@русский.рф"},
	{"a_b-c@x-y.io", "a_b-c@x-y.io"},
	{"o'neil@example.com", "o'neil@example.com"},
	{"", NULL},
	{"нет", NULL},
	{"ivan", NULL},
	{"@example.ru", NULL},
	{"ivan@", NULL},
	{"ivan@example", NULL},
	{"ivan@@example.ru", NULL},
	{"ivan@example..ru", NULL},
	{"ivan@.ru", NULL},
	{".ivan@example.ru", NULL},
	{"ivan.@example.ru", NULL},
	{"iv..an@example.ru", NULL},
	{"ivan petrov@example.ru", NULL},
	{"ivan@exam ple.ru", NULL},
	{"ivan@-example.ru", NULL},
	{"ivan@example-.ru", NULL},
	{"ivan@127.0.0.1", NULL},
	{"ivan@[127.0.0.1]", NULL},
	{"иван@example.ru", NULL},
	{"\u0441lient@example.ru", NULL},		/* a Cyrillic с */
	{"client@\u0435xample.ru", NULL},		/* a Cyrillic е among Latin letters */
	{"ivan@example.ru, petr@example.ru", NULL},
	{"ivan@example.r", NULL},
	{"ivan\xff@example.ru", NULL},
	{"ivan@exa\xffmple.ru", NULL},
};

static void
addresses_are_read_and_normalised(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char out[EMAIL_TEXT] = "untouched";
		const char *want = cases[i].address ? cases[i].address : "untouched";
		if (email_parse(view_of(cases[i].text), out) != (cases[i].address != NULL) || strcmp(out, want) != 0)
			fail_msg("\"%s\": \"%s\"", cases[i].text, out);
	}
}

static void
long_ones_are_refused(void **state)
{
	char text[400];
	char out[EMAIL_TEXT];

	(void)state;
	memset(text, 'a', sizeof(text));
	strcpy(text + 64, "@example.ru");
	assert_true(email_parse(view_of(text), out));
	memset(text, 'a', sizeof(text));
	strcpy(text + 65, "@example.ru");
	assert_false(email_parse(view_of(text), out));
	memset(text, 'a', sizeof(text));
	text[1] = '@';
	strcpy(text + 66, ".ru");	/* a label of 64 letters */
	assert_false(email_parse(view_of(text), out));
	memset(text, 'a', sizeof(text));
	text[1] = '@';
	for (size_t i = 20; i < 396; i += 20)
		text[i] = '.';
	text[399] = '\0';
	assert_false(email_parse(view_of(text), out));
}

static void
role_mailboxes_are_known(void **state)
{
	(void)state;
	assert_true(email_is_role_mailbox("info@example.ru"));
	assert_true(email_is_role_mailbox("Office@example.ru"));
	assert_true(email_is_role_mailbox("zakaz@example.ru"));
	assert_true(email_is_role_mailbox("info+news@example.ru"));
	assert_false(email_is_role_mailbox("infolina@example.ru"));
	assert_false(email_is_role_mailbox("ivan.info@example.ru"));
	assert_false(email_is_role_mailbox("@example.ru"));
}

static void
masks_hide_the_name(void **state)
{
	char out[EMAIL_TEXT];

	(void)state;
	email_mask("ivan@example.ru", out);
	assert_string_equal(out, "i***@example.ru");
	email_mask("i@example.ru", out);
	assert_string_equal(out, "i***@example.ru");
	email_mask("nobody", out);
	assert_string_equal(out, "***");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses_are_read_and_normalised),
		cmocka_unit_test(long_ones_are_refused),
		cmocka_unit_test(role_mailboxes_are_known),
		cmocka_unit_test(masks_hide_the_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
