/*
 * web.h - the web process: REST API, providers' webhooks, public pages, the log's files.
 *
 * Talks to the rest through the database; nobody talks to it.  It reads no
 * provider's secret and no signing key.
 */
#ifndef WEB_WEB_H
#define WEB_WEB_H

#include <stdbool.h>

#include "config/settings.h"

/* Serves until SIGTERM or SIGINT; returns an exit code. */
int web_run(const struct settings *settings, const char *name);
/* Whether only this machine can reach the address: 127.0.0.0/8, ::1, localhost. */
bool web_address_is_local(const char *address);

#endif
