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

/* ALLOW; REVIEW for an old consent where the law wants a new one; DENY with the nearest miss, `none` when there is no such consent. */
struct answer proof_of(enum consent_code code, enum reason none, const struct facts *facts, const struct policy *policy);

#endif
