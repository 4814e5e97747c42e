/* sender.c - dozvon number, dozvon sender: under which number or name we appear. */
#include "campaigns/sender.h"

#include <stdlib.h>

#include "cli/registry.h"

static const char number_usage[] = "number add|change --number 74951234567 --owner INN [--label TEXT --category TEXT --contract N]\n"
    "           [--until DATE] [--order N] [--as LOGIN] | number block|retire --number N --reason TEXT [--as LOGIN] |\n"
    "       number replace --campaign ID --number N --reason TEXT --as OFFICER | number list | number show ID";
static const char sender_usage[] = "sender add --entity INN --name NAME --category service,advertising --carriers all|INN,... "
    "--contract N\n           [--until DATE] [--as LOGIN] | sender retire --entity INN --name NAME --reason TEXT [--as LOGIN] |\n"
    "       sender template --entity INN --name NAME --template ID --category WORD --file FILE [--carrier INN] [--until DATE] |\n"
    "       sender templates | sender retire-template --entity INN --name NAME --template ID --reason TEXT [--carrier INN] [--as LOGIN] |\n"
    "       sender list | sender show ID";

static int
number_ends(struct cli *cli, int argc, char **argv, bool blocked)
{
	const char *number = cli_option(argc, argv, "--number"), *reason = cli_option(argc, argv, "--reason");
	struct registry registry;
	struct err err = {0};

	if (number == NULL || reason == NULL)
		return cli_usage(number_usage);
	bool done = registry_open(cli, argc, argv, &registry, &err) &&
	    number_end(registry.db, number, blocked, reason, &registry.stater, &err);
	return registry_close(&registry, done, 0, &err);
}

static int
number_is_replaced(struct cli *cli, int argc, char **argv)
{
	const char *number = cli_option(argc, argv, "--number"), *reason = cli_option(argc, argv, "--reason");
	const char *campaign = cli_option(argc, argv, "--campaign");
	struct registry registry;
	struct err err = {0};

	if (number == NULL || reason == NULL || campaign == NULL)
		return cli_usage(number_usage);
	bool done = registry_open_officer(cli, argc, argv, &registry, &err) &&
	    number_replace(registry.db, strtoll(campaign, NULL, 10), number, reason, &registry.stater, &err);
	return registry_close(&registry, done, 0, &err);
}

int
command_number(struct cli *cli, int argc, char **argv)
{
	const struct number_text text = {.number = cli_option(argc, argv, "--number"),
		.owner = cli_option(argc, argv, "--owner"), .label = cli_option(argc, argv, "--label"),
		.category = cli_option(argc, argv, "--category"), .contract = cli_option(argc, argv, "--contract"),
		.until = cli_option(argc, argv, "--until"), .order = cli_option(argc, argv, "--order")};
	bool change = registry_verb(argc, argv, "change");
	struct registry registry;
	struct err err = {0};
	int64_t id = 0;

	if (registry_verb(argc, argv, "list"))
		return registry_list(cli, "number");
	if (registry_verb(argc, argv, "show"))
		return registry_history(cli, "number", cli_word(argc, argv, 1, NULL));
	if (registry_verb(argc, argv, "block") || registry_verb(argc, argv, "retire"))
		return number_ends(cli, argc, argv, registry_verb(argc, argv, "block"));
	if (registry_verb(argc, argv, "replace"))
		return number_is_replaced(cli, argc, argv);
	if ((!change && !registry_verb(argc, argv, "add")) || text.number == NULL || (!change && text.owner == NULL))
		return cli_usage(number_usage);
	bool done = registry_open(cli, argc, argv, &registry, &err) &&
	    number_state(registry.db, &text, change, &registry.stater, &id, &err);
	return registry_close(&registry, done, id, &err);
}

static int
sender_is_added(struct cli *cli, int argc, char **argv)
{
	const struct sender_text text = {.entity = cli_option(argc, argv, "--entity"),
		.name = cli_option(argc, argv, "--name"), .categories = cli_option(argc, argv, "--category"),
		.carriers = cli_option(argc, argv, "--carriers"), .contract = cli_option(argc, argv, "--contract"),
		.until = cli_option(argc, argv, "--until")};
	struct registry registry;
	struct err err = {0};
	int64_t id = 0;

	bool done = registry_open(cli, argc, argv, &registry, &err) &&
	    sender_state(registry.db, &text, &registry.stater, &id, &err);
	return registry_close(&registry, done, id, &err);
}

static int
template_is_added(struct cli *cli, int argc, char **argv)
{
	enum { BODY_MAX = 1 << 14 };
	const char *path = cli_option(argc, argv, "--file");
	struct registry registry = {0};
	struct buf body = {0};
	struct err err = {0};
	int64_t id = 0;

	if (path == NULL)
		return cli_usage(sender_usage);
	bool done = buf_read_file(&body, path, BODY_MAX, &err);
	while (done && body.len > 0 && (body.data[body.len - 1] == '\n' || body.data[body.len - 1] == '\r'))
		body.data[--body.len] = '\0';
	const struct template_text text = {.entity = cli_option(argc, argv, "--entity"),
		.sender = cli_option(argc, argv, "--name"), .name = cli_option(argc, argv, "--template"),
		.category = cli_option(argc, argv, "--category"), .carrier = cli_option(argc, argv, "--carrier"),
		.body = body.data, .until = cli_option(argc, argv, "--until")};
	done = done && registry_open(cli, argc, argv, &registry, &err) &&
	    template_state(registry.db, &text, &registry.stater, &id, &err);
	buf_release(&body);
	return registry_close(&registry, done, id, &err);
}

static int
template_is_retired(struct cli *cli, int argc, char **argv)
{
	const struct template_text text = {.entity = cli_option(argc, argv, "--entity"), .sender = cli_option(argc, argv, "--name"),
		.name = cli_option(argc, argv, "--template"), .carrier = cli_option(argc, argv, "--carrier")};
	struct registry registry;
	struct err err = {0};

	bool done = registry_open(cli, argc, argv, &registry, &err) &&
	    template_retire(registry.db, &text, cli_option(argc, argv, "--reason"), &registry.stater, &err);
	return registry_close(&registry, done, 0, &err);
}

int
command_sender(struct cli *cli, int argc, char **argv)
{
	struct registry registry;
	struct err err = {0};

	if (registry_verb(argc, argv, "list"))
		return registry_list(cli, "sender");
	if (registry_verb(argc, argv, "show"))
		return registry_history(cli, "sender", cli_word(argc, argv, 1, NULL));
	if (registry_verb(argc, argv, "add"))
		return sender_is_added(cli, argc, argv);
	if (registry_verb(argc, argv, "template"))
		return template_is_added(cli, argc, argv);
	if (registry_verb(argc, argv, "templates"))
		return registry_list(cli, "template");
	if (registry_verb(argc, argv, "retire-template"))
		return template_is_retired(cli, argc, argv);
	if (!registry_verb(argc, argv, "retire"))
		return cli_usage(sender_usage);
	bool done = registry_open(cli, argc, argv, &registry, &err) &&
	    sender_retire(registry.db, cli_option(argc, argv, "--entity"), cli_option(argc, argv, "--name"),
		cli_option(argc, argv, "--reason"), &registry.stater, &err);
	return registry_close(&registry, done, 0, &err);
}
