/*
 * world.h - a clinic with people who agreed to everything, and a running SMS campaign to them: for races, chaos and benches.
 *
 * Made by SQL in bulk, so it is quick for millions.  Tokens are SHA-256 of the
 * address and not HMACs: nothing here looks a person up by address.
 */
#ifndef TESTS_SUPPORT_WORLD_H
#define TESTS_SUPPORT_WORLD_H

#include "db/db.h"

/* Monday, 11:00 in Moscow. */
#define WORLD_NOW (INT64_C(1795420800) * 1000000)
#define WORLD_CLOCK "2026-11-23T08:00:00Z"
/* Since when the targets are due. */
#define WORLD_DUE "2026-11-23 07:00Z"

struct world {
	int64_t campaign;
	int64_t people;
	const char *provider;
};

/* people persons with ids from 1, each with one mobile number (contact point of the same id) and all consents. */
void world_people(struct db *db, int64_t people);
/* A running campaign; all people are its targets and due when planned is true. */
void world_campaign(struct db *db, struct world *world, bool planned);
/*
 * Writes settings, contracts and secrets into dir (made if need be) and gives
 * the settings' path: the twin or stub at port, `connections` at once, no rate limit.
 */
void world_settings(const char *dir, const char *database_words, int port, int connections, int batch, char path[256]);

#endif
