/*
 * checkpoint_paper.h - a checkpoint as a PDF for the paper journal: the note as text and as a QR code that holds
 * the same bytes, and lines for who put it there.  What is in a cupboard cannot be rewritten with the database.
 */
#ifndef COMPLIANCE_CHECKPOINT_PAPER_H
#define COMPLIANCE_CHECKPOINT_PAPER_H

#include "compliance/checkpoint.h"

bool checkpoint_paper_write(struct view note, const struct checkpoint *checkpoint, const struct note_key *key, int64_t at,
    struct buf *pdf, struct err *err) warn_unused;

#endif
