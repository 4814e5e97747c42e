/* sealing.h - one sealer at work: what it has open, how it takes up the log, how it seals a batch. */
#ifndef COMPLIANCE_SEALING_H
#define COMPLIANCE_SEALING_H

#include "compliance/edge.h"
#include "compliance/log_key.h"
#include "compliance/seal.h"

struct sealing;
/*
 * Takes up the log where database and files say it stands.  db: elected; it
 * stays the caller's.  ERR_REFUSED: what is there contradicts what was signed.
 */
struct sealing *sealing_start(const struct settings *settings, struct db *db, int64_t now, struct err *err);
void *sealing_end(struct sealing *sealing);	/* returns NULL */
/* Seals one batch.  After a failure only sealing_end may follow: the next start sees how far it came. */
bool sealing_batch(struct sealing *sealing, int64_t now, int64_t *sealed, struct err *err) warn_unused;
/* The key at work vouches for the next one; after that only sealing_end may follow. */
bool sealing_hand_over(struct sealing *sealing, const struct log_key *next, int64_t now, struct err *err) warn_unused;

#endif
