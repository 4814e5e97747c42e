/*
 * outlet.c - what is cleared for a provider and waits, handed to the network one by one.
 *
 * A clearance waits here, in our own memory, and not inside libcurl, so that
 * a refusal can still take it back: what http_client_send has got is on the wire.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "dialer/dispatch.h"
#include "dialer/filled_order.h"

void *
send_free(struct send *send)
{
	if (send != NULL)
		clearance_free(send->clearance);
	free(send);
	return NULL;
}

/* Never handed over: the attempt is dropped and its target is asked about again. */
static void
drop_one(struct dispatcher *dispatcher, struct send *send)
{
	struct provider_answer answer = {.class = ANSWER_RETRY, .state = ATTEMPT_DROPPED};

	settle(dispatcher, send, &answer, ATTEMPT_DROPPED, true, clock_read());
}

void
outlet_add(struct dispatcher *dispatcher, struct send *send)
{
	struct outlet *outlet = send->live->outlet;

	send->dispatcher = dispatcher;
	send->next = NULL;
	send->live->under_way++;
	if (send->taken_back) {
		drop_one(dispatcher, send);
		return;
	}
	if (outlet->last == NULL)
		outlet->first = send;
	else
		outlet->last->next = send;
	outlet->last = send;
	outlet->queued++;
}

static struct send *
take_first(struct outlet *outlet)
{
	struct send *send = outlet->first;

	outlet->first = send->next;
	if (outlet->first == NULL)
		outlet->last = NULL;
	outlet->queued--;
	return send;
}

/* Until when this class of answer stops the provider for all dispatchers; 0: it does not. */
static int64_t
pause_after(const struct provider_answer *answer, int64_t now)
{
	if (answer->class == ANSWER_THROTTLE)
		return now + (answer->retry_after > 0 ? answer->retry_after : 2) * SECOND;
	if (answer->class == ANSWER_ACCOUNT)
		return now + 5 * MINUTE;
	return 0;
}

static int64_t
backoff(int attempts)
{
	int shift = attempts < 6 ? attempts : 6;
	return (int64_t)(5 << shift) * SECOND;
}

enum { TRIES_MAX = 5 };

static void
on_reply(void *argument, const struct reply *reply, int64_t now)
{
	struct send *send = argument;
	struct live *live = send->live;
	struct outlet *outlet = live->outlet;
	struct order order = {.attempt = send->decision, .address = send->address};
	struct dispatcher *dispatcher = send->dispatcher;
	struct provider_answer answer = {.class = ANSWER_UNKNOWN};

	outlet->running--;
	send->sent_at = now;
	if (reply->transport == TRANSPORT_NOTHING_SENT) {
		log_event(LOG_WARNING, "provider.unreachable", "provider=%s reason=\"%s\"", live->campaign.provider,
		    reply->error ? reply->error : "");
		send->sent_at = 0;
		settle(dispatcher, send, &answer, ATTEMPT_DROPPED, true, now + backoff(send->attempts));
		outlet->paused_until = now + SECOND;
		return;
	}
	provider_read_answer(outlet->provider, &order, reply, &answer);
	enum attempt_state state = answer_attempt_state(&answer);
	int64_t paused_until = pause_after(&answer, now);
	if (paused_until > outlet->paused_until)
		outlet->paused_until = paused_until;
	/* An account's trouble is not the person's attempt; a temporary one is tried again, a few times. */
	bool again = state == ATTEMPT_FAILED && answer.class != ANSWER_BAD_REQUEST &&
	    (answer.class == ANSWER_ACCOUNT || answer.class == ANSWER_THROTTLE || send->attempts < TRIES_MAX);
	settle(dispatcher, send, &answer, state, again, paused_until ? paused_until : now + backoff(send->attempts));
	dispatcher->sent++;
	outlet_send_more(dispatcher, outlet);
}

static struct request *
build(struct dispatcher *dispatcher, struct send *send, int64_t now, struct err *err)
{
	struct recipient recipient = {.decision = send->decision, .address = send->address, .extension = send->extension,
		.name = send->name, .agent = send->agent};
	struct filled_order filled;

	order_fill(&send->live->campaign, &dispatcher->key, dispatcher->settings->public_url, &recipient, &filled);
	struct request *request = request_new(send->live->outlet->provider, send->clearance, &filled.order, now, err);
	filled_order_release(&filled);
	return request;
}

static void
send_one(struct dispatcher *dispatcher, struct send *send, int64_t now)
{
	struct outlet *outlet = send->live->outlet;
	struct err err;
	struct request *request = build(dispatcher, send, now, &err);

	if (request == NULL) {
		struct provider_answer answer = {.class = ANSWER_BAD_REQUEST, .state = ATTEMPT_FAILED};
		log_event(LOG_ERR, "request.unbuilt", "campaign=%lld reason=\"%s\"", (long long)send->live->campaign.id, err.text);
		settle(dispatcher, send, &answer, ATTEMPT_FAILED, false, 0);
		return;
	}
	outlet->running++;
	if (!http_client_send(dispatcher->http, request, send->clearance, now, on_reply, send)) {
		outlet->running--;
		request_free(request);
		drop_one(dispatcher, send);	/* the clearance was too old */
	}
}

void
outlet_send_more(struct dispatcher *dispatcher, struct outlet *outlet)
{
	int64_t now = clock_read();

	while (outlet->first != NULL && outlet->running < outlet->connections && !dispatcher->stopping && !dispatcher->broken)
		send_one(dispatcher, take_first(outlet), now);
}

static bool
party_is_named(const char *parties, int64_t party)
{
	for (const char *p = parties; *p != '\0';) {
		char *end;
		if (strtoll(p, &end, 10) == party)
			return true;
		p = *end == ',' ? end + 1 : end + strlen(end);
	}
	return false;
}

bool
is_dropped(const struct drop *drop, const struct live *live, int64_t party)
{
	if (drop->purpose != PURPOSE_UNKNOWN)
		return live->campaign.purpose == drop->purpose;
	return drop->parties == NULL || party_is_named(drop->parties, party);
}

void
outlet_drop(struct dispatcher *dispatcher, const struct drop *drop)
{
	for (int i = 0; i < dispatcher->outlets; i++) {
		struct outlet *outlet = &dispatcher->outlet[i];
		struct send *rest = outlet->first;
		outlet->first = outlet->last = NULL;
		outlet->queued = 0;
		while (rest != NULL) {
			struct send *send = rest;
			rest = send->next;
			if (is_dropped(drop, send->live, send->party)) {
				drop_one(dispatcher, send);
			} else {
				send->live->under_way--;
				outlet_add(dispatcher, send);
			}
		}
	}
	for (int i = 0; i < LANES; i++)
		lane_take_back(&dispatcher->lane[i], drop);
}
