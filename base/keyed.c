/*
 * keyed.c - HMAC-SHA-256 with the key's blocks hashed beforehand (RFC 2104, section 4).
 *
 * OpenSSL's EVP layer costs more than the hash of forty bytes, so this is the
 * one place that calls its plain SHA-256 functions.  Its memory is zeroed in
 * forked children: who parses a stranger's file must not hold the key.
 */
#define OPENSSL_API_COMPAT 0x10100000L
#include "base/keyed.h"

#include <openssl/crypto.h>
#include <openssl/sha.h>
#include <string.h>
#include <sys/mman.h>

struct keyed {
	SHA256_CTX inner, outer;	/* after the key's block */
	SHA256_CTX running;
};

static void
start_with(SHA256_CTX *state, const struct installation_key *key, uint8_t pad)
{
	uint8_t block[SHA256_CBLOCK];

	memset(block, pad, sizeof(block));
	for (int i = 0; i < KEY_SIZE; i++)
		block[i] ^= key->bytes[i];
	must(SHA256_Init(state) == 1 && SHA256_Update(state, block, sizeof(block)) == 1);
	OPENSSL_cleanse(block, sizeof(block));
}

struct keyed *
keyed_new(const struct installation_key *key)
{
	struct keyed *keyed = mmap(NULL, sizeof(*keyed), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	must(keyed != MAP_FAILED && madvise(keyed, sizeof(*keyed), MADV_WIPEONFORK) == 0);
	start_with(&keyed->inner, key, 0x36);
	start_with(&keyed->outer, key, 0x5c);
	keyed_start(keyed);
	return keyed;
}

void *
keyed_free(struct keyed *keyed)
{
	if (keyed != NULL) {
		OPENSSL_cleanse(keyed, sizeof(*keyed));
		munmap(keyed, sizeof(*keyed));
	}
	return NULL;
}

void
keyed_start(struct keyed *keyed)
{
	keyed->running = keyed->inner;
}

void
keyed_add(struct keyed *keyed, const void *data, size_t len)
{
	must(SHA256_Update(&keyed->running, data, len) == 1);
}

void
keyed_end(struct keyed *keyed, uint8_t out[SHA256_SIZE])
{
	uint8_t inner[SHA256_SIZE];

	must(SHA256_Final(inner, &keyed->running) == 1);
	keyed->running = keyed->outer;
	must(SHA256_Update(&keyed->running, inner, sizeof(inner)) == 1);
	must(SHA256_Final(out, &keyed->running) == 1);
}

void
keyed_token(struct keyed *keyed, struct view address, uint8_t out[TOKEN_SIZE])
{
	keyed_start(keyed);
	keyed_add(keyed, address.data, address.len);
	keyed_end(keyed, out);
}
