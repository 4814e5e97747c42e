/*
 * archiving.h - sealed months leave the database and the loose files for the archive, with their proofs intact.
 *
 * The whole log is verified first, then compressed files are written and read
 * back, then the database lets the bodies go, with an entry that says so, and
 * last the loose files go.  Killed anywhere, what was not done is done by the next call.
 */
#ifndef COMPLIANCE_ARCHIVING_H
#define COMPLIANCE_ARCHIVING_H

#include "compliance/entry.h"
#include "compliance/note.h"
#include "config/settings.h"

struct archived {
	int64_t first_bundle, bundles;	/* of this run; none: there was nothing to do */
	int64_t leaves;			/* entries whose bodies the database has no more, of all runs */
	int64_t bytes;			/* of the files written */
};

/* What was signed before the instant `until`; who: of the staff.  ERR_REFUSED: the log is not intact, and nothing was done. */
bool archiving_run(const struct settings *settings, struct db *db, const struct note_key *key, int64_t until,
    const struct entry *who, struct archived *out, struct err *err) warn_unused;

#endif
