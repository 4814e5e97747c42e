/*
 * search_store.h - one search over persons, and one person's timeline.
 *
 * The words are a phone in any spelling, an e-mail, an INN, a decision's id,
 * "campaign:N", "party:N" or the beginning of a name; which, the words say
 * themselves.  Addresses leave here masked, and the read has left its trace.
 */
#ifndef COMPLIANCE_SEARCH_STORE_H
#define COMPLIANCE_SEARCH_STORE_H

#include "base/buf.h"
#include "compliance/person_read_store.h"

enum { SEARCH_USUAL = 50, SEARCH_MAX = READ_MANY, SEARCH_LINES = 500 };

struct search {
	const char *words;
	int limit;			/* persons */
	struct person_read read;	/* login, reason, campaign, matter; tokens are filled */
};

/*
 * The answer as JSON: {"persons":[...],"read":N,"timeline":[...]}.  The timeline is there when one person
 * is meant; of several only who they are, masked and without names: search again with party:N.
 * ERR_ABSENT: nobody, and the address has no history either.
 */
bool search_run(struct db *db, const struct installation_key *key, struct search *search, const struct entry *who,
    struct buf *out, struct err *err) warn_unused;
/* The same answer, a line for each thing, for people. */
bool search_print(struct view answer, struct buf *out, struct err *err) warn_unused;

#endif
