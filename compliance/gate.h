/*
 * gate.h - may we?  facts -> verdict, pure.
 *
 * Every rule of the table is asked, whatever the others said.  No clock, no
 * database, no allocation: the same facts and pack give the same verdict.
 */
#ifndef COMPLIANCE_GATE_H
#define COMPLIANCE_GATE_H

#include "compliance/facts.h"
#include "compliance/policy.h"
#include "compliance/verdict.h"

void gate_judge(const struct facts *facts, const struct policy *policy, struct verdict *out);

#endif
