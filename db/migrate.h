/* migrate.h - numbered, forward-only migrations, compiled in. */
#ifndef DB_MIGRATE_H
#define DB_MIGRATE_H

#include <stdint.h>

#include "db/db.h"

/*
 * Applies what is not yet applied, each file in one transaction, under an
 * advisory lock.  Fails when a file that was applied has changed since.
 * db must be open_bare; applied receives how many were new.
 */
bool migrate(struct db *db, int64_t now, int *applied, struct err *err) warn_unused;

#endif
