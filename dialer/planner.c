/* planner.c - plans what was started, ends what is over; one short look a second. */
#include "dialer/planner.h"

#include <poll.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/stop.h"
#include "campaigns/campaign_turn.h"
#include "compliance/policy_store.h"
#include "dialer/plan_part_store.h"
#include "dialer/plan_worker.h"

enum { LOOK_MS = 500, CAMPAIGNS_MAX = 256, TELL_SECONDS = 60 };

struct planner {
	const char *name;
	struct policy *policy;
	struct regions *regions;
	struct contracts *contracts;
	struct plan_streams streams;
	int64_t tell_at;		/* by the monotonic clock: what cannot be planned is not told twice a second */
	struct buf dsn;
};

/* The second part, where there is one, by a process beside this; both come to their ends, whatever the other says. */
static bool
plan_parts(struct planner *planner, const struct plan_work *work, struct plan_result *out, struct err *err)
{
	struct plan_part part[PLAN_PARTS];
	struct plan_worker *worker = NULL;
	struct err second = {0};
	int count;

	if (!plan_parts_open(planner->streams.writer, work->campaign->id, part, &count, err))
		return false;
	if (count == PLAN_PARTS)
		worker = plan_worker_start(planner->dsn.data, work, &part[1]);
	bool planned = plan_part(&planner->streams, work, &part[0], out, err);
	bool also = plan_worker_finish(worker, out, &second);
	if (planned && !also)
		*err = second;
	return planned && also;
}

static bool
plan_one(struct planner *planner, int64_t id, int64_t now, struct err *err)
{
	struct campaign campaign;
	struct plan_result result;

	if (!campaign_load(planner->streams.writer, id, &campaign, err))
		return false;
	const struct contract *contract = contract_must(planner->contracts, campaign.provider, err);
	bool planned = contract != NULL;
	struct plan_work work = {&campaign, planner->policy, planner->regions, contract, planner->name, now};
	planned = planned && plan_parts(planner, &work, &result, err) && campaign_run(planner->streams.writer, id, err);
	if (planned)
		log_event(LOG_NOTICE, "campaign.planned", "campaign=%lld audience=%lld allowed=%lld deferred=%lld review=%lld denied=%lld",
		    (long long)id, (long long)result.audience, (long long)result.outcome[OUTCOME_ALLOW],
		    (long long)result.outcome[OUTCOME_DEFER], (long long)result.outcome[OUTCOME_REVIEW],
		    (long long)result.outcome[OUTCOME_DENY]);
	campaign_release(&campaign);
	return planned;
}

static bool
look(struct planner *planner, int64_t now, struct err *err)
{
	int64_t ids[CAMPAIGNS_MAX];
	int count;
	bool ended;

	if (!campaign_ids(planner->streams.writer, CAMPAIGN_PLANNING, ids, CAMPAIGNS_MAX, &count, err))
		return false;
	bool tells = clock_monotonic() >= planner->tell_at;
	for (int i = 0; i < count && !stop_is_asked(); i++) {
		if (plan_one(planner, ids[i], now, err) || !tells)
			continue;
		planner->tell_at = clock_monotonic() + TELL_SECONDS * SECOND;
		log_event(LOG_ERR, "campaign.unplanned", "campaign=%lld reason=\"%s\"", (long long)ids[i], err->text);
	}
	if (!campaign_ids(planner->streams.writer, CAMPAIGN_RUNNING, ids, CAMPAIGNS_MAX, &count, err))
		return false;
	for (int i = 0; i < count && !stop_is_asked(); i++) {
		if (!campaign_end_if_over(planner->streams.writer, ids[i], now, planner->name, &ended, err))
			return false;
		if (ended)
			log_event(LOG_NOTICE, "campaign.finished", "campaign=%lld", (long long)ids[i]);
	}
	return true;
}

static bool
load(struct planner *planner, const struct settings *settings, struct err *err)
{
	return (planner->regions = regions_load(settings->regions, err)) != NULL &&
	    (planner->contracts = contracts_load(settings->contracts, err)) != NULL;
}

static bool
connected(struct db **db, const char *dsn, struct err *err)
{
	if (*db != NULL)
		return db_is_alive(*db) || db_reset(*db, err);
	*db = db_open(dsn, err);
	return *db != NULL;
}

int
planner_run(const struct settings *settings, const char *name)
{
	struct planner planner = {.name = name};
	struct err err = {0};
	int code = EXIT_DONE;

	log_set_role(name);
	stop_on_signals();
	settings_dsn(settings, "dozvon_planner", &planner.dsn);
	if (!load(&planner, settings, &err)) {
		log_event(LOG_ERR, "planner.refused", "reason=\"%s\"", err.text);
		code = EXIT_SETTINGS;
	}
	while (code == EXIT_DONE && !stop_is_asked()) {
		if (!connected(&planner.streams.audience, planner.dsn.data, &err) || !connected(&planner.streams.past, planner.dsn.data, &err) ||
		    !connected(&planner.streams.writer, planner.dsn.data, &err)) {
			log_event(LOG_WARNING, "planner.waits", "reason=\"%s\"", err.text);
		} else if (!policy_follow(planner.streams.writer, settings->policy_name, settings->region, name, clock_read(), &planner.policy, &err) &&
		    err.kind == ERR_INPUT) {
			log_event(LOG_ERR, "planner.refused", "reason=\"%s\"", err.text);
			code = EXIT_SETTINGS;
			break;
		} else if (planner.policy == NULL || !look(&planner, clock_read(), &err)) {
			log_event(LOG_WARNING, "planner.waits", "reason=\"%s\"", err.text);
		}
		poll(NULL, 0, LOOK_MS);
	}
	db_close(planner.streams.audience);
	db_close(planner.streams.past);
	db_close(planner.streams.writer);
	buf_release(&planner.dsn);
	contracts_free(planner.contracts);
	regions_free(planner.regions);
	policy_free(planner.policy);
	return code;
}
