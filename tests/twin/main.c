/* main.c - dozvon-twin: the providers that tests and benchmarks talk to, and the agents who press Call. */
#include <stdio.h>
#include <string.h>

#include "base/lang.h"
#include "tests/twin/twin.h"

static const struct {
	const char *name;
	int (*run)(int argc, char **argv);
} commands[] = {
	{"serve", command_serve},
	{"agents", command_agents},
	{"sign", command_sign},
};

int
main(int argc, char **argv)
{
	lang_set(LANG_EN);
	for (size_t i = 0; argc > 1 && i < sizeof(commands) / sizeof(*commands); i++)
		if (strcmp(argv[1], commands[i].name) == 0)
			return commands[i].run(argc - 1, argv + 1);
	fprintf(stderr, "usage: dozvon-twin serve | agents | sign ...; each says its own\n");
	return EXIT_USAGE;
}
