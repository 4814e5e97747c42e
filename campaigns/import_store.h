/*
 * import_store.h - one chunk -> parties, contact points and provenance, in one transaction.
 *
 * Known parties get the contact points they lack, new ones go in by COPY.
 * Nothing is overwritten and no consent or refusal is read or written: the
 * SQL (db/queries/import.sql) does not name their tables.  Storing a chunk
 * twice changes nothing.
 */
#ifndef CAMPAIGNS_IMPORT_STORE_H
#define CAMPAIGNS_IMPORT_STORE_H

#include "campaigns/chunk.h"
#include "campaigns/source.h"
#include "db/db.h"

struct import_counts {
	int64_t new_rows;		/* made a party */
	int64_t added_rows;		/* brought a known party a new address */
	int64_t same_rows;		/* brought nothing new */
	int64_t new_points;
};

struct import_store;
/* source: of the list; who in it is kept back is marked so. */
struct import_store *import_store_new(struct db *db, int64_t list, int64_t now, const struct source *source);
void *import_store_free(struct import_store *store);
/* ERR_CONFLICT, ERR_RETRY: nothing happened; try again. */
bool import_store_chunk(struct import_store *store, const struct chunk *chunk, struct import_counts *out,
    struct err *err) warn_unused;
/* Only counts; finds who is known already. */
bool import_store_look(struct import_store *store, const struct chunk *chunk, struct import_counts *out,
    struct err *err) warn_unused;

#endif
