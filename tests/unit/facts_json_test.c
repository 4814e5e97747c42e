/* facts_json_test.c - facts as JSON: there and back, strict, and the schema; docs/rules.md is what the table says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/lang.h"
#include "compliance/explain.h"
#include "compliance/facts_json.h"
#include "compliance/gate.h"
#include "compliance/verdict_json.h"
#include "tests/support/situation.h"

#include <cmocka.h>

/* Members in the order of their names, at every depth, and no blanks. */
static void
assert_canonical(const char *text)
{
	json_t *json = json_loads(text, 0, NULL);
	char *sorted = json_dumps(json, JSON_SORT_KEYS | JSON_COMPACT);

	assert_string_equal(text, sorted);
	free(sorted);
	json_decref(json);
}

static void
test_there_and_back(void **state)
{
	(void)state;
	for (const struct situation *s = situations; s->name != NULL; s++) {
		struct buf one = {0}, two = {0};
		struct facts facts, read;
		struct err err = {0};
		situation_facts(s, &facts);
		facts.suppression[facts.suppressions++] = (struct suppression_fact){
			.scope = SCOPE_ADS_CHANNEL, .channel = CHANNEL_SMS, .legal_entity_inn = SITUATION_INN, .said_at = facts.now};
		facts.oldest.calls_day = facts.oldest.ad_week = facts.label_until = facts.now;
		facts.consent[0].valid_until = facts.basis[0].valid_until = facts.now;
		facts_write_json(&facts, &one);
		assert_true(facts_read_json(buf_view(&one), &read, &err));
		assert_memory_equal(&facts.frequency, &read.frequency, sizeof(facts.frequency));
		facts_write_json(&read, &two);
		assert_string_equal(one.data, two.data);
		assert_canonical(one.data);
		buf_release(&one);
		buf_release(&two);
	}
}

static void
test_nothing_known(void **state)
{
	struct facts facts;
	struct buf text = {0};
	(void)state;
	facts_init(&facts, 0);
	facts_write_json(&facts, &text);
	assert_string_equal(text.data, "{}");
	buf_release(&text);
}

