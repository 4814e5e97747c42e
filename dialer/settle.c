/*
 * settle.c - what attempts came to, written in batches of one transaction each.
 *
 * Nothing is forgotten while the process lives: a batch whose commit failed is
 * written again when the database is back, and only what is still cleared
 * moves.  What a killed process had not written, the janitor finds as unknown.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/log.h"
#include "compliance/entry.h"
#include "dialer/dispatch.h"
#include "dialer/provider_refusal.h"

enum { SETTLE_DELAY_US = 3000 };

int
settle_waiting(const struct dispatcher *dispatcher)
{
	return dispatcher->waiting_count + dispatcher->writing_count;
}

static void
flush_soon(struct dispatcher *dispatcher)
{
	static const struct timeval soon = {0, SETTLE_DELAY_US};

	if (!event_pending(dispatcher->settle_soon, EV_TIMEOUT, NULL))
		evtimer_add(dispatcher->settle_soon, &soon);
}

void
settle(struct dispatcher *dispatcher, struct send *send, const struct provider_answer *answer,
    enum attempt_state state, bool again, int64_t not_before)
{
	if (dispatcher->waiting_count == dispatcher->settlement_size) {
		dispatcher->settlement_size = dispatcher->settlement_size ? dispatcher->settlement_size * 2 : 1024;
		size_t size = (size_t)dispatcher->settlement_size * sizeof(struct settlement);
		dispatcher->waiting = memory_grow(dispatcher->waiting, size);
		dispatcher->writing = memory_grow(dispatcher->writing, size);
	}
	dispatcher->waiting[dispatcher->waiting_count++] = (struct settlement){send, state, *answer, again, not_before};
	send->live->outlet->unsettled++;
	flush_soon(dispatcher);
	if (dispatcher->waiting_count >= dispatcher->settings->batch)
		settle_flush(dispatcher);
}

static const char *
text_or_null(const char *text)
{
	return text[0] != '\0' ? text : NULL;
}

static void
write_attempts(struct dispatcher *dispatcher, struct args *args, int64_t now)
{
	const struct settlement *list = dispatcher->writing;
	size_t count = (size_t)dispatcher->writing_count;

	args_clear(args);
	args_array(args, ARRAY_UUID, count);
	for (size_t i = 0; i < count; i++)
		args_array_uuid(args, &list[i].send->decision);
	args_array(args, ARRAY_TEXT, count);
	for (size_t i = 0; i < count; i++)
		args_array_text(args, attempt_state_name(list[i].state));
	args_array(args, ARRAY_TIME, count);
	for (size_t i = 0; i < count; i++)
		args_array_time(args, list[i].send->sent_at);
	args_array(args, ARRAY_TEXT, count);
	for (size_t i = 0; i < count; i++)
		args_array_text(args, text_or_null(list[i].answer.provider_ref));
	args_array(args, ARRAY_TEXT, count);
	for (size_t i = 0; i < count; i++)
		args_array_text(args, text_or_null(list[i].answer.code));
	args_time(args, now);
	pipe_send(dispatcher->results, QUERY_ATTEMPT_SETTLE, args, NULL, NULL);
}

/* Held until a report comes, due again, done, or unknown. */
static const char *
target_state(const struct settlement *settlement)
{
	if (settlement->again)
		return "due";
	if (settlement->state == ATTEMPT_UNKNOWN)
		return "unknown";
	return attempt_state_is_final(settlement->state) ? "done" : "held";
}

/* Nothing was sent, or the provider's own trouble: that is not a try of this person's. */
static bool
is_no_try(const struct settlement *settlement)
{
	return settlement->state == ATTEMPT_DROPPED || (settlement->again &&
	    (settlement->answer.class == ANSWER_THROTTLE || settlement->answer.class == ANSWER_ACCOUNT));
}

