/* log_rotate.h - the log gets a new key, and the old one vouches for it. */
#ifndef COMPLIANCE_LOG_ROTATE_H
#define COMPLIANCE_LOG_ROTATE_H

#include "compliance/entry.h"
#include "compliance/note.h"
#include "config/settings.h"

/*
 * Makes a key, says so in the log (who, in a transaction of db), lets the old
 * key seal what there is and vouch for the new one, and puts the new one in
 * its place.  Broken off anywhere, the next call ends it; until then no
 * sealer signs.  ERR_RETRY while a sealer works: stop it first.
 */
bool log_rotate(const struct settings *settings, struct db *db, const struct entry *who, struct note_key *out,
    struct err *err) warn_unused;

#endif
