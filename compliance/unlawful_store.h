/*
 * unlawful_store.h - a contact that should not have been (law.md S-03): its matter UNLAWFUL, with the clocks of 3 and 10 working days.
 *
 * It opens where somebody finds it: a decision judged again or a complaint that
 * is justified (by an officer), a consent declared invalid on which people had
 * been contacted (by itself).  One open matter a person and entity.
 */
#ifndef COMPLIANCE_UNLAWFUL_STORE_H
#define COMPLIANCE_UNLAWFUL_STORE_H

#include "base/uuid.h"
#include "compliance/consent_store.h"
#include "compliance/matter_act_store.h"

/* The contact of this decision was unlawful.  ERR_ABSENT: no such decision, or nobody was contacted; ERR_CONFLICT: open already. */
bool unlawful_contact(struct db *db, struct uuid decision, const char *login, int64_t now, const char *process, int64_t *id,
    struct err *err) warn_unused;
/* A complaint is closed as justified, and the matter opened in the same transaction. */
bool unlawful_complaint(struct db *db, const struct matter_act *act, int64_t *id, struct err *err) warn_unused;
/* In the open transaction: consents declared invalid by whose leave somebody was contacted since they were given. */
bool unlawful_invalidated(struct db *db, const struct consent_said *said, size_t count, const struct consent_recorded *recorded,
    int64_t now, struct err *err) warn_unused;

#endif
