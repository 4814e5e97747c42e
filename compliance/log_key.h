/*
 * log_key.h - the key that signs checkpoints: a seed file that only the sealer
 * reads, and its public half beside it (FILE.pub) for everybody else.
 */
#ifndef COMPLIANCE_LOG_KEY_H
#define COMPLIANCE_LOG_KEY_H

#include "compliance/note.h"
#include "config/settings.h"

struct log_key {
	struct note_key verifier;
	uint8_t seed[KEY_SIZE];
};

/* A new random seed into a file that must not exist. */
bool log_key_write_seed(const char *path, struct err *err) warn_unused;
/* Makes the key when there is none; *made says so. */
bool log_key_make(const struct settings *settings, bool *made, struct log_key *out, struct err *err) warn_unused;
bool log_key_read(const struct settings *settings, struct log_key *out, struct err *err) warn_unused;
/* The key that is to come (FILE.next), while a change of key is under way; ERR_ABSENT: none, and make is false. */
bool log_key_read_next(const struct settings *settings, bool make, struct log_key *out, struct err *err) warn_unused;
/* It becomes the key, in one step, if it is there; the public half follows. */
bool log_key_take_next(const struct settings *settings, struct err *err) warn_unused;
void log_key_release(struct log_key *key);	/* wipes it */
/* The public half; needs no right to read the seed. */
bool log_key_verifier(const struct settings *settings, struct note_key *out, struct err *err) warn_unused;

#endif
