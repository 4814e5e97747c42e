/* planner.h - the process that plans started campaigns and ends those that are over. */
#ifndef DIALER_PLANNER_H
#define DIALER_PLANNER_H

#include "config/settings.h"

/* Runs until SIGTERM; returns an exit code. */
int planner_run(const struct settings *settings, const char *name);

#endif
