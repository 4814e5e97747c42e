/*
 * replay.h - a recorded decision judged again from what it knew.  Pure.
 *
 * The stored facts under the stored pack give the stored verdict, years
 * later (P8); under another pack they say who would flip.
 */
#ifndef COMPLIANCE_REPLAY_H
#define COMPLIANCE_REPLAY_H

#include "base/uuid.h"
#include "compliance/gate.h"

/* As it stands in the database; the views live as long as its row. */
struct past_decision {
	struct uuid id;
	enum outcome outcome;
	int64_t until;			/* of DEFER */
	struct view reasons, facts;	/* verdict_reasons, facts_pack */
	uint8_t policy_sha256[32];
	int64_t decided_at, contact_point;
};

/* Its facts were erased with its person (erasure.h): outcome and reasons stand as recorded, and nothing can be judged again. */
bool replay_erased(const struct past_decision *past);
/* Judges its facts by this pack; ERR_INPUT when they cannot be read. */
bool replay_judge(const struct past_decision *past, const struct policy *policy, struct verdict *out, struct err *err) warn_unused;
/* Whether the verdict is the recorded one; says what differs otherwise. */
bool replay_agrees(const struct past_decision *past, const struct verdict *verdict, struct buf *says);
/* The rule that decided: of the severest reason; 0 where all allowed. */
uint8_t replay_rule(struct view reasons);
/* Of two verdicts on one situation: the rule that makes the second another one; where it allows, the rule that no longer speaks. */
uint8_t replay_flip(const struct verdict *was, const struct verdict *is);

#endif
