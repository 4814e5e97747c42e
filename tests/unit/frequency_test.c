/* frequency_test.c - windows of a day, a week and a month, to the minute. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/clock.h"
#include "compliance/frequency.h"

#include <cmocka.h>

static int64_t now;

static struct frequency
counted(const struct buf *marks)
{
	struct frequency f;
	assert_true(frequency_count(buf_view(marks), now, &f));
	return f;
}

static void
mark(struct buf *marks, int64_t at, enum channel channel, bool advertising)
{
	struct buf next = {0};
	frequency_add(buf_view(marks), at, channel, advertising, &next);
	buf_release(marks);
	*marks = next;
}

static void
nothing_yet(void **state)
{
	struct frequency f;

	(void)state;
	assert_true(frequency_count((struct view){NULL, 0}, now, &f));
	assert_int_equal(f.ad_day, 0);
	assert_int_equal(f.messages_month, 0);
}

/* At oldest + window the mark is no longer counted, and an instant before it still is. */
static void
oldest_leaves(void **state)
{
	struct buf marks = {0};
	struct frequency_oldest o;
	struct frequency f;

	(void)state;
	frequency_find_oldest((struct view){NULL, 0}, now, &o);
	assert_int_equal(o.ad_day, 0);
	mark(&marks, now - 40 * HOUR, CHANNEL_SMS, true);
	mark(&marks, now - 3 * HOUR, CHANNEL_SMS, true);
	mark(&marks, now - HOUR, CHANNEL_CALL_OPERATOR, true);
	frequency_find_oldest(buf_view(&marks), now, &o);
	assert_int_equal(o.service_day, 0);
	assert_true(o.ad_week == o.ad_month && o.ad_week < o.ad_day && o.ad_day < o.calls_day);
	assert_true(frequency_count(buf_view(&marks), o.ad_day + DAY, &f));
	assert_int_equal(f.ad_day, 1);
	assert_true(frequency_count(buf_view(&marks), o.ad_day + DAY - 1, &f));
	assert_int_equal(f.ad_day, 2);
	buf_release(&marks);
}

static void
kinds(void **state)
{
	struct buf marks = {0};

	(void)state;
	mark(&marks, now - 20 * DAY, CHANNEL_CALL_OPERATOR, true);
	mark(&marks, now - 3 * DAY, CHANNEL_EMAIL, false);
	mark(&marks, now - HOUR, CHANNEL_SMS, true);
	mark(&marks, now, CHANNEL_CALL_ROBOT, false);
	struct frequency f = counted(&marks);
	assert_int_equal(f.ad_day, 1);
	assert_int_equal(f.ad_week, 1);
	assert_int_equal(f.ad_month, 2);
	assert_int_equal(f.service_day, 1);
	assert_int_equal(f.service_week, 2);
	assert_int_equal(f.calls_day, 1);
	assert_int_equal(f.calls_week, 1);
	assert_int_equal(f.calls_month, 2);
	assert_int_equal(f.messages_day, 1);
	assert_int_equal(f.messages_week, 2);
	assert_int_equal(f.messages_month, 2);
	buf_release(&marks);
}

/* A mark of 10:00:30 counts at 10:00:59 of the next day, and no longer at 10:01:00. */
static void
edges(void **state)
{
	static const int64_t windows[] = {DAY, 7 * DAY, 30 * DAY};

	(void)state;
	for (int i = 0; i < 3; i++) {
		struct buf marks = {0};
		int64_t minute = now - now % MINUTE;
		struct frequency f;
		mark(&marks, minute + 30 * SECOND, CHANNEL_SMS, true);
		for (int late = 0; late < 2; late++) {
			frequency_count(buf_view(&marks), minute + windows[i] + (late ? MINUTE : MINUTE - 1), &f);
			assert_int_equal(i == 0 ? f.ad_day : i == 1 ? f.ad_week : f.ad_month, !late);
		}
		buf_release(&marks);
	}
}

static void
from_the_future(void **state)
{
	struct buf marks = {0};

	(void)state;
	mark(&marks, now + HOUR, CHANNEL_SMS, true);	/* another host's clock */
	assert_int_equal(counted(&marks).ad_day, 1);
	buf_release(&marks);
}

static void
old_marks_go(void **state)
{
	struct buf marks = {0};

	(void)state;
	mark(&marks, now - 40 * DAY, CHANNEL_SMS, true);
	mark(&marks, now - 32 * DAY, CHANNEL_SMS, true);
	assert_int_equal(marks.len, 2 * FREQUENCY_MARK);
	mark(&marks, now, CHANNEL_SMS, true);
	assert_int_equal(marks.len, FREQUENCY_MARK);
	for (int i = 0; i < FREQUENCY_MARKS_MAX + 5; i++)
		mark(&marks, now, CHANNEL_SMS, true);
	assert_int_equal(marks.len, FREQUENCY_MARK * FREQUENCY_MARKS_MAX);
	buf_release(&marks);
}

static void
not_marks(void **state)
{
	struct frequency f;
	struct buf marks = {0}, next = {0};

	(void)state;
	assert_false(frequency_count((struct view){"1234567", 7}, now, &f));
	assert_int_equal(f.ad_day, -1);
	assert_int_equal(f.messages_month, -1);
	mark(&marks, now, CHANNEL_SMS, true);
	for (int i = 4; i < 8; i++) {
		char was = marks.data[i];
		marks.data[i] = 77;
		assert_false(frequency_count(buf_view(&marks), now, &f));
		marks.data[i] = was;
	}
	/* what cannot be counted stays uncountable */
	frequency_add((struct view){"1234567", 7}, now, CHANNEL_SMS, true, &next);
	assert_false(frequency_count(buf_view(&next), now, &f));
	buf_release(&marks);
	buf_release(&next);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_yet), cmocka_unit_test(oldest_leaves), cmocka_unit_test(kinds), cmocka_unit_test(edges),
		cmocka_unit_test(from_the_future), cmocka_unit_test(old_marks_go), cmocka_unit_test(not_marks),
	};
	now = day_number(2026, 11, 23) * DAY + 10 * HOUR + 17 * SECOND;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
