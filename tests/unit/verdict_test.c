/* verdict_test.c - how a verdict is stored: the severest first, then in the order of the table, what is only observed behind two zeros. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "compliance/rule.h"
#include "compliance/verdict.h"

#include <cmocka.h>

static struct verdict verdict;
static uint8_t bytes[2 * RULES_MAX];

static void
all_allow(void)
{
	memset(&verdict, 0, sizeof(verdict));
	memset(bytes, 0xEE, sizeof(bytes));
	verdict.rules = rule_count;
	for (int i = 0; i < rule_count; i++)
		verdict.answer[i] = allow();
}

static void
test_order(void **state)
{
	int last = rule_count - 1;

	(void)state;
	all_allow();
	verdict.answer[0].outcome = OUTCOME_DENY + 1;	/* neither what is no outcome nor what is no rule's is stored */
	verdict.answer[rule_count] = deny(7);
	assert_int_equal(verdict_reasons(&verdict, bytes), 0);
	assert_int_equal(bytes[0], 0xEE);
	verdict.answer[0] = defer(5, 1);
	verdict.answer[1] = review(6);
	verdict.answer[2] = deny(7);
	verdict.answer[last] = deny(8);
	const uint8_t want[] = {rules[2]->number, 7, rules[last]->number, 8, rules[1]->number, 6, rules[0]->number, 5};
	assert_int_equal(verdict_reasons(&verdict, bytes), sizeof(want));
	assert_memory_equal(bytes, want, sizeof(want));
	assert_int_equal(bytes[sizeof(want)], 0xEE);
}

static void
test_observed(void **state)
{
	(void)state;
	all_allow();
	verdict.answer[3] = deny(7);
	verdict.answer[3].observed = true;
	const uint8_t alone[] = {0, 0, rules[3]->number, 7};
	assert_int_equal(verdict_reasons(&verdict, bytes), sizeof(alone));
	assert_memory_equal(bytes, alone, sizeof(alone));
	verdict.answer[4] = review(9);
	verdict.answer[5] = defer(5, 1);
	verdict.answer[5].observed = true;
	const uint8_t both[] = {rules[4]->number, 9, 0, 0, rules[3]->number, 7, rules[5]->number, 5};
	assert_int_equal(verdict_reasons(&verdict, bytes), sizeof(both));
	assert_memory_equal(bytes, both, sizeof(both));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_order), cmocka_unit_test(test_observed)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
