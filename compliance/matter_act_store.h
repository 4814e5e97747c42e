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
};

bool matter_identify(struct db *db, const struct matter_act *act, struct err *err) warn_unused;
/* A reasoned notice was sent: says and file_sha256 are demanded (law.md S-01, W-03). */
bool matter_extend(struct db *db, const struct matter_act *act, const struct policy *policy, struct err *err) warn_unused;
/* One clock is met before the matter is closed: processing stopped, the notice sent. */
bool matter_meet(struct db *db, const struct matter_act *act, enum deadline deadline, struct err *err) warn_unused;
bool matter_task_done(struct db *db, const struct matter_act *act, int64_t task, struct err *err) warn_unused;
bool matter_close(struct db *db, const struct matter_act *act, struct err *err) warn_unused;

struct leak {
	const char *incident, *cause, *harm, *measures, *contact;
	int64_t affected;
};
bool matter_leak(struct db *db, const struct matter_act *act, const struct leak *leak, struct err *err) warn_unused;
/* The draft of the notice to the regulator, in Russian; ERR_ABSENT before matter_leak. */
bool matter_leak_draft(struct db *db, int64_t matter, struct buf *out, struct err *err) warn_unused;

#endif
