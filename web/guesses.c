/* guesses.c - how often somebody has come with a secret that is nobody's. */
#include "web/guesses.h"

#include <string.h>

#include "base/clock.h"
#include "base/crypto.h"

static unsigned
place_of(const char *address)
{
	uint8_t sum[SHA256_SIZE];

	sha256(address, strlen(address), sum);
	return (unsigned)(sum[0] << 8 | sum[1]) % GUESSES_PLACES;
}

bool
guesses_are_many(const struct guesses *guesses, const char *address, int64_t now)
{
	const struct guesses_place *place = &guesses->place[place_of(address)];

	return place->count >= GUESSES_A_MINUTE && now - place->since < MINUTE;
}

void
guesses_count(struct guesses *guesses, const char *address, int64_t now)
{
	struct guesses_place *place = &guesses->place[place_of(address)];

	if (place->count == 0 || now - place->since >= MINUTE)
		*place = (struct guesses_place){.since = now};
	place->count++;
}
