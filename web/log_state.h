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
	bool refused;		/* sealer or courier stand before a contradiction */
	int64_t stamped;	/* the size under the newest time stamp; 0: none */
	int64_t stamped_at;	/* when that was kept; 0: none */
	int64_t unsealed;	/* how many entries wait, up to 100,000 */
	int64_t unwitnessed_since;	/* when the first checkpoint after it was signed; 0: there is none */
};

bool log_state_load(struct db *db, const struct settings *settings, struct log_state *out, struct err *err) warn_unused;
/* Seconds for which entries have waited for the sealer, checkpoints for the witnesses. */
int64_t log_state_unsealed(const struct log_state *state, int64_t now);
int64_t log_state_unwitnessed(const struct log_state *state, int64_t now);
/* An authority is named, and its last stamp is older than stamp_alarm, or there is none. */
bool log_state_unstamped(const struct log_state *state, const struct settings *settings, int64_t now);

#endif
