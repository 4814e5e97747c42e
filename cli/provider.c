/*
 * provider.c - dozvon provider: recipes tried out by hand.
 *
 * render shows the bytes of a request without secrets, check reads all
 * recipes, webhook reads a report.  send makes one real request, and only
 * with a clearance: the facts are judged as of now.
 */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "cli/cli.h"
#include "compliance/explain.h"
#include "compliance/facts_json.h"
#include "compliance/gate.h"
#include "dialer/http_client.h"
#include "dialer/provider_text.h"
#include "dialer/recipe.h"

static const char usage[] =
    "provider render RECIPE --order FILE | send RECIPE --order FILE [--facts FILE] [--policy PACK] | check [RECIPE] |"
    " webhook RECIPE --path PATH [--body FILE] [--headers FILE]";

enum { INPUT_MAX = 1 << 20, REPORTS_MAX = 256 };

/* The recipe's name: "smsc" of both smsc and recipes/smsc.yaml. */
static void
recipe_name(const char *recipe, char out[32])
{
	const char *slash = strrchr(recipe, '/');
	const char *name = slash != NULL ? slash + 1 : recipe;
	size_t len = strlen(name);

	if (len > 5 && strcmp(name + len - 5, ".yaml") == 0)
		len -= 5;
	snprintf(out, 32, "%.*s", (int)(len < 31 ? len : 31), name);
}

/* What the contracts say of it, or a bare one: recipes can be tried before there is a contract. */
static struct contract
find_contract(const struct cli *cli, const char *recipe)
{
	struct contract found = {0};
	struct err err;
	struct contracts *contracts = contracts_load(cli->settings.contracts, &err);

	recipe_name(recipe, found.provider);
	const struct contract *contract = contracts != NULL ? contract_find(contracts, found.provider) : NULL;
	if (contract != NULL)
		found = *contract;
	else
		memcpy(found.recipe, found.provider, sizeof(found.provider));
	contracts_free(contracts);
	return found;
}

static struct provider *
open_recipe(const struct cli *cli, const char *recipe, const char *secrets, struct err *err)
{
	char path[4096];
	struct contract contract = find_contract(cli, recipe);
	bool is_path = strchr(recipe, '/') != NULL || strstr(recipe, ".yaml") != NULL;

	if (is_path)
		snprintf(path, sizeof(path), "%s", recipe);
	else
		snprintf(path, sizeof(path), "%s/%s.yaml", cli->settings.providers, contract.recipe);
	return provider_open(path, &contract, cli->settings.public_url, secrets, err);
}

static bool
read_order(const struct cli *cli, int argc, char **argv, struct order_text *out, struct err *err)
{
	const char *path = cli_option(argc, argv, "--order");
	struct buf text = {0};

	if (path == NULL)
		return fail(err, ERR_INPUT, "--order FILE is missing");
	bool read = buf_read_file(&text, path, INPUT_MAX, err) && order_text_read(buf_view(&text), out, err);
	buf_release(&text);
	if (read && uuid_equal(out->order.attempt, (struct uuid){0}))
		out->order.attempt = uuid_new(cli->now);
	return read;
}

static int
render(struct cli *cli, int argc, char **argv, const char *recipe)
{
	struct err err = {0};
	struct order_text order = {0};
	struct buf text = {0};
	struct request *request = NULL;
	struct provider *provider = open_recipe(cli, recipe, NULL, &err);

	if (provider != NULL && read_order(cli, argc, argv, &order, &err))
		request = request_render(provider, &order.order, &err);
	if (request != NULL) {
		request_write(request, &text);
		fwrite(text.data, 1, text.len, stdout);
	}
	int code = request != NULL ? EXIT_DONE : cli_fail(&err);
	buf_release(&text);
	request_free(request);
	order_text_release(&order);
	provider_close(provider);
	return code;
}

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

/* What is known is judged as of now, whenever it was written down.  NULL: refused, and the reasons are said. */
static struct clearance *
clear(const struct cli *cli, int argc, char **argv, const struct order_text *order, struct err *err)
{
	const char *path = cli_option(argc, argv, "--policy");
	struct policy *policy = policy_load(path != NULL ? path : cli->settings.policy, cli->now, err);
	struct facts facts;
	struct verdict verdict;
	struct buf text = {0};
	struct clearance *clearance = NULL;

	if (policy != NULL && read_facts(argc, argv, order, &facts, err)) {
		facts.now = cli->now;
		gate_judge(&facts, policy, &verdict);
		clearance = gate_clear(&verdict, &facts, order->order.attempt, order->order.address);
		if (clearance == NULL) {
			fail(err, ERR_REFUSED, "the gate answers %s; nothing was sent", outcome_name(verdict.outcome));
			explain_verdict(&facts, policy, &verdict, lang_get(), &text);
			fwrite(text.data, 1, text.len, stdout);
		}
	}
	buf_release(&text);
	policy_free(policy);
	return clearance;
}

struct waiting {
	const struct provider *provider;
	const struct order *order;
	struct provider_answer answer;
	struct event_base *base;
};

