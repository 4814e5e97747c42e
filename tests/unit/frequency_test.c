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
	assert_int_equal(counted(&marks).ad_day, -1);
	assert_int_equal(counted(&marks).messages_month, -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_yet), cmocka_unit_test(oldest_leaves), cmocka_unit_test(kinds), cmocka_unit_test(edges),
		cmocka_unit_test(from_the_future), cmocka_unit_test(not_marks),
	};
	now = day_number(2026, 11, 23) * DAY + 10 * HOUR + 17 * SECOND;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
