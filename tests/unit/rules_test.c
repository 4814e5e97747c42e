/* rules_test.c - the table of rules against tests/cases/rules.tsv: ids, numbers that never change, dates; and how both are found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "compliance/rule.h"

#include <cmocka.h>

static int64_t
date(const char *text)
{
	char whole[32];
	int64_t out;

	if (strcmp(text, "-") == 0)
		return 0;
	snprintf(whole, sizeof(whole), "%sT00:00:00Z", text);
	assert_true(instant_parse(whole, &out));
	return out;
}

static void
test_table(void **state)
{
	char line[256], id[16], since[16], until[16];
	int number, count = 0;
	FILE *file = fopen("tests/cases/rules.tsv", "r");

	(void)state;
	assert_non_null(file);
	while (fgets(line, sizeof(line), file) != NULL) {
		if (line[0] == '#' || strncmp(line, "id\t", 3) == 0)
			continue;
		assert_int_equal(sscanf(line, "%15s %d %15s %15s", id, &number, since, until), 4);
		assert_true(count < rule_count);
		assert_string_equal(rules[count]->id, id);
		assert_int_equal(rules[count]->number, number);
		assert_true(rules[count]->since == date(since) && rules[count]->until == date(until));
		assert_ptr_equal(rule_find((uint8_t)number), rules[count]);
		assert_int_equal(rule_number_of(id), number);
		count++;
	}
	fclose(file);
	assert_int_equal(count, rule_count);
}

static void
test_strangers(void **state)
{
	(void)state;
	assert_null(rule_find(0));
	assert_null(rule_find(255));
	assert_int_equal(rule_number_of("G-00"), 0);
}

/* Whoever has a next is asked for it, and nobody else. */
static void
test_timed(void **state)
{
	int timed = 0, listed = 0;

	(void)state;
	for (int i = 0; i < rule_count; i++)
		timed += rules[i]->next != NULL;
	for (; timed_rules[listed] != NULL; listed++)
		assert_non_null(timed_rules[listed]->next);
	assert_int_equal(listed, timed);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table), cmocka_unit_test(test_strangers), cmocka_unit_test(test_timed)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
