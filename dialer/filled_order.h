/* filled_order.h - a campaign's message for one recipient: its text with the fields filled in, and what a request needs beside it. */
#ifndef DIALER_FILLED_ORDER_H
#define DIALER_FILLED_ORDER_H

#include "base/crypto.h"
#include "campaigns/campaign.h"
#include "dialer/provider.h"

struct recipient {
	struct uuid decision;
	const char *address, *extension, *name;
	const char *agent;		/* the agent's own extension; "" */
};

struct filled_order {
	struct order order;		/* lends what the recipient, the campaign and the buffers hold */
	struct buf text, url;
};
void order_fill(const struct campaign *campaign, const struct installation_key *key, const char *public_url,
    const struct recipient *recipient, struct filled_order *out);
void filled_order_release(struct filled_order *order);

#endif
