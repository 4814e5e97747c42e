/* report_batch.c - the reports of one batch of webhooks, and what they change. */
#include "dialer/report_batch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

enum { REPORTS_A_WEBHOOK = 256 };

void
report_batch_release(struct report_batch *batch)
{
	free(batch->item);
	free(batch->report);
	free(batch->attempt);
	*batch = (struct report_batch){0};
}

static struct batched_report *
room(struct report_batch *batch, int count)
{
	while (batch->reports + count > batch->size) {
		batch->size = batch->size ? batch->size * 2 : 1024;
		batch->report = memory_grow(batch->report, (size_t)batch->size * sizeof(*batch->report));
	}
	return batch->report + batch->reports;
}

void
report_batch_read(struct report_batch *batch, const struct provider *provider, int64_t id,
    const struct webhook *webhook)
{
	static struct provider_report said[REPORTS_A_WEBHOOK];
	int count = 0;
	enum webhook_verdict verdict = provider_read_webhook(provider, webhook, said, REPORTS_A_WEBHOOK, &count);

	batch->item = memory_grow(batch->item, (size_t)(batch->items + 1) * sizeof(*batch->item));
	struct inbox_item *item = &batch->item[batch->items];
	*item = (struct inbox_item){id, webhook->received_at, verdict == WEBHOOK_FORGED ? "forged" : "unreadable", 0};
	if (verdict == WEBHOOK_VALID) {
		item->verdict = "late";	/* until one of its reports changes something */
		struct batched_report *report = room(batch, count);
		for (int i = 0; i < count; i++)
			report[i] = (struct batched_report){.report = said[i], .item = batch->items};
		batch->reports += count;
	}
	batch->items++;
}

void
report_batch_add(struct report_batch *batch, const struct provider_report *report, const char *status)
{
	struct batched_report *added = room(batch, 1);

	batch->item = memory_grow(batch->item, (size_t)(batch->items + 1) * sizeof(*batch->item));
	batch->item[batch->items] = (struct inbox_item){.received_at = report->said_at, .verdict = "late"};
	*added = (struct batched_report){.report = *report, .item = batch->items++};
	snprintf(added->report.status, sizeof(added->report.status), "%s", status);
	uuid_format(report->attempt, added->report.dedupe);
	batch->reports++;
}

static bool
is_zero(struct uuid uuid)
{
	return uuid_equal(uuid, (struct uuid){{0}});
}

static struct reported_attempt *
find_attempt(struct report_batch *batch, const struct provider_report *report)
{
	for (int i = 0; i < batch->attempts; i++) {
		struct reported_attempt *attempt = &batch->attempt[i];
		if (!is_zero(report->attempt) ? uuid_equal(report->attempt, attempt->decision) :
		    report->provider_ref[0] != '\0' && (strcmp(report->provider_ref, attempt->provider_ref) == 0 ||
		    strcmp(report->provider_ref, attempt->learned_ref) == 0))
			return attempt;
	}
	return NULL;
}

/* The same report twice within one batch counts once. */
static bool
said_before(const struct report_batch *batch, int index)
{
	for (int i = 0; i < index; i++)
		if (strcmp(batch->report[i].report.dedupe, batch->report[index].report.dedupe) == 0)
			return true;
	return false;
}

/* NULL, or the path by which this report is a refusal. */
static const char *
refusal_path(const struct report_batch *batch, const struct provider_report *report)
{
	if (report->kind == REPORT_DTMF)
		return batch->stop_key != NULL && strcmp(report->text, batch->stop_key) == 0 ? "dtmf" : NULL;
	if (report->kind == REPORT_UNSUBSCRIBE || (report->kind == REPORT_STATUS && report->state == ATTEMPT_OPTED_OUT))
		return report->by_carrier ? "carrier" : "provider";
	return NULL;
}

static bool
apply_to_attempt(const struct report_batch *batch, struct reported_attempt *attempt, const struct provider_report *report)
{
	const char *refused = refusal_path(batch, report);

	if (refused != NULL) {
		attempt->refused = refused;
		attempt->refused_at = report->said_at;
	}
	if (report->kind != REPORT_STATUS && refused == NULL)
		return false;
	enum attempt_state after = attempt_state_after(attempt->state, refused ? ATTEMPT_OPTED_OUT : report->state);
	if (after == attempt->state)
		return refused != NULL;
	attempt->state = after;
	snprintf(attempt->code, sizeof(attempt->code), "%s", report->status);
	return true;
}

static int
rank_of(const char *verdict)
{
	static const char *const order[] = {"late", "repeated", "stranger", "applied"};
	for (int i = 0; i < 4; i++)
		if (strcmp(order[i], verdict) == 0)
			return i;
	return 0;
}

static void
raise_verdict(struct inbox_item *item, const char *verdict)
{
	if (rank_of(verdict) > rank_of(item->verdict))
		item->verdict = verdict;
}

/* A report that has both our name and the provider's teaches the second, also to reports before it. */
static void
learn_refs(struct report_batch *batch)
{
	for (int i = 0; i < batch->reports; i++) {
		const struct provider_report *report = &batch->report[i].report;
		if (is_zero(report->attempt) || report->provider_ref[0] == '\0')
			continue;
		struct reported_attempt *attempt = find_attempt(batch, report);
		if (attempt != NULL && attempt->provider_ref[0] == '\0' && attempt->learned_ref[0] == '\0')
			memcpy(attempt->learned_ref, report->provider_ref, sizeof(attempt->learned_ref));
	}
}

/* The pauses grow with its age, so that a stranger costs few looks. */
static void
put_off(struct inbox_item *item, int64_t now)
{
	int64_t age = now - item->received_at;

	if (age < STRANGER_SECONDS * SECOND)
		item->look_at = now + (age < SECOND ? SECOND : age);
}

bool
report_batch_waits(const struct report_batch *batch, const struct batched_report *report)
{
	return report->attempt == NULL && batch->item[report->item].look_at != 0 &&
	    report->report.kind != REPORT_INBOUND_TEXT && report->report.kind != REPORT_IGNORED;
}

void
report_batch_apply(struct report_batch *batch, int64_t now)
{
	learn_refs(batch);
	for (int i = 0; i < batch->reports; i++) {
		struct batched_report *report = &batch->report[i];
		struct inbox_item *item = &batch->item[report->item];
		if (report->known || said_before(batch, i)) {
			report->known = true;
			raise_verdict(item, "repeated");
			continue;
		}
		if (report->report.kind == REPORT_INBOUND_TEXT) {
			report->applied = true;
			raise_verdict(item, "applied");
			continue;
		}
		if (report->report.kind == REPORT_IGNORED)
			continue;
		report->attempt = find_attempt(batch, &report->report);
		if (report->attempt == NULL) {
			raise_verdict(item, "stranger");
			put_off(item, now);
			continue;
		}
		report->applied = apply_to_attempt(batch, report->attempt, &report->report);
		if (report->applied)
			raise_verdict(item, "applied");
	}
}
