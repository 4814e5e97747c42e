/* log_state.h - how far the audit log is sealed, as health and metrics tell it. */
#ifndef WEB_LOG_STATE_H
#define WEB_LOG_STATE_H

#include "db/db.h"

struct log_state {
	int64_t size;		/* of the last checkpoint; 0: none yet */
	int64_t signed_at;	/* 0: none yet */
	bool waiting;		/* entries that are not sealed yet */
};

bool log_state_load(struct db *db, struct log_state *out, struct err *err) warn_unused;

#endif
