/* id_block.c - ids taken from a sequence a thousand at a time. */
#include "campaigns/id_block.h"

#include <stdlib.h>
#include <string.h>

void
id_block_release(struct id_block *blocks)
{
	free(blocks->first);
	blocks->first = NULL;
	blocks->count = blocks->room = 0;
	blocks->used = 0;
}

static void
forget_used(struct id_block *blocks)
{
	int done = (int)(blocks->used / ID_BLOCK);

	memmove(blocks->first, blocks->first + done, (size_t)(blocks->count - done) * sizeof(*blocks->first));
	blocks->count -= done;
	blocks->used -= (int64_t)done * ID_BLOCK;
}

bool
id_block_fill(struct id_block *blocks, struct db *db, int64_t wanted, struct err *err)
{
	struct args args;
	struct rows *rows;

	if (blocks->count > 0)
		forget_used(blocks);
	int64_t missing = wanted - ((int64_t)blocks->count * ID_BLOCK - blocks->used);
	if (missing <= 0)
		return true;
	int more = (int)((missing + ID_BLOCK - 1) / ID_BLOCK);
	args_init(&args);
	args_int(&args, more);
	bool got = db_run(db, blocks->query, &args, &rows, err);
	args_release(&args);
	if (!got)
		return false;
	if (blocks->count + more > blocks->room) {
		blocks->room = blocks->count + more;
		blocks->first = memory_grow(blocks->first, (size_t)blocks->room * sizeof(*blocks->first));
	}
	for (int i = 0; i < more; i++)
		blocks->first[blocks->count++] = rows_int(rows, i, 0);
	rows_free(rows);
	return true;
}

int64_t
id_next(struct id_block *blocks)
{
	must(blocks->used < (int64_t)blocks->count * ID_BLOCK);
	int64_t id = blocks->first[blocks->used / ID_BLOCK] + blocks->used % ID_BLOCK;
	blocks->used++;
	return id;
}
