/* janitor.h - the process that finds what others left behind: attempts whose dispatcher died. */
#ifndef DIALER_JANITOR_H
#define DIALER_JANITOR_H

#include "config/settings.h"
#include "db/db.h"

/* Runs until SIGTERM; returns an exit code. */
int janitor_run(const struct settings *settings, const char *name);

/*
 * Attempts still cleared `lease` seconds after their clearance expired become unknown: their dispatcher may have sent
 * them.  Looks at the ids from *from on, in the order of time, and moves it; *count says how many.
 */
bool janitor_expire(struct db *db, int64_t lease, int64_t now, const char *process, struct uuid *from, int64_t *count,
    struct err *err) warn_unused;

/* Targets whose attempt was accepted `wait` seconds ago and never reported as ended become unknown.  *from moves on. */
bool janitor_give_up(struct db *db, int64_t wait, int64_t now, struct uuid *from, struct err *err) warn_unused;

#endif
