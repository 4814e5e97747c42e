/* review.c - dozvon review: what is held for the compliance officer, and what they decide. */
#include "compliance/review.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/lang.h"
#include "campaigns/campaign.h"
#include "cli/cli.h"
#include "compliance/review_store.h"
#include "compliance/rule.h"

static const char usage[] =
    "review list --campaign N | decide --campaign N --rule G-02 --reason WORD [--contact-point N] --allow|--deny "
    "--says TEXT --as LOGIN [--until DATE]";
static const char *const flags[] = {"--allow", "--deny", NULL};

static bool
list(struct db *db, int64_t campaign, struct err *err)
{
	struct rows *rows;

	if (!campaign_is_there(db, campaign, err) || !review_list(db, campaign, &rows, err))
		return false;
	for (int i = 0; i < rows_count(rows); i++) {
		const struct rule *rule = rule_find((uint8_t)rows_int(rows, i, 0));
		enum reason reason = (enum reason)rows_int(rows, i, 1);
		if (rule != NULL && review_may(reason))
			printf("%lld\t%s\t%s\t%s\t%s%s\n", (long long)rows_int(rows, i, 2), rule->id, reason_name(reason),
			    reason_says(reason, LANG_RU), review_is_single(reason) ? say("one at a time: ") : "", rows_text(rows, i, 3));
	}
	rows_free(rows);
	return true;
}

static bool
decide(const struct cli *cli, struct db *db, int argc, char **argv, struct review *review, struct err *err)
{
	const char *rule = cli_option(argc, argv, "--rule"), *reason = cli_option(argc, argv, "--reason");
	const char *point = cli_option(argc, argv, "--contact-point"), *until = cli_option(argc, argv, "--until");
	struct review_effect effect;

	review->rule = rule ? rule_number_of(rule) : 0;
	review->reason = reason ? reason_find(view_of(reason)) : REASON_NONE;
	review->contact_point = point ? strtoll(point, NULL, 10) : 0;
	review->allowed = cli_flag(argc, argv, "--allow");
	review->says = cli_option(argc, argv, "--says");
	if (point != NULL && review->contact_point <= 0)
		return fail(err, ERR_INPUT, "--contact-point: not a number");
	if (until != NULL && !instant_parse(until, &review->until))
		return fail(err, ERR_INPUT, "--until: expected a date like 2026-12-31");
	if (!review_decide(db, review, "cli", cli->now, &effect, err))
		return false;
	printf(say("decision %lld about %lld targets\n"), (long long)effect.id, (long long)effect.targets);
	return true;
}

int
command_review(struct cli *cli, int argc, char **argv)
{
	const char *verb = cli_word(argc, argv, 0, flags), *campaign = cli_option(argc, argv, "--campaign");
	struct review review = {.login = cli_option(argc, argv, "--as")};
	bool lists = verb != NULL && strcmp(verb, "list") == 0;
	bool decides = verb != NULL && strcmp(verb, "decide") == 0 && review.login != NULL &&
	    cli_flag(argc, argv, "--allow") != cli_flag(argc, argv, "--deny");
	struct err err = {0};

	if (!(lists || decides) || campaign == NULL)
		return cli_usage(usage);
	review.campaign = strtoll(campaign, NULL, 10);
	struct db *db = cli_db(cli, &err);
	bool done = db != NULL && (lists ? list(db, review.campaign, &err) : decide(cli, db, argc, argv, &review, &err));
	db_close(db);
	return done ? EXIT_DONE : cli_fail(&err);
}
