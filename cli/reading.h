/* reading.h - who reads a person's data, and why: the options of every command that shows a person. */
#ifndef CLI_READING_H
#define CLI_READING_H

#include "cli/cli.h"
#include "compliance/person_read_store.h"

/* --by LOGIN (or --as), --reason TEXT, --campaign N, --matter N into the read, where it does not say them yet. */
void reading_options(int argc, char **argv, struct person_read *read);
/* The options, and then the trace; before anything is printed. Releases the read. */
bool reading_note(struct db *db, int64_t now, int argc, char **argv, struct person_read *read, struct err *err) warn_unused;

#endif
