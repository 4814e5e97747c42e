/* consent_test.c - events to states: a table of sequences, then properties over random ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "compliance/consent.h"
#include "tests/support/fence.h"

#include <cmocka.h>

enum { SMS_AND_CALL = 1 << 2 | 1 << 0, ADS_AND_SURVEY = 1 << 0 | 1 << 3 };

static struct uuid
consent_id(int n)
{
	struct uuid id = {{0}};
	id.bytes[15] = (uint8_t)n;
	return id;
}

/*
 * One letter an event of consent 1: g given unproven, G given proven, r refused,
 * W withdrawn, s withdrawn for SMS, c for calls, a for advertising, p for SMS advertising, x expired,
 * i invalidated, e evidence not proven, E evidence proven, q requested.
 */
static struct consent_event
event_of(char letter, int number)
{
	struct consent_event event = {.number = number, .consent = consent_id(1), .valid_from = number * DAY};

	event.said.code = CONSENT_AD_CHANNEL;
	event.said.legal_entity_inn = 7701234567;
	event.said.channels = SMS_AND_CALL;
	event.said.purposes = ADS_AND_SURVEY;
	event.proven = letter == 'G' || letter == 'E';
	event.said.identity = event.proven ? IDENTITY_DESK : IDENTITY_NONE;
	if (strchr("Wsaxcp", letter) != NULL)
		event.said.channels = letter == 's' || letter == 'p' ? 1 << 2 : letter == 'c' ? 1 << 0 : 0;
	if (strchr("Wsaxcp", letter) != NULL)
		event.said.purposes = letter == 'a' || letter == 'p' ? 1 << 0 : 0;
	event.act = letter == 'g' || letter == 'G' ? ACT_given : letter == 'r' ? ACT_refused :
	    letter == 'x' ? ACT_expired : letter == 'i' ? ACT_invalidated : letter == 'q' ? ACT_requested :
	    letter == 'e' || letter == 'E' ? ACT_evidence_added : ACT_withdrawn;
	return event;
}

static int
derive(const char *letters, struct consent_fact *out, int max)
{
	struct consent_event events[64];
	size_t count = strlen(letters);

	assert_true(count <= 64);
	for (size_t i = 0; i < count; i++)
		events[i] = event_of(letters[i], (int)i + 1);
	return consent_derive(events, count, out, max);
}

