/* audit_archive.c - dozvon audit archive: sealed months out of the database and the loose files, into the archive. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/lang.h"
#include "cli/audit.h"
#include "cli/officer.h"
#include "compliance/archiving.h"

/* 2026-10, all before that month, or a day, all before it. */
static bool
read_until(const char *text, int64_t now, int64_t *out, struct err *err)
{
	char day[16];

	snprintf(day, sizeof(day), strlen(text) == 7 ? "%s-01" : "%s", text);
	if (strlen(day) != 10 || !instant_parse(day, out))
		return fail(err, ERR_INPUT, "--until: expected a month or a day, as 2026-10 or 2026-10-01");
	return *out <= now || fail(err, ERR_INPUT, "--until: this is yet to come");
}

int
audit_archive(struct cli *cli, int argc, char **argv)
{
	const char *text = cli_option(argc, argv, "--until");
	struct archived archived = {0};
	struct err err = {0};
	struct act act = {0};
	struct note_key key;
	int64_t until;

	if (text == NULL || cli_word(argc, argv, 0, audit_flags) != NULL)
		return cli_usage("audit archive --until MONTH|DAY --as LOGIN");
	bool done = read_until(text, cli->now, &until, &err) && audit_verifier(cli, argc, argv, &key, &err) &&
	    officer_open(cli, argc, argv, RIGHT_DECIDE, &act, &err) &&
	    archiving_run(&cli->settings, act.db, &key, until, &act.who, &archived, &err);
	if (done && archived.bundles == 0)
		puts(say("nothing to archive"));
	else if (done)
		printf(say("archived: entries %lld to %lld, %lld bytes; the database keeps their places only\n"),
		    (long long)archived.first_bundle * 256, (long long)(archived.first_bundle + archived.bundles) * 256 - 1,
		    (long long)archived.bytes);
	return act_close(&act, done, &err);
}
