/* metrics.c - numbers for the graph, in Prometheus' text form. */
#include "web/metrics.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/log.h"
#include "compliance/document_store.h"
#include "compliance/matter_watch_store.h"
#include "web/inbox.h"
#include "web/log_state.h"
#include "web/refusal_queue.h"

enum { SHARE = 50 };	/* asking takes at most one part of so many */

struct metrics {
	struct buf stored;	/* what the database said last */
	int64_t ask_at;		/* clock_monotonic() */
};

struct metrics *
metrics_new(void)
{
	struct metrics *metrics = memory_new(sizeof(*metrics));
	buf_init(&metrics->stored);
	return metrics;
}

void *
metrics_free(struct metrics *metrics)
{
	if (metrics != NULL)
		buf_release(&metrics->stored);
	free(metrics);
	return NULL;
}

static void
head(struct buf *out, const char *name, const char *kind, const char *help)
{
	buf_add_format(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, kind);
}

static void
add_label(struct buf *out, const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text == '"' || *text == '\\')
			buf_add_char(out, '\\');
		buf_add_char(out, *text == '\n' ? ' ' : *text);
	}
}

static bool
add_targets(struct db *db, struct buf *out, struct err *err)
{
	struct rows *rows;

	if (!db_run(db, QUERY_METRIC_TARGETS, NULL, &rows, err))
		return false;
	head(out, "dozvon_targets", "gauge", "targets of a campaign in a state");
	for (int i = 0; i < rows_count(rows); i++)
		buf_add_format(out, "dozvon_targets{campaign=\"%lld\",state=\"%s\"} %lld\n",
		    (long long)rows_int(rows, i, 0), rows_text(rows, i, 1), (long long)rows_int(rows, i, 2));
	rows_free(rows);
	return true;
}

static bool
add_attempts(struct db *db, struct buf *out, struct err *err)
{
	struct rows *rows;

	if (!db_run(db, QUERY_METRIC_ATTEMPTS, NULL, &rows, err))
		return false;
	head(out, "dozvon_attempts", "gauge", "attempts in a state");
	for (int i = 0; i < rows_count(rows); i++)
		buf_add_format(out, "dozvon_attempts{state=\"%s\"} %lld\n", rows_text(rows, i, 0),
		    (long long)rows_int(rows, i, 1));
	rows_free(rows);
	return true;
}

static bool
add_dispatchers(struct db *db, int64_t now, struct buf *out, struct err *err)
{
	struct rows *rows;

	if (!db_run(db, QUERY_METRIC_DISPATCHERS, NULL, &rows, err))
		return false;
	head(out, "dozvon_dispatcher_sent_total", "counter", "requests that a dispatcher handed to providers");
	for (int i = 0; i < rows_count(rows); i++) {
		buf_add_text(out, "dozvon_dispatcher_sent_total{dispatcher=\"");
		add_label(out, rows_text(rows, i, 0));
		buf_add_format(out, "\"} %lld\n", (long long)rows_int(rows, i, 1));
	}
	head(out, "dozvon_dispatcher_silent_seconds", "gauge", "since a dispatcher was last seen");
	for (int i = 0; i < rows_count(rows); i++) {
		buf_add_text(out, "dozvon_dispatcher_silent_seconds{dispatcher=\"");
		add_label(out, rows_text(rows, i, 0));
		buf_add_format(out, "\"} %.3f\n", (double)(now - rows_time(rows, i, 2)) / (double)SECOND);
	}
	rows_free(rows);
	return true;
}

/* W-05: refusals that a provider has not acknowledged; and answers that nobody has read. */
static bool
add_refusals(struct db *db, struct buf *out, struct err *err)
{
	struct rows *rows;

	if (!db_run(db, QUERY_METRIC_REFUSALS, NULL, &rows, err))
		return false;
	head(out, "dozvon_stop_pushes_open", "gauge", "refusals told to providers and not acknowledged");
	buf_add_format(out, "dozvon_stop_pushes_open %lld\n", (long long)rows_int(rows, 0, 0));
	head(out, "dozvon_stop_pushes_overdue", "gauge", "of these, for longer than they may take");
	buf_add_format(out, "dozvon_stop_pushes_overdue %lld\n", (long long)rows_int(rows, 0, 1));
	head(out, "dozvon_unclear_replies", "gauge", "answers of people that nobody has read; their addresses are held");
	buf_add_format(out, "dozvon_unclear_replies %lld\n", (long long)rows_int(rows, 0, 2));
	rows_free(rows);
	return true;
}

