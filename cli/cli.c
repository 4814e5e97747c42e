/* cli.c - what the commands share. */
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

#include "config/yaml.h"

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
		fail(err, ERR_SETTINGS, "settings: \"database\" is not set; write it in the settings file or DOZVON_DATABASE");
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

bool
cli_options_known(int argc, char **argv, struct err *err)
{
	char said[NEAREST_SAID], name[64];

	for (int i = 1; i < argc; i++) {
		bool known = strncmp(argv[i], "--", 2) != 0;
		snprintf(name, sizeof(name), "%.*s", (int)strcspn(argv[i], "="), argv[i]);
		for (const char *const *option = cli_options; *option != NULL && !known; option++)
			known = strcmp(*option, name) == 0;
		if (!known)
			return fail(err, ERR_INPUT, "there is no option \"%s\"%s", name, nearest_said(name, cli_options, said));
	}
	return true;
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
