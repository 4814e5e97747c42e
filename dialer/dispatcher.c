/*
 * dispatcher.c - the loop: which campaign is claimed next, how much may be under way, what happens when the database goes.
 *
 * State is the database's; this process can be killed at any point.  When a
 * connection is lost, what is cleared and not yet handed to the network is
 * dropped: a refusal could be told to nobody.
 */
#include "dialer/dispatcher.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "compliance/policy_store.h"
#include "dialer/dispatch.h"

enum { RELOAD_SECONDS = 1, RECONNECT_MS = 500, ALLOWANCE_MS = 100 };

static const struct drop everything;

void
dispatcher_wake(struct dispatcher *dispatcher)
{
	if (!dispatcher->dirty) {
		dispatcher->dirty = true;
		event_active(dispatcher->turn, EV_TIMEOUT, 0);
	}
}

static void
on_refusal(void *argument, const char *channel, const char *payload)
{
	struct drop drop = {.parties = payload};

	(void)channel;
	outlet_drop(argument, &drop);
}

/* The kill switch of a purpose was thrown; claims see it for themselves. */
static void
on_kill(void *argument, const char *channel, const char *payload)
{
	struct dispatcher *dispatcher = argument;
	struct drop drop = {.purpose = purpose_find(view_of(payload))};

	(void)channel;
	log_event(LOG_NOTICE, "kill_switch.heard", "purpose=%s", payload);
	outlet_drop(dispatcher, &drop);		/* of a purpose that we do not know: all */
}

static void
on_news(void *argument, const char *channel, const char *payload)
{
	struct dispatcher *dispatcher = argument;
	static const struct timeval now = {0, 0};

	(void)channel;
	(void)payload;
	for (int i = 0; i < dispatcher->lives; i++) {
		watermark_reset(&dispatcher->live[i]->watermark, 0);
		dispatcher->live[i]->idle_until = 0;
	}
	evtimer_add(dispatcher->reload, &now);
}

static struct pipe *
connect_pipe(struct dispatcher *dispatcher, struct err *err)
{
	struct buf dsn = {0};

	settings_dsn_by_key(dispatcher->settings, "dozvon_dispatcher", &dsn);
	struct pipe *pipe = pipe_new(dispatcher->base, dsn.data, err);
	buf_release(&dsn);
	return pipe;
}

static bool
connect_all(struct dispatcher *dispatcher, struct err *err)
{
	struct buf dsn = {0};

	settings_dsn_by_key(dispatcher->settings, "dozvon_dispatcher", &dsn);
	if (dispatcher->db == NULL)
		dispatcher->db = db_open(dsn.data, err);
	buf_release(&dsn);
	if (dispatcher->db == NULL || (!db_is_alive(dispatcher->db) && !db_reset(dispatcher->db, err)))
		return false;
	if ((dispatcher->results = connect_pipe(dispatcher, err)) == NULL)
		return false;
	for (int i = 0; i < LANES; i++) {
		dispatcher->lane[i].dispatcher = dispatcher;
		if ((dispatcher->lane[i].pipe = connect_pipe(dispatcher, err)) == NULL)
			return false;
	}
	if ((dispatcher->ears = connect_pipe(dispatcher, err)) == NULL)
		return false;
	pipe_listen(dispatcher->ears, "refusal", on_refusal, dispatcher);
	pipe_listen(dispatcher->ears, "kill", on_kill, dispatcher);
	pipe_listen(dispatcher->ears, "press", on_news, dispatcher);
	pipe_listen(dispatcher->ears, "campaign", on_news, dispatcher);
	return true;
}

static void
disconnect_all(struct dispatcher *dispatcher)
{
	dispatcher->results = pipe_free(dispatcher->results);
	dispatcher->ears = pipe_free(dispatcher->ears);
	for (int i = 0; i < LANES; i++)
		dispatcher->lane[i].pipe = pipe_free(dispatcher->lane[i].pipe);
}

