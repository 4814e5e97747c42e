/*
 * http_client.h - sending, once for all providers: libcurl's multi interface on the event loop.
 *
 * libcurl would send a request again on its own when a reused connection dies
 * (libraries.md 3.1); here it cannot, and the transfer is unknown instead.  The
 * clearance is spent at the last moment before the request is handed over.
 */
#ifndef DIALER_HTTP_CLIENT_H
#define DIALER_HTTP_CLIENT_H

#include <event2/event.h>

#include "dialer/provider.h"

struct http_client;
/* reply is the callee's to read until it returns. */
typedef void http_done(void *argument, const struct reply *reply, int64_t now);

struct http_client *http_client_new(struct event_base *base, int connections, int timeout_seconds);
void *http_client_free(struct http_client *client);	/* transfers under way end as TRANSPORT_UNKNOWN */
/*
 * Takes over the request, and done comes later, from the loop, exactly once.
 * False when the clearance is stale or spent: nothing is sent, done never
 * comes, and the request stays the caller's.
 * Call it while http_client_running is below `connections`: what is more
 * waits inside with its clearance spent.
 */
bool http_client_send(struct http_client *client, struct request *request, struct clearance *clearance, int64_t now,
    http_done *done, void *argument);
/* Of a question that changes nothing at the provider: a status query. */
void http_client_ask(struct http_client *client, struct request *request, http_done *done, void *argument);
int http_client_running(const struct http_client *client);

#endif
