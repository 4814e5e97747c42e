/* unsubscribe_token.c - the token of an e-mail's unsubscribe link: a link token of its own use. */
#include "compliance/unsubscribe_token.h"

static const struct view USE = {"unsubscribe", sizeof("unsubscribe") - 1};

void
unsubscribe_token_make(const struct installation_key *key, struct uuid attempt, char out[UNSUBSCRIBE_TOKEN_TEXT])
{
	link_token_make(key, USE, attempt, out);
}

bool
unsubscribe_token_read(const struct installation_key *key, struct view token, struct uuid *attempt)
{
	return link_token_read(key, USE, token, attempt);
}
