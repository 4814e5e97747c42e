/*
 * retention_store.h - what is kept beyond its term, table by table and purpose by purpose.
 *
 * The classes are data (retention.def), their terms stand in the pack.
 */
#ifndef COMPLIANCE_RETENTION_STORE_H
#define COMPLIANCE_RETENTION_STORE_H

#include "compliance/deadline.h"
#include "db/db.h"

enum retention_end { RETENTION_DESTROY, RETENTION_KEEP, RETENTION_HAND, RETENTION_FOREVER };
enum retention {
#define RETENTION(name, table, deadline, end, rule, since) RETENTION_CLASS_##name,
#include "compliance/retention.def"
#undef RETENTION
	RETENTION_COUNT
};
struct retention_class {
	const char *name, *table;
	enum deadline deadline;		/* DEADLINE_COUNT: none */
	enum retention_end end;
	const char *rule, *since;	/* since: Russian */
};
const struct retention_class *retention_class(enum retention retention);
enum retention retention_find(struct view name);	/* RETENTION_COUNT when it is none */

struct retention_line {
	enum retention retention;
	char purpose[24];		/* "" where the table knows none */
	int64_t rows;			/* whose term is over */
	int64_t oldest;			/* when the oldest of those terms began; 0: none */
};
/* What began before *out is over for a class; now for the last ones, whose rows say themselves until when. */
bool retention_cutoff(const struct policy *policy, enum deadline deadline, int64_t now, int64_t *out, struct err *err) warn_unused;
/* Calls show for each class, with a line for each purpose that has rows; *holds: legal holds in force. */
typedef void retention_show(void *context, const struct retention_line *line);
bool retention_report(struct db *db, const struct policy *policy, int64_t now, retention_show *show, void *context, int64_t *holds,
    struct err *err) warn_unused;

#endif
