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
};

struct chunk_party {
	uint8_t identity[IDENTITY_SIZE];
	int64_t inn;
	int32_t row;
	uint32_t name, zone;		/* offsets in text; 0 is "" */
	uint32_t first_point;
	int16_t birth_year, region;
	uint8_t kind;			/* enum row_kind */
	uint8_t points;
};

struct chunk_point {
	uint8_t token[TOKEN_SIZE];
	int64_t carrier_inn;
	uint32_t address, extension;
	int16_t region;
	bool is_email;
};

struct chunk {
	uint32_t parties, points, text_len;
	struct chunk_party party[CHUNK_ROWS];
	struct chunk_point point[CHUNK_POINTS];
	char text[CHUNK_TEXT];
};

struct chunk *chunk_new(void);
void *chunk_free(struct chunk *chunk);
void chunk_clear(struct chunk *chunk);
bool chunk_has_room(const struct chunk *chunk);		/* for one more row */
/* identity: row_identity's. */
void chunk_add(struct chunk *chunk, const struct row *row, const uint8_t identity[IDENTITY_SIZE], struct keyed *keyed);

/* Who a row is: HMAC of the main address and the folded name, or of a company's INN. */
void row_identity(const struct row *row, struct keyed *keyed, struct buf *space, uint8_t out[IDENTITY_SIZE]);

#endif
