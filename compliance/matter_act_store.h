/*
 * matter_act_store.h - what a person of the staff does about a matter, each a transaction of its own.
 *
 * ERR_REFUSED when the role does not permit it or the matter lacks something;
 * the text says what.  file_sha256 may be NULL where it is not demanded.
 */
#ifndef COMPLIANCE_MATTER_ACT_STORE_H
#define COMPLIANCE_MATTER_ACT_STORE_H

#include "compliance/matter_store.h"

struct matter_act {
	int64_t matter;
	const char *login;
	const char *says;		/* reason, result, how identified; NULL: nothing */
	const uint8_t *file_sha256;	/* of the notice, acknowledgement, answer, act; NULL: none */
	int64_t now;
	const char *process;		/* cli, web-1 */
	int64_t party;			/* matter_identify: who it turned out to be; 0: as it is */
};

bool matter_identify(struct db *db, const struct matter_act *act, struct err *err) warn_unused;
/* A reasoned notice was sent: says and file_sha256 are demanded (law.md S-01, W-03). */
bool matter_extend(struct db *db, const struct matter_act *act, const struct policy *policy, struct err *err) warn_unused;
/* One clock is met before the matter is closed: processing stopped, the notice sent. */
bool matter_meet(struct db *db, const struct matter_act *act, enum deadline deadline, struct err *err) warn_unused;
bool matter_task_done(struct db *db, const struct matter_act *act, int64_t task, struct err *err) warn_unused;
bool matter_close(struct db *db, const struct matter_act *act, struct err *err) warn_unused;

/* What acts on a matter share: the officer found, the party locked first, as whoever refuses does, then the matter. */
struct matter_acting {
	struct matter matter;
	struct entry who;
};
bool matter_begin(struct db *db, const struct matter_act *act, struct matter_acting *out, struct err *err) warn_unused;
bool matter_is_open(const struct matter_acting *acting, struct err *err) warn_unused;
bool matter_is_said(const struct matter_act *act, struct err *err) warn_unused;
/* What is new of the matter; 0 and -1 leave it as it was. */
bool matter_move(struct db *db, int64_t id, int64_t identified_at, int64_t extended_at, int64_t closed_at, int64_t affected,
    struct err *err) warn_unused;
/* matter_close in the open transaction. */
bool matter_close_in(struct db *db, const struct matter_act *act, const struct matter_acting *acting, struct err *err) warn_unused;
/* Commits what is done, or takes all of it back; returns done. */
bool matter_finish(struct db *db, bool done, struct err *err) warn_unused;

#endif
