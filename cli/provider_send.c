/*
 * provider_send.c - dozvon provider send: one real request, and no way round the gate.
 *
 * With a database it is an attempt of a running campaign like any other
 * (dialer/test_send.h).  Without one nobody knows who refused: then the facts
 * come with the order, and the request does not leave this machine.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/lang.h"
#include "cli/provider.h"
#include "compliance/explain.h"
#include "compliance/facts_json.h"
#include "compliance/gate.h"
#include "compliance/policy_store.h"
#include "compliance/staff_store.h"
#include "dialer/http_client.h"
#include "dialer/recipe.h"
#include "dialer/test_send.h"

enum { INPUT_MAX = 1 << 20 };

struct waiting {
	const struct provider *provider;
	struct order order;
	struct provider_answer answer;
	enum transport transport;
	int64_t at;
	struct event_base *base;
};

static void
answered(void *argument, const struct reply *reply, int64_t now)
{
	struct waiting *waiting = argument;

	waiting->at = now;
	waiting->transport = reply->transport;
	provider_read_answer(waiting->provider, &waiting->order, reply, &waiting->answer);
	if (reply->error != NULL)
		fprintf(stderr, "dozvon: %s\n", reply->error);
	event_base_loopbreak(waiting->base);
}

static int
exit_code_of(enum answer_class class)
{
	switch (class) {
	case ANSWER_ACCEPTED:
		return EXIT_DONE;
	case ANSWER_RETRY:
	case ANSWER_THROTTLE:
		return EXIT_TRY_AGAIN;
	case ANSWER_UNKNOWN:
		return EXIT_UNAVAILABLE;
	default:
		return EXIT_NO;
	}
}

/* Without an answer in time it is unknown: the client says so, and nothing is sent again.  Takes over the request. */
static bool
request_once(const struct cli *cli, struct request *request, struct clearance *clearance, struct waiting *waiting,
    struct err *err)
{
	waiting->base = event_base_new();
	struct http_client *client = http_client_new(waiting->base, 1, (int)cli->settings.request_timeout);
	bool sent = http_client_send(client, request, clearance, clock_read(), answered, waiting);

	if (sent) {
		event_base_dispatch(waiting->base);
	} else {
		request_free(request);
		fail(err, ERR_REFUSED, "%s: the clearance is stale or spent", provider_contract(waiting->provider)->provider);
	}
	http_client_free(client);
	event_base_free(waiting->base);
	return sent;
}

static int
print_answer(const struct provider_answer *answer)
{
	struct buf text = {0};

	provider_answer_write(answer, &text);
	fwrite(text.data, 1, text.len, stdout);
	buf_release(&text);
	return exit_code_of(answer->class);
}

static void
print_refusal(const struct facts *facts, const struct policy *policy, const struct verdict *verdict, struct err *err)
{
	struct buf text = {0};

	fail(err, ERR_REFUSED, "the gate answers %s; nothing was sent", outcome_name(verdict->outcome));
	explain_verdict(facts, policy, verdict, lang_get(), &text);
	fwrite(text.data, 1, text.len, stdout);
	buf_release(&text);
}

/* --- without a database: to this machine only --- */

static bool
read_facts(int argc, char **argv, const struct order_text *order, struct facts *out, struct err *err)
{
	const char *path = cli_option(argc, argv, "--facts");
	struct buf text = {0};

	if (path == NULL && order->facts.len == 0)
		return fail(err, ERR_REFUSED, "nothing is known of the person: give --facts FILE, or \"facts\" in the order");
	bool read = path == NULL ? facts_read_json(buf_view(&order->facts), out, err)
				 : buf_read_file(&text, path, INPUT_MAX, err) && facts_read_json(buf_view(&text), out, err);
	buf_release(&text);
	return read;
}

static struct clearance *
clear_by_order(const struct cli *cli, int argc, char **argv, const struct order_text *order, struct err *err)
{
	struct policy *policy = policy_load(cli->settings.policy, cli->now, err);
	struct clearance *clearance = NULL;
	struct verdict verdict;
	struct facts facts;

	if (policy != NULL && read_facts(argc, argv, order, &facts, err)) {
		facts.now = cli->now;
		gate_judge(&facts, policy, &verdict);
		clearance = gate_clear(&verdict, &facts, order->order.attempt, order->order.address);
		if (clearance == NULL)
			print_refusal(&facts, policy, &verdict, err);
	}
	policy_free(policy);
	return clearance;
}

