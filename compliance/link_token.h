/*
 * link_token.h - the token of a link that we hand out: an id, and proof that we wrote it for this use.
 *
 * base64url of the id (16 bytes) and the first 16 bytes of an HMAC with the
 * installation key over the use and the id: it names nobody, cannot be
 * guessed, needs no table, and a link of one use is none of another.  Pure.
 */
#ifndef COMPLIANCE_LINK_TOKEN_H
#define COMPLIANCE_LINK_TOKEN_H

#include "base/buf.h"
#include "base/crypto.h"
#include "base/uuid.h"

enum { LINK_TOKEN_TEXT = 44 };	/* with the NUL */

/* use: a word of ours, "receipt", or bytes that the id is bound to. */
void link_token_make(const struct installation_key *key, struct view use, struct uuid id, char out[LINK_TOKEN_TEXT]);
/* False for anything that link_token_make did not make with this key for this use. */
bool link_token_read(const struct installation_key *key, struct view use, struct view token, struct uuid *id);

#endif