static void
sequences(void **state)
{
	static const struct {
		const char *events;
		enum consent_state state;	/* UNKNOWN: nothing is derived */
		uint16_t channels, purposes;
		int64_t until;
	} table[] = {
		{"", CONSENT_STATE_UNKNOWN, 0, 0, 0},
		{"q", CONSENT_STATE_UNKNOWN, 0, 0, 0},
		{"e", CONSENT_STATE_UNKNOWN, 0, 0, 0},
		{"E", CONSENT_STATE_UNKNOWN, 0, 0, 0},
		{"x", CONSENT_STATE_UNKNOWN, 0, 0, 0},
		{"g", CONSENT_STATE_UNPROVEN, 5, 9, 0},
		{"G", CONSENT_STATE_ACTIVE, 5, 9, 0},
		{"qG", CONSENT_STATE_ACTIVE, 5, 9, 0},
		{"ge", CONSENT_STATE_UNPROVEN, 5, 9, 0},
		{"gE", CONSENT_STATE_ACTIVE, 5, 9, 0},
		{"Eg", CONSENT_STATE_UNPROVEN, 5, 9, 0},
		{"gG", CONSENT_STATE_UNPROVEN, 5, 9, 0},
		{"r", CONSENT_STATE_REFUSED, 5, 9, 0},
		{"Gr", CONSENT_STATE_REFUSED, 5, 9, 0},
		{"rG", CONSENT_STATE_REFUSED, 5, 9, 0},
		{"GW", CONSENT_STATE_WITHDRAWN, 5, 9, 0},
		{"gW", CONSENT_STATE_WITHDRAWN, 5, 9, 0},
		{"WG", CONSENT_STATE_WITHDRAWN, 0, 0, 0},
		{"GWG", CONSENT_STATE_WITHDRAWN, 5, 9, 0},
		{"gWE", CONSENT_STATE_WITHDRAWN, 5, 9, 0},
		{"Gs", CONSENT_STATE_ACTIVE, 1, 9, 0},
		{"Gss", CONSENT_STATE_ACTIVE, 1, 9, 0},
		{"Gsc", CONSENT_STATE_WITHDRAWN, 1, 9, 0},
		{"Ga", CONSENT_STATE_ACTIVE, 5, 8, 0},
		{"Gp", CONSENT_STATE_ACTIVE, 1, 9, 0},
		{"Gx", CONSENT_STATE_ACTIVE, 5, 9, 2 * DAY},
		{"Gxx", CONSENT_STATE_ACTIVE, 5, 9, 2 * DAY},
		{"xG", CONSENT_STATE_ACTIVE, 5, 9, 1 * DAY},
		{"Gi", CONSENT_STATE_INVALID, 5, 9, 0},
		{"GiE", CONSENT_STATE_INVALID, 5, 9, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		struct consent_fact fact = {0};
		int count = derive(table[i].events, &fact, 1);
		print_message("%-4s %s\n", table[i].events, consent_state_name(fact.state));
		assert_int_equal(count, table[i].state != CONSENT_STATE_UNKNOWN);
		assert_int_equal(fact.state, table[i].state);
		assert_int_equal(fact.channels, table[i].channels);
		assert_int_equal(fact.purposes, table[i].purposes);
		assert_int_equal(fact.valid_until, table[i].until);
		assert_int_equal(fact.code, count > 0 ? CONSENT_AD_CHANNEL : 0);
	}
}

/* What has ended is the same to the last byte, whatever comes after. */
static void
ended(void **state)
{
	static const char *const ends[] = {"r", "W", "i", "Gr", "GW", "Gi", "gW", "Gsc"};
	static const char letters[] = "gGrWsacpxieEq";
	char text[8];

	(void)state;
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		for (const char *letter = letters; *letter != '\0'; letter++) {
			struct consent_fact before, after;
			memset(&before, 0, sizeof(before));
			memset(&after, 0, sizeof(after));
			snprintf(text, sizeof(text), "%s%c", ends[i], *letter);
			assert_int_equal(derive(ends[i], &before, 1), 1);
			assert_int_equal(derive(text, &after, 1), 1);
			assert_memory_equal(&before, &after, sizeof(before));
		}
}

/* Of several ends of the term the first holds, and one that is named with the giving is one of them. */
static void
terms(void **state)
{
	struct consent_event events[3] = {event_of('G', 1), event_of('x', 2), event_of('x', 3)};
	struct consent_fact fact;

	(void)state;
	events[0].said.valid_until = 9 * DAY;
	assert_int_equal(consent_derive(events, 1, &fact, 1), 1);
	assert_int_equal(fact.valid_until, 9 * DAY);
	events[1].valid_from = 8 * DAY;
	events[2].valid_from = 8 * DAY + 1;
	assert_int_equal(consent_derive(events, 3, &fact, 1), 1);
	assert_int_equal(fact.valid_until, 8 * DAY);
	events[2] = events[0];
	assert_int_equal(consent_derive(events + 1, 2, &fact, 1), 1);
	assert_int_equal(fact.valid_until, 8 * DAY);
	events[1].valid_from = 10 * DAY;
	assert_int_equal(consent_derive(events + 1, 2, &fact, 1), 1);
	assert_int_equal(fact.valid_until, 9 * DAY);
	events[1].valid_from = 1;
	assert_int_equal(consent_derive(events + 1, 2, &fact, 1), 1);
	assert_int_equal(fact.valid_until, 1);
}

/* Proof of another consent, or with another entity, proves nothing; proof of this one brings what it shows. */
static void
proof_of_something_else(void **state)
{
	struct consent_event events[2] = {event_of('g', 1), event_of('E', 2)};
	struct consent_fact fact;

	(void)state;
	events[1].said.code = CONSENT_PD_PROMO;
	consent_derive(events, 2, &fact, 1);
	assert_int_equal(fact.state, CONSENT_STATE_UNPROVEN);
	events[1] = event_of('E', 2);
	events[1].said.legal_entity_inn++;
	consent_derive(events, 2, &fact, 1);
	assert_int_equal(fact.state, CONSENT_STATE_UNPROVEN);
	events[1].said = (struct consent_fact){.code = CONSENT_AD_CHANNEL, .legal_entity_inn = 7701234567,
		.identity = IDENTITY_CODE_SMS, .signature = SIGNATURE_UKEP, .standalone = TRI_YES, .agreement = TRI_YES};
	consent_derive(events, 2, &fact, 1);
	assert_int_equal(fact.state, CONSENT_STATE_ACTIVE);
	assert_int_equal(fact.identity, IDENTITY_CODE_SMS);
	assert_int_equal(fact.signature, SIGNATURE_UKEP);
	assert_int_equal(fact.standalone, TRI_YES);
	assert_int_equal(fact.agreement, TRI_YES);
}

/* Who refused before giving has no day of giving, and the refusal's number. */
static void
refused_first(void **state)
{
	struct consent_fact fact;

	(void)state;
	assert_int_equal(derive("qr", &fact, 1), 1);
	assert_int_equal(fact.granted_at, 0);
	assert_int_equal(fact.number, 2);
	assert_int_equal(fact.legal_entity_inn, 7701234567);
}

static void
proof_keeps_the_day_of_giving(void **state)
{
	struct consent_fact fact;

	(void)state;
	assert_int_equal(derive("gE", &fact, 1), 1);
	assert_int_equal(fact.granted_at, DAY);
	assert_int_equal(fact.number, 1);
	assert_int_equal(fact.identity, IDENTITY_DESK);
}

/* What has ended gives way to what permits; nothing is lost that could permit, while there is room. */
static void
no_room(void **state)
{
	struct consent_event events[8];
	struct consent_fact out[3];

	(void)state;
	for (int i = 0; i < 6; i++) {
		events[i] = event_of(i == 1 || i == 3 ? 'G' : i == 5 ? 'g' : 'r', i + 1);
		events[i].consent = consent_id(i);
	}
	assert_int_equal(consent_derive(events, 6, out, 3), 3);
	assert_int_equal(out[0].number, 2);
	assert_int_equal(out[1].number, 4);
	assert_int_equal(out[2].number, 6);
	assert_int_equal(consent_derive(events, 6, out, 0), 0);
	assert_int_equal(consent_derive(events, 6, out, 1), 1);
	assert_int_equal(out[0].number, 4);
}

/* Neither events nor room are looked at beyond their end, wherever what gives way stands. */
static void
at_the_end(void **state)
{
	struct consent_event all[6];
	struct consent_fact *out = fence_new(3 * sizeof(*out));

	(void)state;
	for (int last = 0; last < 3; last++) {
		for (int i = 0; i < 4; i++) {
			all[i] = event_of(i == last ? 'r' : 'G', i + 1);
			all[i].consent = consent_id(i);
		}
		struct consent_event *events = fence_copy(all, 4 * sizeof(*all));
		assert_int_equal(consent_derive(events, 4, out, 3), 3);
		for (int i = 0; i < 3; i++)
			assert_int_equal(out[i].number, i + 1 + (i >= last));
		fence_free(events, 4 * sizeof(*all));
	}
	fence_free(out, 3 * sizeof(*out));
}

/* Each consent is told once, in the order of their first events, however they are mixed. */
static void
mixed(void **state)
{
	static const int order[][4] = {{1, 2, 2, 3}, {1, 1, 2, 3}, {1, 2, 1, 3}, {1, 2, 3, 3}};
	struct consent_event events[4];
	struct consent_fact out[4];

	(void)state;
	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
		for (int j = 0; j < 4; j++) {
			events[j] = event_of('G', j + 1);
			events[j].consent = consent_id(order[i][j]);
		}
		assert_int_equal(consent_derive(events, 4, out, 4), 3);
		assert_true(out[0].number < out[1].number && out[1].number < out[2].number);
	}
}

