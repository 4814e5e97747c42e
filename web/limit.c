/* limit.c - buckets that fill again with time, found by a keyed hash of what they are about. */
#include "web/limit.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/crypto.h"
#include "base/err.h"

enum { NAME = 16, REACH = 8 };	/* a bucket stands in one of so many places behind its hash */

static const struct {
	int burst;
	int64_t every;
} limits_of[LIMIT_KINDS] = {
#define LIMIT(name, burst, every, whose, says) [LIMIT_##name] = {burst, every},
#include "web/limits.def"
#undef LIMIT
};

/* Empty is full: how much has been taken out, and by when it is back. */
struct bucket {
	uint8_t name[NAME];
	int64_t full_at;
};

struct limits {
	uint8_t key[SHA256_SIZE];
	struct bucket bucket[LIMIT_BUCKETS];
};

struct limits *
limits_new(void)
{
	struct limits *limits = memory_new(sizeof(*limits));

	random_bytes(limits->key, sizeof(limits->key));
	return limits;
}

void *
limits_free(struct limits *limits)
{
	free(limits);
	return NULL;
}

/* Its own bucket, or the one of its places that is full soonest, taken over. */
static struct bucket *
find(struct limits *limits, const uint8_t name[NAME])
{
	uint32_t place;
	struct bucket *best = NULL;

	memcpy(&place, name, sizeof(place));
	for (uint32_t i = 0; i < REACH; i++) {
		struct bucket *bucket = &limits->bucket[(place + i) % LIMIT_BUCKETS];
		if (memcmp(bucket->name, name, NAME) == 0)
			return bucket;
		if (best == NULL || bucket->full_at < best->full_at)
			best = bucket;
	}
	memcpy(best->name, name, NAME);
	best->full_at = 0;
	return best;
}

bool
limit_take(struct limits *limits, enum limit limit, const char *who, int64_t now)
{
	uint8_t hash[SHA256_SIZE];
	struct buf text = {0};

	must((unsigned)limit < LIMIT_KINDS);
	buf_add_char(&text, (char)('a' + limit));
	buf_add_text(&text, who);
	hmac_sha256(limits->key, sizeof(limits->key), text.data, text.len, hash);
	buf_release(&text);
	struct bucket *bucket = find(limits, hash);
	int64_t full_at = (bucket->full_at > now ? bucket->full_at : now) + limits_of[limit].every;
	if (full_at - now > limits_of[limit].burst * limits_of[limit].every)
		return false;
	bucket->full_at = full_at;
	return true;
}
