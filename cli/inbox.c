/* inbox.c - dozvon inbox unclear: answers of people that somebody has to read. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/lang.h"
#include "cli/officer.h"
#include "cli/reading.h"
#include "compliance/unclear_store.h"

static const char usage[] =
    "inbox unclear list [--by LOGIN] [--reason TEXT]\n"
    "       dozvon inbox unclear decide N --scope S|none --as LOGIN --reason TEXT";

enum { LIST_MAX = 200 };

/* What is printed once the read has left its trace. */
struct page {
	struct buf lines;
	struct person_read read;
};

static void
print_line(void *context, const struct unclear_line *line)
{
	struct page *page = context;
	char at[28];

	person_read_add(&page->read, line->token);
	instant_format(line->said_at, at);
	buf_add_format(&page->lines, "%lld  %s  %s  %s  %s  %s%s%s\n    %s\n", (long long)line->id, at, line->channel, line->class, line->address,
	    line->campaign, *line->purpose ? " " : "", line->purpose, line->words);
}

static bool
list(struct act *act, int argc, char **argv, struct err *err)
{
	struct page page = {.read = {.reading = READING_UNCLEAR_LIST}};
	int64_t count;

	bool done = unclear_list(act->db, 0, LIST_MAX, print_line, &page, &count, err) &&
	    reading_note(act->db, act->who.at, argc, argv, &page.read, err);
	if (done && count == 0)
		printf("%s\n", say("nothing waits to be read"));
	else if (done)
		fputs(page.lines.data, stdout);
	person_read_release(&page.read);
	buf_release(&page.lines);
	return done;
}

static bool
decide(struct act *act, int argc, char **argv, struct err *err)
{
	const char *id = cli_word(argc, argv, 2, NULL), *scope = cli_option(argc, argv, "--scope");
	struct unclear_decision decision = {.id = id ? strtoll(id, NULL, 10) : 0,
	    .scope = scope_find(view_of(scope ? scope : "")), .reason = cli_option(argc, argv, "--reason")};

	if (decision.id <= 0 || scope == NULL || (decision.scope == SCOPE_UNKNOWN && strcmp(scope, "none") != 0))
		return fail(err, ERR_INPUT, "say which answer, and --scope: what it refuses, or none");
	if (!unclear_decide(act->db, &decision, &act->who, err))
		return false;
	printf("%s\n", decision.scope ? say("the refusal is recorded") : say("it was no refusal: the hold has ended"));
	return true;
}

int
command_inbox(struct cli *cli, int argc, char **argv)
{
	const char *which = cli_word(argc, argv, 0, NULL), *verb = cli_word(argc, argv, 1, NULL);
	struct act act;
	struct err err = {0};

	if (which == NULL || strcmp(which, "unclear") != 0 || verb == NULL)
		return cli_usage(usage);
	if (strcmp(verb, "list") == 0)
		return act_close(&act, act_open(cli, argc, argv, &act, &err) && list(&act, argc, argv, &err), &err);
	if (strcmp(verb, "decide") != 0)
		return cli_usage(usage);
	return act_close(&act, officer_open(cli, argc, argv, RIGHT_DECIDE, &act, &err) && decide(&act, argc, argv, &err), &err);
}
