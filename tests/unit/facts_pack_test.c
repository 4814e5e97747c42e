/* facts_pack_test.c - facts packed and unpacked are the same facts; damaged bytes are refused and never crash. */
#include "compliance/facts_pack.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <string.h>

#include "compliance/facts_json.h"
#include "tests/support/situation.h"

#include <cmocka.h>

static void
same_facts(const struct facts *facts)
{
	struct buf packed = {0}, before = {0}, after = {0};
	struct facts read;
	struct err err = {0};

	facts_pack(facts, &packed);
	assert_true(facts_unpack(buf_view(&packed), &read, &err));
	facts_write_json(facts, &before);
	facts_write_json(&read, &after);
	assert_string_equal(before.data, after.data);
	assert_true(packed.len < before.len);
	buf_release(&packed);
	buf_release(&before);
	buf_release(&after);
}

static void
there_and_back(void **state)
{
	(void)state;
	for (const struct situation *s = situations; s->name != NULL; s++) {
		struct facts facts;
		situation_facts(s, &facts);
		facts.suppression[facts.suppressions++] = (struct suppression_fact){
			.scope = SCOPE_ADS_CHANNEL, .channel = CHANNEL_SMS, .legal_entity_inn = SITUATION_INN, .said_at = facts.now};
		facts.oldest.calls_day = facts.oldest.ad_week = facts.label_until = facts.now;
		facts.consent[0].valid_until = facts.basis[0].valid_until = facts.now;
		same_facts(&facts);
	}
}

static void
damaged(void **state)
{
	struct facts facts, read;
	struct buf packed = {0};
	struct err err = {0};

	(void)state;
	situation_facts(situations, &facts);
	facts_pack(&facts, &packed);
	for (size_t len = 0; len < packed.len; len++)
		assert_false(facts_unpack((struct view){packed.data, len}, &read, &err));
	for (size_t i = 0; i < packed.len * 8; i++) {
		packed.data[i / 8] = (char)(packed.data[i / 8] ^ 1 << i % 8);
		bool still_read = facts_unpack(buf_view(&packed), &read, &err);	/* another value or a refusal, never a crash */
		assert_true(still_read || err.kind == ERR_INPUT);
		packed.data[i / 8] = (char)(packed.data[i / 8] ^ 1 << i % 8);
	}
	packed.data[0] = 9;
	assert_false(facts_unpack(buf_view(&packed), &read, &err));
	assert_non_null(strstr(err.text, "form") ? err.text : strstr(err.text, "вид"));
	buf_release(&packed);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(there_and_back), cmocka_unit_test(damaged)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
