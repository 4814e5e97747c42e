/*
 * access_token_store.h - who may call the API: secrets issued, found, ended.
 *
 * A secret is somebody's of the staff; the role is read with each call, so that
 * a change of it, an end and an expiry hold from their commit on.
 */
#ifndef COMPLIANCE_ACCESS_TOKEN_STORE_H
#define COMPLIANCE_ACCESS_TOKEN_STORE_H

#include "compliance/access_token.h"
#include "compliance/entry.h"
#include "compliance/right.h"

enum { ACCESS_DAYS = 90, ACCESS_DAYS_MAX = 366 };

/* Who calls; staff 0: nobody has said. */
struct caller {
	int64_t staff;
	char login[64];
	enum role role;
};

enum access { ACCESS_HOLDS, ACCESS_UNKNOWN, ACCESS_EXPIRED, ACCESS_REVOKED };
/* False: it could not be looked up.  The caller is filled when the secret holds. */
bool access_token_find(struct db *db, const struct installation_key *key, struct view text, int64_t now, enum access *out,
    struct caller *caller, struct err *err) warn_unused;

/* For login, for so many days; who: instant, and the issuer when one is named.  The secret leaves here only in out. */
bool access_token_issue(struct db *db, const struct installation_key *key, const char *login, int days, const char *note,
    const struct entry *who, char out[ACCESS_TOKEN_TEXT], struct err *err) warn_unused;
/* One by its number, or with number 0 all of login.  ERR_ABSENT when there is none that holds. */
bool access_token_revoke(struct db *db, int64_t number, const char *login, const struct entry *who, int64_t *count, struct err *err)
    warn_unused;
/* The rows of access_token_list; login "": of all. */
bool access_token_list(struct db *db, const char *login, int64_t now, struct rows **rows, struct err *err) warn_unused;

#endif
