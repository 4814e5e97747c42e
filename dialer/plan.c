/* plan.c - the audience of a campaign, judged by the gate in bulk. */
#include "dialer/plan.h"

#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "compliance/entry.h"
#include "compliance/facts_store.h"
#include "compliance/gate.h"
#include "compliance/merkle.h"

enum { CHUNK = 100000, FRONTIER = 40 };
enum { PAST_PARTY, PAST_CONTACT_POINT, PAST_SCOPE, PAST_CHANNEL, PAST_ENTITY, PAST_AT, PAST_COLUMNS };
enum { MARKS_MAX = 1000 };

/* The roots of the whole subtrees so far, one a height: enough for the root, in constant memory. */
struct frontier {
	uint64_t leaves;
	struct node node[FRONTIER];
};

struct planning {
	struct plan_streams streams;
	const struct plan_work *work;
	int part;
	struct copy_field next[PAST_COLUMNS];	/* of the past: the row that no party has taken */
	bool more_past;
	struct mark mark[MARKS_MAX];		/* of the party being read */
	size_t marks;
	struct facts facts;
	int64_t contact_point, party;	/* being read */
	int64_t chunk_rows;
	struct frontier frontier;
	struct plan_result *result;
	plan_see *see;			/* NULL: nobody looks on */
	void *context;			/* its */
};

static void
frontier_add(struct frontier *frontier, const void *row, size_t len)
{
	struct node node;
	int height = 0;

	merkle_leaf(row, len, &node);
	for (uint64_t bit = frontier->leaves; bit & 1; bit >>= 1, height++)
		merkle_node(&frontier->node[height], &node, &node);
	frontier->node[height] = node;
	frontier->leaves++;
}

static void
frontier_root(const struct frontier *frontier, struct node *out)
{
	bool started = false;

	merkle_empty(out);
	for (int height = 0; height < FRONTIER; height++) {
		if (!(frontier->leaves >> height & 1))
			continue;
		if (started)
			merkle_node(&frontier->node[height], out, out);
		else
			*out = frontier->node[height];
		started = true;
	}
}

static bool
by_hand(const struct campaign *campaign)
{
	return campaign->mode == MODE_MANUAL || campaign->mode == MODE_PREVIEW;
}

static const char *
state_of(const struct campaign *campaign, enum outcome outcome)
{
	switch (outcome) {
	case OUTCOME_ALLOW:
	case OUTCOME_DEFER:
		return by_hand(campaign) ? "card" : "due";
	case OUTCOME_REVIEW:
		return "review";
	default:
		return "excluded";
	}
}

static void
store_target(struct planning *plan, const struct verdict *verdict, const uint8_t *reasons, int len)
{
	const char *state = state_of(plan->work->campaign, verdict->outcome);
	/* Who may be asked at once waits for no moment; a card is offered from a moment on. */
	int64_t not_before = verdict->outcome == OUTCOME_DEFER ? verdict->until :
	    verdict->outcome == OUTCOME_ALLOW && by_hand(plan->work->campaign) ? plan->work->now : 0;
	char row[64 + 2 * RULES_MAX];
	size_t size = 0;

	memcpy(row, &plan->contact_point, 8);
	memcpy(row + 8, &plan->party, 8);
	memcpy(row + 16, &not_before, 8);
	row[24] = (char)verdict->outcome;
	memcpy(row + 25, reasons, (size_t)len);
	size = 25 + (size_t)len;
	frontier_add(&plan->frontier, row, size);
	db_copy_row(plan->streams.writer, 6);
	db_copy_int8(plan->streams.writer, plan->work->campaign->id);
	db_copy_int8(plan->streams.writer, plan->contact_point);
	db_copy_int8(plan->streams.writer, plan->party);
	db_copy_text(plan->streams.writer, state);
	db_copy_time(plan->streams.writer, not_before);
	db_copy_bytes(plan->streams.writer, reasons, (size_t)len);
	plan->chunk_rows++;
}

