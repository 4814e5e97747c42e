/*
 * suppression_scope.h - what a refusal stops.
 *
 * Three rules read the stop-list: the person's refusal (refusal.c), the
 * carrier's (carrier_refusal.c), and the case that a statute may outweigh
 * (refusal_scope.c).  They share this table of scopes.
 */
#ifndef COMPLIANCE_SUPPRESSION_SCOPE_H
#define COMPLIANCE_SUPPRESSION_SCOPE_H

#include "compliance/facts.h"
#include "compliance/policy.h"

/* The scopes that stop this contact, as bits of enum scope; bit 15 for words nobody understood. */
enum { SCOPE_NOT_UNDERSTOOD = 1 << 15 };
uint16_t scopes_stopping(const struct facts *facts, const struct policy *policy);

#endif
