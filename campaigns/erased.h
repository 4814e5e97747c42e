/*
 * erased.h - whose data were destroyed: no list brings them back.
 *
 * Asked once, before the first row, for the beginnings of the tokens of their
 * addresses; from then on nobody is erased until the connection is closed.
 * Where nobody ever was, a row costs nothing.
 */
#ifndef CAMPAIGNS_ERASED_H
#define CAMPAIGNS_ERASED_H

#include "campaigns/chunk.h"
#include "db/db.h"

struct erased;
struct erased *erased_load(struct db *db, struct err *err);
void *erased_free(struct erased *erased);

/* Where a chunk ends, so that a row can be taken out again. */
struct chunk_end {
	uint32_t parties, points, text_len;
};
struct chunk_end chunk_end(const struct chunk *chunk);
/* True, and what was added behind end is out again, when an address of it is an erased person's. */
bool erased_takes_back(const struct erased *erased, struct chunk *chunk, struct chunk_end end);

#endif
