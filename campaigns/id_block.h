/* id_block.h - ids taken from a sequence a thousand at a time, so that rows are numbered before they are stored. */
#ifndef CAMPAIGNS_ID_BLOCK_H
#define CAMPAIGNS_ID_BLOCK_H

#include "db/db.h"

enum { ID_BLOCK = 1000 };	/* the sequences' increment */

struct id_block {
	enum query query;
	int64_t *first;		/* of each block */
	int count, room;
	int64_t used;		/* ids of all blocks together */
};

void id_block_release(struct id_block *blocks);
/* So that wanted more ids can be taken with id_next.  Ids of a failed transaction are not lost: sequences do not roll back. */
bool id_block_fill(struct id_block *blocks, struct db *db, int64_t wanted, struct err *err) warn_unused;
int64_t id_next(struct id_block *blocks);

#endif
