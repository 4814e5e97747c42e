/* loop.c - one epoll loop with timers, kept in a binary heap. */
#include "tests/twin/loop.h"

#include <errno.h>
#include <signal.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"

enum { LOOP_BATCH = 256 };

struct loop {
	int epoll;
	int64_t now;
	struct timer **heap;
	uint64_t timers, room, order;
	volatile sig_atomic_t stopped;
};

struct loop *
loop_new(void)
{
	struct loop *loop = memory_new(sizeof(*loop));
	loop->epoll = epoll_create1(EPOLL_CLOEXEC);
	must(loop->epoll >= 0);
	loop->now = clock_monotonic();
	return loop;
}

void
loop_watch(struct loop *loop, struct watch *watch, uint32_t events)
{
	struct epoll_event event = {.events = events, .data.ptr = watch};

	if (watch->events == events)
		return;
	int what = watch->events == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
	must(epoll_ctl(loop->epoll, what, watch->fd, &event) == 0);
	watch->events = events;
}

void
loop_forget(struct loop *loop, struct watch *watch)
{
	if (watch->fd < 0)
		return;
	epoll_ctl(loop->epoll, EPOLL_CTL_DEL, watch->fd, NULL);
	close(watch->fd);
	watch->fd = -1;
	watch->events = 0;
}

static bool
earlier(const struct timer *a, const struct timer *b)
{
	return a->due != b->due ? a->due < b->due : a->order < b->order;
}

void
loop_at(struct loop *loop, struct timer *timer, int64_t due)
{
	if (loop->timers == loop->room) {
		loop->room = loop->room ? loop->room * 2 : 64;
		loop->heap = memory_grow(loop->heap, loop->room * sizeof(struct timer *));
	}
	timer->due = due;
	timer->order = loop->order++;
	uint64_t i = loop->timers++;
	for (; i > 0 && earlier(timer, loop->heap[(i - 1) / 2]); i = (i - 1) / 2)
		loop->heap[i] = loop->heap[(i - 1) / 2];
	loop->heap[i] = timer;
}

static struct timer *
take_first(struct loop *loop)
{
	struct timer *first = loop->heap[0];
	struct timer *last = loop->heap[--loop->timers];
	uint64_t i = 0;

	for (;;) {
		uint64_t child = 2 * i + 1;
		if (child >= loop->timers)
			break;
		if (child + 1 < loop->timers && earlier(loop->heap[child + 1], loop->heap[child]))
			child++;
		if (!earlier(loop->heap[child], last))
			break;
		loop->heap[i] = loop->heap[child];
		i = child;
	}
	loop->heap[i] = last;
	return first;
}

int64_t
realtime_read(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return now.tv_sec * SECOND + now.tv_nsec / 1000;
}

int64_t
loop_now(const struct loop *loop)
{
	return loop->now;
}

static int
time_to_wait(const struct loop *loop)
{
	if (loop->timers == 0)
		return -1;
	int64_t left = loop->heap[0]->due - clock_monotonic();
	return left <= 0 ? 0 : left > 3600 * SECOND ? 3600 * 1000 : (int)((left + 999) / 1000);
}

void
loop_run(struct loop *loop, void (*turn_end)(void *argument), void *argument)
{
	struct epoll_event event[LOOP_BATCH];

	while (!loop->stopped) {
		int count = epoll_wait(loop->epoll, event, LOOP_BATCH, time_to_wait(loop));
		must(count >= 0 || errno == EINTR);
		loop->now = clock_monotonic();
		for (int i = 0; i < count; i++) {
			struct watch *watch = event[i].data.ptr;
			if (watch->fd >= 0)
				watch->ready(watch, event[i].events);
		}
		while (loop->timers > 0 && loop->heap[0]->due <= loop->now) {
			struct timer *timer = take_first(loop);
			timer->fire(timer);
		}
		turn_end(argument);
	}
}

void
loop_stop(struct loop *loop)
{
	loop->stopped = 1;
}
