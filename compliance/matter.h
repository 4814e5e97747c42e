/*
 * matter.h - a matter (обращение): what somebody asked, demanded or found, and the clocks of the law that run on it.
 *
 * A pure function of its kind, its beginning, its extension and the calendar
 * says when it is due; nothing of that is stored.
 */
#ifndef COMPLIANCE_MATTER_H
#define COMPLIANCE_MATTER_H

#include "base/crypto.h"
#include "compliance/deadline.h"
#include "compliance/words.h"

enum { MATTER_CLOCKS = 2 };

enum matter_needs {
	NEEDS_IDENTITY = 1, NEEDS_TASKS = 2, NEEDS_DOCUMENT = 4, NEEDS_CLOCKS = 8, NEEDS_NOTICE = 16
};
enum matter_does { BLOCKS = 1, HOLDS = 2, NAMES = 4 };

struct matter_rule {
	int clocks;
	enum deadline deadline[MATTER_CLOCKS];
	unsigned needs, does;
	enum scope refuses;		/* SCOPE_UNKNOWN: nothing */
};
const struct matter_rule *matter_rule(enum matter_kind kind);

struct matter {
	int64_t id;
	enum matter_kind kind;
	int64_t opened_at, recorded_at;
	int64_t legal_entity_inn;	/* 0: all */
	char zone[64];
	bool has_subject;
	uint8_t subject[TOKEN_SIZE];
	int64_t party;			/* 0: none, or not known */
	char path[16], reference[128];
	int64_t identified_at, extended_at, closed_at;
	bool blocked;
	int64_t affected;		/* LEAK: -1 while not known */
	int64_t met_at[MATTER_CLOCKS];
	int tasks, tasks_open;
};

enum clock_state { CLOCK_RUNNING, CLOCK_SOON, CLOCK_OVERDUE, CLOCK_MET, CLOCK_MET_LATE, CLOCK_UNKNOWN };
const char *clock_state_name(enum clock_state state);
const char *clock_state_russian(enum clock_state state);

struct matter_clock {
	enum deadline deadline;
	enum clock_state state;
	int64_t due;			/* the first instant that is too late; 0 when it cannot be counted */
	int64_t last_day;		/* the begin of the last day, or the last instant of hours; 0 as well */
	char fault[160];		/* of CLOCK_UNKNOWN: the missing year or figure, for people */
};

/* Its clocks as of now; a clock that cannot be counted is CLOCK_UNKNOWN and says why. */
int matter_clocks(const struct matter *matter, const struct policy *policy, int64_t now, struct matter_clock out[MATTER_CLOCKS]);
/* The worst of its clocks, and the earliest due that is not met (INT64_MAX: none). */
enum clock_state matter_state(const struct matter_clock *clocks, int count, int64_t *due);
/* NULL, or why it cannot be closed, English, for say(). document: the hash of an answer or act is given. */
const char *matter_lack(const struct matter *matter, bool document);
/* NULL, or why its term cannot be extended now, English, for say(). */
const char *matter_extension_fault(const struct matter *matter, const struct policy *policy, int64_t now);

#endif
