/* checkpoint.h - a signed tree head (C2SP tlog-checkpoint): origin, size, root. */
#ifndef COMPLIANCE_CHECKPOINT_H
#define COMPLIANCE_CHECKPOINT_H

#include "compliance/merkle.h"
#include "compliance/note.h"

struct checkpoint {
	uint64_t size;
	struct node root;
};

/* Its three lines. */
void checkpoint_write_text(const struct checkpoint *checkpoint, const char *origin, struct buf *out);
/* The signed note of a checkpoint; the origin is the key's name. */
void checkpoint_sign(const struct checkpoint *checkpoint, const struct note_key *key, const uint8_t seed[KEY_SIZE],
    struct buf *note);
/* Checks signature and origin first.  ERR_REFUSED: not signed by this key; ERR_INPUT: not a checkpoint. */
bool checkpoint_open(struct view note, const struct note_key *key, struct checkpoint *out, struct err *err) warn_unused;
/* The text alone: who has signed it is for the caller to have checked. */
bool checkpoint_read_text(struct view text, const char *origin, struct checkpoint *out, struct err *err) warn_unused;

#endif
