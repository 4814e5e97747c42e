/*
 * matter_refused_store.h - the clocks that a refusal starts, in the refusal's own transaction (W-02, W-03).
 *
 * PD_WITHDRAWAL opens a withdrawal: stop in 10 working days, destroy in 30
 * days.  ALL_CONTACT is read as the demand to stop processing.  A withdrawn
 * consent to processing (PD_PROMO, HEALTH_WRITTEN) is a withdrawal; the other
 * consents only permit a contact, and their end is enough.
 */
#ifndef COMPLIANCE_MATTER_REFUSED_STORE_H
#define COMPLIANCE_MATTER_REFUSED_STORE_H

#include "compliance/consent_store.h"
#include "compliance/suppression_store.h"

bool matter_open_refused(struct db *db, const struct suppression *list, size_t count, const struct entry *who, struct err *err)
    warn_unused;
bool matter_open_withdrawn(struct db *db, const struct consent_said *said, size_t count,
    const struct consent_recorded *recorded, int64_t now, struct err *err) warn_unused;

#endif
