/*
 * retention_sweep_store.h - destroying what is kept beyond its term, a batch at a time.
 *
 * Each batch is a transaction with its entry, and what is left is found again
 * the next time: it may stop anywhere.  Rows go without names; persons go in
 * the names of two of the staff, with act and extract: without their
 * order nobody is destroyed.  What a legal hold or an open matter covers stays.
 */
#ifndef COMPLIANCE_RETENTION_SWEEP_STORE_H
#define COMPLIANCE_RETENTION_SWEEP_STORE_H

#include "compliance/entry.h"
#include "compliance/evidence_dir.h"
#include "compliance/retention_store.h"

struct sweep {
	const struct policy *policy;
	const struct evidence_dir *dir;
	const char *process;		/* "cli", "janitor" */
	const char *by, *second;	/* logins; by "": persons stay */
	const char *certificate;
	int64_t now;
};
/* Where a sweep is; {0} at its beginning. */
struct sweep_place {
	enum retention class;		/* RETENTION_COUNT: it is done */
	int64_t behind;			/* the last party looked at */
	int64_t rows[RETENTION_COUNT];	/* destroyed so far; of PERSON: persons */
};
/* One batch; moves the place. */
bool retention_sweep(struct db *db, const struct sweep *sweep, struct sweep_place *place, struct err *err) warn_unused;

/* Until then the janitor destroys persons in the names of these two.  who: the first of them.  ERR_REFUSED: they may not. */
bool retention_order(struct db *db, const char *by, const char *second, int64_t until, const struct entry *who, struct err *err)
    warn_unused;
struct sweep_order {
	char by[64], second[64];	/* by "": there is none */
	int64_t until;
};
bool retention_order_find(struct db *db, int64_t now, struct sweep_order *out, struct err *err) warn_unused;

#endif
