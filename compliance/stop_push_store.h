/* stop_push_store.h - W-05 as people see it: which providers have been told of which refusals, and letters that were answered. */
#ifndef COMPLIANCE_STOP_PUSH_STORE_H
#define COMPLIANCE_STOP_PUSH_STORE_H

#include "compliance/entry.h"

struct stop_push_line {
	int64_t id, tries, created_at, acknowledged_at, alarmed_at;
	const char *provider, *state, *code;	/* lent */
	struct view token;
	const char *address;			/* masked; "" when erased */
};
typedef void stop_push_show(void *context, const struct stop_push_line *line);
/* all: also what is acknowledged or gone. */
bool stop_push_list(struct db *db, bool all, int64_t limit, stop_push_show *show, void *context, int64_t *count,
    struct err *err) warn_unused;

/* A letter was answered: note says where the answer lies.  who: staff. */
bool stop_push_answered(struct db *db, int64_t id, const char *note, const struct entry *who, struct err *err) warn_unused;

#endif
