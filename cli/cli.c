/* cli.c - what the commands share. */
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

int
cli_fail(const struct err *err)
{
	fprintf(stderr, "dozvon: %s\n", err->text);
	return (int)err_exit_code(err);
}

int
cli_usage(const char *usage)
{
	fprintf(stderr, "usage: dozvon %s\n", usage);
	return EXIT_USAGE;
}

struct db *
cli_db(const struct cli *cli, struct err *err)
{
	struct buf dsn = {0};

	if (cli->settings.database[0] == '\0') {
		fail(err, ERR_INPUT, "settings: \"database\" is not set; write it in the settings file or DOZVON_DATABASE");
		return NULL;
	}
	settings_dsn(&cli->settings, cli->settings.user, &dsn);
	struct db *db = db_open(dsn.data, err);
	buf_release(&dsn);
	return db;
}

const char *
cli_option(int argc, char **argv, const char *name)
{
	size_t len = strlen(name);

	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], name) == 0 && i + 1 < argc)
			return argv[i + 1];
		if (strncmp(argv[i], name, len) == 0 && argv[i][len] == '=')
			return argv[i] + len + 1;
	}
	return NULL;
}

bool
cli_flag(int argc, char **argv, const char *name)
{
	for (int i = 1; i < argc; i++)
		if (strcmp(argv[i], name) == 0)
			return true;
	return false;
}

static bool
is_flag(const char *word, const char *const *flags)
{
	for (; flags != NULL && *flags != NULL; flags++)
		if (strcmp(word, *flags) == 0)
			return true;
	return false;
}

const char *
cli_word(int argc, char **argv, int n, const char *const *flags)
{
	for (int i = 1; i < argc; i++) {
		if (strncmp(argv[i], "--", 2) == 0) {
			if (!is_flag(argv[i], flags) && strchr(argv[i], '=') == NULL)
				i++;	/* its value */
		} else if (n-- == 0) {
			return argv[i];
		}
	}
	return NULL;
}
