/*
 * review_store.h - the compliance officer decides about targets held in REVIEW.
 *
 * For one target, or for all of a campaign that are held for the same reason
 * at that moment; later ones wait for another decision.  Approved in all
 * that it waits for, a target is due again and judged afresh; denied, it is not contacted.  The entry is
 * in the same transaction.
 */
#ifndef COMPLIANCE_REVIEW_STORE_H
#define COMPLIANCE_REVIEW_STORE_H

#include "compliance/entry.h"
#include "compliance/reason.h"

enum { REVIEW_DAYS = 30, REVIEW_DAYS_MAX = 90 };

struct review {
	int64_t campaign;
	uint8_t rule;
	enum reason reason;
	int64_t contact_point;	/* 0: all that are held for the same */
	bool allowed;
	const char *says;	/* why; 1 to 1000 bytes */
	const char *login;
	int64_t until;		/* 0: REVIEW_DAYS from now */
};

struct review_effect {
	int64_t id, targets;
};

/* ERR_REFUSED: not an officer, or a class where each target needs a decision of its own; ERR_ABSENT: nothing is held so. */
bool review_decide(struct db *db, const struct review *review, const char *process, int64_t now, struct review_effect *out,
    struct err *err) warn_unused;
/* Rows of rule number, reason number, how many, the first contact points; of reasons that an officer may decide: review_may. */
bool review_list(struct db *db, int64_t campaign, struct rows **rows, struct err *err) warn_unused;

#endif
