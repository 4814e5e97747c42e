/*
 * review.h - an approval by the compliance officer, as the gate counts it.
 *
 * It turns exactly one REVIEW answer into ALLOW, for one target, until its
 * end.  Every other rule is asked afresh, and a refusal that came after the
 * approval takes it back.
 */
#ifndef COMPLIANCE_REVIEW_H
#define COMPLIANCE_REVIEW_H

#include "compliance/facts.h"
#include "compliance/reason.h"

/* Reasons of REVIEW answers; and those where a class of targets cannot be decided about at once. */
bool review_may(enum reason reason);
bool review_is_single(enum reason reason);

bool review_is_approved(const struct facts *facts, uint8_t rule, uint8_t reason);

#endif
