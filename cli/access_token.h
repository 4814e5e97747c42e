/* access.h - dozvon staff token, tokens, revoke: the secrets by which the staff calls the API. */
#ifndef CLI_ACCESS_TOKEN_H
#define CLI_ACCESS_TOKEN_H

#include "cli/cli.h"

int access_token_command(struct cli *cli, int argc, char **argv);

#endif
