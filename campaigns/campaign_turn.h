/* campaign_turn.h - the moves that a campaign makes by itself: planned -> running, everything done -> finished. */
#ifndef CAMPAIGNS_CAMPAIGN_TURN_H
#define CAMPAIGNS_CAMPAIGN_TURN_H

#include "db/db.h"

/* Planning has ended: it runs, unless somebody stopped it meanwhile. */
bool campaign_run(struct db *db, int64_t id, struct err *err) warn_unused;
/* Ends it when nothing of it can still happen; *ended says whether. */
bool campaign_end_if_over(struct db *db, int64_t id, int64_t now, const char *process, bool *ended, struct err *err)
    warn_unused;

#endif
