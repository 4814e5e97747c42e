/*
 * http_server.c - the one file that knows evhttp.
 *
 * evhttp 2.1.12 has no cap of connections and no deadline for a whole
 * request; connections.h has both.
 */
#include "web/http_server.h"

#include <arpa/inet.h>
#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <event2/http.h>
#include <event2/http_struct.h>
#include <event2/keyvalq_struct.h>
#include <event2/listener.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/lang.h"
#include "web/connections.h"

enum { REQUEST_SECONDS = 30, SWEEPS_PER_SECOND = 4 };

struct http_server {
	struct evhttp *evhttp;
	struct evconnlistener *listener;
	struct event *sweeper;
	http_handler *handler;
	void *owner;
	int port;
	struct connections *connections;
	bool resting;				/* for good: http_server_rest */
	int64_t replies[6];			/* by the first digit of the status */
};

static void
sweep(evutil_socket_t fd, short what, void *arg)
{
	struct http_server *server = arg;

	(void)fd;
	(void)what;
	connections_forget_closed(server->connections);
	connections_end_stale(server->connections, clock_monotonic(), REQUEST_SECONDS * SECOND);
	if (!server->resting && !connections_are_full(server->connections))
		evconnlistener_enable(server->listener);
}

/* Called for each accepted connection, before evhttp knows its descriptor. */
static struct bufferevent *
accept_connection(struct event_base *base, void *arg)
{
	struct http_server *server = arg;
	struct bufferevent *bufferevent = bufferevent_socket_new(base, -1, BEV_OPT_CLOSE_ON_FREE);

	must(bufferevent != NULL);
	if (connections_are_full(server->connections))
		connections_forget_closed(server->connections);
	connections_add(server->connections, bufferevent, clock_monotonic());
	if (connections_are_full(server->connections))
		evconnlistener_disable(server->listener);
	return bufferevent;
}

static const char *
method_word(enum evhttp_cmd_type command)
{
	switch (command) {
	case EVHTTP_REQ_GET:
	case EVHTTP_REQ_HEAD:
		return "GET";
	case EVHTTP_REQ_POST:
		return "POST";
	case EVHTTP_REQ_PUT:
		return "PUT";
	case EVHTTP_REQ_DELETE:
		return "DELETE";
	case EVHTTP_REQ_PATCH:
		return "PATCH";
	default:
		return "OTHER";
	}
}

static void
read_head(struct evhttp_request *exchange, struct request_head *head)
{
	struct evkeyval *pair;

	head->target = evhttp_request_get_uri(exchange);
	head->major = exchange->major;
	head->minor = exchange->minor;
	for (pair = evhttp_request_get_input_headers(exchange)->tqh_first; pair != NULL; pair = pair->next.tqe_next) {
		if (head->headers == GUARD_HEADERS) {
			head->more_headers = true;
			break;
		}
		head->header[head->headers++] = (struct header){pair->key, pair->value};
	}
}

/* ?lang=en of an address goes before what the browser prefers. */
static enum lang
wanted_lang(struct view query, const char *accept)
{
	if (view_is(query, "lang=en") || view_is(query, "lang=ru"))
		return query.data[5] == 'e' ? LANG_EN : LANG_RU;
	return strncasecmp(accept, "en", 2) == 0 ? LANG_EN : LANG_RU;
}

static void
receive(struct evhttp_request *exchange, void *arg)
{
	struct http_server *server = arg;
	struct http_request *request = memory_new(sizeof(*request));
	struct evbuffer *body = evhttp_request_get_input_buffer(exchange);

	request->server = server;
	request->exchange = exchange;
	request->head_only = evhttp_request_get_command(exchange) == EVHTTP_REQ_HEAD;
	request->method = method_word(evhttp_request_get_command(exchange));
	read_head(exchange, &request->head);
	const char *fault = request_guard(&request->head);
	if (request->head.target != NULL) {
		size_t len = strcspn(request->head.target, "?");
		request->path = (struct view){request->head.target, len};
		if (request->head.target[len] == '?')
			request->query = view_of(request->head.target + len + 1);
	}
	request->body.len = evbuffer_get_length(body);
	request->body.data = request->body.len ? (const char *)evbuffer_pullup(body, -1) : "";
	request->lang = wanted_lang(request->query, http_header(request, "Accept-Language"));
	server->handler(server->owner, request, fault);
}

static bool
listen_on(struct http_server *server, const char *address, int port, struct err *err)
{
	struct evhttp_bound_socket *bound;
	struct sockaddr_storage name = {0};
	socklen_t len = sizeof(name);
	int on = 1;

	bound = evhttp_bind_socket_with_handle(server->evhttp, address, (ev_uint16_t)port);
	if (bound == NULL)
		return fail(err, ERR_RETRY, "cannot listen on %s port %d: %s", address, port, lang_reason(errno));
	int fd = evhttp_bound_socket_get_fd(bound);
	/* Inherited by what it accepts; without it each reply over TLS waits 40 ms. */
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	server->listener = evhttp_bound_socket_get_listener(bound);
	must(getsockname(fd, (struct sockaddr *)&name, &len) == 0);
	server->port = ntohs(name.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&name)->sin6_port :
	    ((struct sockaddr_in *)&name)->sin_port);
	return true;
}

