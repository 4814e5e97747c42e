/* list_store.h - the lists that were imported: where each came from, who answers for it, whether it is whole. */
#ifndef CAMPAIGNS_LIST_STORE_H
#define CAMPAIGNS_LIST_STORE_H

#include "campaigns/import.h"

struct list {
	int64_t entity;			/* id */
	int64_t id;			/* 0: this file is new */
	int64_t imported_at;		/* 0: not whole */
	int64_t rows, rejected, duplicates;
};

/* Fails with ERR_ABSENT when there is no such legal entity. */
bool list_find(struct db *db, int64_t inn, const uint8_t sha256[SHA256_SIZE], struct list *out, struct err *err) warn_unused;
/* ERR_CONFLICT: another import of the same file was quicker. */
bool list_begin(struct db *db, const struct import_order *order, int64_t obtained_at, const uint8_t sha256[SHA256_SIZE],
    struct list *list, struct err *err) warn_unused;
/* by_notices: it is in quarantine only while somebody in it waits for a notice.  One that is in none lets its people out. */
bool list_end(struct db *db, const struct import_report *report, bool by_notices, int64_t now, struct err *err) warn_unused;
/* Nobody in it is kept back any more but by the other lists that name them, each in its own campaigns. */
bool list_let_out(struct db *db, int64_t list, struct err *err) warn_unused;
bool list_numbering_is_there(struct db *db, bool *out, struct err *err) warn_unused;

#endif
