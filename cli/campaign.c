/* campaign.c - dozvon campaign: create, approve, move, plan; campaign_show.c and campaign_watch.c look at them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "campaigns/campaign.h"
#include "base/clock.h"
#include "base/email.h"
#include "base/lang.h"
#include "base/phone.h"
#include "cli/campaign.h"
#include "cli/reading.h"
#include "cli/cli.h"
#include "compliance/lint_json.h"
#include "compliance/policy_store.h"
#include "compliance/rule.h"
#include "dialer/plan.h"

static const char usage[] =
    "campaign create FILE --by LOGIN | approve ID --by LOGIN [--why TEXT] | start|pause|resume|stop ID --by LOGIN | plan ID --dry-run | list | show ID | unknown ID | watch ID...";
static const char *const flags[] = {"--dry-run", NULL};

static int
create(struct cli *cli, struct db *db, const char *path, const char *login)
{
	struct err err = {0};
	int64_t id;

	if (!campaign_create(db, path, login, cli->now, &id, &err))
		return cli_fail(&err);
	printf("%lld\n", (long long)id);
	return EXIT_DONE;
}

typedef bool mover(struct db *db, int64_t id, const char *login, int64_t now, const char *process, struct err *err);

static mover *
mover_find(const char *verb)
{
	static const struct {
		const char *verb;
		mover *move;
	} movers[] = {{"start", campaign_start}, {"pause", campaign_pause},
		{"resume", campaign_resume}, {"stop", campaign_stop}};

	for (size_t i = 0; i < sizeof(movers) / sizeof(movers[0]); i++)
		if (strcmp(movers[i].verb, verb) == 0)
			return movers[i].move;
	return NULL;
}

/* Nobody would plan a campaign whose provider has no contract, and it would wait for ever. */
static bool
is_contracted(const struct cli *cli, struct db *db, int64_t id, struct err *err)
{
	struct contracts *contracts = contracts_load(cli->settings.contracts, err);
	struct campaign campaign;

	if (contracts == NULL)
		return false;
	bool loaded = campaign_load(db, id, &campaign, err);
	bool contracted = loaded && contract_must(contracts, campaign.provider, err) != NULL;
	if (loaded)
		campaign_release(&campaign);
	contracts_free(contracts);
	return contracted;
}

/* The findings of a refused text are printed whole; what advises is printed of an approved one as well. */
static int
approve(struct cli *cli, struct db *db, int64_t id, const char *login, const char *why)
{
	struct err err = {0};
	struct content_words *words = content_words_load(cli->settings.content_words, &err);
	struct lint *found = memory_new(sizeof(*found));
	struct buf lines;
	bool approved = words != NULL && is_contracted(cli, db, id, &err) &&
	    campaign_approve(db, id, login, why, words, cli->now, "cli", found, &err);

	buf_init(&lines);
	for (int i = 0; i < found->count; i++)
		lint_write_finding(&found->finding[i], &lines);
	fputs(lines.data, stderr);
	if (!approved && lint_count(found, SEVERITY_ERROR) > 0)
		fail(&err, ERR_REFUSED, "%s", say("the text breaks the rules; nothing is approved"));
	buf_release(&lines);
	free(found);
	content_words_free(words);
	return approved ? EXIT_DONE : cli_fail(&err);
}

static int
list(struct db *db)
{
	struct err err;
	struct rows *rows;

	if (!db_run(db, QUERY_CAMPAIGN_LIST, NULL, &rows, &err))
		return cli_fail(&err);
	for (int i = 0; i < rows_count(rows); i++)
		printf("%lld\t%s\t%s\t%s\t%s\t%lld\n", (long long)rows_int(rows, i, 0), rows_text(rows, i, 1),
		    rows_text(rows, i, 2), rows_text(rows, i, 3), rows_text(rows, i, 4), (long long)rows_int(rows, i, 6));
	rows_free(rows);
	return EXIT_DONE;
}

/* Whose attempt ended nobody knows how: an address a line, masked, for a person to decide about. */
static int
unknown(struct db *db, int64_t id, int64_t now, int argc, char **argv)
{
	struct person_read read = {.reading = READING_CAMPAIGN_UNKNOWN, .campaign = id};
	struct args args;
	struct rows *rows;
	struct err err;

	args_init(&args);
	args_int(&args, id);
	bool run = db_run(db, QUERY_CAMPAIGN_UNKNOWN, &args, &rows, &err);
	args_release(&args);
	if (!run)
		return cli_fail(&err);
	for (int i = 0; i < rows_count(rows); i++)
		person_read_add(&read, rows_bytes(rows, i, 7));
	if (!reading_note(db, now, argc, argv, &read, &err)) {
		rows_free(rows);
		return cli_fail(&err);
	}
	for (int i = 0; i < rows_count(rows); i++) {
		char masked[EMAIL_TEXT] = "-", since[28], ask[28] = "-";
		if (strcmp(rows_text(rows, i, 2), "PHONE") == 0)
			phone_mask(rows_text(rows, i, 1), masked);
		else if (!rows_is_null(rows, i, 1))
			email_mask(rows_text(rows, i, 1), masked);
		instant_format(rows_time(rows, i, 5), since);
		if (!rows_is_null(rows, i, 6))
			instant_format(rows_time(rows, i, 6), ask);
		printf("%lld\t%s\t%s\t%s\t%s\t%s\n", (long long)rows_int(rows, i, 0), masked, rows_text(rows, i, 3),
		    rows_text(rows, i, 4), since, ask);
	}
	rows_free(rows);
	return EXIT_DONE;
}

