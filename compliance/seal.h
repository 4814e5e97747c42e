/*
 * seal.h - the database's side of sealing: which entries became which leaves,
 * and what was signed.
 *
 * Entries are ordered by (xid, id).  One may be sealed when its transaction is
 * older than every running one: nothing can be committed before it any more.
 */
#ifndef COMPLIANCE_SEAL_H
#define COMPLIANCE_SEAL_H

#include "compliance/log_keys.h"
#include "db/db.h"

/* How far the log has come: leaves sealed, and the last entry among them. */
struct seal {
	int64_t leaves;
	int64_t xid, id;
};

bool seal_elect(struct db *db, bool *elected, struct err *err) warn_unused;
/* All zero before the first.  ERR_REFUSED when the transaction counter is behind it: a restored dump. */
bool seal_head(struct db *db, struct seal *out, struct err *err) warn_unused;
/* Starts a COPY of (xid, id, body) of the entries after the seal, at most `most`; read it with seal_next. */
bool seal_batch(struct db *db, const struct seal *after, int64_t most, struct err *err) warn_unused;
/* The next entry's body; seal is moved to it. *more is false at the end. */
bool seal_next(struct db *db, struct seal *seal, struct view *body, bool *more, struct err *err) warn_unused;
/* In one transaction: that the entries from before to after are sealed, and what was signed for them. */
bool seal_record(struct db *db, const struct seal *before, const struct seal *after,
    const struct checkpoint *checkpoint, struct view note, int64_t now, struct err *err) warn_unused;
/* The two halves of it, in the open transaction. */
bool seal_add(struct db *db, const struct seal *before, const struct seal *after, struct err *err) warn_unused;
bool seal_add_checkpoint(struct db *db, const struct checkpoint *checkpoint, struct view note, int64_t now, struct err *err)
    warn_unused;

/* The keys that have signed this log; own: the only one while it was never changed. */
bool seal_keys(struct db *db, const struct note_key *own, struct log_keys *out, struct err *err) warn_unused;
bool seal_add_handover(struct db *db, struct view note, int64_t now, struct err *err) warn_unused;
/* Into the folder as key/1, key/2 ... */
bool seal_publish_handovers(struct db *db, struct log_dir *dir, struct err *err) warn_unused;

/* The index of an entry's leaf; ERR_ABSENT while it is not sealed. */
bool seal_leaf(struct db *db, int64_t xid, int64_t id, int64_t *index, struct err *err) warn_unused;

/* The note of the largest checkpoint, or of one size; ERR_ABSENT when there is none. */
bool seal_last_note(struct db *db, struct buf *note, struct err *err) warn_unused;
bool seal_note_at(struct db *db, int64_t size, struct buf *note, struct err *err) warn_unused;

#endif
