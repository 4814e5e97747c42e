/* watermark_test.c - where claims go on, and when they look again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"
#include "dialer/watermark.h"

#include <cmocka.h>

static const int64_t now = 1000 * SECOND;

/* Nothing waits: the next claim walks, from where the last one ended. */
static void
a_walk_goes_on(void **unused)
{
	struct watermark mark = {0};

	(void)unused;
	assert_false(watermark_next_is_walk(&mark, now));
	watermark_rewind(&mark, now);
	assert_int_equal(mark.after_time, 1);
	watermark_waited(&mark, now, true, 0, 0);
	assert_true(watermark_next_is_walk(&mark, now));
	watermark_walked(&mark, now, false, 500, 700);
	assert_int_equal(mark.walk_after, 700);
	assert_int_equal(watermark_idle_until(&mark), 0);
	assert_true(watermark_next_is_walk(&mark, now));
	assert_false(watermark_next_is_walk(&mark, mark.waiting_at));
}

/* A walk that found some begins anew soon; one that found none, later each time, to a minute. */
static void
an_empty_walk_waits_longer(void **unused)
{
	struct watermark mark = {0};
	int64_t last = 0;

	(void)unused;
	watermark_waited(&mark, now, true, 0, 0);
	watermark_walked(&mark, now, false, 500, 700);
	watermark_walked(&mark, now, true, 20, 720);
	assert_int_equal(mark.walk_after, 0);
	assert_int_equal(mark.walk_at, now + SECOND / 5);
	assert_false(watermark_may_walk(&mark, now));
	for (int i = 0; i < 12; i++) {
		watermark_walked(&mark, now, true, 0, 0);
		assert_true(mark.walk_pause > last || mark.walk_pause == MINUTE);
		last = mark.walk_pause;
	}
	assert_int_equal(mark.walk_at, now + MINUTE);
	assert_int_equal(watermark_idle_until(&mark), now + SECOND / 5);
	watermark_walked(&mark, now, true, 1, 720);
	assert_int_equal(mark.walk_pause, SECOND / 5);
	watermark_walked(&mark, now, true, 0, 0);
	watermark_reset(&mark, now);
	assert_true(watermark_may_walk(&mark, now));
}

/* Those that wait are seen from the beginning once a second, and whenever there were no more of them. */
static void
waiting_ones_are_rewound(void **unused)
{
	struct watermark mark = {0};

	(void)unused;
	watermark_rewind(&mark, now);
	watermark_waited(&mark, now, false, now - SECOND, 40);
	watermark_rewind(&mark, now + SECOND - 1);
	assert_int_equal(mark.after_time, now - SECOND);
	assert_int_equal(mark.after_contact_point, 40);
	watermark_rewind(&mark, now + SECOND);
	assert_int_equal(mark.after_time, 1);
	assert_int_equal(mark.after_contact_point, 0);
	watermark_waited(&mark, now, false, now, 41);
	watermark_waited(&mark, now, true, 0, 0);
	watermark_rewind(&mark, now);
	assert_int_equal(mark.after_time, 1);
}

/* A card waits for a press, so there is nothing to walk over. */
static void
cards_are_not_walked(void **unused)
{
	struct watermark mark = {.by_hand = true};

	(void)unused;
	watermark_waited(&mark, now, true, 0, 0);
	assert_false(watermark_next_is_walk(&mark, now));
	assert_int_equal(watermark_idle_until(&mark), now + SECOND / 5);
	watermark_reset(&mark, now);
	assert_false(watermark_may_walk(&mark, now));
	assert_int_equal(watermark_idle_until(&mark), now);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_walk_goes_on),
		cmocka_unit_test(an_empty_walk_waits_longer),
		cmocka_unit_test(waiting_ones_are_rewound),
		cmocka_unit_test(cards_are_not_walked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
