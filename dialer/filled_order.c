/* filled_order.c - a campaign's message for one recipient. */
#include "dialer/filled_order.h"

#include "campaigns/template.h"
#include "compliance/code_check.h"
#include "compliance/unsubscribe_token.h"

void
order_fill(const struct campaign *campaign, const struct installation_key *key, const char *public_url,
    const struct recipient *recipient, struct filled_order *out)
{
	char token[UNSUBSCRIBE_TOKEN_TEXT], code[CODE_TEXT] = "";
	struct buf confirm;

	buf_init(&confirm);
	*out = (struct filled_order){0};
	if (campaign->channel == CHANNEL_EMAIL) {
		unsubscribe_token_make(key, recipient->decision, token);
		buf_add_format(&out->url, "%s/u/%s", public_url, token);
	} else {
		buf_init(&out->url);
	}
	if (template_uses(campaign->body, "code"))	/* each is a keyed hash, and few texts ask for one */
		code_make(key, recipient->decision, code);
	if (template_uses(campaign->body, "confirm")) {
		confirm_token_make(key, recipient->decision, token);
		buf_add_format(&confirm, "%s/confirm/%s", public_url, token);
	}
	struct template_values values = {view_of(recipient->name), buf_view(&out->url), view_of(code), buf_view(&confirm)};
	template_fill(campaign->body, &values, campaign->channel, &out->text);
	buf_release(&confirm);
	out->order = (struct order){.attempt = recipient->decision, .address = recipient->address,
		.extension = recipient->extension, .text = out->text.data, .subject = campaign->subject,
		.agent = recipient->agent, .unsubscribe_url = out->url.data,
		.sender = channel_is_call(campaign->channel) ? campaign->caller_number : campaign->sender};
}

void
filled_order_release(struct filled_order *order)
{
	buf_release(&order->url);
	buf_release(&order->text);
}
