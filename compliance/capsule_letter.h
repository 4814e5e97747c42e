/*
 * capsule_letter.h - the reply letter of a capsule, as a PDF in Russian: to the person, to FAS or to Roskomnadzor.
 *
 * It says what is in the capsule, in numbers and days, and how to check it; it promises
 * nothing that the story does not hold.  Signed by a person, by hand.
 */
#ifndef COMPLIANCE_CAPSULE_LETTER_H
#define COMPLIANCE_CAPSULE_LETTER_H

#include "base/buf.h"
#include "base/err.h"

enum capsule_to { CAPSULE_PERSON, CAPSULE_FAS, CAPSULE_RKN };

struct capsule_letter {
	enum capsule_to to;
	const char *address;		/* as normalised: the letter goes to its owner or to an authority; NULL: about a campaign */
	int64_t campaign;		/* 0: about an address */
	const char *from;		/* names of our entities */
	const char *on;			/* the day asked about, or NULL */
	int64_t at;
	int64_t decisions, contacts, consents, refusals, evidence, matters, acts, entries;
};
bool capsule_letter_write(const struct capsule_letter *letter, struct buf *pdf, struct err *err) warn_unused;

#endif
