/* refusal_queue.c - one at once, a crowd in one transaction; nobody is answered before the commit. */
#include "web/refusal_queue.h"

#include <event2/event.h>
#include <stdlib.h>

#include "base/log.h"
#include "web/client.h"
#include "web/limit.h"
#include "web/page.h"
#include "web/problem.h"
#include "web/refusal.h"

enum { CROWD = 256, GATHER_MILLISECONDS = 50 };

struct refusal_queue {
	struct site *site;
	struct event *timer;		/* runs while something is gathered */
	size_t count;
	struct http_request *request[CROWD];
	struct suppression refusal[CROWD];
	struct uuid attempt[CROWD];
	int64_t now;			/* of the newest */
	int64_t gathered;
};

static void
fire(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	refusal_queue_flush(arg);
}

struct refusal_queue *
refusal_queue_new(struct site *site)
{
	struct refusal_queue *queue = memory_new(sizeof(*queue));

	queue->site = site;
	queue->timer = evtimer_new(site->base, fire, queue);
	must(queue->timer != NULL);
	return queue;
}

void *
refusal_queue_free(struct refusal_queue *queue)
{
	if (queue != NULL)
		event_free(queue->timer);
	free(queue);
	return NULL;
}

void
refusal_done(struct http_request *request)
{
	page_reply(request, 200, say("Done"), view_of(say("<p>Your refusal is recorded and holds from this moment.</p>\n")));
}

static void
reply_all(struct refusal_queue *queue, bool recorded, const struct err *err)
{
	for (size_t i = 0; i < queue->count; i++) {
		lang_set(queue->request[i]->lang);
		if (recorded)
			refusal_done(queue->request[i]);
		else
			problem_reply_err(queue->request[i], err);
		suppression_release(&queue->refusal[i]);
	}
	queue->count = 0;
}

void
refusal_queue_flush(struct refusal_queue *queue)
{
	struct err err = {0};

	if (queue->count == 0)
		return;
	bool recorded = refusal_by_person(queue->site, queue->refusal, queue->attempt, queue->count, queue->now, &err);
	if (!recorded)
		log_event(LOG_ERR, "refusal.not_written", "count=%zu reason=\"%s\"", queue->count, err.text);
	reply_all(queue, recorded, &err);
}

void
refusal_queue_take(struct refusal_queue *queue, struct call *call, const struct suppression *refusal, struct uuid attempt)
{
	struct timeval soon = {.tv_usec = GATHER_MILLISECONDS * 1000};
	char network[CLIENT_IP];

	queue->request[queue->count] = call->request;
	queue->refusal[queue->count] = *refusal;
	queue->attempt[queue->count] = attempt;
	queue->now = call->now;
	queue->count++;
	client_network(call->request, network);
	if (limit_take(queue->site->limits, LIMIT_REFUSAL, network, call->now) || queue->count == CROWD) {
		refusal_queue_flush(queue);
		return;
	}
	queue->gathered++;
	if (queue->count == 1) {
		log_event(LOG_NOTICE, "refusal.crowd", "gathered=%lld", (long long)queue->gathered);
		must(event_add(queue->timer, &soon) == 0);
	}
}

int64_t
refusal_queue_gathered(const struct refusal_queue *queue)
{
	return queue->gathered;
}
