/* basis_test.c - bases from their events, packed and back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/clock.h"
#include "compliance/basis.h"
#include "tests/support/fence.h"

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

/* What gives way is the oldest, and nothing behind the room or the events is looked at. */
static void
at_the_end(void **state)
{
	struct basis_event all[5];
	struct basis_fact *out = fence_new(3 * sizeof(*out));

	(void)state;
	for (int i = 0; i < 5; i++)
		all[i] = (struct basis_event){{.kind = BASIS_CONTRACT, .purposes = (uint16_t)(i + 1)}, (const char *[]){"a", "b", "c", "d", "e"}[i], false};
	struct basis_event *events = fence_copy(all, sizeof(all));
	assert_int_equal(basis_derive(events, 5, out, 3), 3);
	for (int i = 0; i < 3; i++)
		assert_int_equal(out[i].purposes, i + 3);
	fence_free(events, sizeof(all));
	fence_free(out, 3 * sizeof(*out));
}

/* The same basis is the same kind, entity and reference, all three. */
static void
same(void **state)
{
	struct basis_event events[2] = {{{.kind = BASIS_LAW, .legal_entity_inn = 1}, "a", false}, {{.kind = BASIS_LAW, .legal_entity_inn = 1}, "a", true}};
	struct basis_fact out[2];

	(void)state;
	assert_int_equal(basis_derive(events, 2, out, 2), 0);
	events[1].said.kind = BASIS_CONTRACT;
	assert_int_equal(basis_derive(events, 2, out, 2), 1);
	events[1].said = (struct basis_fact){.kind = BASIS_LAW, .legal_entity_inn = 2};
	assert_int_equal(basis_derive(events, 2, out, 2), 1);
	events[1].said.legal_entity_inn = 1;
	events[1].reference = "b";
	assert_int_equal(basis_derive(events, 2, out, 2), 1);
}

/* Each byte that says too much, and every length that is not whole bases, right before a fence. */
static void
beyond(void **state)
{
	static const struct { int at, value; bool read; } table[] = {
		{0, 0, false}, {0, BASIS_COUNT, false}, {0, 1, true}, {0, BASIS_COUNT - 1, true}, {1, 1, false},
		{3, 1 << (PURPOSE_COUNT - 1) >> 8, false}, {4, 1, false}, {7, 1, false},
	};
	struct basis_fact fact = {.kind = BASIS_LAW, .purposes = (1 << (PURPOSE_COUNT - 1)) - 1,
		.legal_entity_inn = INT64_C(0x0102030405060708), .valid_from = INT64_MIN, .valid_until = INT64_MAX}, out[2];
	struct buf packed = {0};
	uint8_t count;

	(void)state;
	basis_pack(&fact, 1, &packed);
	char *bytes = fence_copy(packed.data, packed.len);
	memset(out, 0xFF, sizeof(out));
	assert_true(basis_unpack((struct view){bytes, packed.len}, out, 1, &count));
	assert_true(count == 1 && out[0].purposes == fact.purposes && out[0].legal_entity_inn == fact.legal_entity_inn &&
	    out[0].valid_from == fact.valid_from && out[0].valid_until == fact.valid_until);
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		char was = bytes[table[i].at];
		bytes[table[i].at] = (char)table[i].value;
		assert_int_equal(basis_unpack((struct view){bytes, packed.len}, out, 1, &count), table[i].read);
		bytes[table[i].at] = was;
	}
	fence_free(bytes, packed.len);
	for (size_t len = 1; len < packed.len; len++)
		assert_false(basis_unpack((struct view){packed.data, len}, out, 2, &count));
	basis_pack(&fact, 1, &packed);
	packed.data[BASIS_PACKED] = 0;		/* the second is none */
	assert_false(basis_unpack(buf_view(&packed), out, 2, &count));
	buf_release(&packed);
}

/* More than anybody has: the bytes are counted exactly. */
static void
many(void **state)
{
	enum { MANY = 40 };
	struct basis_fact fact = {.kind = BASIS_LAW}, out[2 * MANY];
	struct buf packed = {0};
	uint8_t count;

	(void)state;
	for (int n = 1; n <= MANY; n++) {
		basis_pack(&fact, 1, &packed);
		assert_true(basis_unpack(buf_view(&packed), out, 2 * MANY, &count));
		assert_int_equal(count, n);
	}
	buf_release(&packed);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(derived), cmocka_unit_test(same), cmocka_unit_test(at_the_end),
		cmocka_unit_test(packed_and_back), cmocka_unit_test(damaged), cmocka_unit_test(beyond), cmocka_unit_test(many)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