/* Pairs of (channel, purpose) that an ACTIVE consent permits. */
static int
permits(const struct consent_fact *facts, int count)
{
	int pairs = 0;
	for (int i = 0; i < count; i++)
		if (facts[i].state == CONSENT_STATE_ACTIVE)
			pairs += __builtin_popcount(facts[i].channels) * __builtin_popcount(facts[i].purposes);
	return pairs;
}

static void
properties(void **state)
{
	static const char letters[] = "gGrWsacpxieEq", closing[] = "rWsacpxieq";
	unsigned seed = getenv("SEED") ? (unsigned)atoi(getenv("SEED")) : (unsigned)time(NULL);

	(void)state;
	print_message("seed %u\n", seed);
	srand(seed);
	for (int round = 0; round < 50000; round++) {
		char text[16] = {0};
		struct consent_fact before[2] = {{0}}, after[2] = {{0}};
		int len = rand() % 10;
		for (int i = 0; i < len; i++)
			text[i] = letters[(size_t)rand() % (sizeof(letters) - 1)];
		int had = derive(text, before, 2);
		/* nothing proven, nothing permitted */
		if (strpbrk(text, "GE") == NULL || strpbrk(text, "gG") == NULL)
			assert_int_equal(permits(before, had), 0);
		/* no event but a proof opens anything */
		text[len] = closing[(size_t)rand() % (sizeof(closing) - 1)];
		assert_true(permits(after, derive(text, after, 2)) <= permits(before, had));
		/* a full withdrawal ends it, whatever follows */
		text[len] = 'W';
		text[len + 1] = letters[(size_t)rand() % (sizeof(letters) - 1)];
		assert_int_equal(permits(after, derive(text, after, 2)), 0);
	}
}

