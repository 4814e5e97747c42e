/*
 * capsule_store.h - the answer to "why did you contact me?" about one address, or to Roskomnadzor's questions about one
 * campaign, as one ZIP that proves itself.
 *
 * Everything is read first; then the entry capsule.made (token, who, reason,
 * hash of MANIFEST) is committed; then the ZIP is put in its place: nothing is
 * given out without its trace.  Format: docs/capsule.md.
 */
#ifndef COMPLIANCE_CAPSULE_STORE_H
#define COMPLIANCE_CAPSULE_STORE_H

#include "compliance/address.h"
#include "compliance/capsule_letter.h"
#include "compliance/entry.h"
#include "config/contracts.h"
#include "config/settings.h"

struct capsule_wish {
	const struct address *address;	/* NULL: of a campaign */
	int64_t campaign;		/* 0: of an address */
	const char *on;			/* "2026-11-22": contacts of this day only; NULL: all */
	enum capsule_to to;
	const char *reason;		/* why somebody makes it */
	const struct entry *who;	/* staff */
	const struct settings *settings;
	const struct contracts *contracts;
};

/* ERR_RETRY: the newest entries are not sealed yet.  ERR_ABSENT: nobody has the address, or no such campaign.  ERR_REFUSED: a decision without its entry. */
bool capsule_make(struct db *db, const struct capsule_wish *wish, const char *out, struct capsule_letter *made,
    struct err *err) warn_unused;
/* "person", "fas", "rkn". */
bool capsule_to_find(const char *word, enum capsule_to *to);
const char *capsule_to_word(enum capsule_to to);

#endif
