/*
 * claim.c - one claiming transaction: lock, read, judge, record, commit.
 *
 * 1. due targets are locked with their parties' rows, SKIP LOCKED: first those whose moment has come, then those that
 *    may go at once, in a walk over the primary key;
 * 2. their facts are read in a new snapshot, which sees every refusal that was committed before the locks were had;
 * 3. the gate judges each in C;
 * 4. all decisions, the attempts of what is allowed and the log's entries are written, and it commits.
 * Only then is a clearance handed on.  A lost answer to the COMMIT hands nothing on: the janitor finds those attempts.
 */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/log.h"
#include "compliance/entry.h"
#include "compliance/facts_pack.h"
#include "compliance/facts_store.h"
#include "dialer/dispatch.h"

/* Bytes of a buf, by place: the buf may move while it grows. */
struct span {
	size_t from, len;
};

struct claimed {
	int64_t contact_point, party;
	int attempts;
	int64_t pressed_at, agent;
	char extension[24];
	enum outcome outcome;
	int64_t until;
	struct uuid decision;
	uint8_t token[TOKEN_SIZE];
	uint8_t facts_sha256[SHA256_SIZE];
	struct span reasons, facts;
	int first_mark, marks;		/* of its party, in claim->mark */
	uint8_t reviews;		/* what the officer approved, newest first */
	struct review_fact review[FACTS_REVIEWS];
	struct send *send;		/* of what is allowed */
};

struct claim {
	int count;
	struct claimed target[BATCH_MAX];
	int64_t party[BATCH_MAX];	/* of target, in the order of the claim: looked through for each */
	int judged_count, allowed_count;
	struct claimed *judged[BATCH_MAX];
	struct buf bytes;		/* reasons, facts, marks */
	struct args args;
	struct facts facts;		/* of the target being read */
	struct mark *mark;		/* earlier attempts, a party's together */
	int mark_size;
};

void *
claim_free(struct claim *claim)
{
	if (claim != NULL) {
		buf_release(&claim->bytes);
		args_release(&claim->args);
		free(claim->mark);
	}
	free(claim);
	return NULL;
}

static struct view
span_view(const struct claim *claim, struct span span)
{
	return (struct view){claim->bytes.data + span.from, span.len};
}

static void
finish(struct lane *lane)
{
	for (int i = 0; i < lane->claim->count; i++)
		lane->claim->target[i].send = send_free(lane->claim->target[i].send);
	lane->live->outlet->allowance += lane->wanted - lane->claim->allowed_count;
	lane->claim->count = lane->claim->judged_count = lane->claim->allowed_count = 0;
	lane->live->under_way--;
	lane->live = NULL;
	dispatcher_wake(lane->dispatcher);
}

/* What was claimed is due as before, behind the watermarks. */
static void
put_back(struct lane *lane)
{
	struct live *live = lane->live;

	live->idle_until = lane->now + SECOND / 5;
	watermark_reset(&live->watermark, live->idle_until);
}

static void
give_up(struct lane *lane, const struct err *err)
{
	log_event(LOG_WARNING, "claim.failed", "campaign=%lld reason=\"%s\"", (long long)lane->live->campaign.id, err->text);
	put_back(lane);
	lane->claim->allowed_count = 0;
	if (pipe_is_alive(lane->pipe))
		pipe_rollback(lane->pipe);
	else
		dispatcher_broken(lane->dispatcher, err);
	finish(lane);
}

/* One person is claimed once in a transaction: the second target of theirs waits until the first can be counted. */
static bool
party_is_claimed(const struct claim *claim, int64_t party)
{
	for (int i = 0; i < claim->count; i++)
		if (claim->party[i] == party)
			return true;
	return false;
}

static int
compare_claimed(const void *a, const void *b)
{
	int64_t left = ((const struct claimed *)a)->contact_point, right = ((const struct claimed *)b)->contact_point;
	return (left > right) - (left < right);
}

static struct claimed *
claimed_find(struct claim *claim, int64_t contact_point)
{
	struct claimed key = {.contact_point = contact_point};
	return bsearch(&key, claim->target, (size_t)claim->count, sizeof(key), compare_claimed);
}

