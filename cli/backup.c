/* backup.c - dozvon backup: which backups there are, and what was destroyed here and lies in them still. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/lang.h"
#include "cli/officer.h"
#include "compliance/backup_store.h"

static const char usage[] =
    "backup add --place TEXT --made-at INSTANT --expires-at INSTANT --as LOGIN\n"
    "       dozvon backup gone N --as LOGIN\n"
    "       dozvon backup list [--all]";
static const char *const flags[] = {"--all", NULL};

static void
print_line(void *context, const struct backup *backup)
{
	const struct cli *cli = context;
	char made[28], expires[28], due[28], gone[28] = "-";

	instant_format(backup->made_at, made);
	instant_format(backup->expires_at, expires);
	instant_format(backup->due, due);
	if (backup->gone_at != 0)
		instant_format(backup->gone_at, gone);
	printf("%lld\t%s\t%s\t%s\t%s\t%lld\t%s\t%s\n", (long long)backup->id, backup->place, made, expires, gone,
	    (long long)backup->persons, due, backup->gone_at == 0 && backup->due < cli->now ? say("overdue") : "-");
}

static bool
add(struct act *act, int argc, char **argv, struct err *err)
{
	const char *made = cli_option(argc, argv, "--made-at"), *expires = cli_option(argc, argv, "--expires-at");
	struct backup backup = {.place = cli_option(argc, argv, "--place")};
	int64_t id;

	if (made == NULL || expires == NULL || !instant_parse(made, &backup.made_at) || !instant_parse(expires, &backup.expires_at))
		return fail(err, ERR_INPUT, "--made-at and --expires-at: expected dates like 2026-12-31");
	if (!backup_add(act->db, &backup, &act->who, &id, err))
		return false;
	printf(say("backup %lld is registered\n"), (long long)id);
	return true;
}

static int
list(struct cli *cli, bool all)
{
	struct err err = {0};
	struct policy *policy = policy_load(cli->settings.policy, cli->now, &err);
	struct db *db = policy ? cli_db(cli, &err) : NULL;
	bool done = db != NULL && backup_list(db, policy, all, print_line, cli, &err);

	db_close(db);
	policy_free(policy);
	return done ? EXIT_DONE : cli_fail(&err);
}

int
command_backup(struct cli *cli, int argc, char **argv)
{
	const char *verb = cli_word(argc, argv, 0, flags), *number = cli_word(argc, argv, 1, flags);
	struct act act = {0};
	struct err err = {0};

	if (verb != NULL && strcmp(verb, "list") == 0)
		return list(cli, cli_flag(argc, argv, "--all"));
	bool adds = verb != NULL && strcmp(verb, "add") == 0;
	if (!adds && (verb == NULL || strcmp(verb, "gone") != 0 || number == NULL))
		return cli_usage(usage);
	/* Who keeps the installation keeps its backups. */
	bool done = officer_open(cli, argc, argv, RIGHT_REPORT, &act, &err) && (adds ? add(&act, argc, argv, &err) :
	    backup_gone(act.db, strtoll(number, NULL, 10), &act.who, &err));
	return act_close(&act, done, &err);
}
