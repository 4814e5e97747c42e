/*
 * crypto.h - hashes, keyed tokens, signatures and the text forms of bytes.
 * OpenSSL's algorithms are fetched once per process: a lookup on each call
 * costs three times the hash.
 */
#ifndef BASE_CRYPTO_H
#define BASE_CRYPTO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

enum { SHA256_SIZE = 32, TOKEN_SIZE = 32, KEY_SIZE = 32, SIGNATURE_SIZE = 64 };

struct hash;					/* a SHA-256 being computed, reusable */
struct hash *hash_new(void);
void *hash_free(struct hash *hash);		/* returns NULL */
void hash_start(struct hash *hash);
void hash_add(struct hash *hash, const void *data, size_t len);
void hash_end(struct hash *hash, uint8_t out[SHA256_SIZE]);

void sha256(const void *data, size_t len, uint8_t out[SHA256_SIZE]);
bool sha256_file(const char *path, uint8_t out[SHA256_SIZE]);	/* false: it cannot be read, errno says why */
void hmac_sha256(const void *key, size_t key_len, const void *data, size_t len, uint8_t out[SHA256_SIZE]);
/* Any digest that OpenSSL knows by name ("md5", "sha1", "sha256"), for providers' signatures; returns its size. */
size_t digest(const char *name, const void *data, size_t len, uint8_t out[64]);
size_t hmac(const char *name, const void *key, size_t key_len, const void *data, size_t len, uint8_t out[64]);
bool bytes_equal(const void *a, const void *b, size_t len);	/* constant time */

void random_bytes(void *out, size_t len);

/* The installation's key (32 bytes, hex, from a file) and the token of a normalised address. */
struct installation_key {
	uint8_t bytes[KEY_SIZE];
};
bool installation_key_read(const char *path, struct installation_key *out, struct err *err) warn_unused;
void address_token(const struct installation_key *key, const char *address, uint8_t out[TOKEN_SIZE]);

/* Ed25519, RFC 8032.  Keys are raw 32-byte seeds and public keys. */
void ed25519_public(const uint8_t seed[KEY_SIZE], uint8_t out[KEY_SIZE]);
void ed25519_sign(const uint8_t seed[KEY_SIZE], const void *data, size_t len, uint8_t out[SIGNATURE_SIZE]);
bool ed25519_verify(const uint8_t public_key[KEY_SIZE], const void *data, size_t len,
    const uint8_t signature[SIGNATURE_SIZE]);

void hex_add(struct buf *buf, const void *data, size_t len);		/* lower case */
bool hex_read(const char *text, void *out, size_t len);			/* exactly len bytes */
void base64_add(struct buf *buf, const void *data, size_t len);		/* RFC 4648 section 4 */
bool base64_read(const char *text, size_t text_len, void *out, size_t max, size_t *len);

#endif
