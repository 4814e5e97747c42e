/*
 * frequency.c - counting the marks of earlier contacts.  Pure.
 *
 * A mark knows its minute only, so it counts until the last instant of that
 * minute has left the window: never a contact too early.
 */
#include "compliance/frequency.h"

#include <string.h>

#include "base/clock.h"
#include "base/little.h"

enum { MARK_DAYS = 31 };

struct mark {
	int64_t until;		/* end of its minute */
	enum channel channel;
	bool advertising;
};

static bool
mark_read(const char *bytes, struct mark *out)
{
	uint64_t advertising = little_get(bytes + 5, 1);

	out->until = ((int64_t)little_get(bytes, 4) + 1) * MINUTE;
	out->channel = (enum channel)little_get(bytes + 4, 1);
	out->advertising = advertising == 1;
	return out->channel > CHANNEL_UNKNOWN && out->channel < CHANNEL_COUNT && advertising <= 1 &&
	    little_get(bytes + 6, 2) == 0;
}

static bool
are_marks(struct view marks)
{
	struct mark ignored;

	if (marks.len % FREQUENCY_MARK != 0)
		return false;
	for (size_t i = 0; i < marks.len; i += FREQUENCY_MARK)
		if (!mark_read(marks.data + i, &ignored))
			return false;
	return true;
}

static void
count_mark(const struct mark *mark, int64_t now, struct frequency *f)
{
	int day = mark->until > now - DAY;
	int week = mark->until > now - 7 * DAY;
	int month = mark->until > now - 30 * DAY;

	if (mark->advertising) {
		f->ad_day += day, f->ad_week += week, f->ad_month += month;
	} else {
		f->service_day += day, f->service_week += week;
	}
	if (channel_is_call(mark->channel))
		f->calls_day += day, f->calls_week += week, f->calls_month += month;
	else
		f->messages_day += day, f->messages_week += week, f->messages_month += month;
}

bool
frequency_count(struct view marks, int64_t now, struct frequency *out)
{
	if (!are_marks(marks)) {
		*out = (struct frequency){-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1};
		return false;
	}
	memset(out, 0, sizeof(*out));
	for (size_t i = 0; i < marks.len; i += FREQUENCY_MARK) {
		struct mark mark;
		mark_read(marks.data + i, &mark);
		count_mark(&mark, now, out);
	}
	return true;
}

static void
keep_oldest(int64_t until, int64_t window_start, int64_t *oldest)
{
	if (until > window_start && (*oldest == 0 || until < *oldest))
		*oldest = until;
}

static void
date_mark(const struct mark *mark, int64_t now, struct frequency_oldest *o)
{
	bool call = channel_is_call(mark->channel);

	keep_oldest(mark->until, now - DAY, mark->advertising ? &o->ad_day : &o->service_day);
	keep_oldest(mark->until, now - 7 * DAY, mark->advertising ? &o->ad_week : &o->service_week);
	if (mark->advertising)
		keep_oldest(mark->until, now - 30 * DAY, &o->ad_month);
	keep_oldest(mark->until, now - DAY, call ? &o->calls_day : &o->messages_day);
	keep_oldest(mark->until, now - 7 * DAY, call ? &o->calls_week : &o->messages_week);
	keep_oldest(mark->until, now - 30 * DAY, call ? &o->calls_month : &o->messages_month);
}

void
frequency_find_oldest(struct view marks, int64_t now, struct frequency_oldest *out)
{
	memset(out, 0, sizeof(*out));
	if (!are_marks(marks))
		return;
	for (size_t i = 0; i < marks.len; i += FREQUENCY_MARK) {
		struct mark mark;
		mark_read(marks.data + i, &mark);
		date_mark(&mark, now, out);
	}
}

/* Bytes that are no marks are kept: forgetting them would make a count of what cannot be counted. */
void
frequency_add(struct view marks, int64_t now, enum channel channel, bool advertising, struct buf *out)
{
	if (are_marks(marks)) {
		struct mark mark;
		while (marks.len > 0 && (marks.len >= FREQUENCY_MARK * FREQUENCY_MARKS_MAX ||
		    (mark_read(marks.data, &mark) && mark.until <= now - MARK_DAYS * DAY)))
			marks.data += FREQUENCY_MARK, marks.len -= FREQUENCY_MARK;
	}
	buf_add(out, marks.data, marks.len);
	little_put(out, (uint64_t)(now / MINUTE), 4);
	little_put(out, channel, 1);
	little_put(out, advertising, 1);
	little_put(out, 0, 2);
}
