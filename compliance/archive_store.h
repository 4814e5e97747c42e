/* archive_store.h - which entries the database has only stubs of, their bodies being in the archive. */
#ifndef COMPLIANCE_ARCHIVE_STORE_H
#define COMPLIANCE_ARCHIVE_STORE_H

#include "compliance/archiving.h"
#include "compliance/seal.h"

/* The next bundles that were signed for before `until`; bundles 0: none, or no batch ends in them. */
bool archive_due(struct db *db, int64_t until, struct archived *out, struct err *err) warn_unused;
/* Lets the bodies go, with the entry log.archived, in one transaction; what->leaves is filled in. */
bool archive_record(struct db *db, const struct entry *who, struct archived *what, struct err *err) warn_unused;
/* How far stubs reach; all zero: nowhere. */
bool archive_reach(struct db *db, struct seal *out, struct err *err) warn_unused;

#endif
