/* officer.h - who gives a command that only an officer may give: --as LOGIN. */
#ifndef CLI_OFFICER_H
#define CLI_OFFICER_H

#include "cli/act.h"
#include "compliance/staff_store.h"

/* act_open, and its who is the person named by --as. */
bool officer_open(struct cli *cli, int argc, char **argv, enum right right, struct act *out, struct err *err);

#endif
