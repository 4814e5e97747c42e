/*
 * policy_store.h - policy packs in the database: added, signed by two persons, put in force, followed by the processes.
 *
 * Nothing of it is ever changed: a pack is its bytes, a signature is a row,
 * and in force is what was activated last under a name.  Each act writes its
 * entry in the same transaction.
 */
#ifndef COMPLIANCE_POLICY_STORE_H
#define COMPLIANCE_POLICY_STORE_H

#include "compliance/entry.h"
#include "compliance/policy.h"

enum { POLICY_SIGNERS = 2 };

/* A pack by the first digits of its SHA-256 (8 at least); ERR_ABSENT when there is none or more than one. */
bool policy_store_find(struct db *db, const char *digits, uint8_t sha256[32], struct buf *body, struct err *err) warn_unused;

bool policy_store_add(struct db *db, const struct policy *policy, const char *login, int64_t now, struct err *err) warn_unused;
/* observes: "G-16,G-18", the rules that the signer knows to be on trial in it; "" for none. */
bool policy_store_sign(struct db *db, const uint8_t sha256[32], const char *login, const char *says, const char *observes,
    int64_t now, struct err *err) warn_unused;
/* Rows of login, role, what they said, the rules they put on trial, when. */
bool policy_store_signatures(struct db *db, const uint8_t sha256[32], struct rows **rows, struct err *err) warn_unused;
/*
 * Puts it in force: it must load now, and two persons must have signed it, one of them of compliance; where it
 * puts a rule on trial that counted until now, both must have named that rule.
 */
bool policy_store_activate(struct db *db, const uint8_t sha256[32], const char *login, int64_t now, struct err *err) warn_unused;

/*
 * Makes *policy the pack in force under this name, as of now: read anew when another was activated or a date of it
 * has come.  process: who loads it, for the log; NULL writes no entry.  region: of the installation (I-07), whose
 * law the pack must state.  ERR_INPUT: nothing is in force or it does not load: stop.
 */
bool policy_follow(struct db *db, const char *name, const char *region, const char *process, int64_t now,
    struct policy **policy, struct err *err) warn_unused;

#endif
