/*
 * hook_bench.c - webhooks a second: received, committed, answered.
 *
 * One web process and this client share the machine.  Each connection sends
 * its next report when the last one is answered, as providers do.  Beside it
 * stands the cheapest answer, /nowhere, which never asks the database.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "tests/support/web_process.h"

enum { SECONDS = 3, CONNECTIONS_MAX = 512 };

static const char HOOK[] = "POST /hooks/mango/events/call?t=abc HTTP/1.1\r\nHost: localhost\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 97\r\n\r\n"
    "vpbx_api_key=0123456789&sign=0123456789abcdef&json=%7B%22entry_id%22%3A%22a%22%2C%22seq%22%3A1%7D";
static const char NOWHERE[] = "GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n";

static int
dial(int port)
{
	struct sockaddr_in name = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port),
	    .sin_addr = {htonl(INADDR_LOOPBACK)}};
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	must(connect(fd, (struct sockaddr *)&name, sizeof(name)) == 0);
	return fd;
}

/* Replies are short: one read has all of one. */
static int64_t
ask_for_seconds(int port, int connections, const char *request, const char *wanted)
{
	struct pollfd fds[CONNECTIONS_MAX];
	char reply[4096];
	int64_t answered = 0, started = clock_monotonic();

	for (int i = 0; i < connections; i++) {
		fds[i] = (struct pollfd){dial(port), POLLIN, 0};
		must(write(fds[i].fd, request, strlen(request)) > 0);
	}
	while (clock_monotonic() - started < SECONDS * SECOND) {
		must(poll(fds, (nfds_t)connections, 5000) > 0);
		for (int i = 0; i < connections; i++) {
			if (fds[i].revents == 0)
				continue;
			ssize_t len = read(fds[i].fd, reply, sizeof(reply) - 1);
			must(len > 12 && memcmp(reply + 9, wanted, 3) == 0);
			answered++;
			must(write(fds[i].fd, request, strlen(request)) > 0);
		}
	}
	for (int i = 0; i < connections; i++)
		close(fds[i].fd);
	return answered;
}

int
main(void)
{
	static const int connections[] = {1, 16, 64, 256};
	struct test_web web;

	if (!test_database_is_there())
		return 0;
	test_web_start(&web, 1);
	for (size_t i = 0; i < sizeof(connections) / sizeof(connections[0]); i++) {
		int64_t before = test_sql_int(&web.database, "select count(*) from inbox");
		int64_t hooks = ask_for_seconds(web.port, connections[i], HOOK, "200");
		int64_t stored = test_sql_int(&web.database, "select count(*) from inbox") - before;
		int64_t bare = ask_for_seconds(web.port, connections[i], NOWHERE, "404");
		printf("webhooks stored, %3d connections %19.0f a second  %8.2f of a bare reply (%.0f)\n", connections[i],
		    (double)hooks / SECONDS, (double)hooks / (double)bare, (double)bare / SECONDS);
		must(stored >= hooks);	/* answered means stored */
	}
	return test_web_stop(&web);
}
