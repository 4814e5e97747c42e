/* reading.c - who reads a person's data, and why. */
#include "cli/reading.h"

#include <stdlib.h>

void
reading_options(int argc, char **argv, struct person_read *read)
{
	const char *by = cli_option(argc, argv, "--by"), *campaign = cli_option(argc, argv, "--campaign");
	const char *matter = cli_option(argc, argv, "--matter");

	read->login = by ? by : cli_option(argc, argv, "--as");
	read->reason = cli_option(argc, argv, "--reason");
	if (read->campaign == 0 && campaign != NULL)
		read->campaign = strtoll(campaign, NULL, 10);
	if (read->matter == 0 && matter != NULL)
		read->matter = strtoll(matter, NULL, 10);
}

bool
reading_note(struct db *db, int64_t now, int argc, char **argv, struct person_read *read, struct err *err)
{
	struct entry who = {.at = now, .who_kind = "process", .process = "cli"};

	reading_options(argc, argv, read);
	bool noted = person_read_note(db, read, &who, NULL, err);
	person_read_release(read);
	return noted;
}
