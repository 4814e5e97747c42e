/*
 * proof.h - is there a consent that proves this contact?
 *
 * Where proof is missing the law presumes that there was no consent, so
 * anything short of a whole proof is none; how far the best of them got
 * gives the reason.
 */
#ifndef COMPLIANCE_PROOF_H
#define COMPLIANCE_PROOF_H

#include "compliance/rule.h"

/* ALLOW, or DENY with the nearest miss, `none` when there is no such consent.  An old one counts: old_consent.c asks for those. */
struct answer proof_of(enum consent_code code, enum reason none, const struct facts *facts, const struct policy *policy);

/* C-09: a written consent that is whole and names this campaign's provider. */
struct answer proof_naming_processor(const struct facts *facts, const struct policy *policy);
/* C-10: one of the consents that this contact needs is of the old form, and no newer one proves it. */
bool rests_on_old(const struct facts *facts, const struct policy *policy);

#endif
