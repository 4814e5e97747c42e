/*
 * why_story.h - what we hold about one proved address, told to whoever holds it now.
 *
 * Only what hangs on the address itself: no name, no other address, no birth
 * date.  A code proves that somebody holds the number today, not who they
 * are: numbers are given to new owners, and a family shares one.  Where
 * several persons have the address, what only one of them can have done
 * (requests, refusals' day and path, decisions without a contact) stays away
 * as well.  Why somebody was not contacted is never told here: it may be that
 * the number's owner of then has died, is a child, has complained.  The rest is the answer to an access request (access.h).
 */
#ifndef COMPLIANCE_WHY_STORY_H
#define COMPLIANCE_WHY_STORY_H

#include "compliance/address.h"
#include "db/db.h"

enum { WHY_CONTACTS = 200 };

struct why_holders {
	int64_t count;
	int64_t party;		/* the only one; 0: several, or nobody */
};
bool why_holders_find(struct db *db, const struct address *address, struct why_holders *out, struct err *err) warn_unused;

enum why_part { WHY_SOURCES, WHY_REFUSALS, WHY_MATTERS, WHY_READS, WHY_PARTS };
/* Whether this part is told to several. */
bool why_part_is_shared(enum why_part part);
/* Into text, in Russian: numbered things, one line a member; empty: there are none. */
bool why_part_tell(struct db *db, enum why_part part, const struct address *address, const struct why_holders *holders,
    struct buf *text, struct err *err) warn_unused;

/* Each contact, the newest first, and each decision not to contact; the texts are lent. */
struct why_decision {
	bool contacted;
	const char *thing;	/* when, how, for what, by whom, in which words */
	const char *reasons;	/* what each rule answered; of a contact only, "" when its facts are no longer kept */
};
typedef void why_see(void *context, const struct why_decision *decision);
bool why_decisions_tell(struct db *db, const struct address *address, const struct why_holders *holders, why_see *see, void *context,
    int64_t *count, struct err *err) warn_unused;

/* Each receipt whose link still opens. */
typedef void why_receipt_see(void *context, struct uuid id, int64_t made_at);
bool why_receipts(struct db *db, const struct address *address, int64_t now, why_receipt_see *see, void *context, struct err *err) warn_unused;

#endif
