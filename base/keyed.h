/*
 * keyed.h - HMAC-SHA-256 under one key, many times over.
 *
 * The key's two blocks are hashed once, so that a short message costs two
 * compressions and no allocation: a third of hmac_sha256.  Same result.
 */
#ifndef BASE_KEYED_H
#define BASE_KEYED_H

#include "base/crypto.h"

struct keyed;
struct keyed *keyed_new(const struct installation_key *key);
void *keyed_free(struct keyed *keyed);		/* wipes it; returns NULL */

void keyed_start(struct keyed *keyed);
void keyed_add(struct keyed *keyed, const void *data, size_t len);
void keyed_end(struct keyed *keyed, uint8_t out[SHA256_SIZE]);
/* The same token as address_token. */
void keyed_token(struct keyed *keyed, struct view address, uint8_t out[TOKEN_SIZE]);

#endif
