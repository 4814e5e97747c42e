/*
 * watermark.c - where the next claim goes on.
 *
 * A walk that found nothing has read all rows of its campaign in vain, so each such walk waits twice as long as the one
 * before; news resets it.
 */
#include "dialer/watermark.h"

#include "base/clock.h"

enum { LOOK_AGAIN_MS = 200, WALK_PAUSE_MAX_MS = 60000 };
#define LOOK_AGAIN (LOOK_AGAIN_MS * SECOND / 1000)
#define WALK_PAUSE_MAX (WALK_PAUSE_MAX_MS * SECOND / 1000)

static int64_t
earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

void
watermark_reset(struct watermark *mark, int64_t from)
{
	*mark = (struct watermark){.by_hand = mark->by_hand, .waiting_at = from, .walk_at = from};
}

bool
watermark_may_walk(const struct watermark *mark, int64_t now)
{
	return !mark->by_hand && now >= mark->walk_at;
}

bool
watermark_next_is_walk(const struct watermark *mark, int64_t now)
{
	return now < mark->waiting_at && watermark_may_walk(mark, now);
}

void
watermark_rewind(struct watermark *mark, int64_t now)
{
	if (now < mark->rewind_at)
		return;
	mark->after_time = 1;		/* 0 is no instant */
	mark->after_contact_point = 0;
	mark->rewind_at = now + SECOND;
}

void
watermark_waited(struct watermark *mark, int64_t now, bool all, int64_t last_time, int64_t last_contact_point)
{
	if (all) {
		mark->waiting_at = now + LOOK_AGAIN;
		mark->rewind_at = 0;
	} else {
		mark->after_time = last_time;
		mark->after_contact_point = last_contact_point;
	}
}

void
watermark_walked(struct watermark *mark, int64_t now, bool all, int count, int64_t last_contact_point)
{
	mark->walk_found += count;
	if (!all) {
		mark->walk_after = last_contact_point;
		return;
	}
	mark->walk_pause = mark->walk_found > 0 || mark->walk_pause == 0 ? LOOK_AGAIN : earlier(mark->walk_pause * 2, WALK_PAUSE_MAX);
	mark->walk_at = now + mark->walk_pause;
	mark->walk_after = mark->walk_found = 0;
}

int64_t
watermark_idle_until(const struct watermark *mark)
{
	return mark->by_hand ? mark->waiting_at : earlier(mark->waiting_at, mark->walk_at);
}