static void
write_targets(struct dispatcher *dispatcher, struct args *args)
{
	const struct settlement *list = dispatcher->writing;
	size_t count = 0;

	for (int i = 0; i < dispatcher->writing_count; i++)
		count += strcmp(target_state(&list[i]), "held") != 0;
	if (count == 0)
		return;
	args_clear(args);
	args_array(args, ARRAY_INT8, count);
	for (int i = 0; i < dispatcher->writing_count; i++)
		if (strcmp(target_state(&list[i]), "held") != 0)
			args_array_int(args, list[i].send->live->campaign.id);
	args_array(args, ARRAY_INT8, count);
	for (int i = 0; i < dispatcher->writing_count; i++)
		if (strcmp(target_state(&list[i]), "held") != 0)
			args_array_int(args, list[i].send->contact_point);
	args_array(args, ARRAY_TEXT, count);
	for (int i = 0; i < dispatcher->writing_count; i++)
		if (strcmp(target_state(&list[i]), "held") != 0)
			args_array_text(args, target_state(&list[i]));
	args_array(args, ARRAY_TEXT, count);
	for (int i = 0; i < dispatcher->writing_count; i++)
		if (strcmp(target_state(&list[i]), "held") != 0)
			args_array_text(args, attempt_state_name(list[i].state));
	args_array(args, ARRAY_TIME, count);
	for (int i = 0; i < dispatcher->writing_count; i++)
		if (strcmp(target_state(&list[i]), "held") != 0)
			args_array_time(args, list[i].not_before);
	args_array(args, ARRAY_INT2, count);
	for (int i = 0; i < dispatcher->writing_count; i++)
		if (strcmp(target_state(&list[i]), "held") != 0)
			args_array_int(args, is_no_try(&list[i]) ? -1 : 0);
	pipe_send(dispatcher->results, QUERY_TARGET_SETTLE, args, NULL, NULL);
}

static void
write_entry(const struct dispatcher *dispatcher, const struct settlement *settlement, int64_t now, struct buf *data,
    struct buf *body)
{
	const struct send *send = settlement->send;
	struct entry entry = {.what = ENTRY_ATTEMPT_SETTLED, .at = now, .subject = send->token,
		.legal_entity_inn = send->live->campaign.legal_entity_inn, .who_kind = "process", .process = dispatcher->name};
	struct json json;
	char id[UUID_TEXT];

	buf_clear(data);
	uuid_format(send->decision, id);
	json_start(&json, data);
	json_object(&json);
	json_key(&json, "code");
	json_text(&json, settlement->answer.code);
	json_key(&json, "decision");
	json_text(&json, id);
	json_key(&json, "provider");
	json_text(&json, send->live->campaign.provider);
	json_key(&json, "state");
	json_text(&json, attempt_state_name(settlement->state));
	json_end(&json);
	buf_clear(body);
	entry_write(&entry, buf_view(data), body);
}

static void
write_entries(struct dispatcher *dispatcher, struct args *args, int64_t now)
{
	const struct settlement *list = dispatcher->writing;
	size_t count = (size_t)dispatcher->writing_count;
	struct buf data = {0}, body = {0};

	args_clear(args);
	args_array(args, ARRAY_BYTES, count);
	for (size_t i = 0; i < count; i++) {
		write_entry(dispatcher, &list[i], now, &data, &body);
		args_array_bytes(args, body.data, body.len);
	}
	pipe_send(dispatcher->results, QUERY_ENTRY_ADD_DECISIONS, args, NULL, NULL);
	buf_release(&data);
	buf_release(&body);
}

/* A refusal that the provider or the carrier knows of becomes ours, with all that a refusal does. */
static void
write_refusals(struct dispatcher *dispatcher, int64_t now)
{
	const struct settlement *list = dispatcher->writing;
	struct entry who = {.what = ENTRY_SUPPRESSION_ADDED, .at = now, .who_kind = "provider", .process = dispatcher->name};
	struct suppression *refusal = memory_new((size_t)dispatcher->writing_count * sizeof(*refusal));
	size_t count = 0;

	for (int i = 0; i < dispatcher->writing_count; i++)
		if (list[i].state == ATTEMPT_OPTED_OUT)
			provider_refusal(list[i].send->live->campaign.provider, list[i].send->live->campaign.channel,
			    list[i].answer.by_carrier, list[i].send->token, now, &refusal[count++]);
	if (count > 0)
		suppression_send(dispatcher->results, refusal, count, &who);
	for (size_t i = 0; i < count; i++)
		suppression_release(&refusal[i]);
	free(refusal);
}

