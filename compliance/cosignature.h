/*
 * cosignature.h - a witness's line under a log's checkpoint (C2SP cosignature/v1).
 *
 * It says: at this second this was the largest checkpoint of the log that the
 * witness had seen, and consistent with all before.
 */
#ifndef COMPLIANCE_COSIGNATURE_H
#define COMPLIANCE_COSIGNATURE_H

#include "compliance/note.h"

enum { COSIGNATURE_SIZE = 8 + SIGNATURE_SIZE };

/* Adds the line to out.  text: the note's, without signatures; seconds since 1970. */
void cosignature_add(struct view text, const struct note_key *witness, const uint8_t seed[KEY_SIZE], int64_t seconds,
    struct buf *out);
/* ERR_ABSENT: the note has no line of this witness; ERR_REFUSED: a false one. */
bool cosignature_check(struct view note, const struct note_key *witness, int64_t *seconds, struct err *err) warn_unused;

#endif
