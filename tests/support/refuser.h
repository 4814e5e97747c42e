/*
 * refuser.h - processes that refuse people at the moment when they are claimed.
 *
 * A scout follows the frontier: the first person of world.h who is still due.
 * Each person is given a place near their own in the order of the claims, a
 * little before or behind it, by the seed; when the frontier reaches that
 * place they refuse.  Who is met too late to be near a claim refuses at the end.
 */
#ifndef TESTS_SUPPORT_REFUSER_H
#define TESTS_SUPPORT_REFUSER_H

#include "tests/support/database.h"

enum refusal_manner {
	REFUSAL_ADDED,		/* suppression_add: the one way of the web, of STOP, of the desk */
	REFUSAL_PROVIDER,	/* the provider's word, as settle.c writes it: the party locked, no target stopped */
	REFUSAL_UNLOCKED,	/* no way of ours: without the party's lock, to show what the lock is for */
};

struct refused {
	enum refusal_manner manner;
	int64_t told_at;	/* race_realtime when the commit had returned; 0: not yet */
};

struct refusers;
/* Starts them on all people 1..people; unlocked: every refusal is REFUSAL_UNLOCKED. */
struct refusers *refusers_start(const struct test_database *database, int64_t people, unsigned seed, bool unlocked);
/* Waits for them at most so many seconds; false when one failed or they took longer. */
bool refusers_wait(struct refusers *refusers, int seconds);
const struct refused *refusers_person(const struct refusers *refusers, int64_t person);

#endif
