/* server.c - our own keep-alive HTTP/1.1 server on the loop. */
#include "tests/twin/server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"

enum { READ_ROOM = 8192, INPUT_MAX = HTTP_BODY_MAX + HTTP_HEAD_MAX };

struct connection {
	struct watch watch;
	struct server *server;
	struct connection *next;	/* among the touched */
	struct connection *older, *newer;	/* among all */
	bool touched;
	bool held;			/* an answer may not leave yet, or never */
	bool timed;			/* the release is set: it must not be freed before */
	bool ending;			/* close when out is written */
	bool continued;			/* "100 Continue" has been said */
	struct buf in, out;
	size_t written;
	struct release {
		struct timer timer;
		struct connection *connection;
	} release;
};

struct server {
	struct watch watch;
	struct twin *twin;
	int port;
	struct connection *touched;
	struct connection *newest;
	struct arena arena;
	struct buf headers, body;
};

static void
touch(struct connection *connection)
{
	if (connection->touched)
		return;
	connection->touched = true;
	connection->next = connection->server->touched;
	connection->server->touched = connection;
}

static void
connection_close(struct connection *connection)
{
	loop_forget(connection->server->twin->loop, &connection->watch);
	touch(connection);
}

static void
connection_free(struct connection *connection)
{
	if (connection->newer != NULL)
		connection->newer->older = connection->older;
	else
		connection->server->newest = connection->older;
	if (connection->older != NULL)
		connection->older->newer = connection->newer;
	buf_release(&connection->in);
	buf_release(&connection->out);
	free(connection);
}

static void
write_answer(struct connection *connection, const struct exchange *exchange, bool keep_alive)
{
	struct buf *out = &connection->out;
	size_t len = exchange->body->len;

	buf_add_text(out, "HTTP/1.1 ");
	buf_add_int(out, exchange->status);
	buf_add_char(out, ' ');
	buf_add_text(out, http_reason(exchange->status));
	buf_add_text(out, "\r\nContent-Type: ");
	buf_add_text(out, exchange->content_type);
	buf_add_text(out, "\r\nContent-Length: ");
	buf_add_int(out, (int64_t)len);
	buf_add_text(out, "\r\n");
	buf_add(out, exchange->headers->data, exchange->headers->len);
	if (!keep_alive)
		buf_add_text(out, "Connection: close\r\n");
	buf_add_text(out, "\r\n");
	buf_add(out, exchange->body->data, exchange->delivery == DELIVER_HALF ? len / 2 : len);
}

static void release_fire(struct timer *timer);

static void
serve(struct connection *connection, const struct http_request *request)
{
	struct server *server = connection->server;
	struct loop *loop = server->twin->loop;
	struct exchange exchange = {.twin = server->twin, .request = request, .arena = &server->arena,
	    .headers = &server->headers, .body = &server->body, .now = clock_monotonic(), .realtime = realtime_read(),
	    .stated = clock_read()};

	buf_clear(&server->headers);
	buf_clear(&server->body);
	twin_exchange(&exchange);
	if (exchange.delivery == DELIVER_NEVER) {
		connection->held = true;
		return;
	}
	connection->ending = !request->keep_alive || exchange.delivery != DELIVER_WHOLE;
	if (exchange.delivery != DELIVER_NOTHING)
		write_answer(connection, &exchange, request->keep_alive);
	if (exchange.hold > 0) {
		connection->held = connection->timed = true;
		connection->release.connection = connection;
		connection->release.timer.fire = release_fire;
		loop_at(loop, &connection->release.timer, exchange.now + exchange.hold);
	}
}

static void
refuse_bytes(struct connection *connection, enum http_read why)
{
	int status = why == HTTP_NO_LENGTH ? 411 : why == HTTP_TOO_LARGE ? 413 : 400;

	buf_add_format(&connection->out, "HTTP/1.1 %d %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", status,
	    http_reason(status));
	connection->ending = true;
}

/* All whole requests that are here; the rest moves to the front. */
static void
process(struct connection *connection)
{
	struct view rest = buf_view(&connection->in);
	struct http_request request;

	while (rest.len > 0 && !connection->held && !connection->ending) {
		enum http_read read = http_request_read(rest, &request);
		if (read == HTTP_PART) {
			if (request.expects_continue && !connection->continued)
				buf_add_text(&connection->out, "HTTP/1.1 100 Continue\r\n\r\n");
			connection->continued = request.expects_continue;
			break;
		}
		if (read != HTTP_WHOLE) {
			refuse_bytes(connection, read);
			break;
		}
		connection->continued = false;
		serve(connection, &request);
		rest.data += request.size;
		rest.len -= request.size;
	}
	if (rest.len > 0 && rest.data != connection->in.data)
		memmove(connection->in.data, rest.data, rest.len);
	connection->in.len = rest.len;
	touch(connection);
}

