/* registry.c - dozvon entity|branch|staff|number add: the registers that campaigns name. */
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/zone.h"
#include "cli/cli.h"

/* Runs one insert that gives an id, and prints it. */
static int
add(struct cli *cli, enum query query, const struct args *args)
{
	struct err err = {0};
	struct rows *rows;
	struct db *db = cli_db(cli, &err);
	bool added = db != NULL && db_run(db, query, args, &rows, &err);

	if (added) {
		printf("%lld\n", (long long)rows_int(rows, 0, 0));
		rows_free(rows);
	}
	db_close(db);
	return added ? EXIT_DONE : cli_fail(&err);
}

static bool
is_add(int argc, char **argv)
{
	const char *word = cli_word(argc, argv, 0, NULL);
	return word != NULL && view_is(view_of(word), "add");
}

/* An instant of an option, or null. */
static bool
add_instant(struct args *args, const char *text)
{
	int64_t instant = 0;

	if (text != NULL && !instant_parse(text, &instant))
		return false;
	args_time(args, instant);
	return true;
}

int
command_entity(struct cli *cli, int argc, char **argv)
{
	const char *inn = cli_option(argc, argv, "--inn"), *name = cli_option(argc, argv, "--name");
	struct args args;

	args_init(&args);
	args_text(&args, inn);
	args_text(&args, cli_option(argc, argv, "--ogrn"));
	args_text(&args, name);
	args_text(&args, cli_option(argc, argv, "--licence"));
	bool right = is_add(argc, argv) && inn != NULL && name != NULL &&
	    add_instant(&args, cli_option(argc, argv, "--licence-until"));
	args_time(&args, cli->now);
	int code = right ? add(cli, QUERY_LEGAL_ENTITY_ADD, &args) :
	    cli_usage("entity add --inn INN --name NAME [--ogrn N] [--licence N] [--licence-until DATE]");
	args_release(&args);
	return code;
}

int
command_branch(struct cli *cli, int argc, char **argv)
{
	const char *inn = cli_option(argc, argv, "--entity"), *name = cli_option(argc, argv, "--name");
	const char *zone = cli_option(argc, argv, "--zone");
	struct args args;

	args_init(&args);
	args_text(&args, inn);
	args_text(&args, name);
	args_text(&args, zone);
	args_time(&args, cli->now);
	bool right = is_add(argc, argv) && inn != NULL && name != NULL && zone != NULL && zone_find(zone) != NULL;
	int code = right ? add(cli, QUERY_BRANCH_ADD, &args) :
	    cli_usage("branch add --entity INN --name NAME --zone Europe/Moscow");
	args_release(&args);
	return code;
}

int
command_staff(struct cli *cli, int argc, char **argv)
{
	const char *login = cli_option(argc, argv, "--login"), *role = cli_option(argc, argv, "--role");
	struct args args;

	args_init(&args);
	args_text(&args, login);
	args_text(&args, cli_option(argc, argv, "--name") ? cli_option(argc, argv, "--name") : login);
	args_text(&args, role);
	args_text(&args, cli_option(argc, argv, "--extension"));
	args_time(&args, cli->now);
	int code = is_add(argc, argv) && login != NULL && role != NULL ? add(cli, QUERY_STAFF_ADD, &args) :
	    cli_usage("staff add --login LOGIN --role agent|marketer|compliance|auditor|administrator [--name NAME] [--extension N]");
	args_release(&args);
	return code;
}

int
command_number(struct cli *cli, int argc, char **argv)
{
	const char *number = cli_option(argc, argv, "--number"), *owner = cli_option(argc, argv, "--owner");
	struct args args;

	args_init(&args);
	args_text(&args, number);
	args_text(&args, owner);
	args_text(&args, cli_option(argc, argv, "--label"));
	args_text(&args, cli_option(argc, argv, "--category"));
	args_text(&args, cli_option(argc, argv, "--contract"));
	bool right = is_add(argc, argv) && number != NULL && owner != NULL &&
	    add_instant(&args, cli_option(argc, argv, "--until"));
	args_time(&args, cli->now);
	int code = right ? add(cli, QUERY_CALLER_NUMBER_ADD, &args) :
	    cli_usage("number add --number 74951234567 --owner INN [--label TEXT --category TEXT --contract N] [--until DATE]");
	args_release(&args);
	return code;
}
