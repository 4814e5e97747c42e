/*
 * suppression_store.h - refusals: effective at commit, never removed.
 *
 * The refusal's transaction (design.md 5): lock every party that holds the
 * address, in the order of ids; insert; stop the targets in its scope that
 * nobody has claimed; add the entry; tell the dispatchers, who drop what they
 * have cleared and not yet sent.  An address that nobody holds is kept as well.
 */
#ifndef COMPLIANCE_SUPPRESSION_STORE_H
#define COMPLIANCE_SUPPRESSION_STORE_H

#include "compliance/address.h"
#include "compliance/entry.h"
#include "compliance/facts.h"
#include "db/db.h"
#include "db/pipe.h"

struct suppression {
	uint8_t token[TOKEN_SIZE];
	struct suppression_fact fact;	/* scope, channel of ADS_CHANNEL, entity (0: all), when it was said */
	char path[16];			/* sms, link, agent, phrase, dtmf, desk, letter, web, provider, carrier, import; hold: provisional */
	struct buf evidence;		/* canonical JSON object, or empty */
	bool known;			/* out: the same refusal was there */
};

struct suppression_effect {
	int64_t added, known;
	int64_t parties;		/* that hold the addresses */
	int64_t targets;		/* stopped */
};

/* NULL, or what is wrong with it, English, for say(). */
const char *suppression_fault(const struct suppression *suppression);
/* In the open transaction. */
bool suppression_put(struct db *db, struct suppression *list, size_t count, const struct entry *who,
    struct suppression_effect *effect, struct err *err) warn_unused;
/* The same for refusals nobody has told us before, as statements of the open transaction of a pipe. */
void suppression_send(struct pipe *pipe, const struct suppression *list, size_t count, const struct entry *who);
/* The refusal answers these contacts: it is their targets' result, also after a delivery.  In the open transaction. */
bool target_refused(struct db *db, const struct uuid *decision, size_t count, struct err *err) warn_unused;
/* A transaction of its own, tried again when it collides: a refusal is not lost to a deadlock. */
bool suppression_add(struct db *db, struct suppression *list, size_t count, const struct entry *who,
    struct suppression_effect *effect, struct err *err) warn_unused;
void suppression_release(struct suppression *suppression);

struct suppression_import {
	int64_t lines, rejected;
	struct suppression_effect effect;
};
bool suppression_import(struct db *db, const struct installation_key *key, const char *path, const char *rejects,
    const struct entry *who, struct suppression_import *out, struct err *err) warn_unused;

/* Every refusal of this address, oldest first. */
typedef void suppression_show(void *context, const struct suppression_fact *fact, const char *path);
bool suppression_shown(struct db *db, const struct address *address, suppression_show *show, void *context,
    int64_t *count, struct err *err) warn_unused;

#endif
