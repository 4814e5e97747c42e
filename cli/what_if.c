/*
 * what_if.c - dozvon policy what-if: whom another pack would judge otherwise, and by which rule.
 *
 * Two questions: the decisions that were recorded, judged again from their
 * facts; and, of a campaign, everybody who may yet be contacted, judged now by
 * the pack in force and by the other.  Nothing is written and nobody is contacted.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/lang.h"
#include "cli/replay.h"
#include "compliance/policy_store.h"
#include "compliance/replay_store.h"
#include "compliance/rule.h"
#include "dialer/plan.h"

enum { BODY_MAX = 1 << 20 };

struct what_if {
	struct policy *policy;
	bool list;
	int64_t same, flips, unread;
	int64_t count[OUTCOME_COUNT][OUTCOME_COUNT][256];	/* from, to, the rule that decides */
};

/* id: of the decision, "-" where none is recorded. */
static void
count_answer(struct what_if *asked, const char *id, int64_t contact_point, enum outcome from, enum outcome to, uint8_t number)
{
	const struct rule *rule = rule_find(number);

	if (from == to) {
		asked->same++;
		return;
	}
	asked->flips++;
	asked->count[from][to][number]++;
	if (asked->list)
		printf("%s\t%lld\t%s\t%s\t%s\n", id, (long long)contact_point, outcome_name(from), outcome_name(to), rule ? rule->id : "?");
}

/* Where the new pack allows, the rule is the one that no longer speaks. */
static bool
ask_what_if(void *context, const struct past_decision *past, struct err *err)
{
	struct what_if *asked = context;
	uint8_t bytes[2 * RULES_MAX];
	struct verdict verdict;
	char id[UUID_TEXT];

	if (!replay_judge(past, asked->policy, &verdict, err)) {
		asked->unread++;
		return true;
	}
	struct view reasons = {(const char *)bytes, (size_t)verdict_reasons(&verdict, bytes)};
	uuid_format(past->id, id);
	count_answer(asked, id, past->contact_point, past->outcome, verdict.outcome,
	    replay_rule(verdict.outcome == OUTCOME_ALLOW ? past->reasons : reasons));
	return true;
}

static void
print_counts(const struct what_if *asked)
{
	for (int from = 1; from < OUTCOME_COUNT; from++)
		for (int to = 1; to < OUTCOME_COUNT; to++)
			for (int number = 0; number < 256; number++) {
				const struct rule *rule = rule_find((uint8_t)number);
				if (asked->count[from][to][number] > 0)
					printf("%9lld  %s → %s  %s %s\n", (long long)asked->count[from][to][number],
					    outcome_russian((enum outcome)from), outcome_russian((enum outcome)to),
					    rule ? rule->id : "", rule ? rule->russian : "");
			}
}

/* The pack as if it had been in force then: of its times only the calendar binds. */
static struct policy *
open_pack(const char *path, int64_t now, struct err *err)
{
	struct buf body = {0};
	struct policy *policy = buf_read_file(&body, path, BODY_MAX, err) ? policy_read_ahead(path, buf_view(&body), now, err) : NULL;

	buf_release(&body);
	if (policy != NULL)
		policy->valid_from = 0;
	return policy;
}

/* Everybody on the lists, as a dry run sees them: today's verdict beside the other pack's. */
static void
ask_planned(void *context, int64_t contact_point, const struct facts *facts, const struct verdict *today)
{
	struct what_if *asked = context;
	struct verdict verdict;

	gate_judge(facts, asked->policy, &verdict);
	count_answer(asked, "-", contact_point, today->outcome, verdict.outcome, replay_flip(today, &verdict));
}

/* What a dry run needs. */
struct ground {
	struct policy *policy;
	struct regions *regions;
	struct contracts *contracts;
	struct db *past;
};

static bool
ground_open(struct cli *cli, struct db *db, struct ground *out, struct err *err)
{
	return policy_follow(db, cli->settings.policy_name, cli->settings.region, NULL, cli->now, &out->policy, err) &&
	    (out->regions = regions_load(cli->settings.regions, err)) != NULL &&
	    (out->contracts = contracts_load(cli->settings.contracts, err)) != NULL && (out->past = cli_db(cli, err)) != NULL;
}

static void
ground_release(struct ground *ground)
{
	db_close(ground->past);
	contracts_free(ground->contracts);
	regions_free(ground->regions);
	policy_free(ground->policy);
}

static bool
is_over(enum campaign_state state)
{
	return state == CAMPAIGN_STOPPED || state == CAMPAIGN_FINISHED;
}

static bool
ask_audience(struct cli *cli, struct db *db, struct campaign *campaign, struct what_if *asked, struct err *err)
{
	struct ground ground = {0};
	const struct contract *contract = NULL;

	*asked = (struct what_if){.policy = asked->policy, .list = asked->list};
	bool done = ground_open(cli, db, &ground, err);
	done = done && (contract = contract_must(ground.contracts, campaign->provider, err)) != NULL;
	struct plan_work work = {campaign, ground.policy, ground.regions, contract, "cli", cli->now};
	done = done && plan_shown(&(struct plan_streams){db, ground.past, NULL}, &work, ask_planned, asked, err);
	ground_release(&ground);
	if (!done)
		return false;
	print_counts(asked);
	printf(say("who is on the lists now: %lld would stay, %lld would change\n"), (long long)asked->same, (long long)asked->flips);
	return true;
}

static bool
ask_recorded(struct db *db, int64_t campaign, int64_t since, struct what_if *asked, struct err *err)
{
	if (!replay_each(db, campaign, since, ask_what_if, asked, err))
		return false;
	print_counts(asked);
	printf(say("decisions: %lld would stay, %lld would change, %lld could not be read\n"), (long long)asked->same,
	    (long long)asked->flips, (long long)asked->unread);
	return true;
}

static bool
ask_campaign(struct cli *cli, struct db *db, int64_t id, struct what_if *asked, struct err *err)
{
	struct campaign campaign;

	if (!campaign_load(db, id, &campaign, err))
		return false;
	bool done = ask_recorded(db, id, 0, asked, err);
	if (done && !is_over(campaign.state))
		done = ask_audience(cli, db, &campaign, asked, err);
	campaign_release(&campaign);
	return done;
}

int
what_if_command(struct cli *cli, int argc, char **argv)
{
	const char *pack = cli_option(argc, argv, "--pack"), *campaign = cli_option(argc, argv, "--campaign");
	const char *date = cli_option(argc, argv, "--since");
	static struct what_if asked;
	struct err err = {0};
	int64_t since = 0;

	if (pack == NULL || (campaign == NULL) == (date == NULL))
		return cli_usage("policy what-if --pack FILE --campaign N|--since DATE [--list]");
	if (date != NULL && !instant_parse(date, &since)) {
		fail(&err, ERR_INPUT, "--since: neither a day like 2026-11-23 nor an instant like 2026-11-23T10:00:00+03:00");
		return cli_fail(&err);
	}
	asked = (struct what_if){.policy = open_pack(pack, cli->now, &err), .list = cli_flag(argc, argv, "--list")};
	struct db *db = asked.policy ? cli_db(cli, &err) : NULL;
	bool done = db != NULL && (campaign != NULL ? ask_campaign(cli, db, strtoll(campaign, NULL, 10), &asked, &err) :
	    ask_recorded(db, 0, since, &asked, &err));
	db_close(db);
	policy_free(asked.policy);
	return done ? EXIT_DONE : cli_fail(&err);
}
