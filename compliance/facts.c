/* facts.c - facts of which nothing is known yet. */
#include "compliance/facts.h"

#include <string.h>

void
facts_init(struct facts *facts, int64_t now)
{
	memset(facts, 0, sizeof(*facts));
	facts->now = now;
	facts->frequency = facts->missed = (struct frequency){-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1};
}
