/*
 * deadline.h - the deadlines of the law: when each ends, and when to remind of it.
 *
 * Names and bounds stand in deadline.def, figures in the pack, arithmetic in
 * term.c.  All fail with ERR_INPUT where the pack lacks the figure or the year.
 */
#ifndef COMPLIANCE_DEADLINE_H
#define COMPLIANCE_DEADLINE_H

#include "compliance/term.h"

struct deadline_rule {
	const char *name, *key;		/* "ACCESS_ANSWER", "access_answer" */
	enum term_unit unit;
	int most, more_most;
	const char *rule;		/* of law.md */
	const char *russian;
};
const struct deadline_rule *deadline_rule(enum deadline deadline);
enum deadline deadline_find(struct view name);	/* DEADLINE_COUNT when it is none */

/* extended: with the further units after a reasoned notice. */
bool deadline_end(const struct policy *policy, const struct zone *zone, enum deadline deadline, int64_t from, bool extended,
    int64_t *out, struct err *err) warn_unused;
/* When its n-th reminder is due: the beginning of the day, or the hour, that the pack names. */
bool deadline_reminder(const struct policy *policy, const struct zone *zone, enum deadline deadline, int64_t from, int n,
    int64_t *out, struct err *err) warn_unused;
/* What began before *out is over at now. */
bool deadline_cutoff(const struct policy *policy, const struct zone *zone, enum deadline deadline, int64_t now, int64_t *out,
    struct err *err) warn_unused;

#endif
