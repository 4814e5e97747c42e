/* reporter.c - webhooks from the inbox to attempts, targets and refusals, one transaction a batch. */
#include "dialer/reporter.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"
#include "base/stop.h"
#include "compliance/entry.h"
#include "dialer/question.h"
#include "dialer/report_store.h"
#include "dialer/stop_push.h"

enum { LOOK_MS = 100, ASK_MS = 10, BATCH = 200 };

/* "" when no webhook waits. */
static bool
next_provider(struct db *db, int64_t now, char out[64], struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_time(&args, now);
	bool run = db_run(db, QUERY_INBOX_PROVIDER, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	out[0] = '\0';
	if (rows_count(rows) > 0)
		strncat(out, rows_text(rows, 0, 0), 63);
	rows_free(rows);
	return true;
}

static bool
read_inbox(struct reporter *reporter, const char *name, int64_t now, struct report_batch *batch, struct rows **rows,
    struct err *err)
{
	const struct provider *provider = provider_find(reporter->providers, name);
	struct args args;

	args_init(&args);
	args_text(&args, name);
	args_int(&args, BATCH);
	args_time(&args, now);
	bool run = db_run(reporter->db, QUERY_INBOX_TAKE, &args, rows, err);
	args_release(&args);
	if (!run)
		return false;
	for (int i = 0; i < rows_count(*rows); i++) {
		struct webhook webhook = {.path = rows_text(*rows, i, 1), .content_type = rows_text(*rows, i, 2),
			.headers = rows_text(*rows, i, 3), .body = rows_bytes(*rows, i, 4), .received_at = rows_time(*rows, i, 5)};
		must(provider != NULL);		/* web takes webhooks of our contracts only */
		report_batch_read(batch, provider, rows_int(*rows, i, 0), &webhook);
	}
	return true;
}

static bool
write_inbox(struct db *db, const struct report_batch *batch, int64_t now, struct err *err)
{
	struct args args;

	args_init(&args);
	args_array(&args, ARRAY_INT8, (size_t)batch->items);
	for (int i = 0; i < batch->items; i++)
		args_array_int(&args, batch->item[i].id);
	args_array(&args, ARRAY_TEXT, (size_t)batch->items);
	for (int i = 0; i < batch->items; i++)
		args_array_text(&args, batch->item[i].verdict);
	args_array(&args, ARRAY_TIME, (size_t)batch->items);
	for (int i = 0; i < batch->items; i++)
		args_array_time(&args, batch->item[i].look_at);
	args_time(&args, now);
	bool done = db_run(db, QUERY_INBOX_HANDLED, &args, NULL, err);
	args_release(&args);
	return done;
}

static bool
is_forged(const struct inbox_item *item)
{
	return strcmp(item->verdict, "forged") == 0;
}

/* One entry a batch: who floods us with forgeries does not flood the log. */
static bool
log_forged(struct reporter *reporter, const char *provider, const struct report_batch *batch, int64_t now,
    struct err *err)
{
	struct entry entry = {.what = ENTRY_WEBHOOK_REFUSED, .at = now, .who_kind = "process", .process = reporter->name};
	struct buf data = {0};
	struct json json;
	int64_t count = 0, first = 0;

	for (int i = 0; i < batch->items; i++)
		if (is_forged(&batch->item[i]) && count++ == 0)
			first = batch->item[i].id;
	if (count == 0)
		return true;
	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "count");
	json_int(&json, count);
	json_key(&json, "first");
	json_int(&json, first);
	json_key(&json, "provider");
	json_text(&json, provider);
	json_end(&json);
	bool added = entry_add(reporter->db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

static bool
handle(struct reporter *reporter, const char *provider, struct report_batch *batch, int64_t now, struct err *err)
{
	struct rows *rows = NULL;

	if (!read_inbox(reporter, provider, now, batch, &rows, err))
		return false;
	bool done = report_store_mark_known(reporter->db, provider, batch, err) &&
	    report_store_load(reporter->db, provider, batch, err);
	if (done) {
		batch->stop_key = reporter->stop_key;
		report_batch_apply(batch, now);
		done = report_store_write(reporter, provider, batch, now, err) &&
		    report_store_add(reporter->db, provider, batch, now, err) && write_inbox(reporter->db, batch, now, err) &&
		    log_forged(reporter, provider, batch, now, err);
	}
	rows_free(rows);
	return done;
}

bool
reporter_handle(struct reporter *reporter, int64_t now, int64_t *handled, struct err *err)
{
	struct report_batch batch = {0};
	char provider[64];

	*handled = 0;
	if (!next_provider(reporter->db, now, provider, err))
		return false;
	if (provider[0] == '\0')
		return true;
	bool done = db_begin(reporter->db, err) && handle(reporter, provider, &batch, now, err) &&
	    db_commit(reporter->db, err);
	if (done)
		*handled = batch.items;
	else
		db_rollback(reporter->db);
	for (int i = 0; done && i < batch.items; i++)
		if (is_forged(&batch.item[i]))
			log_event(LOG_WARNING, "webhook.forged", "inbox=%lld provider=%s", (long long)batch.item[i].id, provider);
	report_batch_release(&batch);
	return done;
}

static bool
turn(struct reporter *reporter, struct questions *questions, struct stop_pushes *pushes, int64_t now, int64_t *handled,
    struct err *err)
{
	return reporter_handle(reporter, now, handled, err) && questions_turn(questions, reporter, now, err) &&
	    stop_pushes_turn(pushes, reporter, now, err);
}

static bool
load(struct reporter *reporter, const struct settings *settings, struct err *err)
{
	return installation_key_read(settings->installation_key, &reporter->key, err) &&
	    (reporter->words = refusal_words_load(settings->refusal_words, err)) != NULL &&
	    (reporter->providers = providers_load(settings, err)) != NULL;
}

static bool
connected(struct reporter *reporter, const struct settings *settings, struct err *err)
{
	struct buf dsn = {0};

	if (reporter->db != NULL)
		return db_is_alive(reporter->db) || db_reset(reporter->db, err);
	settings_dsn_by_key(settings, "dozvon_dispatcher", &dsn);
	reporter->db = db_open(dsn.data, err);
	buf_release(&dsn);
	return reporter->db != NULL;
}

int
reporter_run(const struct settings *settings, const char *name)
{
	struct reporter reporter = {.name = name, .stop_key = settings->stop_key, .stop_push_alarm = settings->stop_push_alarm};
	struct err err = {0};
	struct questions *questions = questions_new((int)settings->request_timeout);
	struct stop_pushes *pushes = stop_pushes_new((int)settings->request_timeout);
	int code = EXIT_DONE;

	log_set_role(name);
	stop_on_signals();
	if (!load(&reporter, settings, &err)) {
		log_event(LOG_ERR, "reporter.refused", "reason=\"%s\"", err.text);
		code = EXIT_SETTINGS;
	}
	while (code == EXIT_DONE && !stop_is_asked()) {
		int64_t handled = 0;
		if (!connected(&reporter, settings, &err) || 
		    !turn(&reporter, questions, pushes, clock_read(), &handled, &err))
			log_event(LOG_WARNING, "reporter.waits", "reason=\"%s\"", err.text);
		if (handled == 0)
			poll(NULL, 0, questions_open(questions) > 0 || stop_pushes_open(pushes) > 0 ? ASK_MS : LOOK_MS);
	}
	stop_pushes_free(pushes);
	questions_free(questions);
	db_close(reporter.db);
	refusal_words_free(reporter.words);
	providers_free(reporter.providers);
	return code;
}
