/* janitor.c - finds what others left behind, once a second. */
#include "dialer/janitor.h"

#include <poll.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"
#include "base/stop.h"
#include "campaigns/visitor.h"
#include "compliance/basis_store.h"
#include "compliance/clearance.h"
#include "compliance/entry.h"
#include "compliance/evidence_store.h"
#include "compliance/hold_store.h"
#include "compliance/matter_watch_store.h"
#include "compliance/retention_sweep_store.h"
#include "compliance/why.h"

enum { LOOK_MS = 1000, BATCH = 500 };

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

/* The last row is the last attempt looked at, without a provider. */
static bool
expire_batch(struct db *db, int64_t lease, int64_t now, const char *process, struct uuid *from, bool *more,
    int64_t *count, struct err *err)
{
	struct uuid before = uuid_at(now - (lease + CLEARANCE_SECONDS) * SECOND);
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_uuid(&args, *from);
	args_uuid(&args, before);
	args_time(&args, now - lease * SECOND);
	args_time(&args, now);
	args_int(&args, BATCH);
	bool done = db_run(db, QUERY_ATTEMPT_EXPIRE, &args, &rows, err);
	args_release(&args);
	if (!done)
		return false;
	int last = rows_count(rows) - 1;
	for (int i = 0; i < last && done; i++)
		done = add_entry(db, rows, i, now, process, err);
	*more = last >= 0 && !uuid_equal(*from, rows_uuid(rows, last, 0));
	if (*more)
		*from = rows_uuid(rows, last, 0);
	*count += last > 0 ? last : 0;
	rows_free(rows);
	return done;
}

bool
janitor_expire(struct db *db, int64_t lease, int64_t now, const char *process, struct uuid *from, int64_t *count,
    struct err *err)
{
	bool more = true;

