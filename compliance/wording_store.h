/*
 * wording_store.h - the texts of consents that were shown, by version, with their SHA-256.
 *
 * A text is registered once and never changed; a consent that names a text
 * nobody registered is unproven.
 */
#ifndef COMPLIANCE_WORDING_STORE_H
#define COMPLIANCE_WORDING_STORE_H

#include "compliance/consent_said.h"
#include "compliance/entry.h"
#include "db/db.h"

struct wordings;

struct wordings *wordings_load(struct db *db, struct err *err);
void *wordings_free(struct wordings *wordings);
/* Fills in said->wording_id when its text is registered for this entity and code. */
void wordings_resolve(const struct wordings *wordings, struct consent_said *said);

struct wording {
	int64_t legal_entity_inn;
	enum consent_code code;
	const char *name;
	int64_t version;
	const char *body;
	bool standalone;
};
/* who: instant, person and process of the entry. */
bool wording_add(struct db *db, const struct wording *wording, const struct entry *who, struct err *err) warn_unused;

#endif
