/*
 * ledger.h - which attempts were processed: the memory that answers "was anybody reached twice?".
 *
 * 32 bytes an attempt in an open hash set, grown by doubling; 32 bytes an
 * address when those are followed.  With a file, each processed attempt is
 * appended before its answer leaves, and read back at the next start.
 */
#ifndef TWIN_LEDGER_H
#define TWIN_LEDGER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "tests/twin/script.h"

enum { ATTEMPT_TEXT = 40 };

struct seen {
	uint8_t id[16];			/* a UUID; or a text of up to 16 bytes; or a hash of a longer one */
	int64_t first;			/* realtime microseconds */
	uint16_t times;			/* 0: a free place */
	uint8_t part;
	uint8_t form;			/* how id is to be read */
	uint8_t outcome;
	uint8_t spare;
	uint16_t final_after;		/* in 10 ms: when the outcome can be asked for */
};

struct followed {
	uint64_t address;		/* its hash; 0: a free place */
	int64_t realtime, monotonic;	/* when the last request for it was completely received */
	uint64_t times;
};

struct ledger;
struct ledger *ledger_new(const char *log, bool follow_addresses, struct err *err);
void ledger_reset(struct ledger *ledger);
/* One processed request; times == 1 in the result says that it is the first. */
struct seen *ledger_add(struct ledger *ledger, enum part part, struct view attempt, int64_t realtime);
const struct seen *ledger_find(const struct ledger *ledger, struct view attempt);
uint64_t ledger_count(const struct ledger *ledger);
/* Each in turn: start with i = 0; NULL after the last. */
const struct seen *ledger_next(const struct ledger *ledger, uint64_t *i);
void seen_text(const struct seen *seen, char text[ATTEMPT_TEXT]);
/* The log to the file: before any answer leaves. */
void ledger_flush(struct ledger *ledger);

bool ledger_follows(const struct ledger *ledger);
struct followed *ledger_follow(struct ledger *ledger, struct view address);	/* made when new */
const struct followed *ledger_followed(const struct ledger *ledger, struct view address);

#endif
