/* unsubscribe_token_test.c - a token says its attempt and nothing else passes for one. */
#include "compliance/unsubscribe_token.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/clock.h"

#include <cmocka.h>

static struct installation_key key = {{1, 2, 3}};

static void
what_was_made_is_read(void **state)
{
	(void)state;
	for (int i = 0; i < 1000; i++) {
		struct uuid attempt = uuid_new(DAY + i * SECOND), read;
		char token[UNSUBSCRIBE_TOKEN_TEXT];
		unsubscribe_token_make(&key, attempt, token);
		assert_int_equal(strlen(token), UNSUBSCRIBE_TOKEN_TEXT - 1);
		assert_int_equal(strspn(token, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"), 43);
		assert_true(unsubscribe_token_read(&key, view_of(token), &read));
		assert_true(uuid_equal(attempt, read));
	}
}

/* Every single character counts, the last one's spare bits too. */
static void
no_other_text_passes(void **state)
{
	struct installation_key other = {{9}};
	struct uuid attempt = {{5, 6, 7}}, read;
	char token[UNSUBSCRIBE_TOKEN_TEXT], changed[UNSUBSCRIBE_TOKEN_TEXT];

	(void)state;
	unsubscribe_token_make(&key, attempt, token);
	for (int i = 0; i < 43; i++)
		for (int c = 1; c < 256; c++) {
			memcpy(changed, token, sizeof(token));
			changed[i] = (char)c;
			if (changed[i] != token[i])
				assert_false(unsubscribe_token_read(&key, view_of(changed), &read));
		}
	assert_false(unsubscribe_token_read(&other, view_of(token), &read));
	assert_false(unsubscribe_token_read(&key, (struct view){token, 42}, &read));
	assert_false(unsubscribe_token_read(&key, (struct view){token, 0}, &read));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_made_is_read),
		cmocka_unit_test(no_other_text_passes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