static void
judge(struct planning *plan)
{
	struct verdict verdict;
	uint8_t reasons[2 * RULES_MAX];

	campaign_contact_facts(plan->work->contract, &plan->facts);
	gate_judge(&plan->facts, plan->work->policy, &verdict);
	int len = verdict_reasons(&verdict, reasons);
	plan->result->audience++;
	plan->result->outcome[verdict.outcome]++;
	if (len >= 2)
		plan->result->reason[reasons[0]][verdict.outcome != OUTCOME_DENY]++;
	if (plan->see != NULL)
		plan->see(plan->context, plan->contact_point, &plan->facts, &verdict);
	if (plan->streams.writer != NULL)
		store_target(plan, &verdict, reasons, len);
}

static bool
add_entry(struct planning *plan, struct err *err)
{
	struct entry entry = {.what = ENTRY_CAMPAIGN_PLANNED, .at = plan->work->now,
		.legal_entity_inn = plan->work->campaign->legal_entity_inn, .who_kind = "process", .process = plan->work->process};
	struct buf data = {0};
	struct json json;
	struct node root;

	frontier_root(&plan->frontier, &root);
	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "campaign");
	json_int(&json, plan->work->campaign->id);
	json_key(&json, "last_party");
	json_int(&json, plan->party);
	json_key(&json, "policy");
	json_hex(&json, plan->work->policy->sha256, sizeof(plan->work->policy->sha256));
	json_key(&json, "root");
	json_hex(&json, root.bytes, sizeof(root.bytes));
	json_key(&json, "rows");
	json_int(&json, plan->chunk_rows);
	json_end(&json);
	bool added = entry_add(plan->streams.writer, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

static bool
begin_chunk(struct planning *plan, struct err *err)
{
	plan->chunk_rows = 0;
	plan->frontier.leaves = 0;
	return db_begin(plan->streams.writer, err) && db_run(plan->streams.writer, QUERY_PLAN_CHUNK_SETTINGS, NULL, NULL, err) &&
	    db_copy_in(plan->streams.writer, QUERY_PLAN_TARGETS, err);
}

static bool
end_chunk(struct planning *plan, struct err *err)
{
	struct args args;

	if (!db_copy_end(plan->streams.writer, NULL, err))
		return false;
	args_init(&args);
	args_int(&args, plan->work->campaign->id);
	args_int(&args, plan->part);
	args_int(&args, plan->party);
	args_int(&args, plan->chunk_rows);
	bool ended = db_run(plan->streams.writer, QUERY_PLAN_PART_PLANNED, &args, NULL, err) &&
	    (plan->chunk_rows == 0 || add_entry(plan, err)) && db_commit(plan->streams.writer, err);
	args_release(&args);
	return ended;
}

/*
 * The facts of the campaign as it will be when it runs: it is being started
 * now, and a person will press the key.  Both are asked again for each target
 * when it is claimed: a plan clears nobody.
 */
static void
campaign_part(struct planning *plan)
{
	campaign_facts(plan->work->campaign, plan->work->now, &plan->facts);
	plan->facts.running = TRI_YES;
	campaign_provider_facts(plan->work->campaign, plan->work->contract, &plan->facts);
	if (by_hand(plan->work->campaign)) {
		plan->facts.pressed_at = plan->work->now;
		plan->facts.agent = plan->work->campaign->author;
	}
}

/* What the audience's queries take for a channel: a landline cannot receive an SMS. */
static int64_t
reach(enum channel channel)
{
	enum { PHONES, MOBILES, MAILBOXES };

	return channel == CHANNEL_EMAIL ? MAILBOXES : channel == CHANNEL_SMS ? MOBILES : PHONES;
}

static bool
next_past(struct planning *plan, struct err *err)
{
	return db_copy_next(plan->streams.past, plan->next, PAST_COLUMNS, &plan->more_past, err);
}

/* A refusal has a scope; an attempt has none, and says by its "entity" whether it was advertising, and whether it reached nobody. */
static void
take_past_row(struct planning *plan)
{
	const struct copy_field *next = plan->next;

	if (next[PAST_SCOPE].data == NULL) {
		if (plan->marks < MARKS_MAX)
			plan->mark[plan->marks++] = (struct mark){copy_field_time(next[PAST_AT]),
				channel_find((struct view){next[PAST_CHANNEL].data, (size_t)next[PAST_CHANNEL].len}),
				(copy_field_int(next[PAST_ENTITY]) & 1) != 0, (copy_field_int(next[PAST_ENTITY]) & 2) != 0};
	} else if (next[PAST_CONTACT_POINT].data == NULL || copy_field_int(next[PAST_CONTACT_POINT]) == plan->contact_point) {
		struct copy_field row[FACT_COLUMNS] = {[FACT_SCOPE] = next[PAST_SCOPE],
			[FACT_SCOPE_CHANNEL] = next[PAST_CHANNEL], [FACT_SCOPE_ENTITY] = next[PAST_ENTITY],
			[FACT_SAID_AT] = next[PAST_AT]};
		facts_take_suppression(row, &plan->facts);
	}
}

/* Both streams go by party: what is behind this party is of people outside the audience. */
static bool
take_past(struct planning *plan, struct err *err)
{
	plan->marks = 0;
	while (plan->more_past && copy_field_int(plan->next[PAST_PARTY]) <= plan->party) {
		if (copy_field_int(plan->next[PAST_PARTY]) == plan->party)
			take_past_row(plan);
		if (!next_past(plan, err))
			return false;
	}
	facts_take_marks(plan->mark, plan->marks, &plan->facts);
	return true;
}

/* A party's rows come together: its first contact point is the target, its others are not asked. */
static bool
take_rows(struct planning *plan, struct err *err)
{
	struct copy_field row[FACT_COLUMNS] = {0};
	bool more;

	while (db_copy_next(plan->streams.audience, row, FACT_CONTACT_COLUMNS, &more, err)) {
		if (!more)
			return true;
		int64_t party = copy_field_int(row[FACT_PARTY]);
		if (party == plan->party)
			continue;
		if (plan->streams.writer != NULL && plan->chunk_rows >= CHUNK && (!end_chunk(plan, err) || !begin_chunk(plan, err)))
			return false;
		plan->party = party;
		plan->contact_point = copy_field_int(row[FACT_CONTACT_POINT]);
		facts_take_contact(row, plan->work->regions, &plan->facts);
		if (!take_past(plan, err))
			return false;
		judge(plan);
	}
	return false;
}

static bool
open_streams(struct planning *plan, const struct plan_part *part, struct err *err)
{
	const struct campaign *campaign = plan->work->campaign;
	bool one = campaign->lists == 1;
	int64_t audience[] = {one ? campaign->list[0] : campaign->id, part->after, part->until, reach(campaign->channel)};
	int64_t past[] = {part->after, part->until, plan->work->now - FREQUENCY_DAYS * DAY - day_number(2000, 1, 1) * DAY};

	return db_run(plan->streams.audience, QUERY_PLAN_IN_ORDER, NULL, NULL, err) &&
	    db_run(plan->streams.past, QUERY_PLAN_PAST_SETTINGS, NULL, NULL, err) &&
	    db_copy_out(plan->streams.audience, one ? QUERY_PLAN_LIST : QUERY_PLAN_LISTS, audience, 4, err) &&
	    db_copy_out(plan->streams.past, QUERY_PLAN_PAST, past, 3, err) && next_past(plan, err);
}

/* The streams are read to their ends, so that their connections can be used again. */
static bool
drain(struct planning *plan, struct err *err)
{
	while (plan->more_past)
		if (!next_past(plan, err))
			return false;
	return true;
}

bool
plan_part(const struct plan_streams *streams, const struct plan_work *work, const struct plan_part *part, struct plan_result *out,
    struct err *err)
{
	struct planning plan = {.streams = *streams, .work = work, .part = part->number, .party = part->after, .result = out};
	bool writes = streams->writer != NULL;

	memset(out, 0, sizeof(*out));
	campaign_part(&plan);
	if (open_streams(&plan, part, err) && (!writes || begin_chunk(&plan, err)) && take_rows(&plan, err) &&
	    (!writes || end_chunk(&plan, err)) && drain(&plan, err))
		return true;
	if (writes)
		db_rollback(streams->writer);
	return false;
}

bool
plan_shown(const struct plan_streams *streams, const struct plan_work *work, plan_see *see, void *context, struct err *err)
{
	struct plan_result result = {0};
	struct planning plan = {.streams = *streams, .work = work, .result = &result, .see = see, .context = context};

	campaign_part(&plan);
	return open_streams(&plan, &PLAN_EVERYBODY, err) && take_rows(&plan, err) && drain(&plan, err);
}
