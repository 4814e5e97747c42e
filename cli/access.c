/* access.c - dozvon access: the answer to a person who asks what we keep of them, as JSON and as a PDF. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/lang.h"
#include "cli/act.h"
#include "compliance/access_store.h"
#include "compliance/evidence_store.h"
#include "compliance/outside_file_store.h"

/* Each file lies outside of a person who may be erased: it is told before it is there (outside_file_store.h). */
static struct outside_file
file_of(const struct act *act, const struct access_answer *made, const char *path)
{
	return (struct outside_file){.kind = OUTSIDE_ANSWER, .path = path, .staff = made->staff, .tokens = buf_view(&made->tokens),
		.now = act->who.at};
}

static bool
save(struct act *act, const struct access_answer *made, const char *folder, int64_t matter, const char *ending, const struct buf *bytes,
    struct err *err)
{
	char path[512];

	snprintf(path, sizeof(path), "%.400s/access-%lld.%s", folder, (long long)matter, ending);
	struct outside_file file = file_of(act, made, path);
	return outside_file_write(act->db, &file, buf_view(bytes), err);
}

static bool
save_copy(struct act *act, const struct evidence_dir *dir, const struct access_answer *made, const char *folder, int64_t matter, int n,
    struct err *err)
{
	struct entry who = act->who;
	struct evidence evidence;
	char path[512], reason[40];
	int64_t id;

	snprintf(path, sizeof(path), "%.400s/access-%lld-copy-%d.%s", folder, (long long)matter, n, made->copy[n - 1].kind);
	snprintf(reason, sizeof(reason), "matter %lld", (long long)matter);
	struct outside_file file = file_of(act, made, path);
	who.who_kind = "staff";
	who.who_id = made->staff;
	return outside_file_add(act->db, &file, &id, err) &&
	    evidence_get(act->db, dir, made->copy[n - 1].sha256, path, reason, &who, &evidence, err) &&
	    outside_file_end(act->db, id, path, act->who.at, err);
}

/* The scans and recordings that the answer names. */
static bool
save_copies(struct act *act, const struct access_answer *made, const char *folder, int64_t matter, struct err *err)
{
	struct evidence_dir dir = {0};

	if (made->copies == 0)
		return true;
	bool saved = evidence_dir_open(act->settings, &dir, err);
	for (int n = 1; n <= made->copies && saved; n++)
		saved = save_copy(act, &dir, made, folder, matter, n, err);
	evidence_dir_release(&dir);
	return saved;
}

/* The files first: a clock is met by an answer that is there. */
static bool
answer(struct act *act, const struct access_wish *wish, const char *folder, struct err *err)
{
	struct access_answer made;

	if (!access_answer(act->db, wish, &made, err))
		return false;
	bool done = save(act, &made, folder, wish->matter, "json", &made.json, err) &&
	    save(act, &made, folder, wish->matter, "pdf", &made.pdf, err) && save_copies(act, &made, folder, wish->matter, err) &&
	    access_close(act->db, wish, &made, err);
	if (done)
		printf(say("%s/access-%lld.json, .pdf and copies: %d; hand them over; the matter is closed\n"), folder, (long long)wish->matter,
		    made.copies);
	access_release(&made);
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
