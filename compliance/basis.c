/* basis.c - legal bases: their newest state from the events, and its packed form.  Pure. */
#include "compliance/basis.h"

#include <string.h>

#include "base/little.h"

static bool
is_same(const struct basis_event *a, const struct basis_event *b)
{
	return a->said.kind == b->said.kind && a->said.legal_entity_inn == b->said.legal_entity_inn &&
	    strcmp(a->reference, b->reference) == 0;
}

static bool
is_newest(const struct basis_event *events, size_t count, size_t i)
{
	for (size_t j = i + 1; j < count; j++)
		if (is_same(&events[j], &events[i]))
			return false;
	return true;
}

int
basis_derive(const struct basis_event *events, size_t count, struct basis_fact *out, int max)
{
	int kept = 0;

	for (size_t i = 0; i < count && max > 0; i++) {
		if (events[i].ended || !is_newest(events, count, i))
			continue;
		if (kept == max)
			memmove(out, out + 1, (size_t)--kept * sizeof(*out));
		out[kept++] = events[i].said;
	}
	return kept;
}

void
basis_pack(const struct basis_fact *bases, int count, struct buf *out)
{
	for (const struct basis_fact *b = bases; b < bases + count; b++) {
		little_put(out, b->kind, 1);
		little_put(out, 0, 1);
		little_put(out, b->purposes, 2);
		little_put(out, 0, 4);
		little_put(out, (uint64_t)b->legal_entity_inn, 8);
		little_put(out, (uint64_t)b->valid_from, 8);
		little_put(out, (uint64_t)b->valid_until, 8);
	}
}

static bool
unpack_one(const char *bytes, struct basis_fact *out)
{
	out->kind = (enum basis_kind)little_next(&bytes, 1);
	bool whole = little_next(&bytes, 1) == 0;
	out->purposes = (uint16_t)little_next(&bytes, 2);
	whole &= little_next(&bytes, 4) == 0;
	out->legal_entity_inn = (int64_t)little_next(&bytes, 8);
	out->valid_from = (int64_t)little_next(&bytes, 8);
	out->valid_until = (int64_t)little_next(&bytes, 8);
	return whole && out->kind > BASIS_UNKNOWN && out->kind < BASIS_COUNT && out->purposes >> (PURPOSE_COUNT - 1) == 0;
}

bool
basis_unpack(struct view packed, struct basis_fact *out, int max, uint8_t *count)
{
	size_t n = packed.len / BASIS_PACKED;
	struct basis_fact ignored;

	if (packed.len % BASIS_PACKED != 0 || n > (size_t)max)
		return false;
	for (size_t i = 0; i < n; i++)
		if (!unpack_one(packed.data + i * BASIS_PACKED, &ignored))
			return false;
	for (size_t i = 0; i < n; i++)
		unpack_one(packed.data + i * BASIS_PACKED, &out[i]);
	*count = (uint8_t)n;
	return true;
}
