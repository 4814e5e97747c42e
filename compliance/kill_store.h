/*
 * kill_store.h - the kill switch: one purpose, or all of them, stop in all campaigns.
 *
 * In force at commit: claims that are under way are waited for, later ones
 * see it, and dispatchers drop what is cleared and has not left.  Who throws and
 * who lifts it, and why, is an entry of the log.  Whoever sees the fault may
 * throw it (RIGHT_REPORT), the officer lifts it (RIGHT_DECIDE).
 */
#ifndef COMPLIANCE_KILL_STORE_H
#define COMPLIANCE_KILL_STORE_H

#include "compliance/entry.h"
#include "compliance/words.h"

/* PURPOSE_UNKNOWN: all of them, in one commit.  who: staff.  ERR_CONFLICT when it is thrown (or lifted) already, ERR_INPUT without a reason. */
bool kill_throw(struct db *db, enum purpose purpose, const char *reason, const struct entry *who, struct err *err) warn_unused;
bool kill_lift(struct db *db, enum purpose purpose, const char *reason, const struct entry *who, struct err *err) warn_unused;

/* A purpose, or ALL for PURPOSE_UNKNOWN; false for any other word. */
bool kill_word(const char *word, enum purpose *out);

struct kill_line {
	const char *purpose, *reason, *login;	/* lent */
	int64_t at;
};
typedef void kill_show(void *context, const struct kill_line *line);
bool kill_list(struct db *db, kill_show *show, void *context, int64_t *count, struct err *err) warn_unused;

#endif
