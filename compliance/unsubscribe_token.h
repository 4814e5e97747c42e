/*
 * unsubscribe_token.h - the token of an e-mail's unsubscribe link: which attempt, and proof that we wrote it.
 *
 * A link token (link_token.h) of the attempt's id.  Pure.
 */
#ifndef COMPLIANCE_UNSUBSCRIBE_TOKEN_H
#define COMPLIANCE_UNSUBSCRIBE_TOKEN_H

#include "compliance/link_token.h"

enum { UNSUBSCRIBE_TOKEN_TEXT = LINK_TOKEN_TEXT };

void unsubscribe_token_make(const struct installation_key *key, struct uuid attempt,
    char out[UNSUBSCRIBE_TOKEN_TEXT]);
/* False for anything that unsubscribe_token_make did not make with this key. */
bool unsubscribe_token_read(const struct installation_key *key, struct view token, struct uuid *attempt);

#endif
