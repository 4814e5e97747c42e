/*
 * limit.h - how often somebody whom we do not know may do a thing: buckets in memory, one table for all public pages.
 *
 * A limit only says "too often"; what follows is the page's matter.  For a
 * refusal nothing may follow but time (W-01: no form may be imposed on it),
 * for a code or a search the same answer as always.  Nothing is stored, and
 * who asked stands here only as a hash under a key that dies with the process.
 * The table has room for LIMIT_BUCKETS; beyond that the fullest bucket gives
 * way, which can only loosen.
 */
#ifndef WEB_LIMIT_H
#define WEB_LIMIT_H

#include <stdbool.h>
#include <stdint.h>

#define LIMIT(name, burst, every, whose, says) LIMIT_##name,
enum limit {
#include "web/limits.def"
	LIMIT_KINDS
};
#undef LIMIT
enum { LIMIT_BUCKETS = 8192 };

struct limits;
struct limits *limits_new(void);
void *limits_free(struct limits *limits);
/* One more by this network, address or token. False: too often. */
bool limit_take(struct limits *limits, enum limit limit, const char *who, int64_t now);

#endif