	*count = 0;
	while (more) {
		struct uuid next = *from;
		if (!db_begin(db, err) || !expire_batch(db, lease, now, process, &next, &more, count, err) ||
		    !db_commit(db, err)) {
			db_rollback(db);
			return false;
		}
		*from = next;
	}
	return true;
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
		args_time(&args, now);
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

/* How far back a new janitor looks: what is older, another one has seen. */
enum { LOOK_BACK_DAYS = 7 };

enum { WATCH_SECONDS = 60 };

struct looked {
	struct uuid expired_to, given_up_to;
	int64_t forgotten_at;
	int64_t watch_at;	/* clock_monotonic(): when the clocks of matters are looked at next */
	int64_t requests_at, evidence_at;	/* and when spent requests and old evidence are */
	int64_t sweep_at;			/* and when the next sweep begins, or goes on */
	struct sweep_place sweep;
};

enum { VISITOR_DAYS = 2 };	/* a letter's link is good for one */

/* Once an hour. */
static bool
forget(struct db *db, const char *name, int64_t now, struct looked *looked, struct err *err)
{
	struct entry who = {.at = now, .who_kind = "process", .process = name};
	int64_t count;

	if (now < looked->forgotten_at + HOUR)
		return true;
	looked->forgotten_at = now;
	return visitor_forget(db, now - VISITOR_DAYS * DAY, &who, &count, err);
}

static void
remind(void *unused, const struct matter_due *due)
{
	char until[28];

	(void)unused;
	instant_format(due->due, until);
	if (due->mark > 0)
		log_event(LOG_WARNING, "matter.due", "matter=%lld kind=%s deadline=%s until=%s", (long long)due->matter,
		    matter_kind_name(due->kind), deadline_rule(due->deadline)->name, until);
	else
		log_event(LOG_WARNING, "matter.overdue", "matter=%lld kind=%s deadline=%s until=%s", (long long)due->matter,
		    matter_kind_name(due->kind), deadline_rule(due->deadline)->name, until);
}

/* The law's clocks run while attempts cannot be looked at, and the other way round: a fault here is told and no more. */
static void
watch(struct db *db, const struct settings *settings, const char *name)
{
	struct err err;
	int64_t count, now = clock_read();
	struct entry who = {.at = now, .who_kind = "process", .process = name};
	struct policy *policy = policy_load(settings->policy, now, &err);

	if (policy == NULL || !matter_watch(db, policy, now, name, remind, NULL, &count, &err))
		log_event(LOG_WARNING, "matter.unwatched", "reason=\"%s\"", err.text);
	policy_free(policy);
	if (!hold_end_over(db, &who, &count, &err))
		log_event(LOG_WARNING, "matter.unwatched", "reason=\"%s\"", err.text);
}

/* Every ten seconds: own requests whose calls are over.  Every hour: evidence past its retention. */
static bool
look_slowly(struct db *db, const struct settings *settings, const char *name, struct looked *looked, struct err *err)
{
	struct entry who = {.at = clock_read(), .who_kind = "process", .process = name};
	struct evidence_dir dir;
	int64_t count = 0;

	if (clock_monotonic() >= looked->requests_at) {
		if (!basis_end_spent(db, &who, &count, err))
			return false;
		looked->requests_at = clock_monotonic() + 10 * SECOND;
	}
	if (clock_monotonic() >= looked->evidence_at) {
		looked->evidence_at = clock_monotonic() + HOUR;
		if (!evidence_dir_name(settings, &dir, err) || !evidence_sweep(db, &dir, false, &who, NULL, NULL, &count, err))
			return false;
		if (count > 0)
			log_event(LOG_INFO, "evidence.destroyed", "count=%lld", (long long)count);
	}
	return true;
}

/* A day's sweep, a batch a look: attempts that were left behind do not wait for it. */
static bool
sweep(struct db *db, const struct settings *settings, const char *name, struct looked *looked, struct err *err)
{
	int64_t now = clock_read();
	struct sweep_order order;
	struct evidence_dir dir;

	if (clock_monotonic() < looked->sweep_at)
		return true;
	struct policy *policy = policy_load(settings->policy, now, err);
	bool done = policy != NULL && evidence_dir_name(settings, &dir, err) &&
	    retention_order_find(db, now, &order, err);
	if (done) {
		struct sweep sweep = {.policy = policy, .dir = &dir, .process = name, .by = order.by, .second = order.second,
			.certificate = settings->destroyer_certificate, .now = now};
		done = retention_sweep(db, &sweep, &looked->sweep, err);
	}
	policy_free(policy);
	if (!done || looked->sweep.class == RETENTION_COUNT) {
		for (int i = 0; i < RETENTION_COUNT && done; i++)
			if (looked->sweep.rows[i] > 0)
				log_event(LOG_INFO, "retention.swept", "class=%s rows=%lld", retention_class((enum retention)i)->name,
				    (long long)looked->sweep.rows[i]);
		looked->sweep = (struct sweep_place){0};
		looked->sweep_at = clock_monotonic() + (done ? DAY : HOUR);
	}
	return done;
}

/* Who asked to see what we hold waits for a code. */
static bool
answer_askers(struct db *db, const char *name, int64_t now, struct err *err)
{
	struct entry who = {.at = now, .who_kind = "process", .process = name};
	int64_t codes;

	if (!why_answer(db, &who, &codes, err))
		return false;
	if (codes > 0)
		log_event(LOG_INFO, "why.answered", "codes=%lld", (long long)codes);
	return true;
}

static bool
look(struct db *db, const struct settings *settings, const char *name, struct looked *looked, struct err *err)
{
	int64_t count;

	if (!janitor_expire(db, settings->lease, clock_read(), name, &looked->expired_to, &count, err))
		return false;
	if (count > 0)
		log_event(LOG_WARNING, "attempt.unknown", "count=%lld reason=\"no dispatcher settled them\"", (long long)count);
	if (!answer_askers(db, name, clock_read(), err))
		return false;
	if (!janitor_give_up(db, settings->report_wait, clock_read(), &looked->given_up_to, err))
		return false;
	if (clock_monotonic() >= looked->watch_at) {
		looked->watch_at = clock_monotonic() + WATCH_SECONDS * SECOND;
		watch(db, settings, name);
	}
	return look_slowly(db, settings, name, looked, err) && forget(db, name, clock_read(), looked, err) &&
	    sweep(db, settings, name, looked, err);
}

int
janitor_run(const struct settings *settings, const char *name)
{
	struct buf dsn = {0};
	struct db *db = NULL;
	struct uuid start = uuid_at(clock_read() - LOOK_BACK_DAYS * DAY - settings->report_wait * SECOND);
	struct looked looked = {.expired_to = start, .given_up_to = start, .sweep_at = clock_monotonic() + HOUR};
	struct err err;

	log_set_role(name);
	stop_on_signals();
	settings_dsn_by_key(settings, "dozvon_janitor", &dsn);
	while (!stop_is_asked()) {
		if (db == NULL)
			db = db_open(dsn.data, &err);
		if (db == NULL || (!db_is_alive(db) && !db_reset(db, &err)) || !look(db, settings, name, &looked, &err))
			log_event(LOG_WARNING, "janitor.waits", "reason=\"%s\"", err.text);
		poll(NULL, 0, LOOK_MS);
	}
	db_close(db);
	buf_release(&dsn);
	return EXIT_DONE;
}
