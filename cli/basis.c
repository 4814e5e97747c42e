/* basis.c - dozvon basis: legal bases other than consent. */
#include <stdio.h>
#include <string.h>

#include "base/lang.h"
#include "cli/act.h"
#include "compliance/basis_store.h"

int
command_basis(struct cli *cli, int argc, char **argv)
{
	const char *verb = cli_word(argc, argv, 0, NULL), *path = cli_word(argc, argv, 1, NULL);
	struct act act;
	struct err err = {0};
	struct basis_import sums;

	if (verb == NULL || strcmp(verb, "import") != 0 || path == NULL)
		return cli_usage("basis import FILE [--rejects FILE]");
	bool done = act_open(cli, argc, argv, &act, &err) && basis_import(act.db, &act.key, path,
	    cli_option(argc, argv, "--rejects"), &act.who, &sums, &err);
	if (done)
		printf(say("lines: %lld, recorded: %lld, known already: %lld, rejected: %lld\n"), (long long)sums.lines,
		    (long long)sums.recorded, (long long)sums.known, (long long)sums.rejected);
	return act_close(&act, done, &err);
}
