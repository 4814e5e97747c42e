/* campaign_report.h - where the audience of a campaign stands: every list row and every target counted once. */
#ifndef DIALER_CAMPAIGN_REPORT_H
#define DIALER_CAMPAIGN_REPORT_H

#include "campaigns/campaign.h"
#include "dialer/attempt_state.h"

enum target_state {
	TARGET_EXCLUDED, TARGET_REVIEW, TARGET_CARD, TARGET_DUE, TARGET_HELD, TARGET_DENIED, TARGET_DONE, TARGET_UNKNOWN,
	TARGET_STOPPED, TARGET_STATES
};

enum { REPORT_LINES = 128 };

/* One line: so many targets in this state for this rule and reason, or with this result. */
struct report_line {
	enum target_state state;
	enum attempt_state result;	/* of done ones */
	uint8_t rule, reason;		/* numbers; 0 none */
	int64_t count;
};

struct campaign_report {
	int64_t file_rows, rejected_rows, duplicate_rows;
	int64_t named, parties;		/* parties of each of its lists, and of all together */
	int64_t unreached;		/* of these without an address that the channel reaches */
	int64_t visitors;		/* who came by a form of consents and stand on no list of it */
	int64_t audience;		/* the sum of all lines */
	int64_t state[TARGET_STATES];
	int64_t attempt[ATTEMPT_STATES];
	int64_t attempts;
	int lines;
	struct report_line line[REPORT_LINES];
};

/* Without the lists' part, which costs as much as the lists are long. */
bool campaign_progress_load(struct db *db, int64_t id, struct campaign_report *out, struct err *err) warn_unused;
bool campaign_report_load(struct db *db, int64_t id, struct campaign_report *out, struct err *err) warn_unused;
/* Whether every row and every target stands in exactly one line. */
bool campaign_report_adds_up(const struct campaign_report *report);

/* What can still happen by itself, by an agent's press, or later. */
struct campaign_waiting {
	int64_t held, due, cards, later;
	int64_t next_at;		/* the earliest of later; 0 none */
};
bool campaign_waiting_load(struct db *db, int64_t id, int64_t now, struct campaign_waiting *out, struct err *err) warn_unused;
const char *target_state_name(enum target_state state);
const char *target_state_russian(enum target_state state);

#endif