static void
set_limits(struct http_server *server)
{
	evhttp_set_max_headers_size(server->evhttp, GUARD_HEADER_BYTES);
	evhttp_set_max_body_size(server->evhttp, GUARD_BODY_BYTES);
	evhttp_set_timeout(server->evhttp, REQUEST_SECONDS);
	evhttp_set_allowed_methods(server->evhttp, EVHTTP_REQ_GET | EVHTTP_REQ_HEAD | EVHTTP_REQ_POST |
	    EVHTTP_REQ_PUT | EVHTTP_REQ_DELETE | EVHTTP_REQ_PATCH);
	evhttp_set_default_content_type(server->evhttp, NULL);
	evhttp_set_bevcb(server->evhttp, accept_connection, server);
	evhttp_set_gencb(server->evhttp, receive, server);
}

struct http_server *
http_server_new(struct event_base *base, const char *address, int port, int connections, http_handler *handler,
    void *owner, struct err *err)
{
	struct timeval pause = {.tv_usec = 1000000 / SWEEPS_PER_SECOND};
	struct http_server *server = memory_new(sizeof(*server));

	server->evhttp = evhttp_new(base);
	must(server->evhttp != NULL && connections > 1);
	server->handler = handler;
	server->owner = owner;
	server->connections = connections_new(connections);
	set_limits(server);
	if (!listen_on(server, address, port, err))
		return http_server_free(server);
	server->sweeper = event_new(base, -1, EV_PERSIST, sweep, server);
	must(server->sweeper != NULL && event_add(server->sweeper, &pause) == 0);
	return server;
}

void *
http_server_free(struct http_server *server)
{
	if (server == NULL)
		return NULL;
	if (server->sweeper != NULL)
		event_free(server->sweeper);
	evhttp_free(server->evhttp);
	connections_free(server->connections);
	free(server);
	return NULL;
}

int
http_server_port(const struct http_server *server)
{
	return server->port;
}

int
http_server_connections(const struct http_server *server)
{
	return connections_count(server->connections);
}

void
http_server_rest(struct http_server *server)
{
	server->resting = true;
	evconnlistener_disable(server->listener);
}

int64_t
http_server_replies(const struct http_server *server, int digit)
{
	return server->replies[digit];
}

const char *
http_header(const struct http_request *request, const char *name)
{
	for (int i = 0; i < request->head.headers; i++)
		if (strcasecmp(request->head.header[i].name, name) == 0)
			return request->head.header[i].value;
	return "";
}

void
http_peer(const struct http_request *request, char out[46])
{
	struct evhttp_connection *connection = evhttp_request_get_connection(request->exchange);
	char *address = NULL;
	ev_uint16_t port;

	if (connection != NULL)
		evhttp_connection_get_peer(connection, &address, &port);
	snprintf(out, 46, "%s", address != NULL ? address : "");
}

void
http_reply_header(struct http_request *request, const char *name, const char *value)
{
	must(evhttp_add_header(evhttp_request_get_output_headers(request->exchange), name, value) == 0);
}

/* The client may have gone: then evhttp frees its side, and there is no connection to remember. */
static void
finish(struct http_request *request, int status, struct evbuffer *body)
{
	struct evhttp_connection *connection = evhttp_request_get_connection(request->exchange);

	if (connection != NULL)
		connections_replied(request->server->connections, evhttp_connection_get_bufferevent(connection),
		    clock_monotonic());
	request->server->replies[status / 100]++;
	evhttp_send_reply(request->exchange, status, NULL, body);
	free(request);
}

static void
add_entity_headers(struct http_request *request, const char *content_type, int64_t size)
{
	char length[24];

	snprintf(length, sizeof(length), "%lld", (long long)size);
	http_reply_header(request, "Content-Type", content_type);
	http_reply_header(request, "Content-Length", length);
	http_reply_header(request, "X-Content-Type-Options", "nosniff");
}

void
http_reply(struct http_request *request, int status, const char *content_type, struct view body)
{
	struct evbuffer *bytes = evbuffer_new();

	must(bytes != NULL);
	if (!request->head_only)
		must(evbuffer_add(bytes, body.data, body.len) == 0);
	add_entity_headers(request, content_type, (int64_t)body.len);
	finish(request, status, bytes);
	evbuffer_free(bytes);
}

void
http_reply_file(struct http_request *request, const char *content_type, int fd, int64_t size)
{
	struct evbuffer *bytes = evbuffer_new();

	must(bytes != NULL);
	add_entity_headers(request, content_type, size);
	if (size == 0 || request->head_only)
		close(fd);
	else if (evbuffer_add_file(bytes, fd, 0, (ev_off_t)size) != 0)
		must(!"a file can be sent");
	finish(request, 200, bytes);
	evbuffer_free(bytes);
}
