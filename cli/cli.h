/*
 * cli.h - what the commands share: settings, database, and how a failure is told.
 *
 * A command is int command_NAME(struct cli *, int argc, char **argv) in
 * cli/NAME.c and a line of commands.def; argv[0] is its name.  It returns an
 * exit code (base/err.h).  Answers go to stdout, errors to stderr.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "base/crypto.h"
#include "base/err.h"
#include "config/settings.h"
#include "db/db.h"

struct cli {
	struct settings settings;
	int64_t now;		/* read once at start */
	const char *settings_path;
};

/* Prints the failure to stderr, once, and returns its exit code. */
int cli_fail(const struct err *err);
int cli_usage(const char *usage);	/* EXIT_USAGE */
/* Opens the database as the settings' user. */
struct db *cli_db(const struct cli *cli, struct err *err);
/* "--name VALUE" anywhere in argv; NULL when absent.  Removes nothing. */
const char *cli_option(int argc, char **argv, const char *name);
bool cli_flag(int argc, char **argv, const char *name);
/* Whether each word that begins with -- is an option of some command: "--dryrun" must not run in earnest. */
bool cli_options_known(int argc, char **argv, struct err *err);
extern const char *const cli_options[];	/* NULL at the end; generated, option.awk */
/* The n-th word (from 0, after argv[0]) that is neither an option nor its value. flags: NULL-terminated names without a value. */
const char *cli_word(int argc, char **argv, int n, const char *const *flags);

#define COMMAND(name, function, what) int function(struct cli *cli, int argc, char **argv);
#include "cli/commands.def"
#undef COMMAND

#endif