static int
send_here(struct cli *cli, int argc, char **argv, const struct provider *provider, const struct order_text *order)
{
	struct waiting waiting = {.provider = provider, .order = order->order};
	struct err err = {0};
	struct clearance *clearance = clear_by_order(cli, argc, argv, order, &err);
	struct request *request = clearance ? request_new(provider, clearance, &order->order, cli->now, &err) : NULL;

	if (request != NULL && !request_stays_here(request)) {
		fail(&err, ERR_REFUSED, "without a database nobody knows who has refused: only this machine can be sent to "
		    "(http://127.0.0.1, the twin); set \"database\" and name a campaign");
		request = request_free(request);
	}
	bool sent = request != NULL && request_once(cli, request, clearance, &waiting, &err);
	clearance_free(clearance);
	return sent ? print_answer(&waiting.answer) : cli_fail(&err);
}

/* --- with one: an attempt like any other --- */

static bool
load_send(struct cli *cli, int argc, char **argv, struct installation_key *key, struct test_send *send, struct err *err)
{
	const char *login = cli_option(argc, argv, "--as");
	struct staff staff = {0};

	if (!installation_key_read(cli->settings.installation_key, key, err) || (send->db = cli_db(cli, err)) == NULL)
		return false;
	if (login != NULL && !staff_find(send->db, login, &staff, err))
		return false;
	send->staff = staff.id;
	struct policy *policy = NULL;
	if (!policy_follow(send->db, cli->settings.policy_name, cli->settings.region, NULL, cli->now, &policy, err))
		return false;
	send->policy = policy;
	send->regions = regions_load(cli->settings.regions, err);
	return send->regions != NULL;
}

static void
release_send(struct test_send *send)
{
	test_send_release(send);
	regions_free((struct regions *)(uintptr_t)send->regions);
	policy_free((struct policy *)(uintptr_t)send->policy);
	db_close(send->db);
}

/* Nothing that the campaign's approval did not see may go out under its name. */
static bool
names_only_the_address(int argc, char **argv, const struct order_text *order, struct err *err)
{
	const struct order *o = &order->order;

	if (cli_option(argc, argv, "--campaign") == NULL)
		return fail(err, ERR_INPUT, "--campaign ID is missing: with a database, a request belongs to a running campaign");
	if (cli_option(argc, argv, "--facts") != NULL || order->facts.len > 0)
		return fail(err, ERR_REFUSED, "the facts come from the database: take them out of the order");
	return (o->text[0] == '\0' && o->subject[0] == '\0' && o->sender[0] == '\0') ||
	    fail(err, ERR_REFUSED, "text, subject and sender are the campaign's, as they were approved: the order names the address");
}

static bool
send_and_settle(const struct cli *cli, struct test_send *send, struct waiting *waiting, struct err *err)
{
	struct request *request = test_send_request(send, cli->settings.public_url, err);

	waiting->provider = send->provider;
	waiting->order = (struct order){.attempt = send->decision, .address = send->address};
	if (request == NULL || !request_once(cli, request, send->clearance, waiting, err))
		return false;
	bool nothing = waiting->transport == TRANSPORT_NOTHING_SENT;
	return test_send_settle(send, &waiting->answer, nothing ? ATTEMPT_DROPPED : answer_attempt_state(&waiting->answer),
	    nothing ? 0 : waiting->at, clock_read(), err);
}

static int
send_recorded(struct cli *cli, int argc, char **argv, const struct provider *provider, const struct order_text *order)
{
	struct test_send send = {.provider = provider, .now = cli->now};
	struct waiting waiting = {0};
	struct installation_key key;
	struct err err = {0};
	char id[UUID_TEXT];
	bool sent = false;

	send.key = &key;
	if (names_only_the_address(argc, argv, order, &err) && load_send(cli, argc, argv, &key, &send, &err) &&
	    test_send_clear(&send, strtoll(cli_option(argc, argv, "--campaign"), NULL, 10), order->order.address, &err)) {
		uuid_format(send.decision, id);
		printf("decision %s\n", id);
		if (send.clearance == NULL)
			print_refusal(&send.facts, send.policy, &send.verdict, &err);
		else
			sent = send_and_settle(cli, &send, &waiting, &err);
	}
	release_send(&send);
	explicit_bzero(&key, sizeof(key));
	return sent ? print_answer(&waiting.answer) : cli_fail(&err);
}

int
provider_send(struct cli *cli, int argc, char **argv, const char *recipe)
{
	struct order_text order = {0};
	struct err err = {0};
	struct provider *provider = provider_of(cli, recipe, cli->settings.secrets, &err);
	bool read = provider != NULL && provider_order(cli, argc, argv, &order, &err);
	int code;

	if (!read)
		code = cli_fail(&err);
	else if (cli->settings.database[0] == '\0')
		code = send_here(cli, argc, argv, provider, &order);
	else
		code = send_recorded(cli, argc, argv, provider, &order);
	order_text_release(&order);
	provider_close(provider);
	return code;
}
