/* kill.c - dozvon kill: one purpose, or all of them, stop in all campaigns. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/lang.h"
#include "cli/officer.h"
#include "compliance/kill_store.h"

static const char usage[] =
    "kill on|off --purpose P|ALL --as LOGIN --reason TEXT\n"
    "       dozvon kill list";

static void
print_line(void *unused, const struct kill_line *line)
{
	char at[28];

	(void)unused;
	instant_format(line->at, at);
	printf("%-17s %s  %s  %s\n", line->purpose, at, line->login, line->reason);
}

static int
list(struct cli *cli)
{
	struct err err = {0};
	int64_t count;
	struct db *db = cli_db(cli, &err);
	bool done = db != NULL && kill_list(db, print_line, NULL, &count, &err);

	db_close(db);
	if (done && count == 0)
		printf("%s\n", say("no kill switch is thrown"));
	return done ? count > 0 ? EXIT_NO : EXIT_DONE : cli_fail(&err);
}

static int
move(struct cli *cli, int argc, char **argv, bool on)
{
	const char *word = cli_option(argc, argv, "--purpose"), *reason = cli_option(argc, argv, "--reason");
	enum purpose purpose;
	struct act act;
	struct err err = {0};

	if (!kill_word(word ? word : "", &purpose))
		return cli_usage(usage);
	/* Whoever sees the fault may stop it; only the officer lets it go on. */
	if (!officer_open(cli, argc, argv, on ? RIGHT_REPORT : RIGHT_DECIDE, &act, &err) ||
	    !(on ? kill_throw : kill_lift)(act.db, purpose, reason, &act.who, &err))
		return act_close(&act, false, &err);
	printf(on ? say("%s is stopped in all campaigns\n") : say("%s may go on\n"), word);
	return act_close(&act, true, &err);
}

int
command_kill(struct cli *cli, int argc, char **argv)
{
	const char *verb = cli_word(argc, argv, 0, NULL);

	if (verb != NULL && strcmp(verb, "list") == 0)
		return list(cli);
	if (verb != NULL && (strcmp(verb, "on") == 0 || strcmp(verb, "off") == 0))
		return move(cli, argc, argv, strcmp(verb, "on") == 0);
	return cli_usage(usage);
}
