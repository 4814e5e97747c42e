/* retention.c - dozvon retention: what should be destroyed by now. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/lang.h"
#include "cli/cli.h"
#include "compliance/retention_store.h"

static void
print_line(void *context, const struct retention_line *line)
{
	const struct policy *policy = context;
	const struct retention_class *class = retention_class(line->retention);
	static const char *const ends[] = {[RETENTION_DESTROY] = "уничтожить", [RETENTION_KEEP] = "можно уничтожить",
		[RETENTION_FOREVER] = "хранится"};
	char term[64] = "-", since[28] = "-";

	if (class->deadline != DEADLINE_COUNT)
		term_say(policy->deadlines[class->deadline].term, term);
	if (line->oldest != 0)
		instant_format(line->oldest, since);
	printf("%s\t%s\t%s\t%s\t%s, %s\t%lld\t%s\t%s\n", class->name, class->table, line->purpose[0] ? line->purpose : "-", class->rule,
	    term, class->since, (long long)line->rows, line->rows ? ends[class->end] : "-", since);
}

int
command_retention(struct cli *cli, int argc, char **argv)
{
	const char *verb = cli_word(argc, argv, 0, NULL);
	struct err err = {0};
	int64_t holds;

	if (verb == NULL || strcmp(verb, "report") != 0)
		return cli_usage("retention report");
	struct policy *policy = policy_load(cli->settings.policy, cli->now, &err);
	struct db *db = policy ? cli_db(cli, &err) : NULL;
	bool done = db != NULL && retention_report(db, policy, cli->now, print_line, policy, &holds, &err);
	if (done)
		printf(say("legal holds in force: %lld\n"), (long long)holds);
	db_close(db);
	policy_free(policy);
	return done ? EXIT_DONE : cli_fail(&err);
}
