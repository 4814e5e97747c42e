/* access_token.c - the secret by which somebody of the staff calls the API. */
#include "compliance/access_token.h"

#include <string.h>

static const char PREFIX[] = "dzv_";
enum { SECRET = 32, PREFIX_LEN = sizeof(PREFIX) - 1 };

void
access_token_make(char out[ACCESS_TOKEN_TEXT])
{
	uint8_t secret[SECRET];
	struct buf text = {0};

	random_bytes(secret, sizeof(secret));
	buf_add_text(&text, PREFIX);
	hex_add(&text, secret, sizeof(secret));
	memcpy(out, text.data, ACCESS_TOKEN_TEXT);
	buf_release(&text);
}

bool
access_token_digest(const struct installation_key *key, struct view text, uint8_t out[SHA256_SIZE])
{
	static const char use[] = "access";	/* and its NUL: a domain of its own */
	uint8_t message[sizeof(use) + SECRET];
	char hex[2 * SECRET + 1];

	if (text.len != ACCESS_TOKEN_TEXT - 1 || memcmp(text.data, PREFIX, PREFIX_LEN) != 0)
		return false;
	memcpy(hex, text.data + PREFIX_LEN, 2 * SECRET);
	hex[2 * SECRET] = '\0';
	memcpy(message, use, sizeof(use));
	if (!hex_read(hex, message + sizeof(use), SECRET))
		return false;
	hmac_sha256(key->bytes, KEY_SIZE, message, sizeof(message), out);
	return true;
}
