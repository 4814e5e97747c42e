/* log_state.h - how far the audit log is sealed, as health and metrics tell it. */
#ifndef WEB_LOG_STATE_H
#define WEB_LOG_STATE_H

#include "config/settings.h"
#include "db/db.h"

struct log_state {
	int64_t size;		/* of the last checkpoint; 0: none yet */
	int64_t signed_at;	/* 0: none yet */
	bool waiting;		/* entries that are not sealed yet */
	int64_t waiting_since;	/* what the oldest of them says; 0: none, or it does not say */
	bool has_witnesses;	/* the settings name some */
	int64_t witnessed;	/* the size that a quorum of them has cosigned last */
	int64_t unwitnessed_since;	/* when the first checkpoint after it was signed; 0: there is none */
};

bool log_state_load(struct db *db, const struct settings *settings, struct log_state *out, struct err *err) warn_unused;
/* Seconds for which entries have waited for the sealer, checkpoints for the witnesses. */
int64_t log_state_unsealed(const struct log_state *state, int64_t now);
int64_t log_state_unwitnessed(const struct log_state *state, int64_t now);

#endif
