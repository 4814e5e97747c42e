/* web.c - the web process: its loop, and each request's way to its handler. */
#include "web/web.h"

#include <arpa/inet.h>
#include <event2/event.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "web/access.h"
#include "web/guesses.h"
#include "web/hooks.h"
#include "web/inbox.h"
#include "web/limit.h"
#include "web/metrics.h"
#include "web/origin.h"
#include "web/problem.h"
#include "web/refusal_queue.h"
#include "web/route.h"

enum { CONNECTIONS = 2000, DRAIN_MILLISECONDS = 300 };

bool
web_address_is_local(const char *address)
{
	struct in_addr four;
	struct in6_addr six;

	if (strcmp(address, "localhost") == 0)
		return true;
	if (inet_pton(AF_INET, address, &four) == 1)
		return ntohl(four.s_addr) >> 24 == 127;
	return inet_pton(AF_INET6, address, &six) == 1 && IN6_IS_ADDR_LOOPBACK(&six);
}

static bool
may_come_from_there(const struct site *site, const struct http_request *request)
{
	static const char api[] = "/api/";
	struct origin origin = {
		.host = http_header(request, "Host"),
		.origin = http_header(request, "Origin"),
		.site = http_header(request, "Sec-Fetch-Site"),
	};

	return strncmp(request->head.target, api, sizeof(api) - 1) != 0 ||
	    origin_is_ours(&origin, site->settings->listen, site->settings->public_url);
}

static void
answer(void *owner, struct http_request *request, const char *fault)
{
	struct call call = {.site = owner, .request = request, .now = clock_read()};
	const struct route *route;

	lang_set(request->lang);
	if (fault != NULL) {
		problem_reply(request, 400, "the request is malformed: %s", say(fault));
		return;
	}
	if (!may_come_from_there(owner, request)) {
		problem_reply(request, 403, "the API does not answer pages of others: Host and Origin must be names of ours");
		return;
	}
	switch (route_find(request->method, request->path, &route, call.param)) {
	case ROUTE_FOUND:
		if (access_admit(&call, route))
			route->handle(&call);
		break;
	case ROUTE_OTHER_METHOD:
		problem_reply(request, 405, "this address does not know the method %s", request->method);
		break;
	case ROUTE_ABSENT:
		problem_reply(request, 404, "there is no such address; /api/v1/openapi.json lists them");
		break;
	}
}

/* What came is written, replies get out of the door, then the loop ends. */
static void
stop(evutil_socket_t number, short what, void *arg)
{
	struct site *site = arg;
	struct timeval drain = {.tv_usec = DRAIN_MILLISECONDS * 1000};

	(void)what;
	log_event(LOG_INFO, "web.stopping", "signal=%d", (int)number);
	http_server_rest(site->server);
	inbox_flush(site->inbox);
	refusal_queue_flush(site->refusals);
	event_base_loopexit(site->base, &drain);
}

/* The port is told on a line of its own file, for those who asked for a free one. */
static bool
tell_port(const struct site *site, struct err *err)
{
	char path[4096];
	char port[16];

	snprintf(path, sizeof(path), "%s/web.port", site->settings->run_dir);
	int len = snprintf(port, sizeof(port), "%d\n", http_server_port(site->server));
	log_event(LOG_INFO, "web.listening", "address=%s port=%d", site->settings->listen,
	    http_server_port(site->server));
	return file_write_whole(path, port, (size_t)len, err);
}

static bool
make_ready(struct site *site, struct err *err)
{
	if (!installation_key_read(site->settings->installation_key, &site->key, err))
		return false;
	site->contracts = contracts_load(site->settings->contracts, err);
	if (site->contracts == NULL)
		return false;
	site->regions = regions_load(site->settings->regions, err);
	if (site->regions == NULL)
		return false;
	site->words = refusal_words_load(site->settings->refusal_words, err);
	if (site->words == NULL)
		return false;
	site->hooks = hooks_load(site->settings, site->contracts, err);
	if (site->hooks == NULL)
		return false;
	site->base = event_base_new();
	must(site->base != NULL);
	site->inbox = inbox_new(site);
	site->limits = limits_new();
	site->refusals = refusal_queue_new(site);
	site->metrics = metrics_new();
	site->guesses = memory_new(sizeof(*site->guesses));
	return true;
}

static int
run(struct site *site, struct err *err)
{
	static const int signals[] = {SIGTERM, SIGINT};
	struct event *event[2];

	if (site_db(site, err) == NULL && err->kind != ERR_RETRY)
		return EXIT_SETTINGS;
	site->server = http_server_new(site->base, site->settings->listen, (int)site->settings->port, CONNECTIONS,
	    answer, site, err);
	if (site->server == NULL || !tell_port(site, err))
		return (int)err_exit_code(err);
	for (int i = 0; i < 2; i++) {
		event[i] = evsignal_new(site->base, signals[i], stop, site);
		must(event[i] != NULL && event_add(event[i], NULL) == 0);
	}
	event_base_dispatch(site->base);
	for (int i = 0; i < 2; i++)
		event_free(event[i]);
	return EXIT_DONE;
}

static void
release(struct site *site)
{
	http_server_free(site->server);
	inbox_free(site->inbox);
	refusal_queue_free(site->refusals);
	limits_free(site->limits);
	metrics_free(site->metrics);
	free(site->guesses);
	hooks_free(site->hooks);
	regions_free(site->regions);
	content_words_free(site->content_words);
	refusal_words_free(site->words);
	contracts_free(site->contracts);
	db_close(site->db);
	if (site->base != NULL)
		event_base_free(site->base);
}

int
web_run(const struct settings *settings, const char *name)
{
	struct site site = {.settings = settings, .name = name};
	struct err err = {0};
	int code;

	signal(SIGPIPE, SIG_IGN);
	if (make_ready(&site, &err))
		code = run(&site, &err);
	else
		code = EXIT_SETTINGS;
	if (code != EXIT_DONE)
		log_event(LOG_ERR, "web.failed", "reason=\"%s\"", err.text);
	release(&site);
	return code;
}
