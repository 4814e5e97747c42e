/* settings.c - dozvon settings: what is in force, with its meaning. */
#include <stdio.h>

#include "cli/cli.h"

int
command_settings(struct cli *cli, int argc, char **argv)
{
	struct buf text = {0};

	if (argc > 2 || (argc == 2 && !cli_flag(argc, argv, "--print")))
		return cli_usage("settings [--print]");
	if (argc == 2) {
		settings_print(&cli->settings, &text);
		fputs(text.data, stdout);
	}
	buf_release(&text);
	return EXIT_DONE;
}
