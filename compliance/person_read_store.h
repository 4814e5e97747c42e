/*
 * person_read_store.h - the trace that a read of a person's data leaves.
 *
 * Written before the answer goes out: who, whom (tokens), which fields (the
 * reading's), why.  No trace, no answer.  Where a login is given, its role must
 * have the reading's right; where none is, the process is named.
 */
#ifndef COMPLIANCE_PERSON_READ_STORE_H
#define COMPLIANCE_PERSON_READ_STORE_H

#include "base/buf.h"
#include "base/crypto.h"
#include "compliance/entry.h"

enum reading {
#define READING(name, word, right, reason, fields) READING_##name,
#include "compliance/reading.def"
#undef READING
	READING_COUNT
};
enum { READ_MANY = 100 };	/* no search shows more persons than this: they take an export, and a second person's approval */

struct person_read {
	enum reading reading;
	int64_t campaign, matter;	/* what for; 0: none */
	const char *login;		/* who; NULL or "": nobody named */
	const char *reason;		/* NULL or "": not said */
	const char *approver;		/* login of who approved an export */
	int persons;			/* 0: as many as addresses */
	struct buf tokens;		/* TOKEN_SIZE bytes each; a token may come twice */
};

const char *reading_word(enum reading reading);
/* Bytes that are no token (of an erased address) are passed over. */
void person_read_add(struct person_read *read, struct view token);
void person_read_release(struct person_read *read);
/* In the open transaction.  who: instant, kind and process, replaced by the login's person.  *id: the trace's number; NULL is fine. */
bool person_read_put(struct db *db, struct person_read *read, const struct entry *who, int64_t *id, struct err *err) warn_unused;
/* The same in a transaction of its own. */
bool person_read_note(struct db *db, struct person_read *read, const struct entry *who, int64_t *id, struct err *err) warn_unused;

/* Whom it is about, into tokens; for reads whose answer does not say it. */
bool person_read_of_decision(struct db *db, struct uuid decision, struct person_read *read, struct err *err) warn_unused;
bool person_read_of_evidence(struct db *db, const uint8_t sha256[SHA256_SIZE], struct person_read *read, struct err *err) warn_unused;
/* The whole address of a contact point, its token into the read.  ERR_ABSENT when there is none. */
bool person_read_address(struct db *db, int64_t contact_point, struct person_read *read, struct buf *address, struct err *err) warn_unused;

#endif
