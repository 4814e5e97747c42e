/*
 * basis.h - legal bases other than consent, derived from their events and packed in party.bases.
 *
 * Packed: BASIS_PACKED bytes each, little-endian: kind u8, zero u8, purposes
 * u16, zero u32, legal_entity_inn i64, valid_from i64, valid_until i64.
 */
#ifndef COMPLIANCE_BASIS_H
#define COMPLIANCE_BASIS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "compliance/facts.h"

enum { BASIS_PACKED = 32 };

struct basis_event {
	struct basis_fact said;
	const char *reference;		/* contract number, request id, care plan id */
	bool ended;			/* ends the basis of the same kind, entity and reference */
};

/*
 * The newest state of each basis among the events, in the order of knowing.
 * Returns how many, at most max: when there is no room the oldest gives way,
 * which can only close.
 */
int basis_derive(const struct basis_event *events, size_t count, struct basis_fact *out, int max);

void basis_pack(const struct basis_fact *bases, int count, struct buf *out);
bool basis_unpack(struct view packed, struct basis_fact *out, int max, uint8_t *count);

#endif
