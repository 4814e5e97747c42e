/* dispatcher.h - the process that claims targets, asks the gate a last time, sends, and records the answers. */
#ifndef DIALER_DISPATCHER_H
#define DIALER_DISPATCHER_H

#include "config/settings.h"

/* Runs until SIGTERM; then claims nothing more, drops what is not yet handed to the network, waits for answers, and returns an exit code. */
int dispatcher_run(const struct settings *settings, const char *name);

#endif
