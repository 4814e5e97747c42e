/* registry.h - what the commands about our registers share: who states it, lines of rows, the facts of one object. */
#ifndef CLI_REGISTRY_H
#define CLI_REGISTRY_H

#include "campaigns/register.h"
#include "campaigns/register_view.h"
#include "cli/cli.h"

struct registry {
	struct db *db;
	struct stater stater;
};

/* --as LOGIN says who: any of the staff, or nobody. */
bool registry_open(struct cli *cli, int argc, char **argv, struct registry *out, struct err *err) warn_unused;
/* The same for what only a compliance officer does. */
bool registry_open_officer(struct cli *cli, int argc, char **argv, struct registry *out, struct err *err) warn_unused;
/* Closes; prints id when it is not 0, or err; the exit code. */
int registry_close(struct registry *registry, bool done, int64_t id, const struct err *err);
/* Rows, a line each; form as in register_view.h. */
void registry_print(const struct rows *rows, const char *form);
int registry_list(struct cli *cli, const char *table);
/* What was stated of one object, oldest first. */
int registry_history(struct cli *cli, const char *table, const char *id);
bool registry_verb(int argc, char **argv, const char *verb);

#endif
