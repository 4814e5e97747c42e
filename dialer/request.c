/*
 * request.c - an order and a clearance become the bytes of one request.
 *
 * Requests are kept and used again: their buffers have grown to the size that
 * a provider's requests need.  What they held is wiped, it has secrets in it.
 */
#include <stdlib.h>
#include <string.h>

#include "dialer/recipe.h"

enum { KEPT_MAX = 4096 };

static struct kept {
	struct request request;		/* first: a kept is its request */
	struct kept *next;
} *kept;
static int kept_count;

static struct request *
request_take(void)
{
	struct kept *taken = kept;

	if (taken == NULL)
		return &((struct kept *)memory_new(sizeof(*taken)))->request;
	kept = taken->next;
	kept_count--;
	return &taken->request;
}

static void
wipe(struct buf *buf)
{
	if (buf->len > 0)
		explicit_bzero(buf->data, buf->len);
	buf_clear(buf);
}

void *
request_free(struct request *request)
{
	struct kept *used = (struct kept *)request;

	if (request == NULL)
		return NULL;
	wipe(&request->url);
	wipe(&request->headers);
	wipe(&request->body);
	if (kept_count < KEPT_MAX) {
		used->next = kept;
		kept = used;
		kept_count++;
		return NULL;
	}
	buf_release(&request->url);
	buf_release(&request->headers);
	buf_release(&request->body);
	free(used);
	return NULL;
}

static struct request *
build(const struct request_template *template, const struct order *order, const char *provider_ref, struct err *err)
{
	char attempt[UUID_TEXT];
	struct values values = {.order = order, .attempt = attempt, .provider_ref = provider_ref};
	struct request *request = request_take();

	uuid_format(order->attempt, attempt);
	if (request_template_write(template, &values, request, err))
		return request;
	return request_free(request);
}

/* Whether the clearance is for this order: the same decision, address and channel. */
static bool
is_for(const struct provider *provider, const struct clearance *clearance, const struct order *order, struct err *err)
{
	if (!provider_serves(provider, clearance_channel(clearance)))
		return fail(err, ERR_REFUSED, "%s: the clearance is for another channel", provider->contract.provider);
	if (strcmp(clearance_address(clearance), order->address) != 0)
		return fail(err, ERR_REFUSED, "%s: the clearance is for another address", provider->contract.provider);
	return uuid_equal(clearance_decision(clearance), order->attempt) ||
	    fail(err, ERR_REFUSED, "%s: the clearance is for another attempt", provider->contract.provider);
}

struct request *
request_new(const struct provider *provider, const struct clearance *clearance, const struct order *order, int64_t now,
    struct err *err)
{
	if (!is_for(provider, clearance, order, err))
		return NULL;
	if (!clearance_is_fresh(clearance, now)) {
		fail(err, ERR_REFUSED, "%s: the clearance is stale or spent", provider->contract.provider);
		return NULL;
	}
	struct request *request = build(&provider->recipe.send[clearance_channel(clearance)], order, "", err);
	if (request == NULL || request->body.len > 0)
		return request;
	fail(err, ERR_INPUT, "%s: there is nothing to send: the text is empty", provider->contract.provider);
	return request_free(request);
}

struct request *
request_status(const struct provider *provider, const struct order *order, const char *provider_ref, int64_t now,
    struct err *err)
{
	(void)now;
	if (!provider->recipe.can_ask) {
		fail(err, ERR_ABSENT, "%s: cannot be asked what became of an attempt", provider->contract.provider);
		return NULL;
	}
	return build(&provider->recipe.ask, order, provider_ref, err);
}

struct request *
request_stop_list(const struct provider *provider, const char *address, struct err *err)
{
	struct order order = {.address = address, .extension = "", .text = "", .subject = "", .sender = "", .agent = "",
	    .unsubscribe_url = ""};

	if (provider->recipe.can_list)
		return build(&provider->recipe.list, &order, "", err);
	fail(err, ERR_ABSENT, "%s: its stop-list takes nothing from us by machine", provider->contract.provider);
	return NULL;
}

/* No provider can be reached so: without secrets the recipe holds their names in place of them. */
struct request *
request_render(const struct provider *provider, const struct order *order, struct err *err)
{
	char attempt[UUID_TEXT];
	struct values values = {.order = order, .attempt = attempt, .signature = view_of("{signature}")};
	struct request *request = request_take();

	enum channel channel = order->channel != CHANNEL_UNKNOWN ? order->channel : provider->recipe.first;

	must(provider->secrets.count == 0);
	if (!provider_serves(provider, channel)) {
		fail(err, ERR_INPUT, "%s: the recipe does not serve %s", provider->contract.provider, channel_name(channel));
		return request_free(request);
	}
	uuid_format(order->attempt, attempt);
	if (request_template_write(&provider->recipe.send[channel], &values, request, err))
		return request;
	return request_free(request);
}
