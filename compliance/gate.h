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

struct rule;
/* The rules that are asked, in this order, and those of them that know of time, which end with NULL. */
struct rule_table {
	const struct rule *const *rules;
	int count;
	const struct rule *const *timed;
};

/* An answer that is none counts as DENY, and an instant that does not settle is none: neither comes from a rule of ours. */
void gate_judge_by(struct rule_table table, const struct facts *facts, const struct policy *policy, struct verdict *out);
/* By the rules of rules.def. */
void gate_judge(const struct facts *facts, const struct policy *policy, struct verdict *out);

#endif
