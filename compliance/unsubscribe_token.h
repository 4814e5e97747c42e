/*
 * unsubscribe_token.h - the token of an e-mail's unsubscribe link: which attempt, and proof that we wrote it.
 *
 * base64url of the attempt's id (16 bytes) and the first 16 bytes of an HMAC
 * with the installation key: it names nobody, cannot be guessed, and needs
 * no table.  Pure.
 */
#ifndef COMPLIANCE_UNSUBSCRIBE_TOKEN_H
#define COMPLIANCE_UNSUBSCRIBE_TOKEN_H

#include "base/buf.h"
#include "base/crypto.h"
#include "base/uuid.h"

enum { UNSUBSCRIBE_TOKEN_TEXT = 44 };	/* with the NUL */

void unsubscribe_token_make(const struct installation_key *key, struct uuid attempt,
    char out[UNSUBSCRIBE_TOKEN_TEXT]);
/* False for anything that unsubscribe_token_make did not make with this key. */
bool unsubscribe_token_read(const struct installation_key *key, struct view token, struct uuid *attempt);

#endif
