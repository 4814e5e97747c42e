/* recoder.h - text from one encoding to another, in pieces: a character cut in two by a piece's end is carried over. */
#ifndef CAMPAIGNS_RECODER_H
#define CAMPAIGNS_RECODER_H

#include "base/buf.h"
#include "campaigns/encoding.h"

struct recoder;
struct recoder *recoder_new(enum encoding from, enum encoding to);
void *recoder_free(struct recoder *recoder);
/* What cannot be said in the other encoding becomes U+FFFD, or "?" where there is none. */
void recoder_add(struct recoder *recoder, struct view piece, struct buf *out);

#endif
