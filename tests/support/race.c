/* race.c - what the programs of tests/race share. */
#include "tests/support/race.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"

static int failures;

void
race_check(bool held, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	printf("%s ", held ? "PASS" : "FAIL");
	vprintf(format, arguments);
	printf("\n");
	fflush(stdout);
	va_end(arguments);
	failures += !held;
}

void
race_shell(const char *format, ...)
{
	char command[900];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(command, sizeof(command), format, arguments);
	va_end(arguments);
	if (system(command) != 0) {
		fprintf(stderr, "%s failed\n", command);
		exit(1);
	}
}

void
race_cluster_start(const char *directory, const char *options)
{
	char words[200], here[300], path[400];

	/* The socket is named by the path: two trees must not share one. */
	must(getcwd(here, sizeof(here)) != NULL);
	snprintf(path, sizeof(path), "%s/%s", here, directory);
	setenv("PG_DIR", path, 1);
	setenv("PG_OPTIONS", options, 1);
	race_shell("bin/pg destroy; bin/pg start >/dev/null");
	FILE *pipe = popen("bin/pg dsn | sed 's/ dbname.*//'", "r");
	must(pipe != NULL && fgets(words, sizeof(words), pipe) != NULL);
	pclose(pipe);
	words[strcspn(words, "\n")] = '\0';
	setenv("DOZVON_TEST_DSN", words, 1);
}

int
race_end(const char *folder)
{
	if (failures > 0) {
		printf("%d failed; the cluster is in %s, the logs are in %s\n", failures, getenv("PG_DIR"), folder);
		return 1;
	}
	race_shell("bin/pg destroy; rm -rf %s", folder);
	return 0;
}

int64_t
race_realtime(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return now.tv_sec * SECOND + now.tv_nsec / 1000;
}