static struct send *
send_new(struct lane *lane, const struct claimed *target, struct clearance *clearance, const struct copy_field *extra)
{
	size_t address = (size_t)extra[0].len + 1, extension = (size_t)extra[1].len + 1, name = (size_t)extra[2].len + 1;
	size_t agent = strlen(target->extension) + 1;
	struct send *send = memory_new(sizeof(*send) + address + extension + name + agent);
	char *text = (char *)(send + 1);

	send->live = lane->live;
	send->clearance = clearance;
	send->decision = target->decision;
	send->contact_point = target->contact_point;
	send->party = target->party;
	send->attempts = target->attempts;
	memcpy(send->token, target->token, TOKEN_SIZE);
	send->address = memcpy(text, extra[0].data ? extra[0].data : "", address - 1);
	send->extension = memcpy(text += address, extra[1].data ? extra[1].data : "", extension - 1);
	send->name = memcpy(text += extension, extra[2].data ? extra[2].data : "", name - 1);
	send->agent = memcpy(text + name, target->extension, agent);
	return send;
}

static void
allow(struct lane *lane, struct claimed *target, const struct verdict *verdict, const struct copy_field *extra)
{
	struct claim *claim = lane->claim;
	char address[256];

	if (extra[0].len >= (int)sizeof(address))
		return;
	memcpy(address, extra[0].data, (size_t)extra[0].len);
	address[extra[0].len] = '\0';
	struct clearance *clearance = gate_clear(verdict, &claim->facts, target->decision, address);
	must(clearance != NULL);
	target->send = send_new(lane, target, clearance, extra);
	claim->allowed_count++;
}

/* All rows of one contact have been read into claim->facts. */
static void
judge(struct lane *lane, struct claimed *target, const struct copy_field *extra)
{
	struct claim *claim = lane->claim;
	struct verdict verdict;
	uint8_t reasons[2 * RULES_MAX];

	facts_take_marks(claim->mark + target->first_mark, (size_t)target->marks, &claim->facts);
	claim->facts.reviews = target->reviews;
	memcpy(claim->facts.review, target->review, sizeof(target->review));
	claim->facts.pressed_at = target->pressed_at;
	claim->facts.agent = target->agent;
	campaign_contact_facts(provider_contract(lane->live->outlet->provider), &claim->facts);
	gate_judge(&claim->facts, lane->dispatcher->policy, &verdict);
	claim->judged[claim->judged_count++] = target;
	target->outcome = verdict.outcome;
	target->until = verdict.until;
	target->decision = uuid_new(lane->now);
	target->reasons.from = claim->bytes.len;
	target->reasons.len = (size_t)verdict_reasons(&verdict, reasons);
	buf_add(&claim->bytes, reasons, target->reasons.len);
	target->facts.from = claim->bytes.len;
	facts_pack(&claim->facts, &claim->bytes);
	target->facts.len = claim->bytes.len - target->facts.from;
	sha256(claim->bytes.data + target->facts.from, target->facts.len, target->facts_sha256);
	if (verdict.outcome == OUTCOME_ALLOW)
		allow(lane, target, &verdict, extra);
}

static enum entry_what
entry_of(enum outcome outcome)
{
	switch (outcome) {
	case OUTCOME_ALLOW:
		return ENTRY_ATTEMPT_CLEARED;
	case OUTCOME_DEFER:
		return ENTRY_DECISION_DEFERRED;
	case OUTCOME_REVIEW:
		return ENTRY_DECISION_REVIEW;
	default:
		return ENTRY_DECISION_DENIED;
	}
}

