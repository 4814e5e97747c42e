/*
 * chunk.h - some ten thousand rows on their way to the database, in memory that two processes share.
 *
 * The reader fills it, a worker stores it (import_store.h), nobody else writes.
 * Texts are offsets into one block, so that it means the same in both processes.
 */
#ifndef CAMPAIGNS_CHUNK_H
#define CAMPAIGNS_CHUNK_H

#include "base/keyed.h"
#include "campaigns/row.h"

enum {
	CHUNK_ROWS = 1 << 15,
	CHUNK_POINTS = CHUNK_ROWS + CHUNK_ROWS / 2,
	CHUNK_TEXT = CHUNK_ROWS * 128,
	IDENTITY_SIZE = 16,
	NO_DAY = INT32_MIN,
};

struct chunk_party {
	uint8_t identity[IDENTITY_SIZE];
	int64_t inn;
	int32_t row;
	int32_t birth_day;		/* days since 2000; NO_DAY */
	int64_t confirmed_at;		/* of its addresses */
	uint32_t name, zone, document;	/* offsets in text; 0 is "" */
	uint32_t representative;	/* 1 + index of their party; 0 none */
	uint32_t first_point;
	int16_t birth_year, region;
	uint8_t kind;			/* enum row_kind */
	uint8_t points;
	uint8_t kind_reason;		/* enum judged_by */
	bool paediatric;
	bool is_representative;		/* of the party behind it: no row of the list is about them */
};

struct chunk_point {
	uint8_t token[TOKEN_SIZE];
	int64_t carrier_inn;
	uint32_t address, extension;
	int16_t region;
	bool is_email;
	bool of_representative;
	uint8_t corporate, published;	/* enum tri */
	uint8_t judged_by;
};

struct chunk {
	uint32_t parties, points, text_len;
	bool more;			/* companies, children or what else few rows have */
	struct chunk_party party[CHUNK_ROWS];
	struct chunk_point point[CHUNK_POINTS];
	char text[CHUNK_TEXT];
};

struct chunk *chunk_new(void);
void *chunk_free(struct chunk *chunk);
void chunk_clear(struct chunk *chunk);
bool chunk_has_room(const struct chunk *chunk);		/* for one more row */
/* Before the row itself: who decides for the person.  Nothing when the row names nobody, or no telephone of theirs. */
void chunk_add_representative(struct chunk *chunk, const struct row *row, struct keyed *keyed, struct buf *space);
/* identity: row_identity's. */
void chunk_add(struct chunk *chunk, const struct row *row, const uint8_t identity[IDENTITY_SIZE], struct keyed *keyed);

/* Who a row is: HMAC of the main address and the folded name, or of a company's INN. */
void row_identity(const struct row *row, struct keyed *keyed, struct buf *space, uint8_t out[IDENTITY_SIZE]);

#endif
