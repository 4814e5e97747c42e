/* pushes.c - dozvon pushes: which providers have been told of refusals, and the letters to those that have no list. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/lang.h"
#include "cli/officer.h"
#include "cli/reading.h"
#include "compliance/stop_push_store.h"

static const char usage[] =
    "pushes list [--all]\n"
    "       dozvon pushes answered N --as LOGIN --note TEXT";

enum { LIST_MAX = 1000 };

/* What is printed once the read has left its trace. */
struct page {
	struct buf lines;
	struct person_read read;
	bool late;
};

static void
print_line(void *context, const struct stop_push_line *line)
{
	struct page *page = context;
	char at[28];

	person_read_add(&page->read, line->token);
	instant_format(line->created_at, at);
	buf_add_format(&page->lines, "%lld  %s  %-14s %-12s %s  %lld  %s%s\n", (long long)line->id, at, line->provider, line->state, line->address,
	    (long long)line->tries, line->code, line->alarmed_at != 0 && line->acknowledged_at == 0 ? say("  OVERDUE") : "");
	page->late |= line->alarmed_at != 0 && line->acknowledged_at == 0;
}

static int
list(struct cli *cli, int argc, char **argv)
{
	struct err err = {0};
	int64_t count;
	struct page page = {.read = {.reading = READING_PUSHES_LIST}};
	struct db *db = cli_db(cli, &err);
	bool done = db != NULL && stop_push_list(db, cli_flag(argc, argv, "--all"), LIST_MAX, print_line, &page, &count, &err) &&
	    reading_note(db, cli->now, argc, argv, &page.read, &err);

	db_close(db);
	if (done && count == 0)
		printf("%s\n", say("all providers have acknowledged"));
	else if (done)
		fputs(page.lines.data, stdout);
	person_read_release(&page.read);
	buf_release(&page.lines);
	return done ? page.late ? EXIT_NO : EXIT_DONE : cli_fail(&err);
}

int
command_pushes(struct cli *cli, int argc, char **argv)
{
	static const char *const flags[] = {"--all", NULL};
	const char *verb = cli_word(argc, argv, 0, flags), *id = cli_word(argc, argv, 1, flags);
	struct act act;
	struct err err = {0};

	if (verb != NULL && strcmp(verb, "list") == 0)
		return list(cli, argc, argv);
	if (verb == NULL || strcmp(verb, "answered") != 0 || id == NULL)
		return cli_usage(usage);
	return act_close(&act, officer_open(cli, argc, argv, RIGHT_DECIDE, &act, &err) && stop_push_answered(act.db,
	    strtoll(id, NULL, 10), cli_option(argc, argv, "--note"), &act.who, &err), &err);
}