static bool
add_inbox(struct db *db, int64_t now, struct buf *out, struct err *err)
{
	struct rows *rows;

	if (!db_run(db, QUERY_METRIC_INBOX, NULL, &rows, err))
		return false;
	int64_t oldest = rows_time(rows, 0, 1);
	head(out, "dozvon_inbox_waiting", "gauge", "webhooks that no dispatcher has read yet");
	buf_add_format(out, "dozvon_inbox_waiting %lld\n", (long long)rows_int(rows, 0, 0));
	head(out, "dozvon_inbox_oldest_seconds", "gauge", "age of the oldest of them");
	buf_add_format(out, "dozvon_inbox_oldest_seconds %.3f\n",
	    oldest ? (double)(now - oldest) / (double)SECOND : 0.0);
	rows_free(rows);
	return true;
}

static bool
add_log(struct site *site, struct db *db, int64_t now, struct buf *out, struct err *err)
{
	struct log_state state;

	if (!log_state_load(db, site->settings, &state, err))
		return false;
	head(out, "dozvon_log_size", "gauge", "entries under the last checkpoint");
	buf_add_format(out, "dozvon_log_size %lld\n", (long long)state.size);
	head(out, "dozvon_log_unsealed", "gauge", "1 when entries wait for the sealer");
	buf_add_format(out, "dozvon_log_unsealed %d\n", state.waiting);
	head(out, "dozvon_log_unsealed_entries", "gauge", "how many, counted up to 100,000");
	buf_add_format(out, "dozvon_log_unsealed_entries %lld\n", (long long)state.unsealed);
	head(out, "dozvon_log_refused", "gauge", "1 when sealer or courier stand before what contradicts a signed checkpoint");
	buf_add_format(out, "dozvon_log_refused %d\n", state.refused);
	head(out, "dozvon_log_unsealed_seconds", "gauge", "how long the oldest of them has waited");
	buf_add_format(out, "dozvon_log_unsealed_seconds %lld\n", (long long)log_state_unsealed(&state, now));
	if (state.has_witnesses) {
		head(out, "dozvon_log_witnessed_size", "gauge", "entries under the last checkpoint that a quorum has cosigned");
		buf_add_format(out, "dozvon_log_witnessed_size %lld\n", (long long)state.witnessed);
		head(out, "dozvon_log_unwitnessed_seconds", "gauge", "how long the oldest checkpoint after it has waited");
		buf_add_format(out, "dozvon_log_unwitnessed_seconds %lld\n", (long long)log_state_unwitnessed(&state, now));
	}
	if (state.stamped_at != 0) {
		head(out, "dozvon_log_stamped_size", "gauge", "entries under the newest time stamp");
		buf_add_format(out, "dozvon_log_stamped_size %lld\n", (long long)state.stamped);
		head(out, "dozvon_log_stamp_age_seconds", "gauge", "since it was kept");
		buf_add_format(out, "dozvon_log_stamp_age_seconds %lld\n", (long long)((now - state.stamped_at) / SECOND));
	}
	if (state.signed_at != 0) {
		head(out, "dozvon_log_checkpoint_age_seconds", "gauge", "since the last checkpoint was signed");
		buf_add_format(out, "dozvon_log_checkpoint_age_seconds %.3f\n",
		    (double)(now - state.signed_at) / (double)SECOND);
	}
	return true;
}

static void
add_kinds(struct buf *out, const char *name, const int64_t counts[MATTER_COUNT])
{
	for (int kind = 1; kind < MATTER_COUNT; kind++)
		if (counts[kind] > 0)
			buf_add_format(out, "%s{kind=\"%s\"} %lld\n", name, matter_kind_name((enum matter_kind)kind), (long long)counts[kind]);
}

