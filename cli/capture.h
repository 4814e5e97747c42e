/* capture.h - dozvon consent capture: consents on paper or in a call, taken by the staff. */
#ifndef CLI_CAPTURE_H
#define CLI_CAPTURE_H

#include "cli/act.h"

bool capture_command(struct act *act, int argc, char **argv, struct err *err);

#endif
