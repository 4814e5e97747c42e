/* audit_verify.c - dozvon audit verify: is the log intact, is it what was signed before, have witnesses seen it? */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/lang.h"
#include "cli/audit.h"
#include "compliance/gost.h"
#include "compliance/log_verify.h"

static const char usage[] = "audit verify DIR [--key VKEY] [--since CHECKPOINT [--new]] [--witness VKEY]... [--quorum N] "
    "[--gost VKEY] [--threads N]";

static bool
read_threads(int argc, char **argv, int *out, struct err *err)
{
	const char *text = cli_option(argc, argv, "--threads");
	int64_t threads = sysconf(_SC_NPROCESSORS_ONLN);

	if (text != NULL && !audit_number(text, &threads, err))
		return false;
	*out = threads < 1 ? 1 : threads > 16 ? 16 : (int)threads;
	return true;
}

static bool
is_twice(const struct witnesses *witnesses, const struct note_key *key)
{
	for (int i = 0; i < witnesses->count; i++)
		if (memcmp(witnesses->at[i].key.public_key, key->public_key, KEY_SIZE) == 0)
			return true;
	return false;
}

/* Each --witness; without --quorum all of them. */
static bool
read_witnesses(int argc, char **argv, struct witnesses *out, int *quorum, struct err *err)
{
	const char *text = cli_option(argc, argv, "--quorum");
	struct note_key key;

	out->count = 0;
	for (int i = 1; i + 1 < argc; i++) {
		if (strcmp(argv[i], "--witness") != 0)
			continue;
		if (!note_key_parse_witness(argv[++i], &key, err))
			return false;
		if (out->count == WITNESSES_MAX || is_twice(out, &key))
			return fail(err, ERR_INPUT, "--witness: the same key twice, or more than %d", WITNESSES_MAX);
		out->at[out->count++].key = key;
	}
	int64_t number = out->count;
	if (text != NULL && !audit_number(text, &number, err))
		return false;
	*quorum = (int)number;
	return number <= out->count || fail(err, ERR_INPUT, "--quorum: more than there are witnesses");
}

/* The checkpoint that was found intact, under the second key too. */
static bool
check_gost(const char *path, const char *verifier, struct err *err)
{
	struct log_dir *dir = verifier != NULL ? log_dir_open(path, false, err) : NULL;
	struct buf note = {0};
	bool right = verifier == NULL || (dir != NULL && log_dir_read(dir, "checkpoint", NOTE_MAX, &note, err) &&
	    gost_check_note(buf_view(&note), verifier, err));

	log_dir_close(dir);
	buf_release(&note);
	return right;
}

static void
print_intact(const struct log_verified *verified, const struct witnesses *witnesses, int64_t begun)
{
	double seconds = (double)(clock_monotonic() - begun) / SECOND;

	printf(say("intact: %llu entries signed, %llu checked in %.3f s, %.0f entries/s\n"),
	    (unsigned long long)verified->checkpoint.size, (unsigned long long)verified->entries, seconds,
	    (double)verified->entries / seconds);
	if (witnesses->count > 0)
		printf(say("witnessed: %llu entries, by %d of %d\n"), (unsigned long long)verified->witnessed,
		    verified->cosigned, witnesses->count);
}

int
audit_verify(struct cli *cli, int argc, char **argv)
{
	struct log_verify wish = {.path = cli_word(argc, argv, 0, audit_flags), .since = cli_option(argc, argv, "--since"),
	    .only_new = cli_flag(argc, argv, "--new")};
	struct err err = {0};
	struct note_key own;
	struct witnesses witnesses;
	struct log_verified verified;
	struct buf histories = {0};
	int64_t begun = clock_monotonic();

	if (wish.path == NULL || (wish.only_new && wish.since == NULL))
		return cli_usage(usage);
	if (!audit_verifier(cli, argc, argv, &own, &err) || !read_threads(argc, argv, &wish.threads, &err) ||
	    !read_witnesses(argc, argv, &witnesses, &wish.quorum, &err))
		return cli_fail(&err);
	wish.key = &own;
	wish.witnesses = &witnesses;
	wish.histories = &histories;
	bool intact = log_verify(&wish, &verified, &err) && check_gost(wish.path, cli_option(argc, argv, "--gost"), &err);
	if (intact)
		print_intact(&verified, &witnesses, begun);
	else
		fprintf(stderr, say("not intact: %s\n"), err.text);
	if (histories.len > 0)
		fputs(histories.data, stderr);
	buf_release(&histories);
	return intact ? EXIT_DONE : err.kind == ERR_RETRY ? EXIT_TRY_AGAIN : EXIT_NO;
}
