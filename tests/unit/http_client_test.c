/*
 * http_client_test.c - sending, against servers that misbehave.
 *
 * The main one is the test of libraries.md 3.1: a server that takes a second
 * message on a reused connection, and closes without a word.  libcurl by
 * itself sends it again; we must not, and must say that we do not know.
 */
#include <arpa/inet.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "dialer/http_client.h"

/* After ours: it makes a macro of fail. */
#include <cmocka.h>

static const int64_t now = 1795251600000000;

/* A server in a thread; each accepted connection is answered as its script says, a letter a request. */
struct server {
	int listener;
	int port;
	const char *script;	/* a: answer, c: close without a word, s: stay silent, b: a body too big, r: redirect */
	pthread_t thread;
	char seen[8][512];	/* bodies */
	int count;
	int connections;
};

static bool
read_request(int fd, char *text, size_t size)
{
	size_t len = 0;

	for (;;) {
		ssize_t got = read(fd, text + len, size - 1 - len);
		if (got <= 0)
			return false;
		len += (size_t)got;
		text[len] = '\0';
		const char *end = strstr(text, "\r\n\r\n");
		const char *length = strcasestr(text, "content-length:");
		if (end == NULL)
			continue;
		if (len >= (size_t)(end + 4 - text) + (length != NULL ? (size_t)atol(length + 15) : 0))
			return true;
	}
}

static void
send_text(int fd, const char *text)
{
	assert_int_equal(send(fd, text, strlen(text), MSG_NOSIGNAL), (ssize_t)strlen(text));
}

static void
send_too_much(int fd)
{
	static char block[65536];
	char head[80];

	snprintf(head, sizeof(head), "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n", 3 << 20);
	send_text(fd, head);
	for (int i = 0; i < 48; i++)
		if (send(fd, block, sizeof(block), MSG_NOSIGNAL) < 0)
			return;
}