/* The log holds the decision's hash of facts, never the facts: they name dates that could name a person. */
static void
write_entry(const struct lane *lane, const struct claimed *target, struct buf *data, struct buf *body)
{
	const struct campaign *campaign = &lane->live->campaign;
	struct entry entry = {.what = entry_of(target->outcome), .at = lane->now, .subject = target->token,
		.legal_entity_inn = campaign->legal_entity_inn, .who_kind = "process", .process = lane->dispatcher->name};
	struct json json;
	char id[UUID_TEXT];

	if (target->agent != 0) {
		entry.who_kind = "staff";
		entry.who_id = target->agent;
	}
	buf_clear(data);
	uuid_format(target->decision, id);
	json_start(&json, data);
	json_object(&json);
	json_key(&json, "campaign");
	json_int(&json, campaign->id);
	json_key(&json, "decision");
	json_text(&json, id);
	json_key(&json, "facts");
	json_hex(&json, target->facts_sha256, SHA256_SIZE);
	json_key(&json, "policy");
	json_hex(&json, lane->dispatcher->policy->sha256, 8);
	json_key(&json, "reasons");
	json_hex(&json, lane->claim->bytes.data + target->reasons.from, target->reasons.len);
	json_end(&json);
	entry_write(&entry, buf_view(data), body);
}

static void
send_decisions(struct lane *lane)
{
	struct claim *claim = lane->claim;
	struct args *args = &claim->args;

	args_clear(args);
	args_array(args, ARRAY_UUID, (size_t)claim->judged_count);
	for (int i = 0; i < claim->judged_count; i++)
		args_array_uuid(args, &claim->judged[i]->decision);
	args_array(args, ARRAY_INT8, (size_t)claim->judged_count);
	for (int i = 0; i < claim->judged_count; i++)
		args_array_int(args, claim->judged[i]->contact_point);
	args_array(args, ARRAY_INT8, (size_t)claim->judged_count);
	for (int i = 0; i < claim->judged_count; i++)
		args_array_int(args, claim->judged[i]->party);
	args_array(args, ARRAY_TEXT, (size_t)claim->judged_count);
	for (int i = 0; i < claim->judged_count; i++)
		args_array_text(args, outcome_name(claim->judged[i]->outcome));
	args_array(args, ARRAY_TIME, (size_t)claim->judged_count);
	for (int i = 0; i < claim->judged_count; i++)
		args_array_time(args, claim->judged[i]->outcome == OUTCOME_DEFER ? claim->judged[i]->until : 0);
	args_array(args, ARRAY_BYTES, (size_t)claim->judged_count);
	for (int i = 0; i < claim->judged_count; i++)
		args_array_bytes(args, span_view(claim, claim->judged[i]->reasons).data, claim->judged[i]->reasons.len);
	args_array(args, ARRAY_BYTES, (size_t)claim->judged_count);
	for (int i = 0; i < claim->judged_count; i++)
		args_array_bytes(args, span_view(claim, claim->judged[i]->facts).data, claim->judged[i]->facts.len);
	args_int(args, lane->live->campaign.id);
	args_bytes(args, lane->dispatcher->policy->sha256, SHA256_SIZE);
	args_time(args, lane->now);
	args_text(args, lane->live->campaign.provider);
	args_text(args, lane->dispatcher->name);
	args_time(args, lane->now + CLEARANCE_SECONDS * SECOND);
	pipe_send(lane->pipe, QUERY_DECISION_ADD, args, NULL, NULL);
}

static const char *
state_of(enum outcome outcome)
{
	switch (outcome) {
	case OUTCOME_ALLOW:
		return "held";
	case OUTCOME_DEFER:
		return "due";
	case OUTCOME_REVIEW:
		return "review";
	default:
		return "denied";
	}
}

static void
send_targets(struct lane *lane)
{
	struct claim *claim = lane->claim;
	struct args *args = &claim->args;

	args_clear(args);
	args_int(args, lane->live->campaign.id);
	args_array(args, ARRAY_INT8, (size_t)claim->judged_count);
	for (int i = 0; i < claim->judged_count; i++)
		args_array_int(args, claim->judged[i]->contact_point);
	args_array(args, ARRAY_TEXT, (size_t)claim->judged_count);
	for (int i = 0; i < claim->judged_count; i++)
		args_array_text(args, state_of(claim->judged[i]->outcome));
	args_array(args, ARRAY_TIME, (size_t)claim->judged_count);
	for (int i = 0; i < claim->judged_count; i++)
		args_array_time(args, claim->judged[i]->outcome == OUTCOME_DEFER ? claim->judged[i]->until : 0);
	args_array(args, ARRAY_BYTES, (size_t)claim->judged_count);
	for (int i = 0; i < claim->judged_count; i++)
		args_array_bytes(args, span_view(claim, claim->judged[i]->reasons).data, claim->judged[i]->reasons.len);
	args_array(args, ARRAY_INT2, (size_t)claim->judged_count);
	for (int i = 0; i < claim->judged_count; i++)
		args_array_int(args, claim->judged[i]->outcome == OUTCOME_ALLOW);
	pipe_send(lane->pipe, QUERY_TARGET_MOVE, args, NULL, NULL);
}

