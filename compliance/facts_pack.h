/*
 * facts_pack.h - facts in few bytes: how a decision stores what it knew.
 *
 * A byte 1 for the form; then for each known member its tag, u16, and value:
 * words and yes/no u8, numbers, instants and counters as variable-length
 * integers, masks u16, texts and zone names with a length byte, lists with a
 * count byte, objects to a tag of 0.  A tag is a hash of the member's name, so
 * that members can be added in any place and old decisions are still read.
 * The same table drives facts_json.h: packed and unpacked again, facts are the same.
 */
#ifndef COMPLIANCE_FACTS_PACK_H
#define COMPLIANCE_FACTS_PACK_H

#include "base/buf.h"
#include "base/err.h"
#include "compliance/facts.h"

void facts_pack(const struct facts *facts, struct buf *out);
bool facts_unpack(struct view packed, struct facts *out, struct err *err) warn_unused;

#endif
