/*
 * act.h - what commands about a person's address share: the key, the address named, who acts.
 */
#ifndef CLI_ACT_H
#define CLI_ACT_H

#include "cli/cli.h"
#include "compliance/address.h"
#include "compliance/entry.h"

/* Opens the database and reads the installation key. */
struct act {
	struct installation_key key;
	struct db *db;
	const struct settings *settings;
	struct entry who;	/* at, who_kind, who_id, process */
};

/* Who acts, for the entry: --staff ID, else the process. */
bool act_who(const struct cli *cli, int argc, char **argv, struct entry *out, struct err *err) warn_unused;
/* --staff ID says which person acts; without it the process does. */
bool act_open(struct cli *cli, int argc, char **argv, struct act *out, struct err *err) warn_unused;
/* --address */
bool act_address(const struct act *act, int argc, char **argv, struct address *out, struct err *err) warn_unused;
/* Closes; prints err when the work failed; the exit code. */
int act_close(struct act *act, bool done, const struct err *err);

#endif