static void
send_entries(struct lane *lane)
{
	struct claim *claim = lane->claim;
	struct args *args = &claim->args;
	struct buf data = {0}, body = {0};

	args_clear(args);
	args_array(args, ARRAY_BYTES, (size_t)claim->judged_count);
	for (int i = 0; i < claim->judged_count; i++) {
		buf_clear(&body);
		write_entry(lane, claim->judged[i], &data, &body);
		args_array_bytes(args, body.data, body.len);
	}
	buf_release(&data);
	buf_release(&body);
	pipe_send(lane->pipe, QUERY_ENTRY_ADD_DECISIONS, args, NULL, NULL);
}

void
lane_take_back(struct lane *lane, const struct drop *drop)
{
	for (int i = 0; lane->live != NULL && i < lane->claim->judged_count; i++) {
		struct claimed *target = lane->claim->judged[i];
		if (target->send != NULL && is_dropped(drop, lane->live, target->party))
			target->send->taken_back = true;
	}
}

static void
on_committed(void *argument, const struct rows *rows, const struct err *err)
{
	struct lane *lane = argument;
	struct claim *claim = lane->claim;

	(void)rows;
	if (err != NULL) {
		log_event(LOG_WARNING, "claim.failed", "campaign=%lld reason=\"%s\"", (long long)lane->live->campaign.id, err->text);
		put_back(lane);
		claim->allowed_count = 0;
		if (!pipe_is_alive(lane->pipe))
			dispatcher_broken(lane->dispatcher, err);
		finish(lane);
		return;
	}
	for (int i = 0; i < claim->judged_count; i++)
		if (claim->judged[i]->send != NULL) {
			outlet_add(lane->dispatcher, claim->judged[i]->send);
			claim->judged[i]->send = NULL;
		}
	outlet_send_more(lane->dispatcher, lane->live->outlet);
	finish(lane);
}

static void
write_all(struct lane *lane)
{
	struct claim *claim = lane->claim;

	if (claim->judged_count > 0) {
		send_decisions(lane);
		send_targets(lane);
		send_entries(lane);
	}
	pipe_commit(lane->pipe, on_committed, lane);
}

enum { EXTRA_TOKEN = FACT_COLUMNS, EXTRA_ADDRESS, EXTRA_EXTENSION, EXTRA_NAME, ROW_COLUMNS };

static void
on_facts(void *argument, const struct rows *rows, const struct err *err)
{
	struct lane *lane = argument;
	struct claim *claim = lane->claim;
	struct copy_field row[ROW_COLUMNS], next[ROW_COLUMNS];
	int count = rows ? rows_count(rows) : 0;

	if (err != NULL) {
		give_up(lane, err);
		return;
	}
	for (int i = 0; i < count;) {
		for (int c = 0; c < ROW_COLUMNS; c++)
			row[c] = rows_field(rows, i, c);
		int64_t contact_point = copy_field_int(row[FACT_CONTACT_POINT]);
		struct claimed *target = claimed_find(claim, contact_point);
		must(target != NULL && row[EXTRA_TOKEN].len == TOKEN_SIZE);
		memcpy(target->token, row[EXTRA_TOKEN].data, TOKEN_SIZE);
		facts_take_contact(row, lane->dispatcher->regions, &claim->facts);
		for (i++; i < count && rows_int(rows, i, FACT_CONTACT_POINT) == contact_point; i++) {
			for (int c = 0; c < FACT_COLUMNS; c++)
				next[c] = rows_field(rows, i, c);
			facts_take_suppression(next, &claim->facts);
		}
		judge(lane, target, row + EXTRA_ADDRESS);
	}
	write_all(lane);
}