void
dispatcher_broken(struct dispatcher *dispatcher, const struct err *err)
{
	static const struct timeval soon = {0, RECONNECT_MS * 1000};

	if (dispatcher->broken)
		return;
	log_event(LOG_WARNING, "database.lost", "reason=\"%s\"", err->text);
	dispatcher->broken = true;
	outlet_drop(dispatcher, &everything);
	evtimer_add(dispatcher->reload, &soon);
}

static struct live *
live_find(struct dispatcher *dispatcher, int64_t id)
{
	for (int i = 0; i < dispatcher->lives; i++)
		if (dispatcher->live[i]->campaign.id == id)
			return dispatcher->live[i];
	return NULL;
}

static struct outlet *
outlet_find(struct dispatcher *dispatcher, const char *provider)
{
	for (int i = 0; i < dispatcher->outlets; i++)
		if (strcmp(provider_contract(dispatcher->outlet[i].provider)->provider, provider) == 0)
			return &dispatcher->outlet[i];
	return NULL;
}

/* A campaign is a value in the database: what is under way keeps the one it began with, its flags follow. */
static void
take_campaign(struct dispatcher *dispatcher, struct campaign *campaign)
{
	struct live *live = live_find(dispatcher, campaign->id);

	if (live != NULL) {
		if (live->campaign.killed != campaign->killed)
			watermark_reset(&live->watermark, 0);
		live->campaign.killed = campaign->killed;
		live->campaign.quarantined = campaign->quarantined;
		live->campaign.label_contract = campaign->label_contract;
		live->running = true;
		campaign_release(campaign);
		return;
	}
	struct outlet *outlet = outlet_find(dispatcher, campaign->provider);
	if (outlet == NULL || dispatcher->lives == LIVES_MAX) {
		log_event(LOG_ERR, "campaign.stuck", "campaign=%lld provider=%s reason=\"no contract with it\"",
		    (long long)campaign->id, campaign->provider);
		campaign_release(campaign);
		return;
	}
	live = memory_new(sizeof(*live));
	live->campaign = *campaign;
	live->outlet = outlet;
	live->running = true;
	live->watermark.by_hand = campaign->mode == MODE_MANUAL || campaign->mode == MODE_PREVIEW;
	live->advertising = campaign->class == CLASS_AD ||
	    (dispatcher->policy->advertising & WORD_BIT(campaign->purpose)) != 0;
	dispatcher->live[dispatcher->lives++] = live;
}

static void
forget_ended(struct dispatcher *dispatcher)
{
	int kept = 0;

	for (int i = 0; i < dispatcher->lives; i++) {
		struct live *live = dispatcher->live[i];
		if (live->running || live->under_way > 0) {
			dispatcher->live[kept++] = live;
			continue;
		}
		campaign_release(&live->campaign);
		free(live);
	}
	dispatcher->lives = kept;
}

static bool
read_provider_pauses(struct dispatcher *dispatcher, struct err *err)
{
	struct args args;

	args_init(&args);
	for (int i = 0; i < dispatcher->outlets; i++) {
		struct rows *rows;
		args_clear(&args);
		args_text(&args, provider_contract(dispatcher->outlet[i].provider)->provider);
		if (!db_run(dispatcher->db, QUERY_PROVIDER_PAUSED, &args, &rows, err)) {
			args_release(&args);
			return false;
		}
		int64_t until = rows_count(rows) ? rows_time(rows, 0, 0) : 0;
		if (until > dispatcher->outlet[i].paused_until)
			dispatcher->outlet[i].paused_until = until;
		rows_free(rows);
	}
	args_release(&args);
	return true;
}

static bool
report_alive(struct dispatcher *dispatcher, int64_t now, struct err *err)
{
	struct args args;

	args_init(&args);
	args_text(&args, dispatcher->name);
	args_time(&args, now);
	args_int(&args, dispatcher->sent);
	bool done = db_run(dispatcher->db, QUERY_DISPATCHER_SEEN, &args, NULL, err);
	args_release(&args);
	return done;
}

