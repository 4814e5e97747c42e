/* janitor.c - finds what others left behind, once a second. */
#include "dialer/janitor.h"

#include <poll.h>
#include <signal.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"
#include "compliance/entry.h"

enum { LOOK_MS = 1000, BATCH = 500 };

static volatile sig_atomic_t stopping;

static void
on_stop(int signal_number)
{
	(void)signal_number;
	stopping = 1;
}

static bool
add_entry(struct db *db, const struct rows *rows, int row, int64_t now, const char *process, struct err *err)
{
	struct view token = rows_bytes(rows, row, 2);
	struct entry entry = {.what = ENTRY_ATTEMPT_SETTLED, .at = now, .who_kind = "process", .process = process,
		.subject = token.len == TOKEN_SIZE ? (const uint8_t *)token.data : NULL};
	struct buf data = {0};
	struct json json;
	char id[UUID_TEXT];

	uuid_format(rows_uuid(rows, row, 0), id);
	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "code");
	json_text(&json, "lease expired");
	json_key(&json, "decision");
	json_text(&json, id);
	json_key(&json, "provider");
	json_text(&json, rows_text(rows, row, 1));
	json_key(&json, "state");
	json_text(&json, "unknown");
	json_end(&json);
	bool added = entry_add(db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

static bool
expire(struct db *db, int64_t before, int64_t now, const char *process, int64_t *count, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_time(&args, before);
	args_time(&args, now);
	args_int(&args, BATCH);
	bool done = db_run(db, QUERY_ATTEMPT_EXPIRE, &args, &rows, err);
	args_release(&args);
	if (!done)
		return false;
	for (int i = 0; i < rows_count(rows) && done; i++)
		done = add_entry(db, rows, i, now, process, err);
	*count = rows_count(rows);
	rows_free(rows);
	return done;
}

bool
janitor_expire(struct db *db, int64_t lease, int64_t now, const char *process, int64_t *count, struct err *err)
{
	if (db_begin(db, err) && expire(db, now - lease * SECOND, now, process, count, err) && db_commit(db, err))
		return true;
	db_rollback(db);
	return false;
}

/* The smallest id that uuid_new could have made at an instant. */
static struct uuid
uuid_at(int64_t instant)
{
	struct uuid uuid = {{0}};
	uint64_t ms = (uint64_t)(instant / 1000);

	for (int i = 0; i < 6; i++)
		uuid.bytes[i] = (uint8_t)(ms >> (40 - 8 * i));
	return uuid;
}

/* Attempts sort by time, so each look reads only what has grown old since the last one. */
bool
janitor_give_up(struct db *db, int64_t wait, int64_t now, struct uuid *from, struct err *err)
{
	struct uuid before = uuid_at(now - wait * SECOND);
	int64_t count = BATCH;

	while (count == BATCH) {
		struct args args;
		struct rows *rows;
		args_init(&args);
		args_uuid(&args, *from);
		args_uuid(&args, before);
		args_int(&args, BATCH);
		bool done = db_run(db, QUERY_ATTEMPT_GIVE_UP, &args, &rows, err);
		args_release(&args);
		if (!done)
			return false;
		count = rows_int(rows, 0, 1);
		*from = count == BATCH ? rows_uuid(rows, 0, 0) : before;
		rows_free(rows);
	}
	return true;
}

static bool
look(struct db *db, const struct settings *settings, const char *name, struct uuid *looked_to, struct err *err)
{
	int64_t count = BATCH;

	while (count == BATCH && !stopping) {
		if (!janitor_expire(db, settings->lease, clock_read(), name, &count, err))
			return false;
		if (count > 0)
			log_event(LOG_WARNING, "attempt.unknown", "count=%lld reason=\"no dispatcher settled them\"", (long long)count);
	}
	return janitor_give_up(db, settings->report_wait, clock_read(), looked_to, err);
}

int
janitor_run(const struct settings *settings, const char *name)
{
	struct buf dsn = {0};
	struct db *db = NULL;
	struct uuid looked_to = {{0}};
	struct err err;

	log_set_role(name);
	signal(SIGTERM, on_stop);
	settings_dsn(settings, "dozvon_janitor", &dsn);
	while (!stopping) {
		if (db == NULL)
			db = db_open(dsn.data, &err);
		if (db == NULL || (!db_is_alive(db) && !db_reset(db, &err)) || !look(db, settings, name, &looked_to, &err))
			log_event(LOG_WARNING, "janitor.waits", "reason=\"%s\"", err.text);
		poll(NULL, 0, LOOK_MS);
	}
	db_close(db);
	buf_release(&dsn);
	return EXIT_DONE;
}
