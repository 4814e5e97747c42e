/* link_token.c - the token of a link that we hand out. */
#include "compliance/link_token.h"

#include <string.h>

enum { PROOF = 16 };

static void
prove(const struct installation_key *key, struct view use, struct uuid id, uint8_t out[SHA256_SIZE])
{
	struct buf text = {0};

	buf_add(&text, use.data, use.len);
	buf_add_char(&text, '\0');	/* a domain of its own */
	buf_add(&text, id.bytes, sizeof(id.bytes));
	hmac_sha256(key->bytes, KEY_SIZE, text.data, text.len, out);
	buf_release(&text);
}

static void
encode(const uint8_t bytes[32], char out[LINK_TOKEN_TEXT])
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
link_token_make(const struct installation_key *key, struct view use, struct uuid id, char out[LINK_TOKEN_TEXT])
{
	uint8_t bytes[32];
	uint8_t proof[SHA256_SIZE];

	prove(key, use, id, proof);
	memcpy(bytes, id.bytes, 16);
	memcpy(bytes + 16, proof, PROOF);
	encode(bytes, out);
}

/* Only the id is decoded; the rest is compared with the one token that this id can have. */
bool
link_token_read(const struct installation_key *key, struct view use, struct view token, struct uuid *id)
{
	char standard[25];
	char whole[LINK_TOKEN_TEXT];
	uint8_t bytes[18];
	size_t len;
	struct uuid found;

	if (token.len != LINK_TOKEN_TEXT - 1)
		return false;
	for (int i = 0; i < 24; i++)
		standard[i] = token.data[i] == '-' ? '+' : token.data[i] == '_' ? '/' : token.data[i];
	standard[24] = '\0';
	if (strchr(standard, '=') != NULL || !base64_read(standard, 24, bytes, sizeof(bytes), &len) || len != 18)
		return false;
	memcpy(found.bytes, bytes, sizeof(found.bytes));
	link_token_make(key, use, found, whole);
	if (!bytes_equal(whole, token.data, token.len))
		return false;
	*id = found;
	return true;
}
