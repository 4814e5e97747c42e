/*
 * report_batch.h - the reports of one batch of webhooks, and what they change.
 *
 * Pure between reading and writing: report_batch_apply takes the attempts as
 * they are and says what becomes of each, in the order in which the reports
 * came, whatever order the provider sent them in.
 */
#ifndef DIALER_REPORT_BATCH_H
#define DIALER_REPORT_BATCH_H

#include "base/crypto.h"
#include "dialer/provider.h"

/* An attempt that some report names, as it is and as it becomes. */
struct reported_attempt {
	struct uuid decision;
	char provider_ref[80];
	int64_t campaign, contact_point, party, legal_entity_inn;
	enum attempt_state state, was;
	bool target_moves;		/* its target waits for this attempt: held or unknown */
	int attempts, redials, redial_after;
	enum channel channel;
	uint8_t token[TOKEN_SIZE];
	bool has_token;
	char code[48];
	char learned_ref[80];		/* the provider's id, named by a report */
	const char *refused;		/* a refusal to be put on the list, and its path: provider, carrier, dtmf; or NULL */
	int64_t refused_at;
};

struct inbox_item {
	int64_t id, received_at;
	const char *verdict;		/* applied, repeated, late, forged, unreadable, stranger */
	int64_t look_at;		/* a stranger may be known later: when to look again; 0: it is handled */
};

struct batched_report {
	struct provider_report report;
	int item;			/* index of its webhook */
	bool known;			/* reported before */
	bool applied;
	struct reported_attempt *attempt;	/* NULL: a stranger */
};

struct report_batch {
	struct inbox_item *item;
	int items;
	struct batched_report *report;
	int reports, size;
	struct reported_attempt *attempt;
	int attempts;
	const char *stop_key;		/* what a person presses to refuse; NULL: none */
};

void report_batch_release(struct report_batch *batch);
/* Reads one webhook's reports into the batch. */
void report_batch_read(struct report_batch *batch, const struct provider *provider, int64_t id,
    const struct webhook *webhook);
/* Adds what was learned otherwise than by a webhook. */
void report_batch_add(struct report_batch *batch, const struct provider_report *report, const char *status);
/*
 * Joins reports to attempts, moves the states, and gives each webhook its verdict.  A report of nobody is looked at
 * again for STRANGER_SECONDS: it may be there before the answer, or the report, that tells us its name.
 */
enum { STRANGER_SECONDS = 300 };
void report_batch_apply(struct report_batch *batch, int64_t now);
/* Not to be written: it waits with its webhook. */
bool report_batch_waits(const struct report_batch *batch, const struct batched_report *report);

#endif