static bool
add_documents(struct db *db, const struct policy *policy, int64_t now, struct buf *out, struct err *err)
{
	struct document *documents;
	int64_t due;
	int count, overdue = 0;

	if (!document_list(db, DOCUMENT_UNKNOWN, 0, &documents, &count, err))
		return false;
	for (int i = 0; i < count; i++)
		overdue += document_judge(&documents[i], policy, now, &due) == DOCUMENT_OVERDUE;
	free(documents);
	head(out, "dozvon_documents_overdue", "gauge", "papers of the registers whose term is over");
	buf_add_format(out, "dozvon_documents_overdue %d\n", overdue);
	return true;
}

/* Without a pack that holds there is no calendar: these numbers are missing then, and the others are not. */
static bool
add_deadlines(struct site *site, struct db *db, int64_t now, struct buf *out, struct err *err)
{
	struct matter_sums sums;
	struct policy *policy = policy_load(site->settings->policy, now, err);

	if (policy == NULL)
		return true;
	bool summed = matter_sum(db, policy, now, &sums, err);
	if (summed) {
		head(out, "dozvon_matters_open", "gauge", "requests and demands that are not closed");
		add_kinds(out, "dozvon_matters_open", sums.open);
		head(out, "dozvon_matters_due_soon", "gauge", "those of them that a reminder has come for");
		add_kinds(out, "dozvon_matters_due_soon", sums.soon);
		head(out, "dozvon_matters_overdue", "gauge", "those of them that are late, or whose term cannot be counted");
		add_kinds(out, "dozvon_matters_overdue", sums.overdue);
		summed = add_documents(db, policy, now, out, err);
	}
	policy_free(policy);
	return summed;
}

static bool
ask(struct site *site, int64_t now, struct buf *out, struct err *err)
{
	struct db *db = site_db(site, err);

	return db != NULL && add_targets(db, out, err) && add_attempts(db, out, err) &&
	    add_dispatchers(db, now, out, err) && add_inbox(db, now, out, err) && add_refusals(db, out, err) && add_log(site, db, now, out, err) &&
	    add_deadlines(site, db, now, out, err);
}

static void
refresh(struct site *site, int64_t now)
{
	struct metrics *metrics = site->metrics;
	int64_t begun = clock_monotonic();
	struct buf fresh = {0};
	struct err err;

	if (begun < metrics->ask_at)
		return;
	bool asked = ask(site, now, &fresh, &err);
	if (!asked)
		buf_clear(&fresh);
	head(&fresh, "dozvon_database_up", "gauge", "1 when the database answered");
	buf_add_format(&fresh, "dozvon_database_up %d\n", asked);
	buf_release(&metrics->stored);
	metrics->stored = fresh;
	int64_t took = clock_monotonic() - begun;
	metrics->ask_at = begun + (took * SHARE > SECOND ? took * SHARE : SECOND);
}

void
metrics_write(struct site *site, int64_t now, struct buf *out)
{
	refresh(site, now);
	buf_add(out, site->metrics->stored.data, site->metrics->stored.len);
	head(out, "dozvon_web_connections", "gauge", "open connections");
	buf_add_format(out, "dozvon_web_connections %d\n", http_server_connections(site->server));
	head(out, "dozvon_web_replies_total", "counter", "replies by the first digit of their status");
	for (int digit = 2; digit <= 5; digit++)
		buf_add_format(out, "dozvon_web_replies_total{status=\"%dxx\"} %lld\n", digit,
		    (long long)http_server_replies(site->server, digit));
	head(out, "dozvon_web_refusals_gathered_total", "counter", "refusals over the limit of their network, written together");
	buf_add_format(out, "dozvon_web_refusals_gathered_total %lld\n", (long long)refusal_queue_gathered(site->refusals));
	head(out, "dozvon_web_hooks_total", "counter", "webhooks stored");
	buf_add_format(out, "dozvon_web_hooks_total %lld\n", (long long)inbox_count(site->inbox));
	head(out, "dozvon_web_hook_batches_total", "counter", "transactions that stored them");
	buf_add_format(out, "dozvon_web_hook_batches_total %lld\n", (long long)inbox_batches(site->inbox));
}