static void
packed_and_back(void **state)
{
	struct buf packed = {0}, again = {0};
	struct consent_fact in[FACTS_CONSENTS] = {{0}}, out[FACTS_CONSENTS];
	uint8_t count;

	(void)state;
	for (int i = 0; i < FACTS_CONSENTS; i++)
		in[i] = (struct consent_fact){
			.code = CONSENT_PD_PROMO + i % 5, .state = CONSENT_STATE_ACTIVE + i % 5,
			.channels = (uint16_t)(i % 16), .purposes = (uint16_t)(i * 11 % 256),
			.legal_entity_inn = 7701234567 + i, .granted_at = i * DAY, .valid_until = i * HOUR,
			.identity = i % IDENTITY_COUNT, .signature = i % SIGNATURE_COUNT, .standalone = i % 3,
			.number = INT64_C(1) << (i + 20),
		};
	consent_pack(in, FACTS_CONSENTS, &packed);
	assert_int_equal(packed.len, FACTS_CONSENTS * CONSENT_PACKED);
	assert_true(consent_unpack(buf_view(&packed), out, FACTS_CONSENTS, &count));
	assert_int_equal(count, FACTS_CONSENTS);
	for (int i = 0; i < FACTS_CONSENTS; i++) {
		assert_int_equal(in[i].state, out[i].state);
		assert_int_equal(in[i].purposes, out[i].purposes);
		assert_int_equal(in[i].standalone, out[i].standalone);
		assert_int_equal(in[i].number, out[i].number);
	}
	consent_pack(out, count, &again);
	assert_memory_equal(packed.data, again.data, packed.len);
	buf_release(&packed);
	buf_release(&again);
}

/* What names processors or rests on an agreement takes the longer form; what does not is packed as it always was. */
static void
named_processors(void **state)
{
	struct buf packed = {0};
	struct consent_fact in[2] = {{.code = CONSENT_PD_PROMO, .state = CONSENT_STATE_ACTIVE},
		{.code = CONSENT_HEALTH_WRITTEN, .state = CONSENT_STATE_ACTIVE, .agreement = TRI_YES, .processors = 2,
		.processor = {7743895280, UINT64_C(1) << 63 | 5}}};
	struct consent_fact out[2];
	uint8_t count = 0;

	(void)state;
	consent_pack(in, 2, &packed);
	assert_int_equal(packed.len, 1 + 2 * (CONSENT_PACKED + 2) + 2 * 8);
	assert_true(consent_unpack(buf_view(&packed), out, 2, &count));
	assert_int_equal(count, 2);
	assert_int_equal(out[0].processors, 0);
	assert_int_equal(out[1].agreement, TRI_YES);
	assert_int_equal(out[1].processors, 2);
	assert_true(out[1].processor[0] == 7743895280 && out[1].processor[1] == (UINT64_C(1) << 63 | 5));
	for (size_t len = 1; len < packed.len; len++)
		if (len != 1 && len != 1 + CONSENT_PACKED + 2)	/* whole consents, fewer of them */
			assert_false(consent_unpack((struct view){packed.data, len}, out, 2, &count));
	packed.data[1 + CONSENT_PACKED + 1] = FACTS_PROCESSORS + 1;
	assert_false(consent_unpack(buf_view(&packed), out, 2, &count));
	buf_release(&packed);
}

