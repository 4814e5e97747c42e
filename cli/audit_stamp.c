/* audit_stamp.c - dozvon audit stamp: a time stamp of the published checkpoint, and the check of one that was kept. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "base/lang.h"
#include "base/post.h"
#include "cli/audit.h"
#include "compliance/checkpoint.h"
#include "compliance/stamp.h"

static const char usage[] = "audit stamp [--authority URL] [--ca FILE]\n"
    "       dozvon audit stamp --check FILE.tsr --checkpoint NOTE [--ca FILE] [--key VKEY]";

enum { ANSWER_MAX = 64 * 1024 };

static void
print_stamp(const struct checkpoint *checkpoint, const struct stamped *stamped, const char *ca)
{
	char instant[28];

	instant_format(stamped->at, instant);
	printf(say("stamped: %llu entries, at %s\n"), (unsigned long long)checkpoint->size, instant);
	if (!stamped->revocation_asked)
		fprintf(stderr, say("%s has no revocation list of the authority's issuer: nothing is said about revocation\n"), ca);
}

static bool
ask(const char *url, struct view note, const char *ca, struct buf *answer, struct stamped *stamped, struct err *err)
{
	struct buf query = {0};
	int status = 0;
	bool asked = stamp_query(note, &query, err) &&
	    post(url, "application/timestamp-query", buf_view(&query), &status, answer, err);

	if (asked && status != 200)
		asked = fail(err, ERR_RETRY, "%s answers with status %d", url, status);
	asked = asked && stamp_check(buf_view(answer), note, &query, ca, stamped, err);
	buf_release(&query);
	return asked;
}

/* Note and answer side by side: whoever has both, and the authority's CA, needs nothing else of us. */
static bool
keep(const struct settings *settings, const struct checkpoint *checkpoint, struct view note, struct view answer,
    struct err *err)
{
	struct buf folder = {0}, path = {0};

	buf_add_format(&folder, "%s/stamp", settings->log_dir);
	bool kept = mkdir(folder.data, 0755) == 0 || errno == EEXIST ||
	    fail(err, ERR_RETRY, "%s: %s", folder.data, strerror(errno));
	buf_add_format(&path, "%s/%llu.note", folder.data, (unsigned long long)checkpoint->size);
	kept = kept && file_write_whole(path.data, note.data, note.len, err);
	buf_clear(&path);
	buf_add_format(&path, "%s/%llu.tsr", folder.data, (unsigned long long)checkpoint->size);
	kept = kept && file_write_whole(path.data, answer.data, answer.len, err);
	buf_release(&folder);
	buf_release(&path);
	return kept;
}

static int
stamp(struct cli *cli, const struct log_keys *keys, const char *url, const char *ca)
{
	struct buf path = {0}, note = {0}, answer = {0};
	struct checkpoint checkpoint;
	struct stamped stamped;
	struct err err = {0};

	buf_add_format(&path, "%s/checkpoint", cli->settings.log_dir);
	bool done = log_keys_open_file(keys, path.data, &checkpoint, &note, &err) &&
	    ask(url, buf_view(&note), ca, &answer, &stamped, &err) &&
	    keep(&cli->settings, &checkpoint, buf_view(&note), buf_view(&answer), &err);
	if (done)
		print_stamp(&checkpoint, &stamped, ca);
	buf_release(&path);
	buf_release(&note);
	buf_release(&answer);
	return done ? EXIT_DONE : cli_fail(&err);
}

static int
check(const struct log_keys *keys, const char *path, const char *checkpoint_path, const char *ca)
{
	struct buf note = {0}, answer = {0};
	struct checkpoint checkpoint;
	struct stamped stamped;
	struct err err = {0};

	bool right = log_keys_open_file(keys, checkpoint_path, &checkpoint, &note, &err) &&
	    buf_read_file(&answer, path, ANSWER_MAX, &err) &&
	    stamp_check(buf_view(&answer), buf_view(&note), NULL, ca, &stamped, &err);
	if (right)
		print_stamp(&checkpoint, &stamped, ca);
	buf_release(&note);
	buf_release(&answer);
	return right ? EXIT_DONE : cli_fail(&err);
}

int
audit_stamp(struct cli *cli, int argc, char **argv)
{
	const char *url = cli_option(argc, argv, "--authority"), *ca = cli_option(argc, argv, "--ca");
	const char *kept = cli_option(argc, argv, "--check"), *note = cli_option(argc, argv, "--checkpoint");
	struct err err = {0};
	struct log_keys keys;

	if (cli_word(argc, argv, 0, audit_flags) != NULL || (kept == NULL) != (note == NULL))
		return cli_usage(usage);
	url = url ? url : cli->settings.stamp_authority;
	ca = ca ? ca : cli->settings.stamp_ca;
	if (*ca == '\0' || (kept == NULL && *url == '\0')) {
		fail(&err, ERR_INPUT, "name the authority and the file of its certificates: settings stamp_authority, stamp_ca");
		return cli_fail(&err);
	}
	if (!audit_proof_keys(cli, argc, argv, &keys, &err))
		return cli_fail(&err);
	return kept != NULL ? check(&keys, kept, note, ca) : stamp(cli, &keys, url, ca);
}