/* Throttled or in trouble with the account: the provider stops for all; a request it can never take stops its campaign. */
static void
write_pauses(struct dispatcher *dispatcher, struct args *args)
{
	for (int i = 0; i < dispatcher->writing_count; i++) {
		const struct settlement *s = &dispatcher->writing[i];
		const struct campaign *campaign = &s->send->live->campaign;
		args_clear(args);
		if (s->answer.class == ANSWER_THROTTLE || s->answer.class == ANSWER_ACCOUNT) {
			args_text(args, campaign->provider);
			args_time(args, s->not_before);
			args_text(args, s->answer.code);
			pipe_send(dispatcher->results, QUERY_PROVIDER_PAUSE, args, NULL, NULL);
		} else if (s->answer.class == ANSWER_BAD_REQUEST) {
			log_event(LOG_ERR, "campaign.paused", "campaign=%lld provider=%s code=\"%s\"", (long long)campaign->id,
			    campaign->provider, s->answer.code);
			args_array(args, ARRAY_INT8, 1);
			args_array_int(args, campaign->id);
			pipe_send(dispatcher->results, QUERY_CAMPAIGN_PAUSE_BY_PROVIDER, args, NULL, NULL);
		}
	}
}

/* Long enough that an order which is still on its way has arrived. */
enum { ASK_AFTER_SECONDS = 10 };

/* What became of them is asked, for nobody may ever report it. */
static void
write_questions(struct dispatcher *dispatcher, struct args *args, int64_t now)
{
	const struct settlement *list = dispatcher->writing;
	size_t count = 0;

	for (int i = 0; i < dispatcher->writing_count; i++)
		count += list[i].state == ATTEMPT_UNKNOWN;
	if (count == 0)
		return;
	args_clear(args);
	args_array(args, ARRAY_UUID, count);
	for (int i = 0; i < dispatcher->writing_count; i++)
		if (list[i].state == ATTEMPT_UNKNOWN)
			args_array_uuid(args, &list[i].send->decision);
	args_time(args, now + ASK_AFTER_SECONDS * SECOND);
	pipe_send(dispatcher->results, QUERY_QUESTION_ADD, args, NULL, NULL);
}

static void
on_written(void *argument, const struct rows *rows, const struct err *err)
{
	struct dispatcher *dispatcher = argument;

	(void)rows;
	dispatcher->is_writing = false;
	if (err != NULL) {
		log_event(LOG_WARNING, "settle.failed", "attempts=%d reason=\"%s\"", dispatcher->writing_count, err->text);
		dispatcher_broken(dispatcher, err);
		return;		/* they stay in writing and are written again */
	}
	for (int i = 0; i < dispatcher->writing_count; i++) {
		struct send *send = dispatcher->writing[i].send;
		send->live->under_way--;
		send->live->outlet->unsettled--;
		send_free(send);
	}
	dispatcher->writing_count = 0;
	if (dispatcher->waiting_count >= dispatcher->settings->batch || dispatcher->stopping)
		settle_flush(dispatcher);
	else if (dispatcher->waiting_count > 0)
		flush_soon(dispatcher);		/* the timer may have rung while we were writing */
	dispatcher_wake(dispatcher);
}

void
settle_flush(struct dispatcher *dispatcher)
{
	int64_t now = clock_read();
	struct args args;

	if (dispatcher->is_writing || dispatcher->broken || settle_waiting(dispatcher) == 0)
		return;
	if (dispatcher->writing_count == 0) {
		struct settlement *list = dispatcher->writing;
		dispatcher->writing = dispatcher->waiting;
		dispatcher->writing_count = dispatcher->waiting_count;
		dispatcher->waiting = list;
		dispatcher->waiting_count = 0;
	}
	dispatcher->is_writing = true;
	args_init(&args);
	pipe_begin(dispatcher->results);
	write_refusals(dispatcher, now);	/* first: it takes the parties' locks */
	write_attempts(dispatcher, &args, now);
	write_targets(dispatcher, &args);
	write_pauses(dispatcher, &args);
	write_questions(dispatcher, &args, now);
	write_entries(dispatcher, &args, now);
	pipe_commit(dispatcher->results, on_written, dispatcher);
	args_release(&args);
}
