/* unsubscribe_token.c - the token of an e-mail's unsubscribe link. */
#include "compliance/unsubscribe_token.h"

#include <string.h>

enum { PROOF = 16 };
static const char WORD[] = "unsubscribe";

static void
prove(const struct installation_key *key, struct uuid attempt, uint8_t out[SHA256_SIZE])
{
	uint8_t text[sizeof(WORD) + sizeof(attempt.bytes)];

	memcpy(text, WORD, sizeof(WORD));	/* with its NUL: a domain of its own */
	memcpy(text + sizeof(WORD), attempt.bytes, sizeof(attempt.bytes));
	hmac_sha256(key->bytes, KEY_SIZE, text, sizeof(text), out);
}

static void
encode(const uint8_t bytes[32], char out[UNSUBSCRIBE_TOKEN_TEXT])
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	uint32_t bits = 0;
	int have = 0, len = 0;

	for (int i = 0; i < 32; i++) {
		bits = bits << 8 | bytes[i];
		for (have += 8; have >= 6; have -= 6)
			out[len++] = digits[bits >> (have - 6) & 63];
	}
	out[len++] = digits[bits << (6 - have) & 63];
	out[len] = '\0';
}

void
unsubscribe_token_make(const struct installation_key *key, struct uuid attempt, char out[UNSUBSCRIBE_TOKEN_TEXT])
{
	uint8_t bytes[32];
	uint8_t proof[SHA256_SIZE];

	prove(key, attempt, proof);
	memcpy(bytes, attempt.bytes, 16);
	memcpy(bytes + 16, proof, PROOF);
	encode(bytes, out);
}

/* Only the id is decoded; the rest is compared with the one token that this id can have. */
bool
unsubscribe_token_read(const struct installation_key *key, struct view token, struct uuid *attempt)
{
	char standard[25];
	char whole[UNSUBSCRIBE_TOKEN_TEXT];
	uint8_t bytes[18];
	size_t len;
	struct uuid found;

	if (token.len != UNSUBSCRIBE_TOKEN_TEXT - 1)
		return false;
	for (int i = 0; i < 24; i++)
		standard[i] = token.data[i] == '-' ? '+' : token.data[i] == '_' ? '/' : token.data[i];
	standard[24] = '\0';
	if (strchr(standard, '=') != NULL || !base64_read(standard, 24, bytes, sizeof(bytes), &len) || len != 18)
		return false;
	memcpy(found.bytes, bytes, sizeof(found.bytes));
	unsubscribe_token_make(key, found, whole);
	if (!bytes_equal(whole, token.data, token.len))
		return false;
	*attempt = found;
	return true;
}
