/*
 * why.h - "Why did you contact me?": who asks to see what we hold about an address, the code that proves the address, the
 * short session behind it.
 *
 * An asking is one row and one entry, the same for every address.  Whose it is
 * nobody looks up while the asker waits: the janitor does, a moment later, and
 * orders a code only for an address that somebody holds and that was not asked
 * for too often.  Strangers' numbers get no messages and leave only a token,
 * for a day.  A session is known by a cookie; here stands its SHA-256.
 */
#ifndef COMPLIANCE_WHY_H
#define COMPLIANCE_WHY_H

#include "base/clock.h"
#include "compliance/address.h"
#include "compliance/code_check.h"
#include "compliance/form.h"

enum { WHY_IN_AN_HOUR = 3, WHY_IN_A_DAY = 6, WHY_TRIES_IN_AN_HOUR = WHY_IN_AN_HOUR * CODE_TRIES };
#define WHY_LASTS (15 * MINUTE)		/* of an asking, and again of what its code opened */

struct why_request {
	struct uuid id;
	int64_t form;
	struct address address;		/* text "": nobody holds it any more */
	int64_t opened_at, ends_at;	/* 0: not opened */
	struct uuid code_check;		/* the attempt that carried the code; zeros: none has been sent */
	int64_t code_sent_at;
};

/* One transaction: the row, the entry. */
bool why_ask(struct db *db, const uint8_t key[SHA256_SIZE], const struct form *form, const uint8_t token[TOKEN_SIZE],
    const struct entry *who, struct err *err) warn_unused;
/* ERR_ABSENT: no such cookie, or its time is over. */
bool why_find(struct db *db, const uint8_t key[SHA256_SIZE], int64_t now, struct why_request *out, struct err *err) warn_unused;
/* A transaction of its own: a try counts whatever comes after.  *left is false when all are used up. */
bool why_try(struct db *db, const uint8_t key[SHA256_SIZE], int64_t now, bool *left, struct err *err) warn_unused;
/* One transaction: a new cookie, the entry.  ERR_CONFLICT: the code has opened something before. */
bool why_open(struct db *db, const uint8_t key[SHA256_SIZE], const uint8_t fresh[SHA256_SIZE], const struct why_request *request,
    const struct entry *who, struct err *err) warn_unused;
bool why_close(struct db *db, const uint8_t key[SHA256_SIZE], int64_t now, struct err *err) warn_unused;

/* The janitor's part: orders the codes of those that wait, forgets those of yesterday. */
bool why_answer(struct db *db, const struct entry *who, int64_t *codes, struct err *err) warn_unused;

/* Each form that shows. */
typedef void why_form_see(void *context, const char *name, const char *title, const char *entity);
bool why_forms(struct db *db, why_form_see *see, void *context, struct err *err) warn_unused;

#endif
