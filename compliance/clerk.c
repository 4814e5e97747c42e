/*
 * clerk.c - makes the capsules that were asked for, one after another, and removes their files when their time is over.
 *
 * It reads everything, deciphers evidence, and can write nothing but traces: strangers talk to web, not to it.
 */
#include "compliance/clerk.h"

#include <poll.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/stop.h"
#include "compliance/capsule_job_store.h"

enum { LOOK_MS = 500 };

static bool
connected(struct db **db, const struct settings *settings, struct err *err)
{
	struct buf dsn = {0};

	if (*db != NULL)
		return db_is_alive(*db) || db_reset(*db, err);
	settings_dsn(settings, "dozvon_clerk", &dsn);
	*db = db_open(dsn.data, err);
	buf_release(&dsn);
	return *db != NULL;
}

int
clerk_run(const struct settings *settings, const char *name)
{
	struct err err = {0};
	struct db *db = NULL;

	log_set_role(name);
	stop_on_signals();
	struct contracts *contracts = contracts_load(settings->contracts, &err);
	if (contracts == NULL || !capsule_job_begin(settings, &err)) {
		log_event(LOG_ERR, "clerk.refused", "reason=\"%s\"", err.text);
		contracts_free(contracts);
		return EXIT_SETTINGS;
	}
	while (!stop_is_asked()) {
		bool found = false;
		if (!connected(&db, settings, &err) || !capsule_job_sweep(db, settings, clock_read(), &err) ||
		    !capsule_job_work(db, settings, contracts, clock_read(), name, &found, &err))
			log_event(LOG_WARNING, "clerk.waits", "reason=\"%s\"", err.text);
		if (!found)
			poll(NULL, 0, LOOK_MS);
	}
	db_close(db);
	contracts_free(contracts);
	return EXIT_DONE;
}
