/*
 * spoken_proof_store.h - what proves a consent that was given in a call.
 *
 * A voice does not say whose number it is (C-06), so a spoken consent is kept
 * as unproven.  A code, a link or a signature of the same person on the same
 * text proves it: the same transaction adds `evidence_added` to it, and it
 * counts from the day on which it was spoken.
 */
#ifndef COMPLIANCE_SPOKEN_PROOF_STORE_H
#define COMPLIANCE_SPOKEN_PROOF_STORE_H

#include "compliance/capture.h"

/* In the open transaction, under the party's lock.  raised: how many spoken consents are proven now. */
bool spoken_prove(struct db *db, const struct capture *capture, int64_t party, int64_t contact_point, const struct entry *who,
    int *raised, struct err *err) warn_unused;

#endif