static void
on_presses(void *argument, const struct rows *rows, const struct err *err)
{
	struct lane *lane = argument;

	if (err != NULL)
		return;		/* the facts' callback gets it too */
	for (int i = 0; i < rows_count(rows); i++) {
		struct claimed *target = claimed_find(lane->claim, rows_int(rows, i, 0));
		must(target != NULL);
		target->pressed_at = rows_time(rows, i, 1);
		target->agent = rows_int(rows, i, 2);
		strncpy(target->extension, rows_text(rows, i, 3), sizeof(target->extension) - 1);
	}
}

static void
on_reviews(void *argument, const struct rows *rows, const struct err *err)
{
	struct lane *lane = argument;

	if (err != NULL)
		return;		/* the facts' callback gets it too */
	for (int i = 0; i < rows_count(rows); i++) {
		struct claimed *target = claimed_find(lane->claim, rows_int(rows, i, 0));
		must(target != NULL);
		if (target->reviews < FACTS_REVIEWS)
			target->review[target->reviews++] = (struct review_fact){.rule = rows_int(rows, i, 1),
				.reason = rows_int(rows, i, 2), .decided_at = rows_time(rows, i, 3), .until = rows_time(rows, i, 4),
				.staff = rows_int(rows, i, 5)};
	}
}

static struct claimed *
claimed_of_party(struct claim *claim, int64_t party)
{
	for (int i = 0; i < claim->count; i++)
		if (claim->target[i].party == party)
			return &claim->target[i];
	return NULL;
}

static void
on_attempts(void *argument, const struct rows *rows, const struct err *err)
{
	struct lane *lane = argument;
	struct claim *claim = lane->claim;
	struct claimed *target = NULL;

	if (err != NULL)
		return;		/* the facts' callback gets it too */
	if (claim->mark_size < rows_count(rows)) {
		claim->mark_size = rows_count(rows) * 2;
		claim->mark = memory_grow(claim->mark, (size_t)claim->mark_size * sizeof(*claim->mark));
	}
	for (int i = 0; i < rows_count(rows); i++) {
		int64_t party = rows_int(rows, i, 0);
		if (target == NULL || target->party != party) {
			target = claimed_of_party(claim, party);
			must(target != NULL);
			target->first_mark = i;
		}
		target->marks++;
		claim->mark[i] = (struct mark){rows_time(rows, i, 1), channel_find(view_of(rows_text(rows, i, 2))),
			rows_bool(rows, i, 3), rows_bool(rows, i, 4)};
	}
}

static void
ask_facts(struct lane *lane)
{
	struct claim *claim = lane->claim;
	enum dial_mode mode = lane->live->campaign.mode;

	args_clear(&claim->args);
	args_int(&claim->args, lane->live->campaign.id);
	args_array(&claim->args, ARRAY_INT8, (size_t)claim->count);
	for (int i = 0; i < claim->count; i++)
		args_array_int(&claim->args, claim->target[i].contact_point);
	pipe_send(lane->pipe, QUERY_REVIEW_OF_TARGETS, &claim->args, on_reviews, lane);
	if (mode == MODE_MANUAL || mode == MODE_PREVIEW)
		pipe_send(lane->pipe, QUERY_PRESS_NEWEST, &claim->args, on_presses, lane);
	args_clear(&claim->args);
	args_array(&claim->args, ARRAY_INT8, (size_t)claim->count);
	for (int i = 0; i < claim->count; i++)
		args_array_int(&claim->args, claim->target[i].party);
	args_time(&claim->args, lane->now - FREQUENCY_DAYS * DAY);
	pipe_send(lane->pipe, QUERY_ATTEMPTS_OF_PARTIES, &claim->args, on_attempts, lane);
	args_clear(&claim->args);
	args_array(&claim->args, ARRAY_INT8, (size_t)claim->count);
	for (int i = 0; i < claim->count; i++)
		args_array_int(&claim->args, claim->target[i].contact_point);
	pipe_send(lane->pipe, QUERY_FACTS_OF_TARGETS, &claim->args, on_facts, lane);
	pipe_turn(lane->pipe);
}

