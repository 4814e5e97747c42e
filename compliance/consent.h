/*
 * consent.h - the state of consents, derived from their events; and its packed form.
 *
 * Events are added and never changed (consent_store.h).  Their newest state
 * per consent is kept packed in contact_point.consents, so that the gate
 * reads a contact and its consents in one row; `dozvon consent rebuild`
 * derives all of it again and reports any difference.
 *
 * Packed: CONSENT_PACKED bytes each, little-endian: code u8, state u8,
 * channels u8, identity u8, signature u8, standalone u8, purposes u16,
 * legal_entity_inn i64, granted_at i64, valid_until i64, number i64.  Where
 * some consent names processors or rests on an agreement, a byte CONSENT_FORM
 * comes first and behind each consent agreement u8, how many processors u8,
 * and their keys u64.
 */
#ifndef COMPLIANCE_CONSENT_H
#define COMPLIANCE_CONSENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/uuid.h"
#include "compliance/facts.h"

enum { CONSENT_PACKED = 40, CONSENT_FORM = 0x82 };

struct consent_event {
	int64_t number;			/* consent_event.id: the order of knowing */
	struct uuid consent;
	enum consent_act act;
	struct consent_fact said;	/* what this event names; its state is not used */
	int64_t valid_from;
	int64_t recorded_at;		/* when we knew */
	bool proven;			/* every evidence field of C-05 was there */
};

/*
 * The newest state of each consent among the events, which are in the order
 * of number.  Returns how many, at most max.
 */
int consent_derive(const struct consent_event *events, size_t count, struct consent_fact *out, int max);

void consent_pack(const struct consent_fact *consents, int count, struct buf *out);
/* False when the bytes are not a packed form: the fact is then unknown. */
bool consent_unpack(struct view packed, struct consent_fact *out, int max, uint8_t *count);

#endif