static void
answered(void *argument, const struct reply *reply, int64_t now)
{
	struct waiting *waiting = argument;

	(void)now;
	provider_read_answer(waiting->provider, waiting->order, reply, &waiting->answer);
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

/* Without an answer in time it is unknown: the client says so, and nothing is sent again. */
static int
send_request(const struct cli *cli, const struct provider *provider, const struct order *order, struct request *request,
    struct clearance *clearance)
{
	struct waiting waiting = {.provider = provider, .order = order, .base = event_base_new()};
	struct http_client *client = http_client_new(waiting.base, 1, (int)cli->settings.request_timeout);
	struct buf text = {0};
	struct err err = {0};
	int code;

	if (http_client_send(client, request, clearance, clock_read(), answered, &waiting)) {
		event_base_dispatch(waiting.base);
		provider_answer_write(&waiting.answer, &text);
		fwrite(text.data, 1, text.len, stdout);
		code = exit_code_of(waiting.answer.class);
	} else {
		request_free(request);
		fail(&err, ERR_REFUSED, "%s: the clearance is stale or spent", provider_contract(provider)->provider);
		code = cli_fail(&err);
	}
	buf_release(&text);
	http_client_free(client);
	event_base_free(waiting.base);
	return code;
}

static int
send_order(struct cli *cli, int argc, char **argv, const char *recipe)
{
	struct err err = {0};
	struct order_text order = {0};
	struct clearance *clearance = NULL;
	struct request *request = NULL;
	struct provider *provider = open_recipe(cli, recipe, cli->settings.secrets, &err);

	if (provider != NULL && read_order(cli, argc, argv, &order, &err))
		clearance = clear(cli, argc, argv, &order, &err);
	if (clearance != NULL)
		request = request_new(provider, clearance, &order.order, cli->now, &err);
	int code = request != NULL ? send_request(cli, provider, &order.order, request, clearance) : cli_fail(&err);
	clearance_free(clearance);
	order_text_release(&order);
	provider_close(provider);
	return code;
}

static bool
check_one(const struct cli *cli, const char *recipe)
{
	struct err err = {0};
	struct provider *provider = open_recipe(cli, recipe, NULL, &err);

	if (provider == NULL) {
		cli_fail(&err);
		return false;
	}
	printf("%s:", provider_contract(provider)->provider);
	for (int channel = 1; channel < CHANNEL_COUNT; channel++)
		if (provider_serves(provider, (enum channel)channel))
			printf(" %s", channel_name((enum channel)channel));
	printf(", %d answers, %s, %d reports\n", provider->recipe.answers.count,
	    provider->recipe.can_ask ? "can be asked" : "cannot be asked", provider->recipe.webhook.reports);
	provider_close(provider);
	return true;
}

static int
check(struct cli *cli, const char *recipe)
{
	char pattern[4096];
	glob_t found = {0};
	bool right = true;

	if (recipe != NULL)
		return check_one(cli, recipe) ? EXIT_DONE : EXIT_BAD_DATA;
	snprintf(pattern, sizeof(pattern), "%s/*.yaml", cli->settings.providers);
	if (glob(pattern, 0, NULL, &found) != 0)
		found.gl_pathc = 0;
	for (size_t i = 0; i < found.gl_pathc; i++)
		right &= check_one(cli, found.gl_pathv[i]);
	globfree(&found);
	return right ? EXIT_DONE : EXIT_BAD_DATA;
}

static bool
read_option(int argc, char **argv, const char *name, struct buf *out, struct err *err)
{
	const char *path = cli_option(argc, argv, name);

	buf_init(out);
	return path == NULL || buf_read_file(out, path, INPUT_MAX, err);
}

static int
print_webhook(const struct provider *provider, const struct webhook *webhook)
{
	struct provider_report *reports = memory_new(REPORTS_MAX * sizeof(*reports));
	struct buf text = {0};
	int count;
	enum webhook_verdict verdict = provider_read_webhook(provider, webhook, reports, REPORTS_MAX, &count);

	buf_add_format(&text, "%s\n", webhook_verdict_name(verdict));
	for (int i = 0; i < count; i++)
		provider_report_write(&reports[i], &text);
	fwrite(text.data, 1, text.len, stdout);
	buf_release(&text);
	free(reports);
	return verdict == WEBHOOK_VALID ? EXIT_DONE : verdict == WEBHOOK_FORGED ? EXIT_NO : EXIT_BAD_DATA;
}

static int
read_webhook(struct cli *cli, int argc, char **argv, const char *recipe)
{
	struct err err = {0};
	struct buf body = {0}, headers = {0};
	const char *path = cli_option(argc, argv, "--path");
	struct provider *provider = open_recipe(cli, recipe, cli->settings.secrets, &err);

	bool read = provider != NULL && read_option(argc, argv, "--body", &body, &err) &&
	    read_option(argc, argv, "--headers", &headers, &err);
	struct webhook webhook = {.path = path != NULL ? path : "", .content_type = "", .headers = headers.data,
	    .body = buf_view(&body), .received_at = cli->now};
	int code = read ? print_webhook(provider, &webhook) : cli_fail(&err);
	buf_release(&body);
	buf_release(&headers);
	provider_close(provider);
	return code;
}

int
command_provider(struct cli *cli, int argc, char **argv)
{
	const char *verb = cli_word(argc, argv, 0, NULL);
	const char *recipe = cli_word(argc, argv, 1, NULL);

	if (verb != NULL && strcmp(verb, "check") == 0)
		return check(cli, recipe);
	if (verb == NULL || recipe == NULL)
		return cli_usage(usage);
	if (strcmp(verb, "render") == 0)
		return render(cli, argc, argv, recipe);
	if (strcmp(verb, "send") == 0)
		return send_order(cli, argc, argv, recipe);
	if (strcmp(verb, "webhook") == 0)
		return read_webhook(cli, argc, argv, recipe);
	return cli_usage(usage);
}
