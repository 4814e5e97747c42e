/*
 * claimed.h - the targets of one claiming transaction: what claim.c locks and reads, claim_judge.c judges, claim_record.c writes.
 *
 * Nobody outside these three files includes this.
 */
#ifndef DIALER_CLAIMED_H
#define DIALER_CLAIMED_H

#include "dialer/dispatch.h"

/* Bytes of a buf, by place: the buf may move while it grows. */
struct span {
	size_t from, len;
};

struct claimed {
	int64_t contact_point, party;
	int attempts;
	int64_t pressed_at, agent;
	char extension[24];
	enum outcome outcome;
	int64_t until;
	struct uuid decision;
	uint8_t token[TOKEN_SIZE];
	uint8_t facts_sha256[SHA256_SIZE];
	struct span reasons, facts;
	int first_mark, marks;		/* of its party, in claim->mark */
	uint8_t reviews;		/* what the officer approved, newest first */
	struct review_fact review[FACTS_REVIEWS];
	struct send *send;		/* of what is allowed */
};

struct claim {
	int count;
	struct claimed target[BATCH_MAX];
	int64_t party[BATCH_MAX];	/* of target, in the order of the claim: looked through for each */
	int judged_count, allowed_count;
	struct claimed *judged[BATCH_MAX];
	struct buf bytes;		/* reasons, facts, marks */
	struct args args;
	struct facts facts;		/* of the target being read */
	struct mark *mark;		/* earlier attempts, a party's together */
	int mark_size;
};

/*
 * The gate's word on a target, of which all has been read into claim->facts; what is allowed gets its clearance.
 * extra: address, extension and name of the row.
 */
void claim_judge(struct lane *lane, struct claimed *target, const struct copy_field *extra);
/* Sends what was judged - decisions with their attempts, targets, entries - into the lane's transaction. */
void claim_record(struct lane *lane);
/* The bytes of a span; valid until claim->bytes grows. */
struct view claim_span(const struct claim *claim, struct span span);

#endif
