/*
 * basis_store.h - legal bases other than consent: events added, never changed; their state beside the party.
 */
#ifndef COMPLIANCE_BASIS_STORE_H
#define COMPLIANCE_BASIS_STORE_H

#include "compliance/address.h"
#include "compliance/basis.h"
#include "compliance/entry.h"
#include "db/db.h"

enum { BASIS_REFERENCE = 128, BASIS_PROOF = 512 };

struct basis_said {
	struct address address;
	int64_t party;			/* 0: the only one who holds the address; set to who it was */
	struct basis_fact fact;
	char reference[BASIS_REFERENCE];
	char proof[BASIS_PROOF];	/* of an own request: JSON object; "" none */
	bool ended;
	bool identified;		/* the proof says how the person was, in a way that fits the address: C-06, C-11 */
	int64_t contact_point;		/* out: of the address */
	bool known;			/* out: the same event was there */
	const char *reason;		/* out: why it has no place; NULL when it has */
};

struct basis_import {
	int64_t lines, recorded, known, rejected;
};

/* In the open transaction, with an audit entry for each that is recorded. */
bool basis_append(struct db *db, struct basis_said *said, size_t count, const struct entry *who, struct err *err) warn_unused;
/* The same when the parties are named and locked already. */
bool basis_append_locked(struct db *db, struct basis_said *said, size_t count, const struct entry *who, struct err *err) warn_unused;
/* Own requests whose series of calls is over, at most 200 of them, in a transaction of its own. */
bool basis_end_spent(struct db *db, const struct entry *who, int64_t *count, struct err *err) warn_unused;
bool basis_import(struct db *db, const struct installation_key *key, const char *path, const char *rejects,
    const struct entry *who, struct basis_import *out, struct err *err) warn_unused;

#endif
