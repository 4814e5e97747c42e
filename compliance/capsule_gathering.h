/*
 * capsule_gathering.h - a capsule under way: what those of an address and those of a campaign have in common.
 *
 * All is read in one transaction that reads only, so that its parts are of
 * one instant: the log has no decision that the story does not tell.
 */
#ifndef COMPLIANCE_CAPSULE_GATHERING_H
#define COMPLIANCE_CAPSULE_GATHERING_H

#include "compliance/capsule_box.h"
#include "compliance/capsule_store.h"
#include "compliance/capsule_story.h"
#include "compliance/replay_store.h"

struct gathering {
	struct db *db;
	const struct capsule_wish *wish;
	struct capsule_box *box;
	struct capsule_story story;
	struct packs *packs;
	struct capsule_letter letter;
	struct uuid *decision;		/* those that the story tells */
	size_t decisions, decision_room;
	uint8_t manifest[SHA256_SIZE];
};

/* What is one query and one array of the story. */
struct capsule_part {
	enum query query;
	const char *name, *title;
	bool by_day;
	int column;			/* of the JSON */
	size_t count;			/* where the letter counts them: offset, 0 nowhere */
};

/* By the address's token (and the day), or by the campaign. */
bool gathering_rows(struct gathering *gathering, enum query query, bool by_day, struct rows **rows, struct err *err) warn_unused;
/* *count: how many there were; NULL is fine. */
bool gathering_part(struct gathering *gathering, const struct capsule_part *part, int *count, struct err *err) warn_unused;
/* P-05: who distributes, by the contracts that the settings name; the query's first column is the provider, sorted. */
bool gathering_providers(struct gathering *gathering, enum query query, struct err *err) warn_unused;
/* Columns: id, outcome, until, reasons, facts, pack, instant, contact point, campaign. */
bool gathering_decisions(struct gathering *gathering, enum query query, bool by_day, struct err *err) warn_unused;
/* One of them: into the story's part that is open. */
bool gathering_decision(struct gathering *gathering, const struct rows *rows, int row, struct err *err) warn_unused;
/* The ids of what gathering_decisions told, as an argument. */
void gathering_ids(const struct gathering *gathering, struct args *args);

/* The parts of each kind of capsule, into an open story. */
bool capsule_address_tell(struct gathering *gathering, struct err *err) warn_unused;
bool capsule_campaign_tell(struct gathering *gathering, struct err *err) warn_unused;

#endif
