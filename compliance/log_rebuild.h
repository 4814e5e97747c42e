/* log_rebuild.h - the files of the whole sealed log made anew out of the database. */
#ifndef COMPLIANCE_LOG_REBUILD_H
#define COMPLIANCE_LOG_REBUILD_H

#include "compliance/checkpoint.h"
#include "db/db.h"

/*
 * Into the folder `to`, up to the last checkpoint signed; what was archived comes out of the archive in `from`.  ERR_REFUSED when the
 * database's entries are not those that were signed; no checkpoint is put there then.
 */
bool log_rebuild(struct db *db, const char *from, const char *to, const struct note_key *key, struct checkpoint *out,
    struct err *err) warn_unused;

#endif
