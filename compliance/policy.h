/*
 * policy.h - the policy pack: dated parameters of the law, with their sources.
 *
 * Loaded once at start from YAML (config/policies/ru.yaml) and kept.  A pack
 * that is expired, not reviewed or lacks a calendar year in use refuses to
 * load; at the gate an expired pack or a missing year denies (G-21).
 */
#ifndef COMPLIANCE_POLICY_H
#define COMPLIANCE_POLICY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/zone.h"
#include "compliance/words.h"

struct hours {
	int from, until;	/* minutes of the local day: [from, until) */
};

/* A year's days off: weekends as the Government moved them, and holidays. */
struct calendar_year {
	int year;
	int64_t first_day;		/* day_number of 1 January */
	int days;			/* 365 or 366 */
	uint8_t day_off[366 / 8 + 1];	/* bit per day of the year */
};

enum { CALENDAR_YEARS = 8, POLICY_ANYWHERE = 16, POLICY_RULES = 256, POLICY_WORDS = 32 };

/* Whose law a pack states: its figures have the limits of that law, and other rules are asked. */
enum policy_law { LAW_RU, LAW_US, LAW_COUNT };
const char *policy_law_name(enum policy_law law);

/* How another law than the table's own cites and says a rule. */
struct rule_words {
	uint8_t number;
	char *law, *says;	/* NULL: as in the table */
};

enum term_unit {
	TERM_UNKNOWN, TERM_SECONDS, TERM_HOURS, TERM_DAYS, TERM_WORKING_DAYS, TERM_MONTHS, TERM_YEARS, TERM_DAY_OF_NEXT_MONTH,
	TERM_UNITS
};
struct term {
	enum term_unit unit;
	int count;
};

/* What deadline.def names, with the pack's figures; a count of 0: the pack does not state it. */
enum deadline {
#define DEADLINE(name, key, unit, most, more, rule, russian) DEADLINE_##name,
#include "compliance/deadline.def"
#undef DEADLINE
	DEADLINE_COUNT
};
enum { DEADLINE_REMINDERS = 4 };
struct deadline_value {
	struct term term;
	int more;			/* further units after a reasoned notice */
	int reminders;
	int remind[DEADLINE_REMINDERS];	/* units after the beginning */
};

struct policy {
	char name[64];
	char version[32];
	uint8_t sha256[32];		/* of the file as read */
	struct buf body;		/* the file, stored with the first decision under it */
	enum policy_law law;
	int64_t valid_from, valid_to;
	int64_t ends_at;		/* valid_to as written; valid_to itself comes sooner where a dated figure changes */
	int64_t change_at;		/* reviewed_until: the next known change of the law */
	bool reviewed;			/* signed off by a person in the pack */
	bool asked[POLICY_RULES];		/* by rule number: what this pack switches on */
	bool observed[POLICY_RULES];		/* those whose answers are stored and do not count yet */
	int words;
	struct rule_words rule_words[POLICY_WORDS];

	struct hours workdays, days_off;		/* G-16 */
	uint16_t hours_apply[PURPOSE_COUNT];		/* channels for which hours hold, per purpose */
	int anywheres;
	const struct zone *anywhere[POLICY_ANYWHERE];	/* G-17: of Russia UTC+2..UTC+12 */
	struct hours anywhere_workdays, anywhere_days_off;	/* UTC: open in all of them at once; empty when from >= until */
	int years;
	struct calendar_year calendar[CALENDAR_YEARS];

	/* G-18 */
	int ad_day, ad_week, ad_month;
	int service_day, service_week;
	int calls_day, calls_week, calls_month;
	int messages_day, messages_week, messages_month;

	uint16_t mass_modes;		/* bits of dial modes that are mass for any purpose */
	uint16_t mass_purposes;		/* bits of purposes that are mass in any mode */
	uint16_t advertising;		/* bits of purposes that are advertising whatever the text */
	uint16_t care;			/* bits of purposes that are care */
	int64_t standalone_since;	/* C-01: 2025-09-01 */
	int64_t legacy_before;		/* C-10 */
	int confirm_months;		/* C-11: a consent without a confirmed contact */
	int number_months;		/* C-11: how long an address stays verified */
	int wrong_person_months;	/* C-11: how long "not me" closes a number; 0: for good */
	int label_max;			/* G-19: characters */
	int press_seconds;		/* a click older than this is no click */
	int strict_list;		/* G-05: 1: an agent who advertises picks the person from a visible list */
	uint16_t counted;		/* G-18: bits of the outcome classes that count against the caps */
	uint16_t channels, channels_state;	/* G-20: bits of the channels that are open; for state clinics */
	struct deadline_value deadlines[DEADLINE_COUNT];

	/* of other laws than ours */
	uint16_t needs[PURPOSE_COUNT][CHANNEL_COUNT][MODE_COUNT];	/* bits of the consent codes without which this is unlawful */
	int register_days;		/* a register of people who want no calls, read longer ago, is not read */
	int revocation_days;		/* working days in which a revocation must be honoured; ours works at once */
};

/* Asked, and its answer counts. */
static inline bool
policy_counts(const struct policy *policy, uint8_t number)
{
	return policy->asked[number] && !policy->observed[number];
}

/* now: refuses a pack that is not valid then.  Errors name file, line, field and remedy. */
struct policy *policy_load(const char *path, int64_t now, struct err *err);
/* The same of a body that is at hand; name is for errors. */
struct policy *policy_read(const char *name, struct view body, int64_t now, struct err *err);
/* A pack whose time is still to come, as of its first instant; for looking ahead and for nothing else. */
struct policy *policy_read_ahead(const char *name, struct view body, int64_t now, struct err *err);
void *policy_free(struct policy *policy);

/* TRI_UNKNOWN when the pack has no calendar for that day's year. */
enum tri policy_is_day_off(const struct policy *policy, int64_t day);
/* NULL: the pack says nothing of its own about this rule. */
const struct rule_words *policy_rule_words(const struct policy *policy, uint8_t number);

#endif
