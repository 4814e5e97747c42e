/* audit.h - what the parts of dozvon audit share. */
#ifndef CLI_AUDIT_H
#define CLI_AUDIT_H

#include "cli/cli.h"
#include "compliance/note.h"

extern const char *const audit_flags[];		/* options without a value */
/* The key that --key names, else the installation's own. */
bool audit_verifier(struct cli *cli, int argc, char **argv, struct note_key *out, struct err *err) warn_unused;
bool audit_number(const char *text, int64_t *out, struct err *err) warn_unused;

int audit_verify(struct cli *cli, int argc, char **argv);
int audit_send(struct cli *cli, int argc, char **argv);
int audit_stamp(struct cli *cli, int argc, char **argv);

#endif
