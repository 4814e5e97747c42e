/*
 * address.h - a phone or an e-mail as somebody wrote it -> normalised, with its token.
 *
 * What has an @ is an e-mail.  The token is what refusals, events and the log
 * know the address by; the mask is what lists and messages may show of it.
 */
#ifndef COMPLIANCE_ADDRESS_H
#define COMPLIANCE_ADDRESS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/crypto.h"
#include "base/email.h"
#include "compliance/words.h"

struct address {
	enum address_kind kind;
	char text[EMAIL_TEXT];
	uint8_t token[TOKEN_SIZE];
};

/* False: *reason is an English sentence for say(). */
bool address_parse(struct view text, const struct installation_key *key, struct address *out, const char **reason);
void address_mask(const struct address *address, char out[EMAIL_TEXT]);

#endif
