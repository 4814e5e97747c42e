/*
 * capsule_job_store.h - capsules that were asked for over the API: asked, made by the clerk, fetched, swept.
 *
 * The file lies in run_dir/capsules for its owner only, at most an hour, and
 * goes at once when the person is erased.
 */
#ifndef COMPLIANCE_CAPSULE_JOB_STORE_H
#define COMPLIANCE_CAPSULE_JOB_STORE_H

#include "compliance/capsule_store.h"

/* wish: address or campaign, day, to whom, reason, who.  ERR_ABSENT: nobody has the address, or no such campaign. */
bool capsule_job_add(struct db *db, const struct capsule_wish *wish, int64_t *id, struct err *err) warn_unused;

struct capsule_job {
	char state[8];			/* due, made, failed, gone */
	char fault[256];		/* why it failed; "" */
	bool has_token;
	uint8_t token[TOKEN_SIZE];
	int64_t campaign;
};
/* ERR_ABSENT when there is none. */
bool capsule_job_find(struct db *db, int64_t id, struct capsule_job *out, struct err *err) warn_unused;
void capsule_job_path(const struct settings *settings, int64_t id, char path[400]);

/* Makes the oldest that is due; *found says whether there was one.  What waits for the sealer is tried again. */
bool capsule_job_work(struct db *db, const struct settings *settings, const struct contracts *contracts, int64_t now,
    const char *process, bool *found, struct err *err) warn_unused;
/* Makes the folder; removes what a maker that was killed left there. */
bool capsule_job_begin(const struct settings *settings, struct err *err) warn_unused;
/* Removes the files whose time is over. */
bool capsule_job_sweep(struct db *db, const struct settings *settings, int64_t now, struct err *err) warn_unused;

#endif
