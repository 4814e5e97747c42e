/* search.c - dozvon search and unmask: one person's timeline, one whole number; each read is kept with who and why. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/act.h"
#include "cli/reading.h"
#include "compliance/search_store.h"

static const char *const flags[] = {"--json", NULL};
static const char usage[] =
    "search WORDS --by LOGIN --reason TEXT [--json] [--limit N] [--matter N]\n"
    "              WORDS: a phone, an e-mail, a name, an INN, a decision's id, campaign:N or party:N";

static bool
look(struct act *act, int argc, char **argv, const char *words, struct err *err)
{
	const char *limit = cli_option(argc, argv, "--limit");
	struct search search = {.words = words, .limit = limit ? atoi(limit) : SEARCH_USUAL};
	struct buf answer = {0}, lines = {0};

	reading_options(argc, argv, &search.read);
	bool done = search_run(act->db, &act->key, &search, &act->who, &answer, err);
	if (done && cli_flag(argc, argv, "--json"))
		puts(answer.data);
	else if (done && (done = search_print(buf_view(&answer), &lines, err)))
		fputs(lines.data, stdout);
	person_read_release(&search.read);
	buf_release(&lines);
	buf_release(&answer);
	return done;
}

int
command_search(struct cli *cli, int argc, char **argv)
{
	const char *words = cli_word(argc, argv, 0, flags);
	struct act act = {0};
	struct err err = {0};

	if (words == NULL || cli_option(argc, argv, "--by") == NULL || cli_option(argc, argv, "--reason") == NULL)
		return cli_usage(usage);
	return act_close(&act, act_open(cli, argc, argv, &act, &err) && look(&act, argc, argv, words, &err), &err);
}

int
command_unmask(struct cli *cli, int argc, char **argv)
{
	const char *point = cli_option(argc, argv, "--contact-point");
	struct person_read read = {.reading = READING_UNMASK};
	struct buf address = {0};
	struct err err = {0};

	if (point == NULL)
		return cli_usage("unmask --contact-point N --by LOGIN --reason TEXT [--campaign N] [--matter N]");
	struct db *db = cli_db(cli, &err);
	bool done = db != NULL && person_read_address(db, strtoll(point, NULL, 10), &read, &address, &err) &&
	    reading_note(db, cli->now, argc, argv, &read, &err);
	if (done)
		puts(address.data);
	buf_release(&address);
	person_read_release(&read);
	db_close(db);
	return done ? EXIT_DONE : cli_fail(&err);
}
