/*
 * claim_record.c - what a claim decided, on its way into the database: one statement makes decisions and attempts, one moves
 * the targets, one adds the entries.
 */
#include "base/json.h"
#include "compliance/entry.h"
#include "dialer/claimed.h"

struct view
claim_span(const struct claim *claim, struct span span)
{
	return (struct view){claim->bytes.data + span.from, span.len};
}

/* The log holds the decision's hash of facts, never the facts: they name dates that could name a person. */
static void
write_entry(const struct lane *lane, const struct claimed *target, struct buf *data, struct buf *body)
{
	const struct campaign *campaign = &lane->live->campaign;
	struct entry entry = {.what = entry_of_decision(target->outcome), .at = lane->now, .subject = target->token,
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
add_contact_points(struct claim *claim)
{
	args_array(&claim->args, ARRAY_INT8, (size_t)claim->judged_count);
	for (int i = 0; i < claim->judged_count; i++)
		args_array_int(&claim->args, claim->judged[i]->contact_point);
}

/* Until when it is deferred, and the reasons. */
static void
add_words(struct claim *claim)
{
	args_array(&claim->args, ARRAY_TIME, (size_t)claim->judged_count);
	for (int i = 0; i < claim->judged_count; i++)
		args_array_time(&claim->args, claim->judged[i]->outcome == OUTCOME_DEFER ? claim->judged[i]->until : 0);
	args_array(&claim->args, ARRAY_BYTES, (size_t)claim->judged_count);
	for (int i = 0; i < claim->judged_count; i++)
		args_array_bytes(&claim->args, claim_span(claim, claim->judged[i]->reasons).data, claim->judged[i]->reasons.len);
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
	add_contact_points(claim);
	args_array(args, ARRAY_INT8, (size_t)claim->judged_count);
	for (int i = 0; i < claim->judged_count; i++)
		args_array_int(args, claim->judged[i]->party);
	args_array(args, ARRAY_TEXT, (size_t)claim->judged_count);
	for (int i = 0; i < claim->judged_count; i++)
		args_array_text(args, outcome_name(claim->judged[i]->outcome));
	add_words(claim);
	args_array(args, ARRAY_BYTES, (size_t)claim->judged_count);
	for (int i = 0; i < claim->judged_count; i++)
		args_array_bytes(args, claim_span(claim, claim->judged[i]->facts).data, claim->judged[i]->facts.len);
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
	add_contact_points(claim);
	args_array(args, ARRAY_TEXT, (size_t)claim->judged_count);
	for (int i = 0; i < claim->judged_count; i++)
		args_array_text(args, state_of(claim->judged[i]->outcome));
	add_words(claim);
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
claim_record(struct lane *lane)
{
	if (lane->claim->judged_count == 0)
		return;
	send_decisions(lane);
	send_targets(lane);
	send_entries(lane);
}
