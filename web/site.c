/* site.c - the web process's connection to the database, and its returns. */
#include "web/site.h"

#include "base/clock.h"
#include "base/log.h"

enum { LONGEST_PAUSE = 5 };

/* Requests are short; a query that is not must not hold up all others. */
static const char LIMITS[] = " connect_timeout=3 options='-c statement_timeout=10s -c lock_timeout=3s'";

static void
try_later(struct site *site, const struct err *err)
{
	int64_t pause = SECOND / 10;

	for (int i = 0; i < site->db_failures && pause < LONGEST_PAUSE * SECOND; i++)
		pause *= 2;
	if (site->db_failures++ == 0)
		log_event(LOG_ERR, "database.away", "reason=\"%s\"", err->text);
	site->db_try_at = clock_monotonic() + (pause < LONGEST_PAUSE * SECOND ? pause : LONGEST_PAUSE * SECOND);
}

static void
reach(struct site *site, struct err *err)
{
	struct buf dsn = {0};

	settings_dsn(site->settings, "dozvon_web", &dsn);
	buf_add_text(&dsn, LIMITS);
	site->db = db_open(dsn.data, err);
	buf_release(&dsn);
	if (site->db == NULL) {
		try_later(site, err);
		return;
	}
	log_event(LOG_INFO, "database.reached", "failures=%d", site->db_failures);
	site->db_failures = 0;
}

struct db *
site_db(struct site *site, struct err *err)
{
	if (site->db != NULL && !db_is_alive(site->db))
		site->db = db_close(site->db);
	err->kind = ERR_NONE;
	if (site->db == NULL && clock_monotonic() >= site->db_try_at)
		reach(site, err);
	if (site->db == NULL && (err->kind == ERR_NONE || err->kind == ERR_RETRY))
		fail(err, ERR_RETRY, "the database is away; try again in a moment");
	return site->db;
}

const struct content_words *
site_content_words(struct site *site, struct err *err)
{
	if (site->content_words == NULL)
		site->content_words = content_words_load(site->settings->content_words, err);
	return site->content_words;
}
