/* policy.c - dozvon policy: whether a pack may be used now, and until when. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/lang.h"
#include "cli/cli.h"
#include "compliance/policy.h"

/* The pack falls shut at whichever comes first. */
static int64_t
last_day(const struct policy *policy)
{
	return policy->change_at != 0 && policy->change_at < policy->valid_to ? policy->change_at : policy->valid_to;
}

int
command_policy(struct cli *cli, int argc, char **argv)
{
	const char *word = cli_word(argc, argv, 0, NULL);
	const char *path = cli_word(argc, argv, 1, NULL);
	struct err err = {0};
	char until[28];

	if (word == NULL || path == NULL || strcmp(word, "check") != 0)
		return cli_usage("policy check FILE");
	struct policy *policy = policy_load(path, cli->now, &err);
	if (policy == NULL)
		return cli_fail(&err);
	instant_format(last_day(policy), until);
	printf(say("%s: pack %s %s is good until %.10s\n"), path, policy->name, policy->version, until);
	policy_free(policy);
	return EXIT_DONE;
}
