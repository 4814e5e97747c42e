/* address.c - a phone or an e-mail as somebody wrote it -> normalised, with its token. */
#include "compliance/address.h"

#include <stdio.h>
#include <string.h>

#include "base/phone.h"

bool
address_parse(struct view text, const struct installation_key *key, struct address *out, const char **reason)
{
	struct phone phone;
	enum phone_fault fault;
	struct address address = {.kind = ADDRESS_EMAIL};

	if (text.len > 0 && memchr(text.data, '@', text.len) != NULL) {
		if (!email_parse(text, address.text)) {
			*reason = "not an e-mail address";
			return false;
		}
	} else {
		address.kind = ADDRESS_PHONE;
		if (!phone_parse(text, &phone, &fault)) {
			*reason = phone_fault_text(fault);
			return false;
		}
		snprintf(address.text, sizeof(address.text), "%s", phone.e164);
	}
	address_token(key, address.text, address.token);
	*out = address;
	return true;
}

void
address_mask(const struct address *address, char out[EMAIL_TEXT])
{
	char phone[PHONE_MASK_TEXT];

	if (address->kind == ADDRESS_EMAIL) {
		email_mask(address->text, out);
		return;
	}
	phone_mask(address->text, phone);
	snprintf(out, EMAIL_TEXT, "%s", phone);
}
