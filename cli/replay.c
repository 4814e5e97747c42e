/*
 * replay.c - recorded decisions judged again: gate replay.
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
#include "campaigns/campaign.h"
#include "compliance/replay_store.h"

enum { SHOWN_MAX = 20 };

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
	    campaign_is_there(db, strtoll(campaign, NULL, 10), &err) &&
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
