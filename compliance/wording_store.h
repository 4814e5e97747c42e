/*
 * wording_store.h - the texts of consents that were shown, by version, with their SHA-256.
 *
 * A text is registered once and never changed.  It may be asked with when two
 * persons other than its author have approved it, a compliance officer among
 * them; a consent to a text that is not registered, or not approved, is unproven.
 */
#ifndef COMPLIANCE_WORDING_STORE_H
#define COMPLIANCE_WORDING_STORE_H

#include "compliance/consent_said.h"
#include "compliance/entry.h"
#include "db/db.h"

struct wordings;

struct wordings *wordings_load(struct db *db, struct err *err);
void *wordings_free(struct wordings *wordings);
/* Fills in said->wording_id and what the text itself says, when it is registered for this entity and code. */
void wordings_resolve(const struct wordings *wordings, struct consent_said *said);

struct wording {
	int64_t id;			/* out of wording_find */
	int64_t legal_entity_inn;
	enum consent_code code;
	const char *name;
	int64_t version;
	const char *language;		/* "ru" */
	const char *body;
	uint16_t purposes;
	bool standalone, preticked, mandatory;
	const char *author;		/* login */
};
/* NULL, or why the register of forms refuses it (C-01, C-02, C-07): English, for say(). */
const char *wording_fault(const struct wording *wording);
/* who: instant, person and process of the entry. */
bool wording_add(struct db *db, const struct wording *wording, const struct entry *who, struct err *err) warn_unused;

struct wording_key {
	int64_t legal_entity_inn;
	const char *name;
	int64_t version;
};
/* One person's approval.  ERR_REFUSED: the author, an agent, an auditor; ERR_CONFLICT: approved by this person already. */
bool wording_approve(struct db *db, const struct wording_key *key, const char *login, const struct entry *who,
    bool *approved, int *approvals, struct err *err) warn_unused;

/* A registered text as it is shown: texts live as long as the call. */
struct wording_shown {
	struct wording wording;
	struct view sha256;
	bool approved;
	int64_t approvals;
};
typedef void wording_show(void *context, const struct wording_shown *shown);
bool wording_listed(struct db *db, wording_show *show, void *context, struct err *err) warn_unused;
typedef void wording_show_approval(void *context, const char *login, const char *role, int64_t at);
bool wording_shown(struct db *db, const struct wording_key *key, wording_show *show, wording_show_approval *approval,
    void *context, struct err *err) warn_unused;

#endif
