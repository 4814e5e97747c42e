/*
 * frequency.h - how often a person was contacted, counted from their attempts.
 *
 * The attempts are read under the party's lock (attempts_of_parties), so caps
 * are exact; only what was never handed to the network does not count.
 */
#ifndef COMPLIANCE_FREQUENCY_H
#define COMPLIANCE_FREQUENCY_H

#include <stddef.h>
#include <stdint.h>

#include "compliance/facts.h"

/* One earlier attempt. */
struct mark {
	int64_t at;
	enum channel channel;
	bool advertising;
	bool missed;			/* it reached nobody */
};

enum { FREQUENCY_DAYS = 31 };	/* how far back marks are needed */

/* Rolling windows of 24 hours, 7 and 30 days that end at now.  All -1 when a mark has no channel: it cannot be counted. */
void frequency_count(const struct mark *marks, size_t count, int64_t now, struct frequency *out);
/* The same of those marks alone that reached nobody. */
void frequency_count_missed(const struct mark *marks, size_t count, int64_t now, struct frequency *out);
/* When the oldest mark of each window stops being counted, less the window. */
void frequency_find_oldest(const struct mark *marks, size_t count, int64_t now, struct frequency_oldest *out);

#endif
