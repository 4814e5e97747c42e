/* frequency.c - counting earlier attempts.  Pure. */
#include "compliance/frequency.h"

#include <string.h>

#include "base/clock.h"

static bool
can_be_counted(const struct mark *mark)
{
	return mark->channel > CHANNEL_UNKNOWN && mark->channel < CHANNEL_COUNT && mark->at > 0;
}

static void
count_mark(const struct mark *mark, int64_t now, struct frequency *f)
{
	int day = mark->at > now - DAY;
	int week = mark->at > now - 7 * DAY;
	int month = mark->at > now - 30 * DAY;

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

static void
count_marks(const struct mark *marks, size_t count, bool missed_only, int64_t now, struct frequency *out)
{
	memset(out, 0, sizeof(*out));
	for (size_t i = 0; i < count; i++) {
		if (!can_be_counted(&marks[i])) {
			*out = (struct frequency){-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1};
			return;
		}
		if (marks[i].missed || !missed_only)
			count_mark(&marks[i], now, out);
	}
}

void
frequency_count(const struct mark *marks, size_t count, int64_t now, struct frequency *out)
{
	count_marks(marks, count, false, now, out);
}

void
frequency_count_missed(const struct mark *marks, size_t count, int64_t now, struct frequency *out)
{
	count_marks(marks, count, true, now, out);
}

static void
keep_oldest(int64_t at, int64_t window_start, int64_t *oldest)
{
	if (at > window_start && (*oldest == 0 || at < *oldest))
		*oldest = at;
}

static void
date_mark(const struct mark *mark, int64_t now, struct frequency_oldest *o)
{
	bool call = channel_is_call(mark->channel);

	keep_oldest(mark->at, now - DAY, mark->advertising ? &o->ad_day : &o->service_day);
	keep_oldest(mark->at, now - 7 * DAY, mark->advertising ? &o->ad_week : &o->service_week);
	if (mark->advertising)
		keep_oldest(mark->at, now - 30 * DAY, &o->ad_month);
	keep_oldest(mark->at, now - DAY, call ? &o->calls_day : &o->messages_day);
	keep_oldest(mark->at, now - 7 * DAY, call ? &o->calls_week : &o->messages_week);
	keep_oldest(mark->at, now - 30 * DAY, call ? &o->calls_month : &o->messages_month);
}

void
frequency_find_oldest(const struct mark *marks, size_t count, int64_t now, struct frequency_oldest *out)
{
	memset(out, 0, sizeof(*out));
	for (size_t i = 0; i < count; i++)
		if (can_be_counted(&marks[i]))
			date_mark(&marks[i], now, out);
}
