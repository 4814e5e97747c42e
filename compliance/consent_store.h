/*
 * consent_store.h - consent events, and the state derived from them beside each address.
 *
 * An event is added and never changed.  In the same transaction, under the
 * party's lock, the newest state of the address's consents is derived from
 * all its events and written to contact_point.consents, where the gate reads it.
 */
#ifndef COMPLIANCE_CONSENT_STORE_H
#define COMPLIANCE_CONSENT_STORE_H

#include "compliance/consent_said.h"
#include "compliance/entry.h"
#include "db/db.h"

enum consent_fate {
	FATE_RECORDED,
	FATE_KNOWN,		/* the same event was there */
	FATE_NOBODY,		/* nobody holds the address */
	FATE_SEVERAL,		/* several do, and none was named */
};

struct consent_recorded {
	enum consent_fate fate;
	enum consent_lack lack;		/* why it is unproven */
	int64_t party;
};

/* In the open transaction.  Resolves wordings, gives ids; writes no entries. */
bool consent_append(struct db *db, struct consent_said *said, size_t count, int64_t now,
    struct consent_recorded *recorded, struct err *err) warn_unused;
/* The same with an audit entry for each event recorded. */
bool consent_put(struct db *db, struct consent_said *said, size_t count, const struct entry *who,
    struct consent_recorded *recorded, struct err *err) warn_unused;
/* One transaction, with an audit entry for each event recorded.  who: instant, person and process. */
bool consent_add(struct db *db, struct consent_said *said, size_t count, const struct entry *who,
    struct consent_recorded *recorded, struct err *err) warn_unused;

struct consent_import {
	int64_t lines, recorded, known, rejected, unproven;
	int64_t lack[LACK_COUNT];
};
/* JSON lines, LINE_BATCH a transaction, one audit entry a batch.  rejects: NULL is PATH.rejects.jsonl. */
bool consent_import(struct db *db, const struct installation_key *key, const char *path, const char *rejects,
    const struct entry *who, struct consent_import *out, struct err *err) warn_unused;

/*
 * A person takes back every consent with this code given for this address,
 * for one channel or (CHANNEL_UNKNOWN) for all.  ERR_ABSENT when there is none.
 */
struct consent_withdrawal {
	struct address address;
	enum consent_code code;
	enum channel channel;
	const char *path;
};
bool consent_withdraw(struct db *db, const struct consent_withdrawal *withdrawal, const struct entry *who,
    int64_t *consents, struct err *err) warn_unused;

/* Derives all states again; with check only counts what differs. */
bool consent_rebuild(struct db *db, bool check, int64_t *contact_points, int64_t *different, struct err *err) warn_unused;
/* The contact points whose events changed: derives and writes. In the open transaction, under the parties' locks. */
bool consent_derive_stored(struct db *db, const int64_t *contact_points, size_t count, bool check, int64_t *different,
    struct err *err) warn_unused;

/* Each contact point with this address: party, name, its consents. */
typedef void consent_show(void *context, int64_t party, const char *name, const struct consent_fact *consents, int count);
bool consent_shown(struct db *db, const struct address *address, consent_show *show, void *context, struct err *err) warn_unused;

#endif
