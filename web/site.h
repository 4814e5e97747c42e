/* site.h - what the handlers share: settings, database, contracts, and what waits to be written. */
#ifndef WEB_SITE_H
#define WEB_SITE_H

#include "base/crypto.h"
#include "compliance/content_words.h"
#include "compliance/refusal_words.h"
#include "config/contracts.h"
#include "config/regions.h"
#include "config/settings.h"
#include "db/db.h"
#include "web/http_server.h"

struct event_base;

struct site {
	const struct settings *settings;
	const char *name;		/* of this process */
	struct event_base *base;
	struct http_server *server;
	struct contracts *contracts;
	struct regions *regions;
	struct content_words *content_words;	/* by site_content_words */
	struct refusal_words *words;	/* what agents heard is read by them */
	struct hooks *hooks;		/* what each provider expects to hear */
	struct inbox *inbox;
	struct refusal_queue *refusals;	/* of the public pages */
	struct limits *limits;		/* of strangers */
	struct metrics *metrics;
	struct guesses *guesses;	/* at the API */
	struct installation_key key;
	struct db *db;			/* NULL while away */
	int64_t db_try_at;		/* clock_monotonic() */
	int db_failures;
};

/*
 * The connection, opened again when it was lost: NULL with ERR_RETRY while
 * the database is away.  Tries are spaced, so that requests fail at once.
 * Another kind of failure means that this is not our database: it is not migrated, or not for us.
 */
struct db *site_db(struct site *site, struct err *err);

/* What the linter looks for. Read once: another list takes a restart, as another policy pack does. */
const struct content_words *site_content_words(struct site *site, struct err *err);

#endif
