/* erased.c - the beginnings of erased persons' tokens, in their order, and the rows that have one. */
#include "campaigns/erased.h"

#include <stdlib.h>
#include <string.h>

enum { BEGINNING = 8 };		/* of 32 bytes: two different addresses share it once in 10^19 */

struct erased {
	size_t count;
	uint8_t beginning[][BEGINNING];
};

struct erased *
erased_load(struct db *db, struct err *err)
{
	struct rows *rows;

	if (!db_run(db, QUERY_ERASED_KNOWN, NULL, &rows, err))
		return NULL;
	size_t count = (size_t)rows_count(rows);
	struct erased *erased = memory_new(sizeof(*erased) + count * BEGINNING);
	erased->count = count;
	for (size_t i = 0; i < count; i++)
		memcpy(erased->beginning[i], rows_bytes(rows, (int)i, 0).data, BEGINNING);
	rows_free(rows);
	return erased;
}

void *
erased_free(struct erased *erased)
{
	free(erased);
	return NULL;
}

struct chunk_end
chunk_end(const struct chunk *chunk)
{
	return (struct chunk_end){chunk->parties, chunk->points, chunk->text_len};
}

static int
compare(const void *token, const void *beginning)
{
	return memcmp(token, beginning, BEGINNING);
}

bool
erased_takes_back(const struct erased *erased, struct chunk *chunk, struct chunk_end end)
{
	if (erased->count == 0)
		return false;
	for (uint32_t i = end.points; i < chunk->points; i++) {
		if (bsearch(chunk->point[i].token, erased->beginning, erased->count, BEGINNING, compare) == NULL)
			continue;
		memset(chunk->text + end.text_len, 0, chunk->text_len - end.text_len);
		chunk->parties = end.parties;
		chunk->points = end.points;
		chunk->text_len = end.text_len;
		return true;
	}
	return false;
}
