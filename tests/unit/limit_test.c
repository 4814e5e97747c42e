/* limit_test.c - buckets empty, fill with time, do not mix, and give way only to loosen. */
#include "web/limit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/clock.h"

#include <cmocka.h>

static const int64_t now = 1795420800 * SECOND;

static int
take_all(struct limits *limits, const char *who, int64_t at)
{
	int taken = 0;

	while (limit_take(limits, LIMIT_REFUSAL, who, at))
		taken++;
	return taken;
}

static void
a_bucket_empties_and_fills(void **state)
{
	struct limits *limits = limits_new();

	(void)state;
	assert_int_equal(take_all(limits, "192.0.2.1", now), 20);
	assert_int_equal(take_all(limits, "192.0.2.1", now), 0);
	assert_int_equal(take_all(limits, "192.0.2.1", now + 3 * SECOND - 1), 0);
	assert_int_equal(take_all(limits, "192.0.2.1", now + 3 * SECOND), 1);
	assert_int_equal(take_all(limits, "192.0.2.2", now), 20);	/* another's */
	assert_int_equal(take_all(limits, "192.0.2.1", now + HOUR), 20);
	limits_free(limits);
}

static void
more_networks_than_buckets_only_loosen(void **state)
{
	struct limits *limits = limits_new();
	char who[32];

	(void)state;
	assert_int_equal(take_all(limits, "192.0.2.1", now), 20);
	for (int i = 0; i < 4 * LIMIT_BUCKETS; i++) {
		snprintf(who, sizeof(who), "2001:db8:%x::", i);
		assert_true(limit_take(limits, LIMIT_REFUSAL, who, now + i));
	}
	limits_free(limits);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_bucket_empties_and_fills), cmocka_unit_test(more_networks_than_buckets_only_loosen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
