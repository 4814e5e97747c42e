/* main.c - dozvon, in the manner of git: one binary, one word a command. */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/lang.h"
#include "cli/cli.h"
#include "compliance/entry.h"

static const struct command {
	const char *name;
	int (*run)(struct cli *cli, int argc, char **argv);
	const char *what;
} commands[] = {
#define COMMAND(name, function, what) {name, function, what},
#include "cli/commands.def"
#undef COMMAND
};
enum { COMMANDS = sizeof(commands) / sizeof(commands[0]) };

static int
usage(void)
{
	fputs(say("usage: dozvon [--settings FILE] [--lang ru|en] COMMAND ...\n\n"), stderr);
	for (int i = 0; i < COMMANDS; i++)
		fprintf(stderr, "  %-12s %s\n", commands[i].name, say(commands[i].what));
	return EXIT_USAGE;
}

/* Without a settings file named or in its usual place, the standard values and the environment serve. */
static const char *
settings_path(const char *named)
{
	static const char usual[] = "config/dozvon.yaml";
	if (named == NULL)
		named = getenv("DOZVON_SETTINGS");
	if (named != NULL && *named != '\0')
		return named;
	FILE *file = fopen(usual, "r");
	if (file == NULL)
		return NULL;
	fclose(file);
	return usual;
}

/* By the operating system: whoever says another login with --by or --as is told apart.  Behind sudo nobody is root. */
static int64_t
who_runs(void)
{
	const char *behind = getuid() == 0 ? getenv("SUDO_UID") : NULL;
	char *end;
	long uid = behind != NULL ? strtol(behind, &end, 10) : 0;

	return uid > 0 && *end == '\0' ? uid : (int64_t)getuid();
}

/* False: neither of our languages. */
static bool
speak(const char *language)
{
	bool english = strcmp(language, "en") == 0;

	lang_set(english ? LANG_EN : LANG_RU);
	return english || strcmp(language, "ru") == 0;
}

int
main(int argc, char **argv)
{
	struct cli cli = {0};
	struct err err = {0};
	const char *path = NULL;
	const char *language = NULL;

	setlocale(LC_CTYPE, "C.UTF-8");
	argc--, argv++;
	while (argc >= 2 && strncmp(argv[0], "--", 2) == 0) {
		if (strcmp(argv[0], "--settings") == 0)
			path = argv[1];
		else if (strcmp(argv[0], "--lang") == 0)
			language = argv[1];
		else
			return usage();
		argc -= 2, argv += 2;
	}
	if (language != NULL && !speak(language))
		return usage();
	if (argc < 1)
		return usage();
	cli.settings_path = settings_path(path);
	if (!settings_load(cli.settings_path, &cli.settings, &err) || !clock_set(cli.settings.clock, &err)) {
		cli_fail(&err);
		return EXIT_SETTINGS;
	}
	if (language != NULL) {
		free(cli.settings.language);
		cli.settings.language = memory_text(language);
	}
	speak(cli.settings.language);
	cli.now = clock_read();
	entry_run_by(who_runs());
	for (int i = 0; i < COMMANDS; i++)
		if (strcmp(argv[0], commands[i].name) == 0) {
			int code = EXIT_USAGE;
			if (cli_options_known(argc, argv, &err))
				code = commands[i].run(&cli, argc, argv);
			else
				cli_fail(&err);
			settings_release(&cli.settings);
			return code;
		}
	fprintf(stderr, say("dozvon: there is no command \"%s\"\n"), argv[0]);
	return usage();
}
