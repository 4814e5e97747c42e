/* card_store.h - the cards of a campaign, and what a press does to one. */
#ifndef WEB_CARD_STORE_H
#define WEB_CARD_STORE_H

#include "base/uuid.h"
#include "web/card.h"

enum { CARDS_MAX = 200 };

struct press {
	int64_t campaign, contact_point, agent;
	char session[128];
	struct uuid nonce;
	uint8_t card_sha256[SHA256_SIZE];
	int64_t pressed_at;
};

/* ERR_ABSENT: no such campaign; ERR_CONFLICT: it does not run. */
bool campaign_must_run(struct db *db, int64_t campaign, struct err *err) warn_unused;
/* The rows of card_list, in this agent's order; free them. */
bool cards_load(struct db *db, int64_t campaign, int64_t agent, int64_t now, int limit, struct rows **rows,
    struct err *err) warn_unused;
bool cards_later(struct db *db, int64_t campaign, int64_t now, int64_t *count, int64_t *next_at, struct err *err)
    warn_unused;
/*
 * In one transaction: the press, the card due, the log's entry, a word to the
 * dispatchers.  The same nonce again changes nothing and gives the instant of
 * the first time.  ERR_CONFLICT when the card is gone or is not what was shown.
 */
bool press_commit(struct db *db, const struct regions *regions, const char *process, struct press *press,
    struct err *err) warn_unused;

#endif
