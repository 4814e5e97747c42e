/*
 * matter_draft_store.h - what a matter has to be answered with, drafted in Russian from what is on record: the notice of a leak
 * to the regulator, the notice of a correction, the answer to an objection.
 *
 * A draft: a person reads, signs and sends it.  Nothing is sent from here.
 */
#ifndef COMPLIANCE_MATTER_DRAFT_STORE_H
#define COMPLIANCE_MATTER_DRAFT_STORE_H

#include "base/buf.h"
#include "compliance/matter_store.h"

/* Text for paper.h.  ERR_INPUT: for this kind nothing is drafted; ERR_ABSENT: the leak's notice is not written yet. */
bool matter_draft(struct db *db, int64_t matter, const struct policy *policy, int64_t now, struct buf *out, struct err *err) warn_unused;

#endif
