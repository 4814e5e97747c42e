/*
 * witness.h - the witness of other people's logs (C2SP tlog-witness).
 *
 * For each log it remembers the largest checkpoint that it has cosigned, and
 * cosigns only what continues it.  What it remembers is on the disk before
 * anybody sees the cosignature.  Its folder: `logs`, one verifier key a line,
 * whose logs it looks at; `state/`, a note for each origin, and beside it, as
 * ID.other, a checkpoint of the same size with another root: the proof of two
 * histories.
 */
#ifndef COMPLIANCE_WITNESS_H
#define COMPLIANCE_WITNESS_H

#include "compliance/note.h"

struct witness;
/* Makes key_path when absent, and its verifier key key_path.pub.  ERR_RETRY while another process works in dir. */
struct witness *witness_open(const char *dir, const char *key_path, const char *name, struct err *err);
void *witness_close(struct witness *witness);	/* returns NULL */
const struct note_key *witness_key(const struct witness *witness);
/*
 * The answer to one request, as an HTTP status: 200 the cosignature's line; 409 the size seen last, where the log has
 * to begin its proof; 400, 403, 404, 422, 500 a sentence.  `logs` is read each time.
 */
int witness_take(struct witness *witness, struct view request, int64_t now, struct buf *answer);

#endif
