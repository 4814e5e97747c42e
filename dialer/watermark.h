/*
 * watermark.h - how far the claims of a campaign have come, so that each begins where the last one ended.
 *
 * Targets that wait for a moment stand in an index by that moment; those that
 * may go at once are in none, and are found in a walk over the primary key.
 * Behind a watermark stay targets that were locked by others, second targets
 * of one person, and what was put back: so both ways begin anew from time to
 * time.  Pure; instants in microseconds.
 */
#ifndef DIALER_WATERMARK_H
#define DIALER_WATERMARK_H

#include <stdbool.h>
#include <stdint.h>

struct watermark {
	bool by_hand;			/* its targets are cards: each waits for a press, none may go at once */
	int64_t after_time, after_contact_point;	/* among those that wait for a moment */
	int64_t rewind_at;		/* to their beginning */
	int64_t waiting_at;		/* when they are looked for again */
	int64_t walk_after;		/* contact point, among those that may go at once */
	int64_t walk_found;		/* by this walk */
	int64_t walk_pause;		/* after a walk that found none */
	int64_t walk_at;		/* when the walk goes on */
};

/* Something has changed: targets may be due that were not.  They are looked for from this instant on. */
void watermark_reset(struct watermark *mark, int64_t from);
/* Whether to look for those that may go at once; else for those that wait, rewound when it is time. */
bool watermark_next_is_walk(const struct watermark *mark, int64_t now);
bool watermark_may_walk(const struct watermark *mark, int64_t now);
void watermark_rewind(struct watermark *mark, int64_t now);
/* A claim saw count of the wanted rows, the last of them this one; fewer than wanted: there are no more. */
void watermark_waited(struct watermark *mark, int64_t now, bool all, int64_t last_time, int64_t last_contact_point);
void watermark_walked(struct watermark *mark, int64_t now, bool all, int count, int64_t last_contact_point);
/* Before it there is nothing to look for. */
int64_t watermark_idle_until(const struct watermark *mark);

#endif
