/*
 * request_guard_test.c - malformed requests: the judgement of the guard, and what the server does with the raw bytes.
 *
 * The cases are those of the libraries paper (2.2): nothing that two readers may read in two ways reaches a handler.
 */
#include "web/request_guard.h"

#include <arpa/inet.h>
#include <event2/event.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "tests/support/http.h"
#include "web/http_server.h"
#include "web/problem.h"

#include <cmocka.h>

#define GET "GET /x HTTP/1.1\r\n"
#define HOST "Host: a\r\n"
#define POST "POST /x HTTP/1.1\r\n" HOST
#define END "\r\n"

static int port;
static pid_t child;

static void
reply_to(void *owner, struct http_request *request, const char *fault)
{
	(void)owner;
	if (fault != NULL)
		problem_reply(request, 400, "the request is malformed: %s", say(fault));
	else
		http_reply(request, 200, "text/plain", view_of("fine"));
}

static int
start_server(void **state)
{
	struct err err;
	int pipe_fd[2];

	(void)state;
	assert_int_equal(pipe(pipe_fd), 0);
	child = fork();
	if (child == 0) {
		struct event_base *base = event_base_new();
		struct http_server *server = http_server_new(base, "127.0.0.1", 0, 100, reply_to, NULL, &err);
		int taken = server ? http_server_port(server) : 0;
		if (write(pipe_fd[1], &taken, sizeof(taken)) == sizeof(taken))
			event_base_dispatch(base);
		_exit(0);
	}
	assert_int_equal(read(pipe_fd[0], &port, sizeof(port)), sizeof(port));
	return port == 0;
}

static int
stop_server(void **state)
{
	(void)state;
	kill(child, SIGKILL);
	return waitpid(child, NULL, 0) != child;
}

