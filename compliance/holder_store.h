/*
 * holder_store.h - who holds an address: its contact points and their parties, locked.
 *
 * Every act about a person (a consent, a basis, a refusal) takes the locks of
 * the parties first, in the order of their ids, and then looks and writes:
 * that serialises it with the claims of design.md 5.
 */
#ifndef COMPLIANCE_HOLDER_STORE_H
#define COMPLIANCE_HOLDER_STORE_H

#include "base/crypto.h"
#include "db/db.h"

struct holder {
	int64_t contact_point;
	int64_t party;
	uint8_t token[TOKEN_SIZE];
	struct view salt;		/* lent by the holders */
};

struct holders {
	struct holder *list;		/* in the order of token, party */
	size_t count;
	struct rows *rows;
};

/* In the open transaction.  tokens: TOKEN_SIZE bytes each, one behind the other. */
bool holders_lock(struct db *db, struct view tokens, struct holders *out, struct err *err) warn_unused;
void holders_release(struct holders *holders);
/* The contact points with this token, of one party or (0) of all; they stand side by side. */
size_t holders_find(const struct holders *holders, const uint8_t token[TOKEN_SIZE], int64_t party,
    const struct holder **first);

/* Tells the dispatchers whom a refusal is about, when the transaction commits. */
bool refusal_notify(struct db *db, const int64_t *parties, size_t count, struct err *err) warn_unused;

#endif