static void
release_fire(struct timer *timer)
{
	struct connection *connection = ((struct release *)timer)->connection;

	connection->timed = false;
	connection->held = false;
	if (connection->watch.fd >= 0)
		process(connection);
	touch(connection);
}

static void
connection_ready(struct watch *watch, uint32_t events)
{
	struct connection *connection = (struct connection *)watch;

	if ((events & EPOLLOUT) != 0)
		touch(connection);
	if ((events & ~(uint32_t)EPOLLOUT) == 0)
		return;
	ssize_t len = recv(watch->fd, buf_room(&connection->in, READ_ROOM), connection->in.size - connection->in.len - 1, 0);
	if (len < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (len <= 0 || connection->in.len > INPUT_MAX) {
		connection_close(connection);
		return;
	}
	connection->in.len += (size_t)len;
	if (!connection->held)
		process(connection);
}

static void
write_out(struct connection *connection)
{
	struct loop *loop = connection->server->twin->loop;

	while (connection->written < connection->out.len) {
		ssize_t len = send(connection->watch.fd, connection->out.data + connection->written,
		    connection->out.len - connection->written, MSG_NOSIGNAL);
		if (len < 0 && errno == EINTR)
			continue;
		if (len < 0 && errno == EAGAIN) {
			loop_watch(loop, &connection->watch, EPOLLIN | EPOLLOUT);
			return;
		}
		if (len < 0) {
			loop_forget(loop, &connection->watch);
			return;
		}
		connection->written += (size_t)len;
	}
	if (connection->out.size > 1 << 20)
		buf_release(&connection->out);
	buf_clear(&connection->out);
	connection->written = 0;
	if (connection->ending)
		loop_forget(loop, &connection->watch);
	else
		loop_watch(loop, &connection->watch, EPOLLIN);
}

void
server_turn_end(void *argument)
{
	struct server *server = argument;
	struct connection *next;

	ledger_flush(server->twin->ledger);
	for (struct connection *connection = server->touched; connection != NULL; connection = next) {
		next = connection->next;
		connection->touched = false;
		if (connection->watch.fd >= 0 && !connection->held)
			write_out(connection);
		if (connection->watch.fd < 0 && !connection->timed)
			connection_free(connection);
	}
	server->touched = NULL;
}

static void
server_ready(struct watch *watch, uint32_t events)
{
	struct server *server = (struct server *)watch;
	int one = 1;
	int fd;

	(void)events;
	while ((fd = accept4(watch->fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
		struct connection *connection = memory_new(sizeof(*connection));
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
		connection->server = server;
		connection->older = server->newest;
		if (server->newest != NULL)
			server->newest->newer = connection;
		server->newest = connection;
		connection->watch.fd = fd;
		connection->watch.ready = connection_ready;
		loop_watch(server->twin->loop, &connection->watch, EPOLLIN);
	}
}

struct server *
server_new(struct twin *twin, int port, struct err *err)
{
	struct server *server = memory_new(sizeof(*server));
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port),
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof(address);
	int one = 1;

	server->twin = twin;
	server->watch.ready = server_ready;
	server->watch.fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	must(server->watch.fd >= 0);
	setsockopt(server->watch.fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
	if (bind(server->watch.fd, (struct sockaddr *)&address, size) != 0 || listen(server->watch.fd, 4096) != 0) {
		fail(err, ERR_RETRY, "port %d: %s", port, strerror(errno));
		close(server->watch.fd);
		free(server);
		return NULL;
	}
	must(getsockname(server->watch.fd, (struct sockaddr *)&address, &size) == 0);
	server->port = ntohs(address.sin_port);
	buf_init(&server->headers);
	buf_init(&server->body);
	loop_watch(twin->loop, &server->watch, EPOLLIN);
	return server;
}

void *
server_free(struct server *server)
{
	if (server == NULL)
		return NULL;
	loop_forget(server->twin->loop, &server->watch);
	while (server->newest != NULL) {
		loop_forget(server->twin->loop, &server->newest->watch);
		connection_free(server->newest);
	}
	buf_release(&server->headers);
	buf_release(&server->body);
	buf_release(&server->arena.memory);
	free(server);
	return NULL;
}

int
server_port(const struct server *server)
{
	return server->port;
}
