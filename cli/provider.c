/*
 * provider.c - dozvon provider: recipes tried out by hand.
 *
 * render shows the bytes of a request without secrets, check reads all
 * recipes, webhook reads a report.  send makes one real request, and only
 * with a clearance: cli/provider_send.c.
 */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "cli/provider.h"
#include "dialer/payload.h"
#include "dialer/recipe.h"

static const char usage[] =
    "provider render RECIPE --order FILE | send RECIPE --order FILE --campaign ID [--as LOGIN] | check [RECIPE] |"
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

struct provider *
provider_of(const struct cli *cli, const char *recipe, const char *secrets, struct err *err)
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

bool
provider_order(const struct cli *cli, int argc, char **argv, struct order_text *out, struct err *err)
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
	struct provider *provider = provider_of(cli, recipe, NULL, &err);

	if (provider != NULL && provider_order(cli, argc, argv, &order, &err))
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

/* P-04: each field of an order that leaves the house. */
static void
print_payload(const struct provider *provider, enum channel channel)
{
	struct buf names = {0};

	payload_write(payload_of(&provider->recipe.send[channel]), &names);
	printf(" %s (%s)", channel_name(channel), names.data);
	buf_release(&names);
}

static bool
check_one(const struct cli *cli, const char *recipe)
{
	struct err err = {0};
	struct provider *provider = provider_of(cli, recipe, NULL, &err);

	if (provider == NULL) {
		cli_fail(&err);
		return false;
	}
	printf("%s:", provider_contract(provider)->provider);
	for (int channel = 1; channel < CHANNEL_COUNT; channel++)
		if (provider_serves(provider, (enum channel)channel))
			print_payload(provider, (enum channel)channel);
	printf(say(", answers: %d, %s, reports: %d\n"), provider->recipe.answers.count,
	    provider->recipe.can_ask ? say("can be asked") : say("cannot be asked"), provider->recipe.webhook.reports);
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
	struct provider *provider = provider_of(cli, recipe, cli->settings.secrets, &err);

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
		return provider_send(cli, argc, argv, recipe);
	if (strcmp(verb, "webhook") == 0)
		return read_webhook(cli, argc, argv, recipe);
	return cli_usage(usage);
}
