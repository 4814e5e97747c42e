/* matter_watch_store.h - reminding of clocks: each reminder and each lateness is written down once, with its entry. */
#ifndef COMPLIANCE_MATTER_WATCH_STORE_H
#define COMPLIANCE_MATTER_WATCH_STORE_H

#include "compliance/matter_store.h"

enum { MARK_OVERDUE = -1, MARK_UNKNOWN = -2 };
struct matter_due {
	int64_t matter;
	enum matter_kind kind;
	enum deadline deadline;
	int mark;			/* units after the beginning; MARK_OVERDUE; MARK_UNKNOWN: it cannot be counted */
	int64_t due;			/* 0 of MARK_UNKNOWN */
};
typedef void matter_remind(void *context, const struct matter_due *due);
/* Transactions of its own; calls remind for what is new, after the commit. *count says how many. */
bool matter_watch(struct db *db, const struct policy *policy, int64_t now, const char *process, matter_remind *remind,
    void *context, int64_t *count, struct err *err) warn_unused;

struct matter_sums {
	int64_t open[MATTER_COUNT], soon[MATTER_COUNT], overdue[MATTER_COUNT];	/* open: all of them */
};
bool matter_sum(struct db *db, const struct policy *policy, int64_t now, struct matter_sums *out, struct err *err) warn_unused;

#endif
