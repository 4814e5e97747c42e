/*
 * http_server.h - requests in, replies out; libevent's evhttp stays behind this.
 *
 * One handler gets each request that the guard let pass.  It owns the request
 * until it replies, in the same turn or later; each request is replied to
 * exactly once, also when the client has gone.  Limits: 16 KiB of headers,
 * 1 MiB of body, thirty seconds from the first byte to the last, idle or
 * dripping; above the cap of connections the kernel's queue waits.
 */
#ifndef WEB_HTTP_SERVER_H
#define WEB_HTTP_SERVER_H

#include "base/buf.h"
#include "base/err.h"
#include "base/lang.h"
#include "web/request_guard.h"

struct event_base;
struct http_server;

struct http_request {
	struct http_server *server;
	const char *method;		/* "GET": HEAD comes as GET */
	bool head_only;			/* it was a HEAD: the reply goes without its body */
	struct view path;		/* raw, as sent; it begins with a slash */
	struct view query;		/* after the question mark; empty */
	struct view body;
	struct request_head head;
	enum lang lang;			/* of the answer, by ?lang=en or Accept-Language */
	void *exchange;			/* evhttp's side */
};

/* What is wrong with a request that the guard refused is in fault; the handler replies to it too. */
typedef void http_handler(void *owner, struct http_request *request, const char *fault);

/* Listens at once; port 0 takes a free one. */
struct http_server *http_server_new(struct event_base *base, const char *address, int port, int connections,
    http_handler *handler, void *owner, struct err *err);
void *http_server_free(struct http_server *server);
int http_server_port(const struct http_server *server);
int http_server_connections(const struct http_server *server);
/* Replies so far whose status began with this digit. */
int64_t http_server_replies(const struct http_server *server, int digit);
/* No new connections; those that wait for a reply get it. */
void http_server_rest(struct http_server *server);

const char *http_header(const struct http_request *request, const char *name);	/* "" when it is not there */

/* The address at the other end of the connection: 45 bytes at most; "" when it has gone. */
void http_peer(const struct http_request *request, char out[46]);

void http_reply_header(struct http_request *request, const char *name, const char *value);
/* The end of the request: it is freed. */
void http_reply(struct http_request *request, int status, const char *content_type, struct view body);
/* The same with a file's bytes; the descriptor is closed. */
void http_reply_file(struct http_request *request, const char *content_type, int fd, int64_t size);

#endif
