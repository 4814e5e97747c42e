/*
 * access_token.h - the secret by which somebody of the staff calls the API.  Pure.
 *
 * "dzv_" and 64 hexadecimal digits of chance: nothing of the person is in it, and a
 * scanner of files knows it by its beginning.  Kept is its digest only: an HMAC
 * under the installation key.  256 bits of chance need no slow hash.
 */
#ifndef COMPLIANCE_ACCESS_TOKEN_H
#define COMPLIANCE_ACCESS_TOKEN_H

#include "base/buf.h"
#include "base/crypto.h"

enum { ACCESS_TOKEN_TEXT = 4 + 64 + 1 };

void access_token_make(char out[ACCESS_TOKEN_TEXT]);
/* False for what cannot be a token of ours. */
bool access_token_digest(const struct installation_key *key, struct view text, uint8_t out[SHA256_SIZE]);

#endif