/* status 0: closed, or nothing, but never an answer of the handler. */
static const struct raw {
	const char *what;
	int status;
	const char *bytes;
	size_t len;	/* 0: strlen */
} raws[] = {
	{"a plain request", 200, GET HOST END, 0},
	{"HTTP/1.0", 200, "GET /x HTTP/1.0\r\n" HOST END, 0},
	{"chunked", 200, POST "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", 0},
	{"a length", 200, POST "Content-Length: 3\r\n\r\nabc", 0},
	{"CL + TE", 400, POST "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 0},
	{"TE + CL", 400, POST "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", 0},
	{"two different CL", 400, POST "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", 0},
	{"two equal CL", 400, POST "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", 0},
	{"CL as a list", 400, POST "Content-Length: 3, 3\r\n\r\nabc", 0},
	{"CL +3", 400, POST "Content-Length: +3\r\n\r\nabc", 0},
	{"CL -1", 400, POST "Content-Length: -1\r\n\r\n", 0},
	{"CL 0x3", 400, POST "Content-Length: 0x3\r\n\r\nabc", 0},
	{"CL with a tail", 400, POST "Content-Length: 3x\r\n\r\nabc", 0},
	{"CL beyond 64 bits", 0, POST "Content-Length: 18446744073709551617\r\n\r\nabc", 0},
	{"CL empty", 400, POST "Content-Length: \r\n\r\nabc", 0},
	{"TE xchunked", 400, POST "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 0},
	{"TE chunked, identity", 400, POST "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", 0},
	{"TE gzip, chunked", 400, POST "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 0},
	{"two TE", 400, POST "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 0},
	{"TE in HTTP/1.0", 400, "POST /x HTTP/1.0\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 0},
	{"no Host", 400, GET END, 0},
	{"two Hosts", 400, GET HOST "Host: b\r\n" END, 0},
	{"Host with a path", 400, GET "Host: a/b\r\n" END, 0},
	{"space before the colon", 400, GET HOST "Name : x\r\n" END, 0},
	{"CL with a space before the colon", 400, POST "Content-Length : 3\r\n\r\nabc", 0},
	{"no name", 400, GET HOST ": x\r\n" END, 0},
	{"control byte in a value", 400, GET HOST "A: x\001y\r\n" END, 0},
	{"8-bit URI", 400, "GET /\xd0\xb9 HTTP/1.1\r\n" HOST END, 0},
	{"//", 400, "GET //evil/x HTTP/1.1\r\n" HOST END, 0},
	{"%2f", 400, "GET /a%2Fb HTTP/1.1\r\n" HOST END, 0},
	{"%00", 400, "GET /a%00 HTTP/1.1\r\n" HOST END, 0},
	{"..", 400, "GET /a/../b HTTP/1.1\r\n" HOST END, 0},
	{"encoded ..", 400, "GET /a/%2e%2e/b HTTP/1.1\r\n" HOST END, 0},
	{"absolute URI", 400, "GET http://evil/x HTTP/1.1\r\n" HOST END, 0},
	{"HTTP/2.0 in the line", 400, "GET /x HTTP/2.0\r\n" HOST END, 0},
	{"HTTP/0.9", 0, "GET /x\r\n\r\n", 0},
	{"rubbish", 0, "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 15},
	{"chunk size beyond 64 bits", 0, POST "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF1\r\nabc\r\n0\r\n\r\n", 0},
	{"chunk size negative", 0, POST "Transfer-Encoding: chunked\r\n\r\n-1\r\nabc\r\n0\r\n\r\n", 0},
};

static void
raw_bytes_are_judged(void **state)
{
	struct buf reply = {0};
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(raws) / sizeof(raws[0]); i++) {
		bool closed;
		size_t len = raws[i].len ? raws[i].len : strlen(raws[i].bytes);
		int status = test_http_raw(port, raws[i].bytes, len, 200, &reply, &closed);
		bool right = raws[i].status ? status == raws[i].status : status == 0 || status >= 400;
		if (raws[i].status == 400 && !closed)
			right = false;
		if (!right)
			print_error("%s: got %d%s, expected %d\n", raws[i].what, status, closed ? "*" : "", raws[i].status);
		wrong += !right;
	}
	buf_release(&reply);
	assert_int_equal(wrong, 0);
}

/* What pipelining would smuggle in stays unanswered: the connection of a refused request ends. */
static void
nothing_follows_a_refusal(void **state)
{
	static const char bytes[] = POST "Content-Length: 3\r\nContent-Length: 30\r\n\r\nabcGET /y HTTP/1.1\r\n" HOST END;
	struct buf reply = {0};
	bool closed;

	(void)state;
	assert_int_equal(test_http_raw(port, bytes, sizeof(bytes) - 1, 500, &reply, &closed), 400);
	assert_true(closed);
	assert_null(strstr(reply.data, "fine"));
	buf_release(&reply);
}

static void
large_ones_are_refused(void **state)
{
	struct buf request = {0}, reply = {0};
	bool closed;

	(void)state;
	buf_add_text(&request, GET HOST "A: ");
	for (int i = 0; i < 1 << 20; i++)
		buf_add_char(&request, 'a');
	buf_add_text(&request, "\r\n\r\n");
	int status = test_http_raw(port, request.data, request.len, 500, &reply, &closed);
	assert_true(status == 0 || status >= 400);
	buf_clear(&request);
	buf_add_text(&request, GET HOST);
	for (int i = 0; i < 100; i++)
		buf_add_format(&request, "A%d: b\r\n", i);
	buf_add_text(&request, "\r\n");
	assert_int_equal(test_http_raw(port, request.data, request.len, 500, &reply, &closed), 400);
	buf_clear(&request);
	buf_add_text(&request, POST "Content-Length: 2000000\r\n\r\n");
	status = test_http_raw(port, request.data, request.len, 500, &reply, &closed);
	assert_true(status == 413 || status == 0);
	buf_release(&request);
	buf_release(&reply);
}

static void
connections_come_and_go(void **state)
{
	struct buf reply = {0};
	bool closed;

	(void)state;
	for (int i = 0; i < 500; i++)
		assert_int_equal(test_http_raw(port, GET HOST "Connection: close\r\n" END,
		    strlen(GET HOST "Connection: close\r\n" END), 2000, &reply, &closed), 200);
	buf_release(&reply);
}

/* The server has 100 places; the clients beyond wait and are served when others leave. */
static void
beyond_the_cap_the_queue_waits(void **state)
{
	struct sockaddr_in name = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port),
	    .sin_addr = {htonl(INADDR_LOOPBACK)}};
	struct buf reply = {0};
	int idle[150];
	bool closed;

	(void)state;
	for (int i = 0; i < 150; i++) {
		idle[i] = socket(AF_INET, SOCK_STREAM, 0);
		assert_int_equal(connect(idle[i], (struct sockaddr *)&name, sizeof(name)), 0);
	}
	assert_int_equal(test_http_raw(port, GET HOST END, strlen(GET HOST END), 300, &reply, &closed), 0);
	for (int i = 0; i < 150; i++)
		close(idle[i]);
	assert_int_equal(test_http_raw(port, GET HOST END, strlen(GET HOST END), 2000, &reply, &closed), 200);
	buf_release(&reply);
}

static void
heads_are_judged(void **state)
{
	struct request_head head = {.target = "/x", .major = 1, .minor = 1, .headers = 1, .header = {{"Host", "a"}}};

	(void)state;
	assert_null(request_guard(&head));
	head.target = "/x?a=%2f..//";	/* a query may say what it likes */
	assert_null(request_guard(&head));
	head.target = "/x\\y";
	assert_non_null(request_guard(&head));
	head.target = NULL;
	assert_non_null(request_guard(&head));
	head.target = "/a/..";
	assert_non_null(request_guard(&head));
	head.target = "/a/.b";
	assert_null(request_guard(&head));
	head.target = "/.well-known/x";
	assert_null(request_guard(&head));
	head.header[0].value = "a b";
	assert_non_null(request_guard(&head));
	head.header[0].value = "[::1]:80";
	assert_null(request_guard(&head));
	head.header[1] = (struct header){"X", "\xff\xfe"};
	head.headers = 2;
	assert_non_null(request_guard(&head));
	head.header[1].value = "\xd0\xb9";
	assert_null(request_guard(&head));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(heads_are_judged),
		cmocka_unit_test_setup_teardown(raw_bytes_are_judged, start_server, stop_server),
		cmocka_unit_test_setup_teardown(nothing_follows_a_refusal, start_server, stop_server),
		cmocka_unit_test_setup_teardown(large_ones_are_refused, start_server, stop_server),
		cmocka_unit_test_setup_teardown(beyond_the_cap_the_queue_waits, start_server, stop_server),
		cmocka_unit_test_setup_teardown(connections_come_and_go, start_server, stop_server),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
