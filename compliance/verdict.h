/*
 * verdict.h - what the gate answers about one set of facts: the outcome, and what every rule said.
 *
 * The severest answer wins: DENY > REVIEW > DEFER > ALLOW.  A rule has a
 * number that never changes or is given again, so that stored reasons can be
 * read years later.
 */
#ifndef COMPLIANCE_VERDICT_H
#define COMPLIANCE_VERDICT_H

#include <stdbool.h>
#include <stdint.h>

#include "compliance/words.h"

enum { RULES_MAX = 96 };

/* One rule's answer.  reason is an enum reason (compliance/reason.h), 0 for ALLOW. */
struct answer {
	uint8_t outcome;	/* enum outcome */
	uint8_t reason;
	bool observed;		/* the pack only observes this rule: stored, and does not count */
	int64_t until;		/* DEFER: the earliest lawful moment */
};

struct verdict {
	enum outcome outcome;
	int64_t until;		/* DEFER: when all rules that deferred allow, as far as is known now */
	int rules;
	struct answer answer[RULES_MAX];	/* in the order of the rule table */
};

/*
 * The answers that were not ALLOW as (rule number, reason) pairs, the
 * severest first and among equals in the order of the table: how verdicts are stored.
 * Those of rules that are only observed follow a pair of zeros.  Returns the bytes written, at most 2 * RULES_MAX.
 */
int verdict_reasons(const struct verdict *verdict, uint8_t out[2 * RULES_MAX]);

#endif
