/* audit.h - what the parts of dozvon audit share. */
#ifndef CLI_AUDIT_H
#define CLI_AUDIT_H

#include "cli/cli.h"
#include "compliance/log_keys.h"

extern const char *const audit_flags[];		/* options without a value */
/* The key that --key names, else the installation's own. */
bool audit_verifier(struct cli *cli, int argc, char **argv, struct note_key *out, struct err *err) warn_unused;
/* It, and the keys before and after it, as our own log_dir has them. */
bool audit_keys(struct cli *cli, int argc, char **argv, struct log_keys *out, struct err *err) warn_unused;
/* --key alone; without it as audit_keys. */
bool audit_proof_keys(struct cli *cli, int argc, char **argv, struct log_keys *out, struct err *err) warn_unused;
bool audit_number(const char *text, int64_t *out, struct err *err) warn_unused;

int audit_verify(struct cli *cli, int argc, char **argv);
int audit_archive(struct cli *cli, int argc, char **argv);
int audit_send(struct cli *cli, int argc, char **argv);
int audit_page(struct cli *cli, int argc, char **argv);
int audit_mail(struct cli *cli, int argc, char **argv);
int audit_stamp(struct cli *cli, int argc, char **argv);

#endif
