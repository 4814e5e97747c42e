/* witness.c - dozvon witness: a witness of other people's logs, over HTTP or for one request in a file. */
#include <event2/event.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/lang.h"
#include "base/log.h"
#include "cli/cli.h"
#include "compliance/witness.h"
#include "web/http_server.h"

static const char usage[] = "witness --dir DIR --key FILE --name NAME [--listen PORT [--address IP] | --once REQUEST]";

enum { CONNECTIONS = 256, REQUEST_MAX = 1 << 20 };

static const char *
content_type(int status)
{
	return status == 409 ? "text/x.tlog.size" : "text/plain; charset=utf-8";
}

static void
answer(void *owner, struct http_request *request, const char *fault)
{
	struct witness *witness = owner;
	struct buf text = {0};
	int status;

	if (fault != NULL) {
		buf_add_format(&text, "%s\n", fault);
		status = 400;
	} else if (!view_is(request->path, "/add-checkpoint")) {
		buf_add_text(&text, "/add-checkpoint\n");
		status = 404;
	} else if (strcmp(request->method, "POST") != 0) {
		buf_add_text(&text, "POST\n");
		status = 405;
	} else {
		status = witness_take(witness, request->body, clock_read(), &text);
	}
	http_reply(request, status, content_type(status), buf_view(&text));
	buf_release(&text);
}

static void
stop(evutil_socket_t number, short what, void *base)
{
	(void)number;
	(void)what;
	event_base_loopbreak(base);
}

/* The port on the first line of the output, for those who asked for a free one. */
static int
listen_on(struct witness *witness, const char *address, int port)
{
	static const int signals[] = {SIGTERM, SIGINT};
	struct event_base *base = event_base_new();
	struct event *event[2];
	struct err err;

	must(base != NULL);
	struct http_server *server = http_server_new(base, address, port, CONNECTIONS, answer, witness, &err);
	if (server == NULL) {
		event_base_free(base);
		return cli_fail(&err);
	}
	for (int i = 0; i < 2; i++) {
		event[i] = evsignal_new(base, signals[i], stop, base);
		must(event[i] != NULL && event_add(event[i], NULL) == 0);
	}
	printf("%d\n", http_server_port(server));
	fflush(stdout);
	log_event(LOG_INFO, "witness.listening", "name=%s address=%s port=%d", witness_key(witness)->name, address,
	    http_server_port(server));
	event_base_dispatch(base);
	for (int i = 0; i < 2; i++)
		event_free(event[i]);
	http_server_free(server);
	event_base_free(base);
	return EXIT_DONE;
}

/* The same by hand, for a witness without a network: the line is put under the checkpoint, the size starts a new proof. */
static int
once(struct witness *witness, const char *path, int64_t now)
{
	struct buf request = {0}, text = {0};
	struct err err = {0};
	int status = 0;

	if (buf_read_file(&request, path, REQUEST_MAX, &err))
		status = witness_take(witness, buf_view(&request), now, &text);
	if (status == 200)
		fputs(text.data, stdout);
	else if (status == 409)
		fprintf(stderr, say("refused: the last checkpoint that was cosigned has %s"), text.data);
	else if (status != 0)
		fprintf(stderr, say("refused: %s"), text.data);
	buf_release(&request);
	buf_release(&text);
	return status == 0 ? cli_fail(&err) : status == 200 ? EXIT_DONE : EXIT_NO;
}

static int
print_key(const struct witness *witness)
{
	struct buf text = {0};

	note_key_format(witness_key(witness), &text);
	puts(text.data);
	buf_release(&text);
	return EXIT_DONE;
}

int
command_witness(struct cli *cli, int argc, char **argv)
{
	const char *dir = cli_option(argc, argv, "--dir"), *key = cli_option(argc, argv, "--key");
	const char *name = cli_option(argc, argv, "--name"), *port = cli_option(argc, argv, "--listen");
	const char *request = cli_option(argc, argv, "--once"), *address = cli_option(argc, argv, "--address");
	struct err err = {0};
	int code;

	if (dir == NULL || key == NULL || name == NULL || (port != NULL && request != NULL))
		return cli_usage(usage);
	struct witness *witness = witness_open(dir, key, name, &err);
	if (witness == NULL)
		return cli_fail(&err);
	signal(SIGPIPE, SIG_IGN);
	log_set_role("witness");
	if (request != NULL)
		code = once(witness, request, cli->now);
	else if (port != NULL)
		code = listen_on(witness, address ? address : "127.0.0.1", atoi(port));
	else
		code = print_key(witness);
	witness_close(witness);
	return code;
}
