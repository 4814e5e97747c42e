/*
 * refusal_queue.h - refusals from the public pages: each is recorded, a crowd of them together.
 *
 * A refusal has no limit that could turn it away (W-01), and its page never
 * says "too many".  Whose network sends more than LIMIT_REFUSAL has them
 * gathered for a moment and written in one transaction, each with its own
 * entry: a flood costs the database as much as a few of them.  The same page
 * follows, after the commit and not before.
 */
#ifndef WEB_REFUSAL_QUEUE_H
#define WEB_REFUSAL_QUEUE_H

#include "base/uuid.h"
#include "compliance/suppression_store.h"
#include "web/route.h"

struct refusal_queue;

struct refusal_queue *refusal_queue_new(struct site *site);
void *refusal_queue_free(struct refusal_queue *queue);
/* Takes the request and the refusal over; attempt: the letter that it answers, or zeros. */
void refusal_queue_take(struct refusal_queue *queue, struct call *call, const struct suppression *refusal, struct uuid attempt);
void refusal_queue_flush(struct refusal_queue *queue);
int64_t refusal_queue_gathered(const struct refusal_queue *queue);	/* over the limit, since the start */

/* What a person sees after each refusal. */
void refusal_done(struct http_request *request);

#endif