static void on_targets(void *argument, const struct rows *rows, const struct err *err);

/* Those that may go at once. */
static void
ask_walk(struct lane *lane)
{
	struct args *args = &lane->claim->args;

	lane->walks = true;
	args_clear(args);
	args_int(args, lane->live->campaign.id);
	args_int(args, lane->live->watermark.walk_after);
	args_int(args, lane->wanted);
	pipe_send(lane->pipe, QUERY_TARGET_CLAIM_AT_ONCE, args, on_targets, lane);
	pipe_turn(lane->pipe);
}

static void
move_watermark(struct lane *lane, const struct rows *rows, int count)
{
	struct watermark *mark = &lane->live->watermark;
	bool all = count < lane->wanted;
	int64_t last = count > 0 ? rows_int(rows, count - 1, 0) : 0;

	if (lane->walks)
		watermark_walked(mark, lane->now, all, count, last);
	else
		watermark_waited(mark, lane->now, all, count > 0 ? rows_time(rows, count - 1, 3) : 0, last);
	lane->live->idle_until = watermark_idle_until(mark);
}

static void
on_targets(void *argument, const struct rows *rows, const struct err *err)
{
	struct lane *lane = argument;
	struct claim *claim = lane->claim;
	int count = rows ? rows_count(rows) : 0;

	if (err != NULL) {
		give_up(lane, err);
		return;
	}
	for (int i = 0; i < count; i++) {
		int64_t party = rows_int(rows, i, 1);
		if (party_is_claimed(claim, party))
			continue;
		claim->party[claim->count] = party;
		claim->target[claim->count++] = (struct claimed){.contact_point = rows_int(rows, i, 0), .party = party,
			.attempts = (int)rows_int(rows, i, 2)};
	}
	move_watermark(lane, rows, count);
	if (claim->count == 0 && !lane->walks && watermark_may_walk(&lane->live->watermark, lane->now)) {
		ask_walk(lane);
		return;
	}
	if (claim->count == 0) {
		pipe_rollback(lane->pipe);
		finish(lane);
		return;
	}
	qsort(claim->target, (size_t)claim->count, sizeof(claim->target[0]), compare_claimed);
	ask_facts(lane);
}

/* Those whose moment has come. */
static void
ask_waiting(struct lane *lane)
{
	struct live *live = lane->live;
	struct args *args = &lane->claim->args;

	watermark_rewind(&live->watermark, lane->now);
	lane->walks = false;
	args_clear(args);
	args_int(args, live->campaign.id);
	args_time(args, lane->now);
	args_time(args, live->watermark.after_time);
	args_int(args, live->watermark.after_contact_point);
	args_int(args, lane->wanted);
	pipe_send(lane->pipe, QUERY_TARGET_CLAIM, args, on_targets, lane);
	pipe_turn(lane->pipe);
}

/* The campaign's part of the facts, with the provider's: the contact's part is written over it for each target. */
static void
campaign_part(struct lane *lane)
{
	const struct contract *contract = provider_contract(lane->live->outlet->provider);

	campaign_facts(&lane->live->campaign, lane->now, &lane->claim->facts);
	campaign_provider_facts(&lane->live->campaign, contract, &lane->claim->facts);
}

void
lane_start(struct lane *lane, struct live *live, int wanted, int64_t now)
{
	struct claim *claim = lane->claim;

	if (claim == NULL) {
		claim = lane->claim = memory_new(sizeof(*claim));
		args_init(&claim->args);
	}
	must(wanted > 0 && wanted <= BATCH_MAX);
	lane->live = live;
	lane->wanted = wanted;
	lane->now = now;
	live->outlet->allowance -= wanted;	/* until finish knows what was used: the other lane must not count on it */
	live->under_way++;
	claim->count = 0;
	buf_clear(&claim->bytes);
	campaign_part(lane);
	pipe_begin(lane->pipe);
	pipe_send(lane->pipe, QUERY_KILL_HOLD, NULL, NULL, NULL);
	if (watermark_next_is_walk(&live->watermark, now))
		ask_walk(lane);
	else
		ask_waiting(lane);
}