static void
test_refusals(void **state)
{
	static const struct {
		const char *text, *says;
	} table[] = {
		{"{\"purpos\":\"AD_PROMO\"}", "unknown member \"purpos\""},
		{"{\"consents\":[{\"code\":\"AD_CHANNEL\"},{\"code\":\"AD\"}]}", "consents: [1]: code: unknown word \"AD\""},
		{"{\"consents\":[{\"kode\":1}]}", "consents: [0]: unknown member \"kode\""},
		{"{\"purpose\":\"SURVEY\",\"purpose\":\"SURVEY\"}", "duplicate object key"},
		{"{\"purpose\":\"UNKNOWN\"}", "unknown word"},
		{"{\"purpose\":null}", "unknown word"},
		{"{\"approved\":1}", "expected true or false"},
		{"{\"approved\":\"yes\"}", "expected true or false"},
		{"{\"now\":\"yesterday\"}", "expected an instant"},
		{"{\"now\":\"1970-01-01\"}", "expected an instant"},
		{"{\"now\":5}", "expected an instant"},
		{"{\"agent\":-1}", "expected a whole number"},
		{"{\"agent\":9007199254740992}", "expected a whole number"},
		{"{\"agent\":1.5}", "expected a whole number"},
		{"{\"frequency\":{\"ad_day\":-1}}", "frequency: ad_day: expected a whole number"},
		{"{\"number_zones\":[\"Mars/Olympus\"]}", "unknown zone \"Mars/Olympus\""},
		{"{\"number_zones\":\"Europe/Moscow\"}", "expected a list"},
		{"{\"label\":5}", "expected a text"},
		{"{\"consents\":{}}", "expected a list"},
		{"[]", "expected an object"},
		{"", "not JSON"},
		{"{} {}", "not JSON"},
		{"{\"label\":\"a\\u0000b\"}", "not JSON"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		struct facts facts = {.now = 42};
		struct err err = {0};
		bool read = facts_read_json(view_of(table[i].text), &facts, &err);
		if (read || strstr(err.text, table[i].says) == NULL)
			print_message("%s: %s\n", table[i].text, read ? "read" : err.text);
		assert_false(read);
		assert_non_null(strstr(err.text, table[i].says));
		assert_int_equal(facts.now, 42);	/* untouched on failure */
	}
}

static void
test_verdict(void **state)
{
	struct policy *policy = situation_policy();
	struct facts facts;
	struct verdict verdict;
	struct buf text = {0};
	uint8_t reasons[2 * RULES_MAX];

	(void)state;
	situation_facts(situation_find("reminder_sms"), &facts);
	facts.frequency.messages_day = 2;
	gate_judge(&facts, policy, &verdict);
	verdict_write_json(&verdict, &text);
	assert_string_equal(text.data,
	    "{\"answers\":[{\"detail\":\"FREQUENCY_MESSAGES\",\"outcome\":\"DEFER\",\"reason\":\"DEFER_FREQUENCY\","
	    "\"rule\":\"G-18\",\"until\":\"2026-11-24T09:00:00.000000Z\"}],\"outcome\":\"DEFER\","
	    "\"until\":\"2026-11-24T09:00:00.000000Z\"}");
	facts.party_state = STATE_BLOCKED;
	gate_judge(&facts, policy, &verdict);
	assert_int_equal(verdict_reasons(&verdict, reasons), 4);
	assert_int_equal(reasons[0], 15);
	assert_int_equal(reasons[1], REASON_BLOCKED);
	assert_int_equal(reasons[2], 18);
	buf_clear(&text);
	explain_verdict(&facts, policy, &verdict, LANG_RU, &text);
	assert_non_null(strstr(text.data, "решение: нельзя"));
	assert_non_null(strstr(text.data, "G-15 нельзя"));
	assert_non_null(strstr(text.data, "не раньше 2026-11-24 12:00 Europe/Moscow"));
	facts.now = 0;
	buf_clear(&text);
	explain_verdict(&facts, policy, &verdict, LANG_RU, &text);
	assert_non_null(strstr(text.data, "сейчас: неизвестно\n"));	/* no instant is made up */
	buf_release(&text);
	policy_free(policy);
}

/* Numbers and reasons are stored for years: two rules may not share one, and every sentence is there. */
static void
test_rules(void **state)
{
	bool taken[256] = {false};
	int timed = 0;
	(void)state;
	for (int i = 0; i < rule_count; i++) {
		assert_true(rules[i]->number != 0 && !taken[rules[i]->number]);
		taken[rules[i]->number] = true;
		assert_ptr_equal(rule_find(rules[i]->number), rules[i]);
		assert_true(rules[i]->law[0] && rules[i]->russian[0] && rules[i]->english[0] && rules[i]->check != NULL);
		if (rules[i]->next != NULL)
			assert_ptr_equal(timed_rules[timed++], rules[i]);
	}
	assert_null(timed_rules[timed]);
	assert_null(rule_find(255));
	for (int i = 1; i < REASON_COUNT; i++)
		assert_int_equal(reason_find(view_of(reason_name((enum reason)i))), i);
}

static void
test_rules_paper(void **state)
{
	struct buf paper = {0}, made = {0}, map = {0};
	struct err err = {0};
	(void)state;
	assert_true(buf_read_file(&paper, "docs/rules.md", 1 << 20, &err));
	assert_true(buf_read_file(&map, "docs/law-map.tsv", 1 << 20, &err));
	explain_rules(buf_view(&map), &made);
	if (strcmp(paper.data, made.data) != 0)
		print_message("docs/rules.md is out of date: build/dozvon gate rules > docs/rules.md\n");
	assert_string_equal(paper.data, made.data);
	buf_release(&map);
	buf_release(&paper);
	buf_release(&made);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_there_and_back), cmocka_unit_test(test_nothing_known), cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_verdict), cmocka_unit_test(test_rules), cmocka_unit_test(test_rules_paper),
	};
	lang_set(LANG_EN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
