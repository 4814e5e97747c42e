/* message_test.c - the compiled catalogue: in the order that its search needs, every line found. */
#include "base/message.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include "base/lang.h"

#include <cmocka.h>

/* A line break sorts before every printed character, its two-character spelling in messages.ru does not. */
static void
texts_are_in_order(void **state)
{
	(void)state;
	for (size_t i = 1; i < message_count; i++)
		if (strcmp(messages[i - 1].english, messages[i].english) >= 0)
			fail_msg("\"%s\" stands before \"%s\"", messages[i - 1].english, messages[i].english);
}

static void
every_text_is_found(void **state)
{
	(void)state;
	lang_set(LANG_RU);
	for (size_t i = 0; i < message_count; i++)
		assert_ptr_equal(say(messages[i].english), messages[i].russian);
	assert_string_equal(say("a text without a line"), "a text without a line");
	lang_set(LANG_EN);
	assert_ptr_equal(say(messages[0].english), messages[0].english);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_are_in_order),
		cmocka_unit_test(every_text_is_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