static bool
reload(struct dispatcher *dispatcher, struct err *err)
{
	int64_t ids[LIVES_MAX];
	int count;

	if (!campaign_ids(dispatcher->db, CAMPAIGN_RUNNING, ids, LIVES_MAX, &count, err) ||
	    !read_provider_pauses(dispatcher, err) || !report_alive(dispatcher, clock_read(), err))
		return false;
	for (int i = 0; i < dispatcher->lives; i++)
		dispatcher->live[i]->running = false;
	for (int i = 0; i < count; i++) {
		struct campaign campaign;
		if (!campaign_load(dispatcher->db, ids[i], &campaign, err))
			return false;
		take_campaign(dispatcher, &campaign);
	}
	forget_ended(dispatcher);
	return true;
}

static bool
follow_policy(struct dispatcher *dispatcher, struct err *err)
{
	const struct settings *settings = dispatcher->settings;

	return policy_follow(dispatcher->db, settings->policy_name, settings->region, dispatcher->name, clock_read(),
	    &dispatcher->policy, err);
}

/* Another pack was put in force, or a date of this one has come.  Without one that loads nothing is decided any more. */
static void
refollow_policy(struct dispatcher *dispatcher)
{
	struct err err;

	if (dispatcher->stopping || follow_policy(dispatcher, &err))
		return;
	log_event(err.kind == ERR_INPUT ? LOG_ERR : LOG_WARNING, "policy.unread", "reason=\"%s\"", err.text);
	if (err.kind == ERR_INPUT) {
		dispatcher->lawless = dispatcher->stopping = true;
		outlet_drop(dispatcher, &everything);
	}
}

static void
on_reload(evutil_socket_t fd, short what, void *argument)
{
	static const struct timeval later = {RELOAD_SECONDS, 0}, soon = {0, RECONNECT_MS * 1000};
	struct dispatcher *dispatcher = argument;
	struct err err;

	(void)fd;
	(void)what;
	bool lanes_free = true;
	for (int i = 0; i < LANES; i++)
		lanes_free = lanes_free && dispatcher->lane[i].live == NULL;
	if (!pipe_is_alive(dispatcher->ears) && !dispatcher->broken) {
		fail(&err, ERR_RETRY, "the listening connection is gone");
		dispatcher_broken(dispatcher, &err);
	}
	if (dispatcher->broken && lanes_free) {
		disconnect_all(dispatcher);
		if (!connect_all(dispatcher, &err)) {
			disconnect_all(dispatcher);
			log_event(LOG_WARNING, "database.away", "reason=\"%s\"", err.text);
			evtimer_add(dispatcher->reload, &soon);
			return;
		}
		dispatcher->broken = dispatcher->is_writing = false;
		log_event(LOG_NOTICE, "database.back", "unsettled=%d", settle_waiting(dispatcher));
		settle_flush(dispatcher);
	}
	if (!dispatcher->broken && !reload(dispatcher, &err))
		log_event(LOG_WARNING, "campaigns.unread", "reason=\"%s\"", err.text);
	if (!dispatcher->broken)
		refollow_policy(dispatcher);
	evtimer_add(dispatcher->reload, dispatcher->broken ? &soon : &later);
	dispatcher_wake(dispatcher);
}

/*
 * How many may be claimed for an outlet now: enough to keep its connections
 * busy while the next claim is made, and no more, so that a clearance is
 * seconds old at most when it is spent.
 */
static int
room(const struct dispatcher *dispatcher, const struct outlet *outlet)
{
	int batch = (int)dispatcher->settings->batch;
	int most = outlet->connections + 4 * batch;

	if (most > dispatcher->settings->in_flight)
		most = (int)dispatcher->settings->in_flight;
	int free = most - outlet->queued - outlet->running;
	/* Answers that wait to be written are a debt: past some batches of them, write first. */
	if (outlet->unsettled > 8 * batch + outlet->connections)
		return 0;
	return free < batch ? free : batch;
}

