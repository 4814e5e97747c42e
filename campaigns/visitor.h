/*
 * visitor.h - a person who wrote to us first: the party and address they become.
 *
 * The same identity as an import would give (name and address), so that a
 * later list finds the same party; somebody whom we hold already under this
 * address alone stays who they are.
 */
#ifndef CAMPAIGNS_VISITOR_H
#define CAMPAIGNS_VISITOR_H

#include "compliance/address.h"
#include "compliance/entry.h"
#include "db/db.h"

struct visitor {
	int64_t party, contact_point;
	bool is_new;
};

/* In the open transaction; locks who holds the address. */
bool visitor_put(struct db *db, const struct installation_key *key, const struct address *address, const char *name,
    int64_t now, struct visitor *out, struct err *err) warn_unused;

/* Forms asked before that nobody confirmed, and the people known from them alone: deleted.  Entry and transaction are its own. */
bool visitor_forget(struct db *db, int64_t before, const struct entry *who, int64_t *count, struct err *err) warn_unused;

#endif
