/* words_test.c - every word of every closed list by its name and back, and what is no word. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "compliance/words.h"

#include <cmocka.h>

struct list {
	int count;
	int (*find)(struct view name);
	const char *(*name)(int value);
	const char *(*russian)(int value);
};

#define LIST(type, prefix)
#define WORD(prefix, name, russian)
#define END(type, prefix) \
	static int type##_find_int(struct view name) { return (int)type##_find(name); } \
	static const char *type##_name_int(int value) { return type##_name((enum type)value); } \
	static const char *type##_russian_int(int value) { return type##_russian((enum type)value); }
#include "compliance/words.def"
#undef LIST
#undef WORD
#undef END

static const struct list lists[] = {
#define LIST(type, prefix)
#define WORD(prefix, name, russian)
#define END(type, prefix) {prefix##_COUNT, type##_find_int, type##_name_int, type##_russian_int},
#include "compliance/words.def"
#undef LIST
#undef WORD
#undef END
};
enum { LISTS = sizeof(lists) / sizeof(lists[0]) };

static void
test_and_back(void **state)
{
	(void)state;
	for (const struct list *list = lists; list < lists + LISTS; list++) {
		assert_true(list->count > 1);
		for (int value = 0; value < list->count; value++) {
			assert_int_equal(list->find(view_of(list->name(value))), value);
			assert_true(list->russian(value)[0] != '\0');
		}
	}
}

/* What is no word is UNKNOWN, by its name as by its number. */
static void
test_no_word(void **state)
{
	static const char *const none[] = {"", "UNKNOWN", "unknown", "X", "SM", "SMSS"};

	(void)state;
	for (const struct list *list = lists; list < lists + LISTS; list++) {
		assert_int_equal(list->find((struct view){NULL, 0}), 0);
		for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
			assert_int_equal(list->find(view_of(none[i])), 0);
		assert_string_equal(list->name(list->count), "UNKNOWN");
		assert_string_equal(list->name(-1), "UNKNOWN");
		assert_string_equal(list->russian(list->count), list->russian(0));
		assert_string_equal(list->russian(-1), list->russian(0));
	}
}

static void
test_calls(void **state)
{
	(void)state;
	for (unsigned channel = 0; channel <= CHANNEL_COUNT; channel++)
		assert_int_equal(channel_is_call((enum channel)channel), channel == CHANNEL_CALL_OPERATOR || channel == CHANNEL_CALL_ROBOT);
}

static void
test_purposes(void **state)
{
	uint16_t bits = 1;

	(void)state;
	assert_true(purposes_read("SURVEY", &bits));
	assert_int_equal(bits, WORD_BIT(PURPOSE_SURVEY));
	assert_true(purposes_read("SURVEY,AD_PROMO,CONTRACT", &bits));
	assert_int_equal(bits, WORD_BIT(PURPOSE_SURVEY) | WORD_BIT(PURPOSE_AD_PROMO) | WORD_BIT(PURPOSE_CONTRACT));
	assert_false(purposes_read("", &bits));
	assert_int_equal(bits, 0);
	assert_false(purposes_read("SURVEY,", &bits));
	assert_false(purposes_read("SURVEY,LUNCH", &bits));
	assert_false(purposes_read("LUNCH", &bits));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_and_back), cmocka_unit_test(test_no_word), cmocka_unit_test(test_calls),
		cmocka_unit_test(test_purposes)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