/* False: the connection is over. */
static bool
serve_one(struct server *server, int fd)
{
	char text[4096];

	if (!read_request(fd, text, sizeof(text)))
		return false;
	snprintf(server->seen[server->count++], 512, "%s", strstr(text, "\r\n\r\n") + 4);
	switch (*server->script != '\0' ? *server->script++ : 'a') {
	case 'a':
		send_text(fd, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Said: yes\r\n\r\nok");
		return true;
	case 'r':
		send_text(fd, "HTTP/1.1 307 Go\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n");
		return true;
	case 'b':
		send_too_much(fd);
		return false;
	case 's':
		while (read(fd, text, sizeof(text)) > 0)
			continue;
		return false;
	default:
		return false;
	}
}

static void *
serve(void *argument)
{
	struct server *server = argument;

	for (;;) {
		int fd = accept(server->listener, NULL, NULL);
		if (fd < 0)
			return NULL;
		server->connections++;
		while (serve_one(server, fd))
			continue;
		close(fd);
	}
}

static void
server_start(struct server *server, const char *script)
{
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t len = sizeof(address);

	*server = (struct server){.script = script, .listener = socket(AF_INET, SOCK_STREAM, 0)};
	assert_int_equal(bind(server->listener, (struct sockaddr *)&address, sizeof(address)), 0);
	assert_int_equal(listen(server->listener, 16), 0);
	assert_int_equal(getsockname(server->listener, (struct sockaddr *)&address, &len), 0);
	server->port = ntohs(address.sin_port);
	assert_int_equal(pthread_create(&server->thread, NULL, serve, server), 0);
}

static void
server_stop(struct server *server)
{
	shutdown(server->listener, SHUT_RDWR);
	pthread_join(server->thread, NULL);
	close(server->listener);
}

struct result {
	int count;
	enum transport transport;
	int status;
	char body[64];
	char headers[256];
};

static void
note(void *argument, const struct reply *reply, int64_t at)
{
	struct result *result = argument;
	(void)at;
	result->count++;
	result->transport = reply->transport;
	result->status = reply->status;
	snprintf(result->body, sizeof(result->body), "%s", reply->body.data);
	snprintf(result->headers, sizeof(result->headers), "%s", reply->headers.data);
}

static struct request *
make(int port, const char *method, const char *body)
{
	struct request *request = memory_new(sizeof(*request) + sizeof(void *));	/* as request.c has it */
	snprintf(request->method, sizeof(request->method), "%s", method);
	buf_add_format(&request->url, "http://127.0.0.1:%d/send", port);
	buf_add_text(&request->headers, "Content-Type: text/plain\n");
	buf_add_text(&request->body, body);
	return request;
}

static struct clearance *
clear(void)
{
	struct verdict verdict = {.outcome = OUTCOME_ALLOW};
	struct facts facts;
	facts_init(&facts, now);
	facts.channel = CHANNEL_SMS;
	return gate_clear(&verdict, &facts, uuid_new(now), "+79161234567");
}

static void
send_and_wait(struct event_base *base, struct http_client *client, int port, const char *body, struct result *result)
{
	struct clearance *clearance = clear();
	*result = (struct result){0};
	assert_true(http_client_send(client, make(port, "POST", body), clearance, now, note, result));
	while (result->count == 0)
		event_base_loop(base, EVLOOP_ONCE);
	assert_int_equal(result->count, 1);
	assert_false(clearance_is_fresh(clearance, now));
	clearance_free(clearance);
}

static void
a_message_is_never_sent_twice(void **unused)
{
	(void)unused;
	struct server server;
	struct result result;
	struct event_base *base = event_base_new();
	struct http_client *client = http_client_new(base, 4, 3);
	server_start(&server, "ac");
	send_and_wait(base, client, server.port, "msg-1", &result);
	assert_int_equal(result.transport, TRANSPORT_ANSWERED);
	assert_int_equal(result.status, 200);
	assert_string_equal(result.body, "ok");
	assert_non_null(strstr(result.headers, "X-Said: yes\n"));
	send_and_wait(base, client, server.port, "msg-2", &result);
	assert_int_equal(result.transport, TRANSPORT_UNKNOWN);
	send_and_wait(base, client, server.port, "msg-3", &result);
	assert_int_equal(result.transport, TRANSPORT_ANSWERED);
	http_client_free(client);
	event_base_free(base);
	server_stop(&server);
	int twos = 0;
	for (int i = 0; i < server.count; i++)
		twos += strcmp(server.seen[i], "msg-2") == 0;
	assert_int_equal(twos, 1);
	assert_int_equal(server.count, 3);
}

static void
what_never_left_is_told_apart(void **unused)
{
	(void)unused;
	struct server server;
	struct result result;
	struct event_base *base = event_base_new();
	struct http_client *client = http_client_new(base, 4, 3);
	server_start(&server, "");
	int port = server.port;
	server_stop(&server);
	send_and_wait(base, client, port, "x", &result);
	assert_int_equal(result.transport, TRANSPORT_NOTHING_SENT);
	http_client_free(client);
	event_base_free(base);
}

static void
silence_and_too_much_are_unknown(void **unused)
{
	(void)unused;
	static const char *const scripts[] = {"s", "b", "c"};
	for (int i = 0; i < 3; i++) {
		struct server server;
		struct result result;
		struct event_base *base = event_base_new();
		struct http_client *client = http_client_new(base, 4, 1);
		server_start(&server, scripts[i]);
		send_and_wait(base, client, server.port, "x", &result);
		assert_int_equal(result.transport, TRANSPORT_UNKNOWN);
		http_client_free(client);
		event_base_free(base);
		server_stop(&server);
		assert_int_equal(server.count, 1);
	}
}

static void
redirects_are_answers(void **unused)
{
	(void)unused;
	struct server server;
	struct result result;
	struct event_base *base = event_base_new();
	struct http_client *client = http_client_new(base, 4, 1);
	server_start(&server, "ra");
	send_and_wait(base, client, server.port, "x", &result);
	assert_int_equal(result.transport, TRANSPORT_ANSWERED);
	assert_int_equal(result.status, 307);
	struct result asked = {0};
	http_client_ask(client, make(server.port, "GET", ""), note, &asked);
	while (asked.count == 0)
		event_base_loop(base, EVLOOP_ONCE);
	assert_int_equal(asked.status, 200);
	send_and_wait(base, client, server.port, "y", &result);
	assert_int_equal(result.status, 200);
	http_client_free(client);
	event_base_free(base);
	server_stop(&server);
	assert_int_equal(server.count, 3);
	assert_string_equal(server.seen[1], "");
	assert_string_equal(server.seen[2], "y");
	assert_int_equal(server.connections, 1);
}

static void
a_stale_clearance_sends_nothing(void **unused)
{
	(void)unused;
	struct result result = {0};
	struct event_base *base = event_base_new();
	struct http_client *client = http_client_new(base, 4, 1);
	struct clearance *clearance = clear();
	struct request *request = make(1, "POST", "x");
	assert_false(http_client_send(client, request, clearance, now + CLEARANCE_SECONDS * SECOND, note, &result));
	assert_true(clearance_spend(clearance, now));
	assert_false(http_client_send(client, request, clearance, now, note, &result));
	request_free(request);
	assert_int_equal(http_client_running(client), 0);
	clearance_free(clearance);
	http_client_free(client);
	event_base_free(base);
	assert_int_equal(result.count, 0);
}

static void
stopping_ends_what_is_under_way_as_unknown(void **unused)
{
	(void)unused;
	struct server server;
	struct result result = {0};
	struct event_base *base = event_base_new();
	struct http_client *client = http_client_new(base, 4, 5);
	struct clearance *clearance = clear();
	server_start(&server, "s");
	assert_true(http_client_send(client, make(server.port, "POST", "x"), clearance, now, note, &result));
	for (int i = 0; i < 5; i++)
		event_base_loop(base, EVLOOP_NONBLOCK);
	http_client_free(client);
	assert_int_equal(result.count, 1);
	assert_int_equal(result.transport, TRANSPORT_UNKNOWN);
	clearance_free(clearance);
	event_base_free(base);
	server_stop(&server);
}

/* 64 at once, and then a loop that sleeps: libcurl has spun here in other versions (libraries.md 3.5). */
static void
many_at_once_and_then_rest(void **unused)
{
	(void)unused;
	enum { MANY = 4 };
	struct server server;
	struct result result[MANY] = {0};
	struct event_base *base = event_base_new();
	struct http_client *client = http_client_new(base, 1, 5);
	server_start(&server, "");
	struct clearance *clearance[MANY];
	for (int i = 0; i < MANY; i++) {
		clearance[i] = clear();
		assert_true(http_client_send(client, make(server.port, "POST", "x"), clearance[i], now, note, &result[i]));
	}
	while (http_client_running(client) > 0)
		event_base_loop(base, EVLOOP_ONCE);
	struct timeval rest = {0, 200000};
	event_base_loopexit(base, &rest);
	int64_t cpu = clock();
	event_base_loop(base, EVLOOP_NO_EXIT_ON_EMPTY);
	assert_true(clock() - cpu < CLOCKS_PER_SEC / 20);
	for (int i = 0; i < MANY; i++) {
		assert_int_equal(result[i].transport, TRANSPORT_ANSWERED);
		clearance_free(clearance[i]);
	}
	http_client_free(client);
	event_base_free(base);
	server_stop(&server);
	assert_int_equal(server.connections, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_message_is_never_sent_twice),
	    cmocka_unit_test(what_never_left_is_told_apart),
	    cmocka_unit_test(silence_and_too_much_are_unknown),
	    cmocka_unit_test(redirects_are_answers),
	    cmocka_unit_test(a_stale_clearance_sends_nothing),
	    cmocka_unit_test(stopping_ends_what_is_under_way_as_unknown),
	    cmocka_unit_test(many_at_once_and_then_rest),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
