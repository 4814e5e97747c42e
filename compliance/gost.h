/*
 * gost.h - GOST R 34.10-2012 and 34.11-2012 (Streebog), for those who must, through OpenSSL's gost engine.
 *
 * A checkpoint may carry one line more: a signature of 256 bits under a key of
 * its own.  Verifiers that do not know it leave the line aside, as the note
 * format says; Ed25519 stays what the log rests on.
 */
#ifndef COMPLIANCE_GOST_H
#define COMPLIANCE_GOST_H

#include "base/buf.h"
#include "base/err.h"

/* ERR_INPUT, with what to install: the engine is not there. */
bool gost_find(struct err *err) warn_unused;

struct gost_key;
/* A new key into a PEM file that must not exist, mode 0600. */
bool gost_key_make(const char *path, struct err *err) warn_unused;
/* name: the log's.  NULL when it cannot be read, or is no key of 34.10-2012 with 256 bits. */
struct gost_key *gost_key_read(const char *path, const char *name, struct err *err);
void *gost_key_free(struct gost_key *key);
/* The verifier key, NAME+HEX+BASE64: the byte 0xff and a name of the algorithm, then the public key as DER. */
void gost_key_format(const struct gost_key *key, struct buf *out);

/* One signature line more under a signed note. */
bool gost_sign_note(const struct gost_key *key, struct buf *note, struct err *err) warn_unused;
/* ERR_REFUSED: the note has no line of this verifier key, or a false one; ERR_INPUT: that is no such key. */
bool gost_check_note(struct view note, const char *verifier, struct err *err) warn_unused;

/* Streebog of 256 bits as hexadecimal digits. */
bool gost_sum(struct view bytes, struct buf *out, struct err *err) warn_unused;

#endif
