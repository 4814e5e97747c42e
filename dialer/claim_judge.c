/*
 * claim_judge.c - a claimed target and the gate: the decision, its reasons and facts as bytes, the clearance of what is allowed.
 */
#include <string.h>

#include "compliance/facts_pack.h"
#include "compliance/facts_store.h"
#include "dialer/claimed.h"

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

void
claim_judge(struct lane *lane, struct claimed *target, const struct copy_field *extra)
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
