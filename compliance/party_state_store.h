/*
 * party_state_store.h - a person's data are blocked (G-15), freed again, or the person has died (G-14).
 *
 * As a refusal: the party is locked, its state moves, what waits for it stops,
 * dispatchers drop what is cleared and not sent, and the log says who did it and why.
 * Death is not undone by this door, and relatives are contacted only by hand.
 */
#ifndef COMPLIANCE_PARTY_STATE_STORE_H
#define COMPLIANCE_PARTY_STATE_STORE_H

#include "compliance/address.h"
#include "compliance/entry.h"
#include "compliance/words.h"

struct party_move {
	struct address address;
	int64_t party;			/* which of several that hold the address; 0: there is only one */
	enum party_state to;
	const char *reason;
	int64_t stopped;		/* out: targets */
};
/*
 * A transaction of its own; who: staff.  ERR_ABSENT: nobody holds the address;
 * ERR_CONFLICT: several do and none was named, or the state does not permit.
 */
bool party_state_move(struct db *db, struct party_move *move, const struct entry *who, struct err *err) warn_unused;

#endif
