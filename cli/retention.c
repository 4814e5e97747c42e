/* retention.c - dozvon retention: what should be destroyed by now, and destroying it. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/lang.h"
#include "cli/cli.h"
#include "compliance/backup_store.h"
#include "compliance/hold_store.h"
#include "compliance/retention_sweep_store.h"

static const char usage[] =
    "retention report\n"
    "       dozvon retention sweep --dry-run\n"
    "       dozvon retention sweep --by LOGIN --second LOGIN\n"
    "       dozvon retention order --by LOGIN --second LOGIN --until DATE";
static const char *const flags[] = {"--dry-run", NULL};

struct look {
	struct cli *cli;
	struct policy *policy;
	struct db *db;
};

static void
print_line(void *context, const struct retention_line *line)
{
	const struct look *look = context;
	const struct retention_class *class = retention_class(line->retention);
	static const char *const ends[] = {[RETENTION_DESTROY] = "уничтожить", [RETENTION_KEEP] = "уничтожить",
		[RETENTION_HAND] = "можно убрать вручную", [RETENTION_FOREVER] = "хранится"};
	char term[64] = "-", since[28] = "-";

	if (class->deadline != DEADLINE_COUNT)
		term_say(look->policy->deadlines[class->deadline].term, term);
	if (line->oldest != 0)
		instant_format(line->oldest, since);
	printf("%s\t%s\t%s\t%s\t%s, %s\t%lld\t%s\t%s\n", class->name, class->table, line->purpose[0] ? line->purpose : "-", class->rule,
	    term, class->since, (long long)line->rows, line->rows ? ends[class->end] : "-", since);
}

static void
print_hold(void *unused, const struct hold_line *hold)
{
	char placed[28], ends[28] = "-";

	(void)unused;
	instant_format(hold->placed_at, placed);
	if (hold->ends_at != 0)
		instant_format(hold->ends_at, ends);
	printf(say("hold %lld\tsince %s\tuntil %s\tcontact %lld\tentity %lld\tmatter %lld\t%s\n"), (long long)hold->id, placed, ends,
	    (long long)hold->party, (long long)hold->legal_entity_inn, (long long)hold->matter, hold->reason[0] ? hold->reason : "-");
}

static void
print_debt(void *context, const struct backup *backup)
{
	const struct look *look = context;
	char made[28], due[28];

	instant_format(backup->made_at, made);
	instant_format(backup->due, due);
	if (backup->due < look->cli->now)
		printf(say("backup %lld of %s, %s: overdue since %s, destroyed persons in it: %lld\n"), (long long)backup->id, made,
		    backup->place, due, (long long)backup->persons);
	else if (backup->persons > 0)
		printf(say("backup %lld of %s, %s: due %s, destroyed persons in it: %lld\n"), (long long)backup->id, made, backup->place,
		    due, (long long)backup->persons);
}

static bool
report(struct look *look, struct err *err)
{
	struct sweep_order order;
	int64_t holds;

	if (!retention_report(look->db, look->policy, look->cli->now, print_line, look, &holds, err))
		return false;
	printf(say("legal holds in force: %lld\n"), (long long)holds);
	if (!hold_list(look->db, false, print_hold, NULL, err) ||
	    !backup_list(look->db, look->policy, false, print_debt, look, err) ||
	    !retention_order_find(look->db, look->cli->now, &order, err))
		return false;
	printf("%s", order.by[0] ? "" : say("no order to destroy persons is in force: retention order\n"));
	return true;
}

static bool
sweep(struct look *look, const char *by, const char *second, struct err *err)
{
	struct evidence_dir dir;
	struct sweep sweep = {.policy = look->policy, .dir = &dir, .process = "cli", .by = by, .second = second,
		.certificate = look->cli->settings.destroyer_certificate, .now = look->cli->now};
	struct sweep_place place = {0};
	bool done = evidence_dir_name(&look->cli->settings, &dir, err);

	while (done && place.class < RETENTION_COUNT)
		done = retention_sweep(look->db, &sweep, &place, err);
	for (int i = 0; i < RETENTION_COUNT; i++)
		if (place.rows[i] > 0)
			printf("%s\t%lld\n", retention_class((enum retention)i)->name, (long long)place.rows[i]);
	return done;
}

static bool
leave_order(struct look *look, const char *by, const char *second, const char *until, struct err *err)
{
	struct entry who = {.at = look->cli->now, .who_kind = "staff", .process = "cli"};
	int64_t at;

	if (!instant_parse(until, &at))
		return fail(err, ERR_INPUT, "--until: expected a date like 2026-12-31");
	return retention_order(look->db, by, second, at, &who, err);
}

int
command_retention(struct cli *cli, int argc, char **argv)
{
	const char *verb = cli_word(argc, argv, 0, flags), *by = cli_option(argc, argv, "--by");
	const char *second = cli_option(argc, argv, "--second"), *until = cli_option(argc, argv, "--until");
	bool swept = verb != NULL && strcmp(verb, "sweep") == 0, ordered = verb != NULL && strcmp(verb, "order") == 0 && until != NULL;
	bool reported = verb != NULL && (strcmp(verb, "report") == 0 || (swept && cli_flag(argc, argv, "--dry-run")));
	struct look look = {.cli = cli};
	struct err err = {0};

	if (!reported && ((!swept && !ordered) || by == NULL || second == NULL))
		return cli_usage(usage);
	look.policy = policy_load(cli->settings.policy, cli->now, &err);
	look.db = look.policy ? cli_db(cli, &err) : NULL;
	bool done = look.db != NULL && (reported ? report(&look, &err) : swept ? sweep(&look, by, second, &err) :
	    leave_order(&look, by, second, until, &err));
	db_close(look.db);
	policy_free(look.policy);
	return done ? EXIT_DONE : cli_fail(&err);
}
