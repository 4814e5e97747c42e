/* hold.c - dozvon hold: what a dispute needs is not destroyed until the hold ends. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/lang.h"
#include "cli/officer.h"
#include "compliance/hold_store.h"

static const char usage[] =
    "hold set --party N|--address A|--entity INN|--all --until DATE --reason TEXT --as LOGIN\n"
    "       dozvon hold lift N --reason TEXT --as LOGIN\n"
    "       dozvon hold list [--lifted]";
static const char *const flags[] = {"--all", "--lifted", NULL};

static void
print_line(void *unused, const struct hold_line *line)
{
	char placed[28], ends[28] = "-", lifted[28] = "-";

	(void)unused;
	instant_format(line->placed_at, placed);
	if (line->ends_at != 0)
		instant_format(line->ends_at, ends);
	if (line->lifted_at != 0)
		instant_format(line->lifted_at, lifted);
	printf("%lld\t%lld\t%lld\t%lld\t%s\t%s\t%s\t%s\t%s\t%s\n", (long long)line->id, (long long)line->matter,
	    (long long)line->legal_entity_inn, (long long)line->party, line->has_address ? "+" : "-", placed, ends, lifted,
	    line->login[0] ? line->login : "-", line->reason[0] ? line->reason : "-");
}

static int64_t
number(int argc, char **argv, const char *option)
{
	const char *text = cli_option(argc, argv, option);
	return text ? strtoll(text, NULL, 10) : 0;
}

/* Exactly one of the four says whom it covers. */
static bool
read_scope(const struct act *act, int argc, char **argv, struct address *address, struct hold *out, struct err *err)
{
	int64_t party = number(argc, argv, "--party"), entity = number(argc, argv, "--entity");
	bool named = cli_option(argc, argv, "--address") != NULL, all = cli_flag(argc, argv, "--all");

	if ((party > 0) + (entity > 0) + named + all != 1)
		return fail(err, ERR_INPUT, "say whom the hold covers: --party, --address, --entity or --all, one of them");
	if (named && !act_address(act, argc, argv, address, err))
		return false;
	out->party = party;
	out->legal_entity_inn = entity;
	out->address = named ? address : NULL;
	return true;
}

static bool
set(struct act *act, int argc, char **argv, struct err *err)
{
	const char *until = cli_option(argc, argv, "--until");
	struct hold hold = {.reason = cli_option(argc, argv, "--reason")};
	struct address address;
	int64_t id;

	if (until == NULL || !instant_parse(until, &hold.ends_at))
		return fail(err, ERR_INPUT, "--until: expected a date like 2026-12-31");
	if (!read_scope(act, argc, argv, &address, &hold, err) || !hold_set(act->db, &hold, &act->who, &id, err))
		return false;
	printf(say("legal hold %lld is in force\n"), (long long)id);
	return true;
}

int
command_hold(struct cli *cli, int argc, char **argv)
{
	const char *verb = cli_word(argc, argv, 0, flags), *hold = cli_word(argc, argv, 1, flags);
	struct act act = {0};
	struct err err = {0};

	if (verb != NULL && strcmp(verb, "list") == 0) {
		struct db *db = cli_db(cli, &err);
		bool done = db != NULL && hold_list(db, cli_flag(argc, argv, "--lifted"), print_line, NULL, &err);
		db_close(db);
		return done ? EXIT_DONE : cli_fail(&err);
	}
	bool sets = verb != NULL && strcmp(verb, "set") == 0;
	if (!sets && (verb == NULL || strcmp(verb, "lift") != 0 || hold == NULL))
		return cli_usage(usage);
	bool done = officer_open(cli, argc, argv, RIGHT_DECIDE, &act, &err) && (sets ? set(&act, argc, argv, &err) :
	    hold_lift(act.db, strtoll(hold, NULL, 10), cli_option(argc, argv, "--reason"), &act.who, &err));
	return act_close(&act, done, &err);
}
