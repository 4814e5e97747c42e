/* migrate.c - dozvon migrate: the database as this version wants it. */
#include <stdio.h>

#include "base/lang.h"
#include "cli/cli.h"
#include "db/migrate.h"

int
command_migrate(struct cli *cli, int argc, char **argv)
{
	struct err err = {0};
	struct buf dsn = {0};
	int applied = 0;

	(void)argv;
	if (argc != 1)
		return cli_usage("migrate");
	settings_dsn(&cli->settings, cli->settings.user, &dsn);
	struct db *db = db_open_bare(dsn.data, &err);
	bool done = db != NULL && migrate(db, cli->now, &applied, &err);
	db_close(db);
	buf_release(&dsn);
	if (!done)
		return cli_fail(&err);
	printf(say("migrations applied: %d\n"), applied);
	return EXIT_DONE;
}
