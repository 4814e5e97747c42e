/*
 * restoring.h - a database that came back from an older copy learns again, from the log, what it must not forget.
 *
 * The log's folder is no part of the copy.  First every kill switch is thrown;
 * then refusals, withdrawals, blocks, deaths and erasures of the lost time are
 * done again, contacts of that time are not repeated, and last the lost
 * entries get their rows back, so that the sealer goes on where it was.  Until
 * that last step no process of serve starts (log_is_whole).  Broken off
 * anywhere, the next call ends it.
 */
#ifndef COMPLIANCE_RESTORING_H
#define COMPLIANCE_RESTORING_H

#include "compliance/erasure_store.h"
#include "compliance/lost_store.h"
#include "config/settings.h"

struct restore_order {
	const char *by, *second;	/* logins: an officer, and another person for the acts of erasure */
	const struct evidence_dir *dir;
	struct entry who;		/* the officer */
	bool dry;			/* only counts */
	/* What no program can do again: said for people. */
	void (*left)(void *context, const struct lost *lost, const struct err *why);
	void *context;
};

struct restored {
	uint64_t known, size;		/* entries that the database knew of; that the log has */
	int64_t refusals, withdrawals, states, erasures, contacts, left;
};

/*
 * ERR_ABSENT: the database knows all that the log has.  ERR_REFUSED: the log is not intact, or is another one's.
 * ERR_RETRY: a sealer works, or somebody's reports wait to be read.
 */
bool restoring_run(const struct settings *settings, struct db *db, const struct restore_order *order, struct restored *out,
    struct err *err) warn_unused;

/* False with ERR_REFUSED: the folder of the log has more than the database; what to do. */
bool log_is_whole(const struct settings *settings, struct err *err) warn_unused;

#endif