static void
assert_same(const struct consent_fact *a, const struct consent_fact *b)
{
	assert_true(a->code == b->code && a->state == b->state && a->channels == b->channels && a->purposes == b->purposes);
	assert_true(a->legal_entity_inn == b->legal_entity_inn && a->granted_at == b->granted_at);
	assert_true(a->valid_until == b->valid_until && a->number == b->number && a->standalone == b->standalone);
	assert_true(a->identity == b->identity && a->signature == b->signature && a->agreement == b->agreement);
	assert_true(a->names_processor == TRI_UNKNOWN && b->names_processor == TRI_UNKNOWN && a->processors == b->processors);
	for (int i = 0; i < a->processors; i++)
		assert_true(a->processor[i] == b->processor[i]);
}

/* Each field by itself at its least and its most, alone and in front of a plain one, right before a fence. */
static void
each_field(void **state)
{
	static const struct consent_fact least = {.code = 1, .state = 1};
	struct consent_fact table[] = {least, least, least, least, least, least, least, least, least, least, least, least, least, least};
	enum { ROWS = sizeof(table) / sizeof(table[0]) };

	(void)state;
	table[1].code = CONSENT_COUNT - 1;
	table[2].state = CONSENT_STATE_COUNT - 1;
	table[3].channels = (1 << (CHANNEL_COUNT - 1)) - 1;
	table[4].purposes = (1 << (PURPOSE_COUNT - 1)) - 1;
	table[5].identity = IDENTITY_COUNT - 1;
	table[6].signature = SIGNATURE_COUNT - 1;
	table[7].standalone = TRI_YES;
	table[8].agreement = TRI_NO;
	table[9].agreement = TRI_YES;
	table[10].processors = 1;
	table[11].processors = FACTS_PROCESSORS;
	table[12].legal_entity_inn = INT64_C(0x0102030405060708);
	table[12].granted_at = INT64_C(0x1112131415161718);
	table[12].valid_until = INT64_C(0x2122232425262728);
	table[12].number = INT64_C(0x3132333435363738);
	table[13].granted_at = INT64_MIN;
	table[0].valid_until = INT64_MAX;
	table[1].number = INT64_C(0x1122334455667788);
	for (int i = 0; i < FACTS_PROCESSORS; i++)
		table[10].processor[i] = table[11].processor[i] = UINT64_C(0xF1F2F3F4F5F6F700) + (uint64_t)i;
	for (int i = 0; i < ROWS; i++)
		for (int n = 1; n <= 2; n++) {
			struct consent_fact in[] = {table[i], least}, out[2];
			struct buf packed = {0};
			uint8_t count;
			consent_pack(in, n, &packed);
			char *bytes = fence_copy(packed.data, packed.len);
			memset(out, 0xFF, sizeof(out));
			assert_true(consent_unpack((struct view){bytes, packed.len}, out, 2, &count));
			assert_int_equal(count, n);
			for (int k = 0; k < n; k++)
				assert_same(&in[k], &out[k]);
			fence_free(bytes, packed.len);
			buf_release(&packed);
		}
}

