/* list.c - dozvon list, dozvon notice: imported lists, who in them is kept back, and how they come out. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/lang.h"
#include "campaigns/quarantine.h"
#include "cli/registry.h"

static const char list_usage[] =
    "list show [ID] | list quarantine lift ID --as OFFICER --reason TEXT --document NAME";
static const char notice_usage[] = "notice mark LIST --as LOGIN [--party ID] --sent DATE --text FILE |\n"
    "       notice mark LIST --as LOGIN [--party ID] --exempt PERSON_TOLD|CONTRACT|PUBLISHED_BY_PERSON|STATISTICS|OTHERS_RIGHTS";

static int
show(struct cli *cli, int64_t list)
{
	struct err err = {0};
	struct rows *row = NULL, *parties = NULL;
	struct db *db = cli_db(cli, &err);
	bool read = db != NULL && list_show(db, list, &row, &parties, &err);

	if (read) {
		registry_print(row, "nsnssstnnbt");
		registry_print(parties, "ssn");
	}
	rows_free(row);
	rows_free(parties);
	db_close(db);
	return read ? EXIT_DONE : cli_fail(&err);
}

static int
lift(struct cli *cli, int argc, char **argv, int64_t list)
{
	struct registry registry;
	struct err err = {0};
	int64_t parties;
	bool done = registry_open_officer(cli, argc, argv, &registry, &err) &&
	    quarantine_lift(registry.db, list, cli_option(argc, argv, "--reason"), cli_option(argc, argv, "--document"),
		&registry.stater, &parties, &err);

	if (done)
		printf(say("let out: %lld\n"), (long long)parties);
	return registry_close(&registry, done, 0, &err);
}

int
command_list(struct cli *cli, int argc, char **argv)
{
	const char *verb = cli_word(argc, argv, 0, NULL), *word = cli_word(argc, argv, 1, NULL);
	const char *third = cli_word(argc, argv, 2, NULL);

	if (verb != NULL && strcmp(verb, "show") == 0)
		return word != NULL ? show(cli, strtoll(word, NULL, 10)) : registry_list(cli, "list");
	if (verb != NULL && strcmp(verb, "quarantine") == 0 && word != NULL && strcmp(word, "lift") == 0 && third != NULL)
		return lift(cli, argc, argv, strtoll(third, NULL, 10));
	return cli_usage(list_usage);
}

int
command_notice(struct cli *cli, int argc, char **argv)
{
	enum { TEXT_MAX = 1 << 20 };
	const char *verb = cli_word(argc, argv, 0, NULL), *list = cli_word(argc, argv, 1, NULL);
	const char *party = cli_option(argc, argv, "--party"), *path = cli_option(argc, argv, "--text");
	struct notice notice = {.exempt = cli_option(argc, argv, "--exempt")};
	struct registry registry = {0};
	struct buf text = {0};
	struct err err = {0};
	int64_t told = 0;

	if (verb == NULL || strcmp(verb, "mark") != 0 || list == NULL)
		return cli_usage(notice_usage);
	notice.list = strtoll(list, NULL, 10);
	notice.party = party != NULL ? strtoll(party, NULL, 10) : 0;
	bool done = until_of(cli_option(argc, argv, "--sent"), "--sent", &notice.sent_at, &err) &&
	    (path == NULL || buf_read_file(&text, path, TEXT_MAX, &err));
	notice.text = buf_view(&text);
	done = done && registry_open(cli, argc, argv, &registry, &err) &&
	    notice_mark(registry.db, &notice, &registry.stater, &told, &err);
	if (done)
		printf(say("marked: %lld\n"), (long long)told);
	buf_release(&text);
	return registry_close(&registry, done, 0, &err);
}
