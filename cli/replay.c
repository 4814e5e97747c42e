/*
 * replay.c - recorded decisions judged again: gate replay, policy what-if.
 *
 * Two connections: one streams the decisions, the other fetches their packs.
 * Nothing is written and nobody is contacted.
 */
#include "cli/replay.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/lang.h"
#include "compliance/replay_store.h"
#include "compliance/rule.h"

enum { SHOWN_MAX = 20, BODY_MAX = 1 << 20 };

struct replay {
	struct packs *packs;
	int64_t same, different, erased;
};

static bool
replay_decision(void *context, const struct past_decision *past, struct err *err)
{
	struct replay *replay = context;
	const struct policy *policy = packs_find(replay->packs, past->policy_sha256, past->decided_at, err);
	struct verdict verdict;
	struct buf says = {0};
	char id[UUID_TEXT];

	if (policy == NULL && err->kind == ERR_RETRY)
		return false;
	if (replay_erased(past)) {
		replay->erased++;
		return true;
	}
	bool judged = policy != NULL && replay_judge(past, policy, &verdict, err);
	if (judged && replay_agrees(past, &verdict, &says)) {
		replay->same++;
	} else if (replay->different++ < SHOWN_MAX) {
		uuid_format(past->id, id);
		printf("%s: %s\n", id, judged ? says.data : err->text);
	}
	buf_release(&says);
	return true;
}

int
replay_command(struct cli *cli, int argc, char **argv)
{
	const char *word = cli_word(argc, argv, 1, NULL), *campaign = cli_option(argc, argv, "--campaign");
	struct replay replay = {0};
	struct err err = {0};
	struct uuid id;

	if ((word == NULL) == (campaign == NULL) || (word != NULL && !uuid_parse(word, &id)))
		return cli_usage("gate replay DECISION | --campaign N");
	struct db *db = cli_db(cli, &err), *second = db ? cli_db(cli, &err) : NULL;
	replay.packs = second ? packs_open(second) : NULL;
	bool done = second != NULL && (word != NULL ? replay_one(db, id, replay_decision, &replay, &err) :
	    replay_each(db, strtoll(campaign, NULL, 10), 0, replay_decision, &replay, &err));
	if (done)
		printf(say("decisions judged again: %lld the same, %lld different\n"), (long long)replay.same, (long long)replay.different);
	if (done && replay.erased > 0)
		printf(say("facts erased with their persons: %lld; outcome and reasons stand as recorded\n"), (long long)replay.erased);
	packs_free(replay.packs);
	db_close(second);
	db_close(db);
	if (!done)
		return cli_fail(&err);
	return replay.different > 0 ? EXIT_NO : EXIT_DONE;
}

struct what_if {
	struct policy *policy;
	bool list;
	int64_t same, flips, unread;
	int64_t count[OUTCOME_COUNT][OUTCOME_COUNT][256];	/* from, to, the rule that decides */
};

static void
print_flip(const struct past_decision *past, enum outcome to, uint8_t number)
{
	const struct rule *rule = rule_find(number);
	char id[UUID_TEXT];

	uuid_format(past->id, id);
	printf("%s\t%lld\t%s\t%s\t%s\n", id, (long long)past->contact_point, outcome_name(past->outcome), outcome_name(to),
	    rule ? rule->id : "?");
}

/* Where the new pack allows, the rule is the one that no longer speaks. */
static bool
ask_what_if(void *context, const struct past_decision *past, struct err *err)
{
	struct what_if *asked = context;
	uint8_t bytes[2 * RULES_MAX];
	struct verdict verdict;

	if (!replay_judge(past, asked->policy, &verdict, err)) {
		asked->unread++;
		return true;
	}
	if (verdict.outcome == past->outcome) {
		asked->same++;
		return true;
	}
	struct view reasons = {(const char *)bytes, (size_t)verdict_reasons(&verdict, bytes)};
	uint8_t number = replay_rule(verdict.outcome == OUTCOME_ALLOW ? past->reasons : reasons);
	asked->flips++;
	asked->count[past->outcome][verdict.outcome][number]++;
	if (asked->list)
		print_flip(past, verdict.outcome, number);
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
	printf(say("decisions: %lld would stay, %lld would change, %lld could not be read\n"), (long long)asked->same,
	    (long long)asked->flips, (long long)asked->unread);
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

int
what_if_command(struct cli *cli, int argc, char **argv)
{
	const char *pack = cli_option(argc, argv, "--pack"), *campaign = cli_option(argc, argv, "--campaign");
	const char *date = cli_option(argc, argv, "--since");
	static struct what_if asked;
	struct err err = {0};
	int64_t since = 0;

	if (pack == NULL || (campaign == NULL) == (date == NULL) || (date != NULL && !instant_parse(date, &since)))
		return cli_usage("policy what-if --pack FILE --campaign N|--since DATE [--list]");
	asked = (struct what_if){.policy = open_pack(pack, cli->now, &err), .list = cli_flag(argc, argv, "--list")};
	struct db *db = asked.policy ? cli_db(cli, &err) : NULL;
	bool done = db != NULL && replay_each(db, campaign ? strtoll(campaign, NULL, 10) : 0, since, ask_what_if, &asked, &err);
	if (done)
		print_counts(&asked);
	db_close(db);
	policy_free(asked.policy);
	return done ? EXIT_DONE : cli_fail(&err);
}