static int
plan(struct cli *cli, struct db *db, int64_t id)
{
	struct err err;
	struct campaign campaign;
	struct plan_result result;
	struct policy *policy = NULL;
	bool followed = policy_follow(db, cli->settings.policy_name, cli->settings.region, NULL, cli->now, &policy, &err);
	struct regions *regions = followed ? regions_load(cli->settings.regions, &err) : NULL;
	struct contracts *contracts = regions ? contracts_load(cli->settings.contracts, &err) : NULL;
	bool loaded = contracts != NULL && campaign_load(db, id, &campaign, &err);
	const struct contract *contract = loaded ? contract_must(contracts, campaign.provider, &err) : NULL;
	struct db *past = contract ? cli_db(cli, &err) : NULL;
	struct plan_work work = {&campaign, policy, regions, contract, "cli", cli->now};
	bool planned = past != NULL && plan_part(&(struct plan_streams){db, past, NULL}, &work, &PLAN_EVERYBODY, &result, &err);
	if (planned) {
		for (int outcome = 1; outcome < OUTCOME_COUNT; outcome++)
			campaign_count_print("", result.outcome[outcome], "%s",
			    campaign_said(outcome_name((enum outcome)outcome), outcome_russian((enum outcome)outcome)));
		for (int rule = 0; rule < 256; rule++)
			if (result.reason[rule][0] + result.reason[rule][1] > 0)
				campaign_count_print("  ", result.reason[rule][0] + result.reason[rule][1], "%s %s",
				    rule_find((uint8_t)rule)->id,
				    campaign_said(rule_find((uint8_t)rule)->english, rule_find((uint8_t)rule)->russian));
		campaign_count_print("", result.audience, "%s", say("targets"));
	}
	db_close(past);
	if (loaded)
		campaign_release(&campaign);
	contracts_free(contracts);
	regions_free(regions);
	policy_free(policy);
	return planned ? EXIT_DONE : cli_fail(&err);
}

static int
with_ids(struct cli *cli, struct db *db, const char *verb, int argc, char **argv)
{
	const char *login = cli_option(argc, argv, "--by");
	int64_t ids[CAMPAIGN_WATCH_MAX];
	int count = 0;
	const char *word;

	while (count < CAMPAIGN_WATCH_MAX && (word = cli_word(argc, argv, 1 + count, flags)) != NULL) {
		struct err wrong;
		char *end;
		ids[count++] = strtoll(word, &end, 10);
		if (end == word || *end != '\0') {
			fail(&wrong, ERR_INPUT, "\"%s\" is not a number", word);
			return cli_fail(&wrong);
		}
	}
	if (count == 0)
		return cli_usage(usage);
	if (strcmp(verb, "show") == 0)
		return campaign_print(db, ids[0]);
	if (strcmp(verb, "unknown") == 0)
		return unknown(db, ids[0], cli->now, argc, argv);
	if (strcmp(verb, "watch") == 0)
		return campaign_follow(db, ids, count);
	if (strcmp(verb, "plan") == 0 && cli_flag(argc, argv, "--dry-run"))
		return plan(cli, db, ids[0]);
	if (strcmp(verb, "approve") == 0 && login != NULL)
		return approve(cli, db, ids[0], login, cli_option(argc, argv, "--why"));
	mover *move = mover_find(verb);
	struct err err;
	if (move == NULL || login == NULL)
		return cli_usage(usage);
	return move(db, ids[0], login, cli->now, "cli", &err) ? EXIT_DONE : cli_fail(&err);
}

int
command_campaign(struct cli *cli, int argc, char **argv)
{
	const char *verb = cli_word(argc, argv, 0, flags);
	const char *path = cli_word(argc, argv, 1, flags), *login = cli_option(argc, argv, "--by");
	struct err err = {0};

	if (verb == NULL || (strcmp(verb, "create") == 0 && (path == NULL || login == NULL)))
		return cli_usage(usage);
	struct db *db = cli_db(cli, &err);
	if (db == NULL)
		return cli_fail(&err);
	int code;
	if (strcmp(verb, "create") == 0)
		code = create(cli, db, path, login);
	else if (strcmp(verb, "list") == 0)
		code = list(db);
	else
		code = with_ids(cli, db, verb, argc, argv);
	db_close(db);
	return code;
}
