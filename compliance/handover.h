/*
 * handover.h - a log's key vouches for the one that comes after it.
 *
 * A signed note: which key gives up, which takes over, and the last checkpoint
 * of the old one.  Both have signed it, so whoever knows one of them knows the
 * other.  What the old key signs for more entries than that counts no more.
 *
 *   dozvon log key/v1
 *   <the old key, NAME+HEX+BASE64>
 *   <the new key>
 *   <origin> <size> <root>: three lines, as in a checkpoint
 */
#ifndef COMPLIANCE_HANDOVER_H
#define COMPLIANCE_HANDOVER_H

#include "compliance/checkpoint.h"

struct handover {
	struct note_key from, to;
	struct checkpoint last;		/* the last that `from` signed */
};

void handover_sign(const struct handover *handover, const uint8_t old_seed[KEY_SIZE], const uint8_t new_seed[KEY_SIZE],
    struct buf *note);
/* ERR_INPUT: not a handover; ERR_REFUSED: one of the two keys has not signed it. */
bool handover_open(struct view note, struct handover *out, struct err *err) warn_unused;

#endif
