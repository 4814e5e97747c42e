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

#include "base/log.h"
#include "compliance/facts_store.h"
#include "dialer/claimed.h"

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
		claim_judge(lane, target, row + EXTRA_ADDRESS);
	}
	claim_record(lane);
	pipe_commit(lane->pipe, on_committed, lane);
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