/* The shared bucket is asked for a tenth of a second's worth at a time: one short statement, no lock kept. */
static int
take_allowance(struct dispatcher *dispatcher, struct outlet *outlet, int wanted, int64_t now)
{
	const struct contract *contract = provider_contract(outlet->provider);
	struct args args;
	struct rows *rows;
	struct err err;

	if (contract->rate <= 0)
		return wanted;
	if (outlet->allowance < wanted) {
		int share = (int)(contract->rate * ALLOWANCE_MS / 1000) + 1;
		char rate[32];
		snprintf(rate, sizeof(rate), "%g", contract->rate);
		args_init(&args);
		args_text(&args, contract->provider);
		args_int(&args, wanted - outlet->allowance < share ? wanted - outlet->allowance : share);
		args_time(&args, now);
		args_text(&args, rate);
		args_int(&args, contract->burst > 0 ? contract->burst : 1);
		if (db_run(dispatcher->db, QUERY_RATE_TAKE, &args, &rows, &err)) {
			outlet->allowance += (int)rows_int(rows, 0, 0);
			rows_free(rows);
		}
		args_release(&args);
	}
	return outlet->allowance < wanted ? outlet->allowance : wanted;
}

/* Outside its dates, or while its purpose is switched off, a campaign's targets wait: what is claimed then would be denied for good. */
static bool
may_claim(const struct live *live, int64_t now)
{
	const struct campaign *campaign = &live->campaign;

	return live->running && now >= live->idle_until && !campaign->killed && now >= campaign->starts_at &&
	    (campaign->ends_at == 0 || now < campaign->ends_at);
}

static bool
start_claim(struct dispatcher *dispatcher, struct lane *lane, int64_t now)
{
	if (now >= dispatcher->policy->valid_to)
		return false;	/* a date of the pack has come: it is read anew first */
	for (int i = 0; i < dispatcher->lives; i++) {
		struct live *live = dispatcher->live[(dispatcher->next_live + i) % dispatcher->lives];
		int wanted = room(dispatcher, live->outlet);
		/* Small claims cost as much as large ones: wait until half a batch has room. */
		int least = (int)dispatcher->settings->batch / 2 < live->outlet->connections ? 1 : (int)dispatcher->settings->batch / 2;
		if (!may_claim(live, now) || now < live->outlet->paused_until || wanted < least)
			continue;
		wanted = take_allowance(dispatcher, live->outlet, wanted, now);
		if (wanted < 1) {
			live->idle_until = now + ALLOWANCE_MS * 1000 / 2;
			continue;
		}
		dispatcher->next_live = (dispatcher->next_live + i + 1) % dispatcher->lives;
		lane_start(lane, live, wanted, now);
		return true;
	}
	return false;
}

static bool
is_finished(const struct dispatcher *dispatcher)
{
	for (int i = 0; i < LANES; i++)
		if (dispatcher->lane[i].live != NULL)
			return false;
	return http_client_running(dispatcher->http) == 0 && settle_waiting(dispatcher) == 0;
}

/* Everything that may have become possible in this turn of the loop. */
static void
on_turn(evutil_socket_t fd, short what, void *argument)
{
	static const struct timeval poll = {0, 50000};
	struct dispatcher *dispatcher = argument;
	int64_t now = clock_read();

	(void)fd;
	(void)what;
	dispatcher->dirty = false;
	evtimer_add(dispatcher->turn, &poll);
	if (dispatcher->stopping) {
		settle_flush(dispatcher);
		if (is_finished(dispatcher))
			event_base_loopbreak(dispatcher->base);
		return;
	}
	for (int i = 0; i < dispatcher->outlets; i++)
		outlet_send_more(dispatcher, &dispatcher->outlet[i]);
	for (int i = 0; i < LANES && !dispatcher->broken; i++)
		if (dispatcher->lane[i].live == NULL && !start_claim(dispatcher, &dispatcher->lane[i], now))
			return;
}

static void
on_settle(evutil_socket_t fd, short what, void *argument)
{
	(void)fd;
	(void)what;
	settle_flush(argument);
}

