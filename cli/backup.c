/* backup.c - dozvon backup: which backups there are, and what was destroyed here and lies in them still. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/lang.h"
#include "cli/officer.h"
#include "compliance/backup_store.h"
#include "compliance/restoring.h"

static const char usage[] =
    "backup add --place TEXT --made-at INSTANT --expires-at INSTANT --as LOGIN\n"
    "       dozvon backup gone N --as LOGIN\n"
    "       dozvon backup restored --by LOGIN --second LOGIN [--dry-run]\n"
    "       dozvon backup list [--all]";
static const char *const flags[] = {"--all", "--dry-run", NULL};

static void
print_line(void *context, const struct backup *backup)
{
	const struct cli *cli = context;
	char made[28], expires[28], due[28], gone[28] = "-";

	instant_format(backup->made_at, made);
	instant_format(backup->expires_at, expires);
	instant_format(backup->due, due);
	if (backup->gone_at != 0)
		instant_format(backup->gone_at, gone);
	printf("%lld\t%s\t%s\t%s\t%s\t%lld\t%s\t%s\n", (long long)backup->id, backup->place, made, expires, gone,
	    (long long)backup->persons, due, backup->gone_at == 0 && backup->due < cli->now ? say("overdue") : "-");
}

static bool
add(struct act *act, int argc, char **argv, struct err *err)
{
	const char *made = cli_option(argc, argv, "--made-at"), *expires = cli_option(argc, argv, "--expires-at");
	struct backup backup = {.place = cli_option(argc, argv, "--place")};
	int64_t id;

	if (made == NULL || expires == NULL || !instant_parse(made, &backup.made_at) || !instant_parse(expires, &backup.expires_at))
		return fail(err, ERR_INPUT, "--made-at and --expires-at: expected dates like 2026-12-31");
	if (!backup_add(act->db, &backup, &act->who, &id, err))
		return false;
	printf(say("backup %lld is registered\n"), (long long)id);
	return true;
}

static int
list(struct cli *cli, bool all)
{
	struct err err = {0};
	struct policy *policy = policy_load(cli->settings.policy, cli->now, &err);
	struct db *db = policy ? cli_db(cli, &err) : NULL;
	bool done = db != NULL && backup_list(db, policy, all, print_line, cli, &err);

	db_close(db);
	policy_free(policy);
	return done ? EXIT_DONE : cli_fail(&err);
}

/* A token names the address to who has the key, and to nobody else. */
static void
print_left(void *context, const struct lost *lost, const struct err *why)
{
	struct buf token = {0};
	char at[28];

	(void)context;
	instant_format(lost->at, at);
	if (lost->subject != NULL)
		hex_add(&token, lost->subject, TOKEN_SIZE);
	printf("left\t%s\t%s\t%s\t%s\n", at, lost->what, token.len > 0 ? token.data : "-", why ? why->text : "-");
	buf_release(&token);
}

static void
print_restored(const struct restored *restored, bool dry)
{
	printf(say("the database knew of %llu of the %llu entries of the log\n"), (unsigned long long)restored->known,
	    (unsigned long long)restored->size);
	if (dry) {
		printf("%s", say("dry run: nothing was brought back\n"));
		return;
	}
	printf(say("brought back: refusals %lld, withdrawals %lld, states %lld, erasures %lld; contacts that are not repeated %lld\n"),
	    (long long)restored->refusals, (long long)restored->withdrawals, (long long)restored->states, (long long)restored->erasures,
	    (long long)restored->contacts);
	printf(say("left to you: %lld lines above; every kill switch is thrown: compare the providers' journals, then dozvon kill off --purpose ALL\n"),
	    (long long)restored->left);
}

static int
restore(struct cli *cli, int argc, char **argv)
{
	struct restore_order order = {.by = cli_option(argc, argv, "--by"), .second = cli_option(argc, argv, "--second"),
		.dry = cli_flag(argc, argv, "--dry-run"), .left = print_left};
	struct restored restored;
	struct evidence_dir dir;
	struct act act = {0};
	struct err err = {0};

	if (order.by == NULL || order.second == NULL)
		return cli_usage(usage);
	order.dir = &dir;
	bool done = act_open(cli, argc, argv, &act, &err) && staff_must(act.db, order.by, RIGHT_DECIDE, &act.who.who_id, &err) &&
	    evidence_dir_name(&cli->settings, &dir, &err);
	if (done) {
		order.who = act.who;
		order.who.who_kind = "staff";
		done = restoring_run(&cli->settings, act.db, &order, &restored, &err);
	}
	if (done)
		print_restored(&restored, order.dry);
	return act_close(&act, done, &err);
}

int
command_backup(struct cli *cli, int argc, char **argv)
{
	const char *verb = cli_word(argc, argv, 0, flags), *number = cli_word(argc, argv, 1, flags);
	struct act act = {0};
	struct err err = {0};

	if (verb != NULL && strcmp(verb, "list") == 0)
		return list(cli, cli_flag(argc, argv, "--all"));
	if (verb != NULL && strcmp(verb, "restored") == 0)
		return restore(cli, argc, argv);
	bool adds = verb != NULL && strcmp(verb, "add") == 0;
	if (!adds && (verb == NULL || strcmp(verb, "gone") != 0 || number == NULL))
		return cli_usage(usage);
	/* Who keeps the installation keeps its backups. */
	bool done = officer_open(cli, argc, argv, RIGHT_REPORT, &act, &err) && (adds ? add(&act, argc, argv, &err) :
	    backup_gone(act.db, strtoll(number, NULL, 10), &act.who, &err));
	return act_close(&act, done, &err);
}
