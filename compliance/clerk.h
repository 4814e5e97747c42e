/* clerk.h - the process that makes the capsules which were asked for over the API, so that the web's loop does not wait for them. */
#ifndef COMPLIANCE_CLERK_H
#define COMPLIANCE_CLERK_H

#include "config/settings.h"

/* Until SIGTERM or SIGINT; returns an exit code. */
int clerk_run(const struct settings *settings, const char *name);

#endif
