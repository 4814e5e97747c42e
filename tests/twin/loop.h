/*
 * loop.h - one epoll loop with timers.
 *
 * The owner embeds a watch or a timer in its own struct; the loop owns
 * neither.  A watch whose fd is -1 gets no more events.
 */
#ifndef TWIN_LOOP_H
#define TWIN_LOOP_H

#include <stdbool.h>
#include <stdint.h>

struct watch {
	int fd;
	uint32_t events;
	void (*ready)(struct watch *watch, uint32_t events);
};

struct timer {
	int64_t due;			/* monotonic microseconds */
	uint64_t order;			/* those due together fire as they were set */
	void (*fire)(struct timer *timer);
};

struct loop;
struct loop *loop_new(void);
void loop_watch(struct loop *loop, struct watch *watch, uint32_t events);	/* again: other events */
void loop_forget(struct loop *loop, struct watch *watch);			/* closes the fd */
void loop_at(struct loop *loop, struct timer *timer, int64_t due);
int64_t realtime_read(void);			/* the machine's CLOCK_REALTIME, microseconds */
int64_t loop_now(const struct loop *loop);	/* monotonic, read once a turn */
/* Until loop_stop; turn_end is called when everything ready has been served. */
void loop_run(struct loop *loop, void (*turn_end)(void *argument), void *argument);
void loop_stop(struct loop *loop);		/* safe in a signal handler */

#endif
