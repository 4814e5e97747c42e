/*
 * card.h - one person or company as the agent sees them before the call.
 *
 * The address comes masked: who is being called is shown when the call is
 * made, not before (P10).  The hash is over what the screen shows and the
 * party's salt: it proves later what the agent saw, and dies with the party.
 */
#ifndef WEB_CARD_H
#define WEB_CARD_H

#include "base/crypto.h"
#include "base/json.h"
#include "compliance/facts.h"
#include "config/regions.h"
#include "db/db.h"

enum { CARD_MASK = 260, CARD_WHY = 8, CARD_WHY_TEXT = 400 };

struct card {
	int64_t campaign, contact_point, party;
	char name[512];
	char masked[CARD_MASK];
	int64_t attempts;
	int64_t legal_entity_inn;
	uint8_t token[TOKEN_SIZE];
	char local_time[6];		/* "14:05"; "" when not known */
	int whys;
	char why[CARD_WHY][CARD_WHY_TEXT];
	uint8_t sha256[SHA256_SIZE];
};

/* A row of card_list or card_lock. */
void card_read(const struct rows *rows, int row, int64_t campaign, const struct regions *regions, int64_t now,
    struct card *out);
void card_write(const struct card *card, struct json *json);

#endif
