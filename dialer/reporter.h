/*
 * reporter.h - the process that reads what providers report: webhooks verified and applied, unknown attempts asked about.
 *
 * It stands beside the dispatchers and not inside them: a burst of reports
 * must not keep a dispatcher from dropping what a refusal takes back.
 */
#ifndef DIALER_REPORTER_H
#define DIALER_REPORTER_H

#include "config/settings.h"
#include "base/crypto.h"
#include "compliance/refusal_words.h"
#include "db/db.h"
#include "dialer/provider.h"

/* Runs until SIGTERM; returns an exit code. */
int reporter_run(const struct settings *settings, const char *name);

struct reporter {
	const char *name;
	struct installation_key key;
	struct refusal_words *words;
	struct providers *providers;
	struct db *db;
	const char *stop_key;		/* what a person presses in a call to refuse */
	int64_t stop_push_alarm;	/* seconds until a provider must have acknowledged a refusal */
};

/* Handles at most one batch of webhooks of one provider in one transaction; *handled is 0 when none waits. */
bool reporter_handle(struct reporter *reporter, int64_t now, int64_t *handled, struct err *err) warn_unused;

#endif
