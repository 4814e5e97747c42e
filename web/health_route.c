/* health_route.c - GET /healthz and /metrics: how the system is, for machines that watch it. */
#include "base/clock.h"
#include "base/json.h"
#include "web/log_state.h"
#include "web/metrics.h"
#include "web/problem.h"
#include "web/route.h"

enum { LOG_BEHIND_SECONDS = 60 };

/* The worst first. */
static const char *
status_of(const struct log_state *state, const struct settings *settings, int64_t now)
{
	bool behind = state->waiting && (state->signed_at == 0 || (now - state->signed_at) / SECOND > LOG_BEHIND_SECONDS);

	if (state->refused)
		return "log_refused";
	if (behind)
		return "log_behind";
	if (log_state_unwitnessed(state, now) > settings->witness_alarm)
		return "log_unwitnessed";
	return log_state_unstamped(state, settings, now) ? "log_unstamped" : "ok";
}

static void
write_health(const struct log_state *state, const struct settings *settings, int64_t now, struct buf *out)
{
	int64_t age = (now - state->signed_at) / SECOND;
	struct json json;

	json_start(&json, out);
	json_object(&json);
	json_key(&json, "checkpoint_age_seconds");
	if (state->signed_at == 0)
		json_null(&json);
	else
		json_int(&json, age);
	json_key(&json, "database");
	json_bool(&json, true);
	json_key(&json, "log_size");
	json_int(&json, state->size);
	json_key(&json, "now");
	json_instant(&json, now);
	json_key(&json, "status");
	json_text(&json, status_of(state, settings, now));
	json_end(&json);
}

void
health_show(struct call *call)
{
	struct err err = {0};
	struct log_state state;
	struct buf out = {0};
	struct db *db = site_db(call->site, &err);

	if (db == NULL || !log_state_load(db, call->site->settings, &state, &err)) {
		problem_reply(call->request, 503, "%s", err.text);
		return;
	}
	write_health(&state, call->site->settings, call->now, &out);
	call_reply_json(call, &out);
	buf_release(&out);
}

void
metrics_show(struct call *call)
{
	struct buf out = {0};

	metrics_write(call->site, call->now, &out);
	http_reply_header(call->request, "Cache-Control", "no-store");
	http_reply(call->request, 200, "text/plain; version=0.0.4; charset=utf-8", buf_view(&out));
	buf_release(&out);
}