/* One more than the most, byte by byte; and every length that is not whole consents, right before a fence. */
static void
beyond(void **state)
{
	static const struct { int at, value; } table[] = {
		{0, 0}, {0, CONSENT_COUNT}, {1, 0}, {1, CONSENT_STATE_COUNT}, {2, 1 << (CHANNEL_COUNT - 1)}, {3, IDENTITY_COUNT},
		{4, SIGNATURE_COUNT}, {5, TRI_YES + 1}, {7, 1 << (PURPOSE_COUNT - 1) >> 8}, {CONSENT_PACKED, TRI_YES + 1}, {CONSENT_PACKED + 1, FACTS_PROCESSORS + 1},
		{CONSENT_PACKED + 1, 2},
	};
	struct consent_fact fact = {.code = 1, .state = 1, .processors = 1}, out[2];
	struct buf packed = {0};
	uint8_t count;

	(void)state;
	consent_pack(&fact, 1, &packed);
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		char *byte = packed.data + 1 + table[i].at, was = *byte;
		*byte = (char)table[i].value;
		assert_false(consent_unpack(buf_view(&packed), out, 1, &count));
		*byte = was;
	}
	for (size_t len = 2; len < packed.len; len++) {
		char *bytes = fence_copy(packed.data, len);
		assert_false(consent_unpack((struct view){bytes, len}, out, 2, &count));
		assert_int_equal(consent_unpack((struct view){bytes + 1, len - 1}, out, 2, &count), len - 1 == CONSENT_PACKED);
		fence_free(bytes, len);
	}
	assert_true(consent_unpack(buf_view(&packed), out, 1, &count));
	assert_false(consent_unpack(buf_view(&packed), out, 0, &count));
	buf_clear(&packed);
	fact.processors = FACTS_PROCESSORS;
	consent_pack((struct consent_fact[]){fact, fact}, 2, &packed);
	packed.data[1 + CONSENT_PACKED + 1]++;	/* there are bytes enough behind it */
	assert_false(consent_unpack(buf_view(&packed), out, 2, &count));
	packed.len = 1 + CONSENT_PACKED + 2 + 8 * (FACTS_PROCESSORS + 1);
	assert_false(consent_unpack(buf_view(&packed), out, 2, &count));
	buf_release(&packed);
}

/* Bytes of which the end alone would be a consent are none: nothing is skipped to find one. */
static void
hidden(void **state)
{
	static const struct consent_fact fact = {.code = 1, .state = 1, .number = INT64_C(0x7F) << 56, .agreement = TRI_YES}, plain = {.code = 1, .state = 1};
	struct consent_fact out[3];
	struct buf packed = {0}, whole = {0};
	uint8_t count;

	(void)state;
	consent_pack(&fact, 1, &packed);
	buf_add(&whole, (char[]){(char)CONSENT_FORM, 1}, 2);	/* behind one byte more */
	buf_add(&whole, packed.data + 1, packed.len - 1);
	assert_false(consent_unpack(buf_view(&whole), out, 3, &count));
	buf_clear(&whole);
	buf_clear(&packed);
	consent_pack((struct consent_fact[]){plain, fact}, 2, &packed);	/* behind one that ends in the middle */
	buf_add(&whole, packed.data, 1 + CONSENT_PACKED);
	buf_add(&whole, (char[]){TRI_YES + 1}, 1);
	buf_add(&whole, packed.data + 1 + CONSENT_PACKED + 2, packed.len - (1 + CONSENT_PACKED + 2));
	assert_false(consent_unpack(buf_view(&whole), out, 3, &count));
	buf_release(&packed);
	buf_release(&whole);
}

static void
damaged(void **state)
{
	struct buf packed = {0};
	struct consent_fact fact = {.code = CONSENT_PD_PROMO, .state = CONSENT_STATE_ACTIVE}, out = {0};
	uint8_t count = 99;

	(void)state;
	consent_pack(&fact, 1, &packed);
	assert_false(consent_unpack((struct view){packed.data, packed.len - 1}, &out, 1, &count));
	assert_false(consent_unpack(buf_view(&packed), &out, 0, &count));
	for (size_t i = 0; i < 8; i++) {
		char was = packed.data[i];
		packed.data[i] = (char)0xff;
		if (i != 6)	/* every purpose of eight is a purpose */
			assert_false(consent_unpack(buf_view(&packed), &out, 1, &count));
		packed.data[i] = was;
	}
	assert_int_equal(count, 99);
	assert_int_equal(out.code, 0);
	assert_true(consent_unpack((struct view){NULL, 0}, &out, 1, &count));
	assert_int_equal(count, 0);
	buf_release(&packed);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sequences), cmocka_unit_test(ended), cmocka_unit_test(terms),
		cmocka_unit_test(proof_of_something_else), cmocka_unit_test(refused_first), cmocka_unit_test(proof_keeps_the_day_of_giving),
		cmocka_unit_test(no_room), cmocka_unit_test(at_the_end), cmocka_unit_test(mixed), cmocka_unit_test(properties),
		cmocka_unit_test(packed_and_back), cmocka_unit_test(named_processors), cmocka_unit_test(each_field),
		cmocka_unit_test(beyond), cmocka_unit_test(hidden), cmocka_unit_test(damaged),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
