/*
 * explain.h - a verdict in sentences, for a person; and the rules as a paper, for a lawyer.
 *
 * Sentences are made here, from the answer and the facts, and never on the
 * path of a decision.
 */
#ifndef COMPLIANCE_EXPLAIN_H
#define COMPLIANCE_EXPLAIN_H

#include "compliance/rule.h"

/* Each rule, the severest answers first: what it says, what it answered and why, and the law. */
void explain_verdict(const struct facts *facts, const struct policy *policy, const struct verdict *verdict,
    enum lang lang, struct buf *out);
/* docs/rules.md; map is docs/law-map.tsv: where each rule of the law paper lives. */
void explain_rules(struct view map, struct buf *out);

#endif
