/* replay.h - recorded decisions judged again: gate replay, policy what-if. */
#ifndef CLI_REPLAY_H
#define CLI_REPLAY_H

#include "cli/cli.h"

/* gate replay DECISION | --campaign N */
int replay_command(struct cli *cli, int argc, char **argv);
/* policy what-if --pack FILE --campaign N|--since DATE [--list] */
int what_if_command(struct cli *cli, int argc, char **argv);

#endif
