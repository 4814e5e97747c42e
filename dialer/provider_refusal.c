/* provider_refusal.c - a refusal that a provider reports, as ours. */
#include "dialer/provider_refusal.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"

static enum scope
scope_of(enum channel channel, bool by_carrier)
{
	switch (channel) {
	case CHANNEL_SMS:
		return by_carrier ? SCOPE_CARRIER_SMS : SCOPE_SMS_ALL;
	case CHANNEL_EMAIL:
		return SCOPE_EMAIL_ALL;
	default:
		return by_carrier ? SCOPE_CARRIER_CALLS : SCOPE_CALLS_ALL;
	}
}

void
provider_refusal(const char *provider, enum channel channel, bool by_carrier, const uint8_t token[TOKEN_SIZE],
    int64_t said_at, struct suppression *out)
{
	struct json json;

	*out = (struct suppression){.fact = {.scope = scope_of(channel, by_carrier), .said_at = said_at}};
	memcpy(out->token, token, TOKEN_SIZE);
	snprintf(out->path, sizeof(out->path), "%s", by_carrier ? "carrier" : "provider");
	json_start(&json, &out->evidence);
	json_object(&json);
	json_key(&json, "provider");
	json_text(&json, provider);
	json_end(&json);
}
