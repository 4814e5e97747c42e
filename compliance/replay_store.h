/* replay_store.h - recorded decisions out of the database, one or a stream of them, with the packs under which they were made. */
#ifndef COMPLIANCE_REPLAY_STORE_H
#define COMPLIANCE_REPLAY_STORE_H

#include "compliance/replay.h"
#include "db/db.h"

typedef bool replay_take(void *context, const struct past_decision *past, struct err *err);

/* ERR_ABSENT when there is no such decision. */
bool replay_one(struct db *db, struct uuid id, replay_take *take, void *context, struct err *err) warn_unused;
/* Of one campaign, or with campaign 0 of all since an instant: streamed, in constant memory. */
bool replay_each(struct db *db, int64_t campaign, int64_t since, replay_take *take, void *context, struct err *err) warn_unused;

/* Packs as they were in force when decided; on a connection of its own while decisions stream. */
struct packs;
struct packs *packs_open(struct db *db);
void *packs_free(struct packs *packs);
/* NULL: there is no such pack, or it did not load at that time. */
const struct policy *packs_find(struct packs *packs, const uint8_t sha256[32], int64_t decided_at, struct err *err);

#endif
