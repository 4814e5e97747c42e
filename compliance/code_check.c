/* code_check.c - the one-time code of an SMS and the link of a letter, both made of the attempt that carries them. */
#include "compliance/code_check.h"

#include <stdio.h>
#include <string.h>

static const char WORD[] = "code";
static const struct view CONFIRM = {"confirm", sizeof("confirm") - 1};

/* 64 bits modulo a million: no digit is more likely than another by more than 1 in 10^13. */
void
code_make(const struct installation_key *key, struct uuid attempt, char out[CODE_TEXT])
{
	uint8_t text[sizeof(WORD) + sizeof(attempt.bytes)], proof[SHA256_SIZE];
	uint64_t number = 0;

	memcpy(text, WORD, sizeof(WORD));	/* with its NUL: a domain of its own */
	memcpy(text + sizeof(WORD), attempt.bytes, sizeof(attempt.bytes));
	hmac_sha256(key->bytes, KEY_SIZE, text, sizeof(text), proof);
	for (int i = 0; i < 8; i++)
		number = number << 8 | proof[i];
	snprintf(out, CODE_TEXT, "%06u", (unsigned)(number % 1000000));
}

bool
code_is(const struct installation_key *key, struct uuid attempt, struct view entered)
{
	char code[CODE_TEXT], digits[CODE_DIGITS];
	size_t len = 0;

	for (size_t i = 0; i < entered.len; i++) {
		if (entered.data[i] == ' ' || entered.data[i] == '-')
			continue;
		if (entered.data[i] < '0' || entered.data[i] > '9' || len == CODE_DIGITS)
			return false;
		digits[len++] = entered.data[i];
	}
	code_make(key, attempt, code);
	return len == CODE_DIGITS && bytes_equal(code, digits, CODE_DIGITS);
}

void
confirm_token_make(const struct installation_key *key, struct uuid attempt, char out[LINK_TOKEN_TEXT])
{
	link_token_make(key, CONFIRM, attempt, out);
}

bool
confirm_token_read(const struct installation_key *key, struct view token, struct uuid *attempt)
{
	return link_token_read(key, CONFIRM, token, attempt);
}
