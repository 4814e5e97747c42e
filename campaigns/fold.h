/*
 * fold.h - texts as they are compared: small letters, ё as е, one space between words, none around them.
 */
#ifndef CAMPAIGNS_FOLD_H
#define CAMPAIGNS_FOLD_H

#include "base/buf.h"

/* Appends to out.  No-break and other Unicode spaces are spaces; text that is not UTF-8 is taken byte by byte. */
void fold_text(struct view text, struct buf *out);
/* Letters and digits only, everything else parts words: for headings. */
void fold_words(struct view text, struct buf *out);
/* The same text for people: spaces folded, control characters gone, letters left as they are. */
void fold_spaces(struct view text, struct buf *out);

#endif
