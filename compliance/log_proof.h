/*
 * log_proof.h - the proof that an entry is in the log, as one text file
 * (C2SP tlog-proof): the entry itself in the `extra` line, its index, the
 * sibling hashes, the signed checkpoint.  Verifies with the key alone.
 */
#ifndef COMPLIANCE_LOG_PROOF_H
#define COMPLIANCE_LOG_PROOF_H

#include "compliance/checkpoint.h"
#include "compliance/log_keys.h"
#include "compliance/log_tree.h"

/* note: the checkpoint to prove against, at most the size of the log in dir. ERR_INPUT: no such index in it. */
bool log_proof_write(const struct log_dir *dir, const struct note_key *key, uint64_t index, struct view note,
    struct buf *out, struct err *err) warn_unused;
/* The same for many at once: note is read already, its checkpoint is not larger than the tree. */
bool log_proof_add(struct log_tree *tree, uint64_t index, struct view note, const struct checkpoint *checkpoint,
    struct buf *out, struct err *err) warn_unused;
/* The proven entry goes to entry.  ERR_INPUT: not a proof; ERR_REFUSED: it proves nothing. */
struct log_proven {
	uint64_t index;
	struct checkpoint checkpoint;
};
bool log_proof_check(struct view text, const struct log_keys *keys, struct log_proven *out, struct buf *entry,
    struct err *err) warn_unused;

#endif
