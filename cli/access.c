/* access.c - dozvon access: the answer to a person who asks what we keep of them, as JSON and as a PDF. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/lang.h"
#include "cli/act.h"
#include "compliance/access_store.h"

static bool
save(const char *folder, int64_t matter, const char *ending, const struct buf *bytes, struct err *err)
{
	char path[512];

	snprintf(path, sizeof(path), "%.400s/access-%lld.%s", folder, (long long)matter, ending);
	return file_write_whole(path, bytes->data, bytes->len, err);
}

/* The files first: a clock is met by an answer that is there. */
static bool
answer(struct act *act, const struct access_wish *wish, const char *folder, struct err *err)
{
	struct access_answer made;

	if (!access_answer(act->db, wish, &made, err))
		return false;
	bool done = save(folder, wish->matter, "json", &made.json, err) && save(folder, wish->matter, "pdf", &made.pdf, err) &&
	    access_close(act->db, wish, &made, err);
	access_release(&made);
	if (done)
		printf(say("%s/access-%lld.json and .pdf: hand them over; the matter is closed\n"), folder, (long long)wish->matter);
	return done;
}

int
command_access(struct cli *cli, int argc, char **argv)
{
	const char *matter = cli_option(argc, argv, "--matter"), *out = cli_option(argc, argv, "--out");
	struct access_wish wish = {.login = cli_option(argc, argv, "--by"), .matter = matter ? strtoll(matter, NULL, 10) : 0,
		.now = cli->now, .process = "cli"};
	struct contracts *contracts = NULL;
	struct policy *policy = NULL;
	struct act act = {0};
	struct err err = {0};

	if (matter == NULL || out == NULL || wish.login == NULL)
		return cli_usage("access --matter N --out FOLDER --by LOGIN");
	umask(0077);	/* personal data: only their owner may read the files */
	bool done = act_open(cli, argc, argv, &act, &err) && (policy = policy_load(cli->settings.policy, cli->now, &err)) != NULL &&
	    (contracts = contracts_load(cli->settings.contracts, &err)) != NULL;
	wish.policy = policy;
	wish.contracts = contracts;
	done = done && answer(&act, &wish, out, &err);
	contracts_free(contracts);
	policy_free(policy);
	return act_close(&act, done, &err);
}
