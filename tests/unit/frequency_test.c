/* frequency_test.c - windows of a day, a week and a month, to the instant. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/clock.h"
#include "compliance/frequency.h"

#include <cmocka.h>

static int64_t now;

struct marks {
	struct mark mark[8];
	size_t count;
};

static struct frequency
counted(const struct marks *marks)
{
	struct frequency f;
	frequency_count(marks->mark, marks->count, now, &f);
	return f;
}

static void
mark(struct marks *marks, int64_t at, enum channel channel, bool advertising)
{
	marks->mark[marks->count++] = (struct mark){at, channel, advertising, false};
}

static void
nothing_yet(void **state)
{
	struct frequency f;

	(void)state;
	frequency_count(NULL, 0, now, &f);
	assert_int_equal(f.ad_day, 0);
	assert_int_equal(f.messages_month, 0);
}

/* At oldest + window the mark is no longer counted, and an instant before it still is. */
static void
oldest_leaves(void **state)
{
	struct marks marks = {0};
	struct frequency_oldest o;
	struct frequency f;

	(void)state;
	frequency_find_oldest(NULL, 0, now, &o);
	assert_int_equal(o.ad_day, 0);
	mark(&marks, now - 40 * HOUR, CHANNEL_SMS, true);
	mark(&marks, now - 3 * HOUR, CHANNEL_SMS, true);
	mark(&marks, now - HOUR, CHANNEL_CALL_OPERATOR, true);
	frequency_find_oldest(marks.mark, marks.count, now, &o);
	assert_int_equal(o.service_day, 0);
	assert_true(o.ad_week == o.ad_month && o.ad_week < o.ad_day && o.ad_day < o.calls_day);
	frequency_count(marks.mark, marks.count, o.ad_day + DAY, &f);
	assert_int_equal(f.ad_day, 1);
	frequency_count(marks.mark, marks.count, o.ad_day + DAY - 1, &f);
	assert_int_equal(f.ad_day, 2);
}

static void
kinds(void **state)
{
	struct marks marks = {0};

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
}

/* A mark counts until the instant before its window ends. */
static void
edges(void **state)
{
	static const int64_t windows[] = {DAY, 7 * DAY, 30 * DAY};

	(void)state;
	for (int i = 0; i < 3; i++) {
		struct marks marks = {0};
		struct frequency f;
		mark(&marks, now, CHANNEL_SMS, true);
		for (int late = 0; late < 2; late++) {
			frequency_count(marks.mark, marks.count, now + windows[i] - !late, &f);
			assert_int_equal(i == 0 ? f.ad_day : i == 1 ? f.ad_week : f.ad_month, !late);
		}
		}
}

static void
from_the_future(void **state)
{
	struct marks marks = {0};

	(void)state;
	mark(&marks, now + HOUR, CHANNEL_SMS, true);	/* another host's clock */
	assert_int_equal(counted(&marks).ad_day, 1);
}

/* What cannot be counted is not zero. */
static void
not_marks(void **state)
{
	struct marks marks = {0};

	(void)state;
	mark(&marks, now, CHANNEL_SMS, true);
	mark(&marks, now, CHANNEL_UNKNOWN, true);
	struct frequency f = counted(&marks);
	for (int n = 0; n < 11; n++)
		assert_int_equal(((int *)&f)[n], -1);
}

/* Of one mark alone: each counter and each oldest, of every channel and kind, at both ends of every window. */
static void
each_window(void **state)
{
	static const int64_t ages[] = {0, DAY - 1, DAY, 7 * DAY - 1, 7 * DAY, 30 * DAY - 1, 30 * DAY};

	(void)state;
	for (unsigned i = 0; i < 7 * 2 * (CHANNEL_COUNT - 1); i++) {
		struct mark one = {now - ages[i % 7], (enum channel)(1 + i / 14), i / 7 % 2, i % 2};
		bool call = channel_is_call(one.channel);
		int64_t day = ages[i % 7] < DAY, week = ages[i % 7] < 7 * DAY, month = ages[i % 7] < 30 * DAY;
		int64_t expected[] = {one.advertising * day, one.advertising * week, one.advertising * month,
			!one.advertising * day, !one.advertising * week, call * day, call * week, call * month,
			!call * day, !call * week, !call * month};
		struct frequency f, missed;
		struct frequency_oldest o;
		frequency_count(&one, 1, now, &f);
		frequency_count_missed(&one, 1, now, &missed);
		frequency_find_oldest(&one, 1, now, &o);
		for (int n = 0; n < 11; n++) {
			assert_int_equal(((int *)&f)[n], expected[n]);
			assert_int_equal(((int *)&missed)[n], one.missed * expected[n]);
			assert_true(((int64_t *)&o)[n] == expected[n] * one.at);
		}
	}
}

/* Whatever their order, the oldest is the oldest; a mark without time or channel is no mark. */
static void
any_order(void **state)
{
	struct mark marks[] = {{now - HOUR, CHANNEL_SMS, true, false}, {now - 2 * HOUR, CHANNEL_SMS, true, false},
		{now - HOUR / 2, CHANNEL_SMS, true, false}};
	struct frequency_oldest o;
	struct frequency f;

	(void)state;
	frequency_find_oldest(marks, 3, now, &o);
	assert_true(o.ad_day == now - 2 * HOUR && o.messages_month == now - 2 * HOUR);
	marks[1].channel = CHANNEL_COUNT;
	frequency_find_oldest(marks, 3, now, &o);
	assert_true(o.ad_day == now - HOUR);
	frequency_count(marks, 3, now, &f);
	assert_int_equal(f.ad_day, -1);
	marks[1] = (struct mark){0, CHANNEL_SMS, true, false};
	frequency_count(marks, 3, 2 * HOUR, &f);
	assert_int_equal(f.ad_day, -1);
	frequency_find_oldest(marks + 1, 1, HOUR, &o);
	assert_true(o.ad_day == 0);
	marks[1].at = 1;
	frequency_count(marks + 1, 1, HOUR, &f);
	assert_int_equal(f.ad_day, 1);
}

/* Before anything was counted nothing is known. */
static void
unread(void **state)
{
	struct facts facts;

	(void)state;
	facts_init(&facts, now);
	assert_true(facts.now == now && facts.oldest.ad_day == 0);
	for (int n = 0; n < 11; n++) {
		assert_int_equal(((int *)&facts.frequency)[n], -1);
		assert_int_equal(((int *)&facts.missed)[n], -1);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_yet), cmocka_unit_test(oldest_leaves), cmocka_unit_test(kinds), cmocka_unit_test(edges),
		cmocka_unit_test(from_the_future), cmocka_unit_test(not_marks), cmocka_unit_test(each_window), cmocka_unit_test(any_order),
		cmocka_unit_test(unread),
	};
	now = day_number(2026, 11, 23) * DAY + 10 * HOUR + 17 * SECOND;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
