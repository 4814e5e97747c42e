/*
 * guesses.h - how often somebody has come with a secret that is nobody's.  Pure.
 *
 * Counted by the client's address, in so many places that two rarely share one;
 * above the limit the address is not listened to for the rest of its minute.
 */
#ifndef WEB_GUESSES_H
#define WEB_GUESSES_H

#include <stdbool.h>
#include <stdint.h>

enum { GUESSES_A_MINUTE = 20, GUESSES_PLACES = 4096 };

struct guesses {
	struct guesses_place {
		int64_t since;		/* clock_monotonic() of the first of this minute */
		int count;
	} place[GUESSES_PLACES];
};

bool guesses_are_many(const struct guesses *guesses, const char *address, int64_t now);
void guesses_count(struct guesses *guesses, const char *address, int64_t now);

#endif
