/* file.c - dozvon file: the files with persons in them that lie outside the database, and that one of them was destroyed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/lang.h"
#include "cli/officer.h"
#include "compliance/outside_file_store.h"

static const char usage[] =
    "file list [--all]\n"
    "       dozvon file gone N --as LOGIN --reason TEXT";
static const char *const flags[] = {"--all", NULL};

static void
print_line(void *unused, const struct outside_shown *file)
{
	char made[28], gone[28] = "-";
	struct buf hash = {0};

	(void)unused;
	instant_format(file->made_at, made);
	if (file->gone_at != 0)
		instant_format(file->gone_at, gone);
	hex_add(&hash, file->sha256.data, file->sha256.len);
	printf("%lld\t%s\t%s\t%s:%s\t%s\t%lld\t%lld\t%s\t%s\t%s\n", (long long)file->id, file->kind, made, file->host, file->path,
	    file->login[0] ? file->login : file->account, (long long)file->list, (long long)file->persons,
	    hash.len > 0 ? hash.data : "-", gone, file->gone_how[0] ? file->gone_how : "-");
	buf_release(&hash);
}

int
command_file(struct cli *cli, int argc, char **argv)
{
	const char *verb = cli_word(argc, argv, 0, flags), *number = cli_word(argc, argv, 1, flags);
	struct act act = {0};
	struct err err = {0};

	if (verb != NULL && strcmp(verb, "list") == 0) {
		struct db *db = cli_db(cli, &err);
		bool done = db != NULL && outside_file_list(db, cli_flag(argc, argv, "--all"), print_line, NULL, &err);
		db_close(db);
		return done ? EXIT_DONE : cli_fail(&err);
	}
	if (verb == NULL || strcmp(verb, "gone") != 0 || number == NULL)
		return cli_usage(usage);
	return act_close(&act, officer_open(cli, argc, argv, RIGHT_DECIDE, &act, &err) && outside_file_gone(act.db,
	    strtoll(number, NULL, 10), cli_option(argc, argv, "--reason"), &act.who, &err), &err);
}
