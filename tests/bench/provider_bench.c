/*
 * provider_bench.c - what a request costs us: building it, reading its answer, and sending it to a stub.
 *
 *   provider_bench [PORT [CONNECTIONS [REQUESTS]]]    without a port only what needs no server
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/clock.h"
#include "dialer/http_client.h"
#include "dialer/recipe.h"

enum { BUILDS = 300000 };

static struct provider *
open_provider(const char *name, const char *base_url)
{
	struct contract contract = {0};
	char path[200];
	struct err err = {0};

	snprintf(contract.provider, sizeof(contract.provider), "%s", name);
	snprintf(contract.base_url, sizeof(contract.base_url), "%s", base_url);
	snprintf(path, sizeof(path), "config/providers/%s.yaml", name);
	struct provider *provider = provider_open(path, &contract, "http://127.0.0.1:8080", "tests/golden/secrets", &err);
	if (provider == NULL) {
		fprintf(stderr, "%s\n", err.text);
		exit(1);
	}
	return provider;
}

static struct order order = {.address = "+79161234567", .extension = "", .subject = "Запись", .sender = "CLINIC",
    .agent = "101", .unsubscribe_url = "https://dozvon.example/u/abcdef",
    .text = "Здравствуйте! Напоминаем о приёме завтра в 10:00. Отказаться: ответьте СТОП."};

static struct clearance *
clear(const struct provider *provider, int64_t now)
{
	static struct verdict verdict = {.outcome = OUTCOME_ALLOW};
	struct facts facts = {.now = now, .channel = provider_channel(provider)};
	return gate_clear(&verdict, &facts, order.attempt, order.address);
}

static double
cpu_seconds(void)
{
	struct rusage usage;
	getrusage(RUSAGE_SELF, &usage);
	return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
	    1e-6 * (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

static void
build(const char *name)
{
	struct provider *provider = open_provider(name, "http://127.0.0.1:1");
	struct clearance *clearance = clear(provider, SECOND);
	struct err err;
	double before = cpu_seconds();

	for (int i = 0; i < BUILDS; i++) {
		order.attempt.bytes[15]++;
		struct clearance *one = clear(provider, SECOND);
		struct request *request = request_new(provider, one, &order, SECOND, &err);
		request_free(request);
		clearance_free(one);
	}
	printf("%-14s request_new with its clearance  %.2f us CPU\n", name, 1e6 * (cpu_seconds() - before) / BUILDS);
	clearance_free(clearance);
	provider_close(provider);
}

static void
answers(const char *name, const char *body, int status)
{
	struct provider *provider = open_provider(name, "http://127.0.0.1:1");
	struct reply reply = {.transport = TRANSPORT_ANSWERED, .status = status};
	struct provider_answer answer;

	buf_add_text(&reply.headers, "Content-Type: application/json\n");
	buf_add_text(&reply.body, body);
	double before = cpu_seconds();
	for (int i = 0; i < BUILDS; i++)
		provider_read_answer(provider, &order, &reply, &answer);
	printf("%-14s provider_read_answer           %.2f us CPU (%s)\n", name, 1e6 * (cpu_seconds() - before) / BUILDS,
	    answer_class_name(answer.class));
	buf_release(&reply.headers);
	buf_release(&reply.body);
	provider_close(provider);
}

struct run {
	struct provider *provider;
	struct http_client *client;
	long left, done, answered;
};

static void sent(void *argument, const struct reply *reply, int64_t now);

static void
send_one(struct run *run)
{
	struct err err;
	struct clearance *clearance = clear(run->provider, SECOND);
	struct request *request = request_new(run->provider, clearance, &order, SECOND, &err);

	run->left--;
	if (!http_client_send(run->client, request, clearance, SECOND, sent, run))
		exit(1);
	clearance_free(clearance);
}

static void
sent(void *argument, const struct reply *reply, int64_t now)
{
	struct run *run = argument;
	(void)now;
	run->done++;
	run->answered += reply->transport == TRANSPORT_ANSWERED && reply->status == 200;
	if (run->left > 0)
		send_one(run);
}

static void
send_all(int port, int connections, long requests)
{
	char url[80];
	struct event_config *config = event_config_new();

	snprintf(url, sizeof(url), "http://127.0.0.1:%d/api", port);
	event_config_set_flag(config, EVENT_BASE_FLAG_EPOLL_USE_CHANGELIST);
	struct event_base *base = event_base_new_with_config(config);
	struct run run = {open_provider("smsc", url), http_client_new(base, connections, 10), requests, 0, 0};
	double before = cpu_seconds();
	int64_t started = clock_monotonic();
	for (int i = 0; i < connections; i++)
		send_one(&run);
	while (run.done < requests)
		event_base_loop(base, EVLOOP_ONCE);
	double seconds = 1e-6 * (double)(clock_monotonic() - started);
	printf("smsc           sent to a stub                 %.2f us CPU, %.0f/s, %d connections, %ld of %ld answered\n",
	    1e6 * (cpu_seconds() - before) / (double)requests, (double)requests / seconds, connections, run.answered, requests);
	http_client_free(run.client);
	provider_close(run.provider);
	event_base_free(base);
	event_config_free(config);
}

int
main(int argc, char **argv)
{
	build("smsc");
	build("kannel");
	build("mango");
	build("unisender-go");
	answers("smsc", "{\"id\":1234,\"cnt\":1}", 200);
	answers("kannel", "0: Accepted for delivery", 202);
	answers("mango", "{\"result\":1000}", 200);
	if (argc > 1)
		send_all(atoi(argv[1]), argc > 2 ? atoi(argv[2]) : 64, argc > 3 ? atol(argv[3]) : 200000);
	return 0;
}
