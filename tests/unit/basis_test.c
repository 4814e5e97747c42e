/* basis_test.c - bases packed and back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"
#include "compliance/basis.h"

#include <cmocka.h>

static void
packed_and_back(void **state)
{
	struct buf packed = {0};
	struct basis_fact in[FACTS_BASES] = {{0}}, out[FACTS_BASES];
	uint8_t count;

	(void)state;
	for (int i = 0; i < FACTS_BASES; i++)
		in[i] = (struct basis_fact){.kind = BASIS_CONTRACT + i % 4, .purposes = (uint16_t)(1 << i),
			.legal_entity_inn = 7701234567 + i, .valid_from = i * DAY, .valid_until = i * 2 * DAY};
	basis_pack(in, FACTS_BASES, &packed);
	assert_int_equal(packed.len, FACTS_BASES * BASIS_PACKED);
	assert_true(basis_unpack(buf_view(&packed), out, FACTS_BASES, &count));
	assert_int_equal(count, FACTS_BASES);
	for (int i = 0; i < FACTS_BASES; i++) {
		assert_int_equal(in[i].kind, out[i].kind);
		assert_int_equal(in[i].purposes, out[i].purposes);
		assert_int_equal(in[i].legal_entity_inn, out[i].legal_entity_inn);
		assert_int_equal(in[i].valid_from, out[i].valid_from);
		assert_int_equal(in[i].valid_until, out[i].valid_until);
	}
	buf_release(&packed);
}

static void
damaged(void **state)
{
	struct buf packed = {0};
	struct basis_fact fact = {.kind = BASIS_LAW, .purposes = 1}, out;
	uint8_t count;

	(void)state;
	basis_pack(&fact, 1, &packed);
	assert_false(basis_unpack((struct view){packed.data, 31}, &out, 1, &count));
	assert_false(basis_unpack(buf_view(&packed), &out, 0, &count));
	packed.data[0] = BASIS_COUNT;
	assert_false(basis_unpack(buf_view(&packed), &out, 1, &count));
	packed.data[0] = 0;
	assert_false(basis_unpack(buf_view(&packed), &out, 1, &count));
	packed.data[0] = BASIS_LAW;
	packed.data[5] = 1;
	assert_false(basis_unpack(buf_view(&packed), &out, 1, &count));
	assert_true(basis_unpack((struct view){NULL, 0}, &out, 1, &count));
	assert_int_equal(count, 0);
	buf_release(&packed);
}

static void
derived(void **state)
{
	static const struct basis_fact contract = {.kind = BASIS_CONTRACT, .purposes = 64, .legal_entity_inn = 7701234567};
	static const struct basis_fact wider = {.kind = BASIS_CONTRACT, .purposes = 66, .legal_entity_inn = 7701234567};
	static const struct basis_fact plan = {.kind = BASIS_CARE_PLAN, .purposes = 16, .legal_entity_inn = 7701234567};
	struct basis_event events[] = {
		{contract, "Д-1", false}, {plan, "Д-1", false}, {contract, "Д-2", false}, {wider, "Д-1", false},
		{contract, "Д-2", true}, {contract, "Д-3", true},
	};
	struct basis_fact out[4];

	(void)state;
	assert_int_equal(basis_derive(events, 6, out, 4), 2);
	assert_int_equal(out[0].kind, BASIS_CARE_PLAN);
	assert_int_equal(out[1].purposes, 66);
	assert_int_equal(basis_derive(events, 6, out, 1), 1);
	assert_int_equal(out[0].purposes, 66);
	assert_int_equal(basis_derive(events, 6, out, 0), 0);
	assert_int_equal(basis_derive(events, 3, out, 4), 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(derived), cmocka_unit_test(packed_and_back), cmocka_unit_test(damaged)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
