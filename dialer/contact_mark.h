/* contact_mark.h - what an agent says after a call: the person gave name and birth year, and they were right. */
#ifndef DIALER_CONTACT_MARK_H
#define DIALER_CONTACT_MARK_H

#include "base/uuid.h"
#include "compliance/entry.h"
#include "db/db.h"

struct contact_mark {
	struct uuid press;		/* the nonce of the press that made the call */
	struct uuid attempt;		/* out */
	bool confirmed;			/* out: the call is known to have been answered, so the address is confirmed now */
};

/*
 * In a transaction of its own.  ERR_ABSENT: no call came of this press (yet);
 * ERR_REFUSED: another agent's call; ERR_CONFLICT: nobody answered it.
 */
bool contact_mark_add(struct db *db, struct contact_mark *mark, const struct entry *who, struct err *err) warn_unused;
/* In the transaction that learns of answers: those among these attempts that are marked confirm their addresses. */
bool contact_mark_answered(struct db *db, const struct uuid *attempts, size_t count, size_t *confirmed, struct err *err) warn_unused;

#endif