static void
on_stop(evutil_socket_t fd, short what, void *argument)
{
	struct dispatcher *dispatcher = argument;

	(void)fd;
	(void)what;
	log_event(LOG_NOTICE, "dispatcher.stopping", "running=%d", http_client_running(dispatcher->http));
	dispatcher->stopping = true;
	outlet_drop(dispatcher, &everything);
	dispatcher_wake(dispatcher);
}

static bool
load_all(struct dispatcher *dispatcher, struct err *err)
{
	const struct settings *settings = dispatcher->settings;

	if (!installation_key_read(settings->installation_key, &dispatcher->key, err) ||
	    (dispatcher->regions = regions_load(settings->regions, err)) == NULL ||
	    (dispatcher->providers = providers_load(settings, err)) == NULL)
		return false;
	struct provider *provider;
	for (int i = 0; (provider = provider_at(dispatcher->providers, i)) != NULL && i < 32; i++) {
		int connections = provider_contract(provider)->connections;
		dispatcher->outlet[dispatcher->outlets++] = (struct outlet){.provider = provider,
			.connections = connections > 0 ? connections : (int)settings->connections};
	}
	return true;
}

static void
release_all(struct dispatcher *dispatcher)
{
	disconnect_all(dispatcher);
	db_close(dispatcher->db);
	for (int i = 0; i < LANES; i++)
		claim_free(dispatcher->lane[i].claim);
	for (int i = 0; i < dispatcher->lives; i++) {
		campaign_release(&dispatcher->live[i]->campaign);
		free(dispatcher->live[i]);
	}
	free(dispatcher->waiting);
	free(dispatcher->writing);
	http_client_free(dispatcher->http);
	providers_free(dispatcher->providers);
	policy_free(dispatcher->policy);
	regions_free(dispatcher->regions);
	event_free(dispatcher->settle_soon);
	event_free(dispatcher->turn);
	event_free(dispatcher->reload);
	event_free(dispatcher->stopped);
	event_base_free(dispatcher->base);
}

int
dispatcher_run(const struct settings *settings, const char *name)
{
	struct dispatcher *dispatcher = memory_new(sizeof(*dispatcher));
	struct err err;
	int code = EXIT_DONE;

	log_set_role(name);
	signal(SIGPIPE, SIG_IGN);
	dispatcher->settings = settings;
	dispatcher->name = name;
	dispatcher->base = event_base_new();
	must(dispatcher->base != NULL);
	dispatcher->settle_soon = evtimer_new(dispatcher->base, on_settle, dispatcher);
	dispatcher->turn = evtimer_new(dispatcher->base, on_turn, dispatcher);
	dispatcher->reload = evtimer_new(dispatcher->base, on_reload, dispatcher);
	dispatcher->stopped = evsignal_new(dispatcher->base, SIGTERM, on_stop, dispatcher);
	evsignal_add(dispatcher->stopped, NULL);
	dispatcher->http = http_client_new(dispatcher->base, (int)settings->connections, (int)settings->request_timeout);
	if (!load_all(dispatcher, &err)) {
		log_event(LOG_ERR, "dispatcher.refused", "reason=\"%s\"", err.text);
		code = EXIT_SETTINGS;
	} else if (!connect_all(dispatcher, &err) || !follow_policy(dispatcher, &err)) {
		log_event(LOG_ERR, "dispatcher.refused", "reason=\"%s\"", err.text);
		code = err.kind == ERR_INPUT ? EXIT_SETTINGS : EXIT_UNAVAILABLE;
	} else {
		log_event(LOG_NOTICE, "dispatcher.started", "policy=%s-%s", dispatcher->policy->name, dispatcher->policy->version);
		event_active(dispatcher->reload, EV_TIMEOUT, 0);
		event_base_dispatch(dispatcher->base);
		log_event(LOG_NOTICE, "dispatcher.stopped", "sent=%lld", (long long)dispatcher->sent);
		if (dispatcher->lawless)
			code = EXIT_SETTINGS;
	}
	release_all(dispatcher);
	free(dispatcher);
	return code;
}
