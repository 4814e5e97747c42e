/* report_store.c - the reports of one batch, read from and written to the database inside the caller's transaction. */
#include "dialer/report_store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "compliance/address.h"
#include "compliance/suppression_store.h"
#include "compliance/unclear_store.h"
#include "dialer/contact_mark.h"
#include "dialer/provider_refusal.h"

bool
report_store_mark_known(struct db *db, const char *provider, struct report_batch *batch, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_text(&args, provider);
	args_array(&args, ARRAY_TEXT, (size_t)batch->reports);
	for (int i = 0; i < batch->reports; i++)
		args_array_text(&args, batch->report[i].report.dedupe);
	bool run = db_run(db, QUERY_REPORT_KNOWN, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	for (int r = 0; r < rows_count(rows); r++)
		for (int i = 0; i < batch->reports; i++)
			if (strcmp(batch->report[i].report.dedupe, rows_text(rows, r, 0)) == 0)
				batch->report[i].known = true;
	rows_free(rows);
	return true;
}

static void
take_attempt(const struct rows *rows, int row, struct reported_attempt *out)
{
	struct view token = rows_bytes(rows, row, 11);
	const char *target_state = rows_text(rows, row, 6);

	*out = (struct reported_attempt){.decision = rows_uuid(rows, row, 0), .campaign = rows_int(rows, row, 2),
		.contact_point = rows_int(rows, row, 3), .party = rows_int(rows, row, 4),
		.state = attempt_state_find(view_of(rows_text(rows, row, 5))), .attempts = (int)rows_int(rows, row, 7),
		.redials = (int)rows_int(rows, row, 8), .redial_after = (int)rows_int(rows, row, 9),
		.channel = channel_find(view_of(rows_text(rows, row, 10))), .has_token = token.len == TOKEN_SIZE,
		.legal_entity_inn = rows_int(rows, row, 12)};
	out->was = out->state;
	out->target_moves = strcmp(target_state, "held") == 0 || strcmp(target_state, "unknown") == 0;
	strncat(out->provider_ref, rows_text(rows, row, 1), sizeof(out->provider_ref) - 1);
	if (out->has_token)
		memcpy(out->token, token.data, TOKEN_SIZE);
}

bool
report_store_load(struct db *db, const char *provider, struct report_batch *batch, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_text(&args, provider);
	args_array(&args, ARRAY_UUID, (size_t)batch->reports);
	for (int i = 0; i < batch->reports; i++)
		args_array_uuid(&args, &batch->report[i].report.attempt);
	args_array(&args, ARRAY_TEXT, (size_t)batch->reports);
	for (int i = 0; i < batch->reports; i++)
		args_array_text(&args, batch->report[i].report.provider_ref[0] ? batch->report[i].report.provider_ref : NULL);
	bool run = db_run(db, QUERY_ATTEMPT_NAMED, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	batch->attempts = rows_count(rows);
	batch->attempt = memory_new((size_t)batch->attempts * sizeof(*batch->attempt));
	for (int i = 0; i < batch->attempts; i++)
		take_attempt(rows, i, &batch->attempt[i]);
	rows_free(rows);
	return true;
}

static const char *
kind_name(enum report_kind kind)
{
	static const char *const names[] = {"status", "inbound_text", "unsubscribe", "dtmf", "ignored"};
	return names[kind];
}

bool
report_store_add(struct db *db, const char *provider, const struct report_batch *batch, int64_t now, struct err *err)
{
	struct args args;
	size_t count = 0;

	for (int i = 0; i < batch->reports; i++)
		count += !batch->report[i].known && !report_batch_waits(batch, &batch->report[i]);
	if (count == 0)
		return true;
	const struct batched_report **fresh = memory_new(count * sizeof(*fresh));
	count = 0;
	for (int i = 0; i < batch->reports; i++)
		if (!batch->report[i].known && !report_batch_waits(batch, &batch->report[i]))
			fresh[count++] = &batch->report[i];
	args_init(&args);
	args_text(&args, provider);
	args_array(&args, ARRAY_TEXT, count);
	for (size_t i = 0; i < count; i++)
		args_array_text(&args, fresh[i]->report.dedupe);
	args_array(&args, ARRAY_UUID, count);
	for (size_t i = 0; i < count; i++)
		args_array_uuid(&args, fresh[i]->attempt ? &fresh[i]->attempt->decision : NULL);
	args_array(&args, ARRAY_INT8, count);
	for (size_t i = 0; i < count; i++)
		args_array_int(&args, batch->item[fresh[i]->item].id);
	args_array(&args, ARRAY_TEXT, count);
	for (size_t i = 0; i < count; i++)
		args_array_text(&args, kind_name(fresh[i]->report.kind));
	args_array(&args, ARRAY_TEXT, count);
	for (size_t i = 0; i < count; i++)
		args_array_text(&args, fresh[i]->report.status);
	args_array(&args, ARRAY_TIME, count);
	for (size_t i = 0; i < count; i++)
		args_array_time(&args, fresh[i]->report.said_at ? fresh[i]->report.said_at : now);
	args_array(&args, ARRAY_BOOL, count);
	for (size_t i = 0; i < count; i++)
		args_array_bool(&args, fresh[i]->applied);
	bool done = db_run(db, QUERY_REPORT_ADD, &args, NULL, err);
	args_release(&args);
	free(fresh);
	return done;
}

/* Those whose state, or the provider's name for them, is another now; packed to the front of changed. */
static size_t
changed_attempts(const struct report_batch *batch, const struct reported_attempt **changed)
{
	size_t count = 0;

	for (int i = 0; i < batch->attempts; i++)
		if (batch->attempt[i].state != batch->attempt[i].was || batch->attempt[i].learned_ref[0] != '\0')
			changed[count++] = &batch->attempt[i];
	return count;
}

static bool
write_attempts(struct db *db, const struct reported_attempt **changed, size_t count, int64_t now, struct err *err)
{
	struct args args;

	args_init(&args);
	args_array(&args, ARRAY_UUID, count);
	for (size_t i = 0; i < count; i++)
		args_array_uuid(&args, &changed[i]->decision);
	args_array(&args, ARRAY_TEXT, count);
	for (size_t i = 0; i < count; i++)
		args_array_text(&args, attempt_state_name(changed[i]->state));
	args_array(&args, ARRAY_TEXT, count);
	for (size_t i = 0; i < count; i++)
		args_array_text(&args, changed[i]->code);
	args_array(&args, ARRAY_TEXT, count);
	for (size_t i = 0; i < count; i++)
		args_array_text(&args, changed[i]->learned_ref[0] ? changed[i]->learned_ref : NULL);
	args_time(&args, now);
	bool done = db_run(db, QUERY_ATTEMPT_REPORT, &args, NULL, err);
	args_release(&args);
	return done;
}

static bool
redials(const struct reported_attempt *attempt)
{
	return attempt_state_may_redial(attempt->state) && attempt->attempts <= attempt->redials;
}

/* A final state ends its target, or makes it due again: a redial is asked about as everything is. */
static bool
write_targets(struct db *db, const struct reported_attempt **changed, size_t count, int64_t now, struct err *err)
{
	struct args args;
	size_t final = 0;

	for (size_t i = 0; i < count; i++)
		if (changed[i]->target_moves && attempt_state_is_final(changed[i]->state))
			changed[final++] = changed[i];
	if (final == 0)
		return true;
	args_init(&args);
	args_array(&args, ARRAY_INT8, final);
	for (size_t i = 0; i < final; i++)
		args_array_int(&args, changed[i]->campaign);
	args_array(&args, ARRAY_INT8, final);
	for (size_t i = 0; i < final; i++)
		args_array_int(&args, changed[i]->contact_point);
	args_array(&args, ARRAY_TEXT, final);
	for (size_t i = 0; i < final; i++)
		args_array_text(&args, redials(changed[i]) ? "due" : "done");
	args_array(&args, ARRAY_TEXT, final);
	for (size_t i = 0; i < final; i++)
		args_array_text(&args, attempt_state_name(changed[i]->state));
	args_array(&args, ARRAY_TIME, final);
	for (size_t i = 0; i < final; i++)
		args_array_time(&args, redials(changed[i]) ? now + changed[i]->redial_after * SECOND : 0);
	args_array(&args, ARRAY_INT2, final);
	for (size_t i = 0; i < final; i++)
		args_array_int(&args, 0);
	bool done = db_run(db, QUERY_TARGET_SETTLE, &args, NULL, err);
	args_release(&args);
	return done;
}

static bool
write_entries(struct reporter *reporter, const char *provider, const struct reported_attempt **changed, size_t count,
    int64_t now, struct err *err)
{
	struct buf data = {0};
	bool done = true;

	for (size_t i = 0; i < count && done; i++) {
		struct entry entry = {.what = ENTRY_ATTEMPT_REPORTED, .at = now, .who_kind = "provider",
			.process = reporter->name, .legal_entity_inn = changed[i]->legal_entity_inn,
			.subject = changed[i]->has_token ? changed[i]->token : NULL};
		struct json json;
		char id[UUID_TEXT];
		uuid_format(changed[i]->decision, id);
		buf_clear(&data);
		json_start(&json, &data);
		json_object(&json);
		json_key(&json, "code");
		json_text(&json, changed[i]->code);
		json_key(&json, "decision");
		json_text(&json, id);
		json_key(&json, "provider");
		json_text(&json, provider);
		json_key(&json, "state");
		json_text(&json, attempt_state_name(changed[i]->state));
		json_end(&json);
		done = entry_add(reporter->db, &entry, buf_view(&data), err);
	}
	buf_release(&data);
	return done;
}

/* A provider whose clock is ahead of ours must not put off the terms of the law, which begin when the person spoke. */
static int64_t
said_by_now(int64_t said_at, int64_t now)
{
	return said_at == 0 || said_at > now ? now : said_at;
}

static bool
refuse(struct reporter *reporter, struct suppression *refusal, const char *who_kind, int64_t now, struct err *err)
{
	struct suppression_effect effect = {0};
	struct entry who = {.what = ENTRY_SUPPRESSION_ADDED, .at = now, .who_kind = who_kind, .process = reporter->name};

	refusal->fact.said_at = said_by_now(refusal->fact.said_at, now);
	bool done = suppression_put(reporter->db, refusal, 1, &who, &effect, err);
	suppression_release(refusal);
	return done;
}

/* What a report says of an attempt: the provider's list, a click in its pages, the carrier's ban, a key of the phone. */
static bool
refuse_attempt(struct reporter *reporter, const char *provider, const struct reported_attempt *attempt, int64_t now,
    struct err *err)
{
	struct suppression refusal;

	provider_refusal(provider, attempt->channel, strcmp(attempt->refused, "carrier") == 0, attempt->token,
	    attempt->refused_at, &refusal);
	snprintf(refusal.path, sizeof(refusal.path), "%s", attempt->refused);
	return refuse(reporter, &refusal, strcmp(attempt->refused, "dtmf") == 0 ? "person" : "provider", now, err);
}

/* A refusal with an address counts although we do not know, or do not know yet, the attempt that it answers. */
static bool
refuse_stranger(struct reporter *reporter, const char *provider, const struct report_batch *batch,
    const struct batched_report *report, int64_t now, struct err *err)
{
	const struct provider *of = provider_find(reporter->providers, provider);
	struct suppression refusal;
	uint8_t token[TOKEN_SIZE];

	address_token(&reporter->key, report->report.address, token);
	provider_refusal(provider, of ? provider_channel(of) : CHANNEL_UNKNOWN, report->report.by_carrier, token,
	    report->report.said_at ? report->report.said_at : batch->item[report->item].received_at, &refusal);
	return refuse(reporter, &refusal, "provider", now, err);
}

/* What a person wrote: a refusal in words that we know, or one that somebody has to read. */
static bool
take_text(struct reporter *reporter, const struct provider_report *report, int64_t now, struct err *err)
{
	struct spoken spoken = {.channel = CHANNEL_SMS, .words = report->text, .path = "sms",
		.said_at = said_by_now(report->said_at, now)};
	struct entry who = {.what = ENTRY_SUPPRESSION_ADDED, .at = now, .who_kind = "person", .process = reporter->name};

	address_token(&reporter->key, report->address, spoken.token);
	return spoken_put(reporter->db, reporter->words, &spoken, &who, err);
}

/* A refusal counts from this transaction on, whether or not the attempt it answers is known. */
static bool
write_refusals(struct reporter *reporter, const char *provider, const struct report_batch *batch, int64_t now,
    struct err *err)
{
	for (int i = 0; i < batch->attempts; i++)
		if (batch->attempt[i].refused != NULL && batch->attempt[i].has_token &&
		    !refuse_attempt(reporter, provider, &batch->attempt[i], now, err))
			return false;
	for (int i = 0; i < batch->reports; i++) {
		const struct batched_report *report = &batch->report[i];
		bool refuses = report->report.kind == REPORT_UNSUBSCRIBE ||
		    (report->report.kind == REPORT_STATUS && report->report.state == ATTEMPT_OPTED_OUT);
		if (report->known)
			continue;
		if (report->report.kind == REPORT_INBOUND_TEXT && !take_text(reporter, &report->report, now, err))
			return false;
		if (refuses && report->attempt == NULL && report->report.address[0] != '\0' &&
		    !refuse_stranger(reporter, provider, batch, report, now, err))
			return false;
	}
	return true;
}

/* The refusal is the result of the contact that it answers, also when that had been delivered. */
static bool
write_refused(struct db *db, const struct report_batch *batch, struct err *err)
{
	struct uuid *decision = memory_new(((size_t)batch->attempts + 1) * sizeof(*decision));
	size_t count = 0;

	for (int i = 0; i < batch->attempts; i++)
		if (batch->attempt[i].refused != NULL)
			decision[count++] = batch->attempt[i].decision;
	bool done = target_refused(db, decision, count, err);
	free(decision);
	return done;
}

/* C-11: who was answered, and identified by the agent, has confirmed the number. */
static bool
confirm_marked(struct db *db, const struct report_batch *batch, struct err *err)
{
	struct uuid *answered = memory_new(((size_t)batch->attempts + 1) * sizeof(*answered));
	size_t count = 0, confirmed;

	for (int i = 0; i < batch->attempts; i++) {
		const struct reported_attempt *a = &batch->attempt[i];
		if (a->state != a->was && a->channel == CHANNEL_CALL_OPERATOR && (a->state == ATTEMPT_ANSWERED || a->state == ATTEMPT_COMPLETED))
			answered[count++] = a->decision;
	}
	bool done = contact_mark_answered(db, answered, count, &confirmed, err);
	free(answered);
	return done;
}

/* Nobody needs to ask any more about what was unknown and has ended. */
static bool
end_questions(struct db *db, const struct reported_attempt **changed, size_t count, struct err *err)
{
	struct args args;
	size_t ended = 0;

	for (size_t i = 0; i < count; i++)
		ended += changed[i]->was == ATTEMPT_UNKNOWN && attempt_state_is_final(changed[i]->state);
	if (ended == 0)
		return true;
	args_init(&args);
	args_array(&args, ARRAY_UUID, ended);
	for (size_t i = 0; i < count; i++)
		if (changed[i]->was == ATTEMPT_UNKNOWN && attempt_state_is_final(changed[i]->state))
			args_array_uuid(&args, &changed[i]->decision);
	bool done = db_run(db, QUERY_QUESTION_END, &args, NULL, err);
	args_release(&args);
	return done;
}

bool
report_store_write(struct reporter *reporter, const char *provider, const struct report_batch *batch, int64_t now,
    struct err *err)
{
	const struct reported_attempt **changed = memory_new((size_t)batch->attempts * sizeof(*changed));
	size_t count = changed_attempts(batch, changed);
	bool done = write_refusals(reporter, provider, batch, now, err) && (count == 0 ||
	    (write_attempts(reporter->db, changed, count, now, err) &&
	    write_entries(reporter, provider, changed, count, now, err) &&
	    end_questions(reporter->db, changed, count, err) &&
	    write_targets(reporter->db, changed, count, now, err))) &&	/* repacks the list: nobody reads it after */
	    write_refused(reporter->db, batch, err) && confirm_marked(reporter->db, batch, err);

	free(changed);
	return done;
}
