/*
 * backup_store.h - the register of backups, and what lies on in them after it was destroyed here.
 *
 * A backup is not opened for one person: the debt is that it goes by its date,
 * and not later than the law's six months after the erasure.
 */
#ifndef COMPLIANCE_BACKUP_STORE_H
#define COMPLIANCE_BACKUP_STORE_H

#include "compliance/deadline.h"
#include "compliance/entry.h"

struct backup {
	int64_t id;
	const char *place;
	int64_t made_at, expires_at;
	int64_t gone_at;		/* 0: it is there */
	int64_t persons;		/* who were destroyed here since, and lie in it */
	int64_t due;			/* when it must be gone: its own date, or the law's if that is earlier */
};
/* who: staff.  ERR_INPUT: no place, dates that do not fit. */
bool backup_add(struct db *db, const struct backup *backup, const struct entry *who, int64_t *id, struct err *err) warn_unused;
/* ERR_ABSENT: there is none, or it was gone before. */
bool backup_gone(struct db *db, int64_t id, const struct entry *who, struct err *err) warn_unused;

typedef void backup_show(void *context, const struct backup *backup);
bool backup_list(struct db *db, const struct policy *policy, bool gone_too, backup_show *show, void *context, struct err *err)
    warn_unused;
/* Those in which a party (0: one that is gone) lies on. */
bool backup_of(struct db *db, int64_t party, int64_t now, backup_show *show, void *context, struct err *err) warn_unused;

#endif
