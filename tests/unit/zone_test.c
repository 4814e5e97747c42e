/* zone_test.c - our zones against glibc's, hour by hour, and the walls that skip or repeat. */
#include "base/zone.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "base/zone_rule.h"

#include <cmocka.h>

static const char *const russian[] = {
	"Europe/Kaliningrad", "Europe/Moscow", "Europe/Simferopol", "Europe/Kirov", "Europe/Volgograd",
	"Europe/Astrakhan", "Europe/Saratov", "Europe/Ulyanovsk", "Europe/Samara", "Asia/Yekaterinburg", "Asia/Omsk",
	"Asia/Novosibirsk", "Asia/Barnaul", "Asia/Tomsk", "Asia/Novokuznetsk", "Asia/Krasnoyarsk", "Asia/Irkutsk",
	"Asia/Chita", "Asia/Yakutsk", "Asia/Khandyga", "Asia/Vladivostok", "Asia/Ust-Nera", "Asia/Magadan",
	"Asia/Sakhalin", "Asia/Srednekolymsk", "Asia/Kamchatka", "Asia/Anadyr",
};
static const char *const foreign[] = {
	"Europe/Berlin", "America/New_York", "Europe/Dublin", "Australia/Sydney", "Asia/Almaty", "Europe/Kyiv",
	"America/Santiago", "Africa/Casablanca", "Asia/Kolkata", "Australia/Lord_Howe", "America/St_Johns",
	"Pacific/Chatham", "Asia/Gaza", "America/Nuuk", "UTC",
};
enum { RUSSIAN = sizeof(russian) / sizeof(russian[0]), FOREIGN = sizeof(foreign) / sizeof(foreign[0]) };

static void
compare_with_glibc(const char *name, int first_year, int last_year, int64_t step)
{
	const struct zone *zone = zone_find(name);
	int64_t end = day_number(last_year + 1, 1, 1) * DAY;

	assert_non_null(zone);
	assert_string_equal(zone_name(zone), name);
	setenv("TZ", name, 1);
	tzset();
	for (int64_t at = day_number(first_year, 1, 1) * DAY; at < end; at += step) {
		time_t second = at / SECOND;
		struct tm want;
		localtime_r(&second, &want);
		struct local_time got = local_time(zone, at);
		if (zone_offset(zone, at) != want.tm_gmtoff || got.hour != want.tm_hour || got.minute != want.tm_min ||
		    got.weekday % 7 != want.tm_wday ||
		    got.day != day_number(want.tm_year + 1900, want.tm_mon + 1, want.tm_mday))
			fail_msg("%s at %lld: %d, glibc %ld", name, (long long)second, zone_offset(zone, at), want.tm_gmtoff);
	}
}

static void
russian_zones_are_as_glibc_says(void **state)
{
	(void)state;
	for (int i = 0; i < RUSSIAN; i++) {
		compare_with_glibc(russian[i], 2024, 2030, HOUR);
		compare_with_glibc(russian[i], 1970, 2023, 7 * HOUR);
	}
}

/* To 2060: past the last transition of the files, so the rule of the footer is asked. */
static void
foreign_zones_are_as_glibc_says(void **state)
{
	(void)state;
	for (int i = 0; i < FOREIGN; i++) {
		compare_with_glibc(foreign[i], 2024, 2030, HOUR / 2);
		compare_with_glibc(foreign[i], 2031, 2060, 3 * HOUR);
	}
}

static void
the_edges_of_a_span_are_exact(void **state)
{
	const struct zone *berlin = zone_find("Europe/Berlin");
	int64_t spring = day_number(2026, 3, 29) * DAY + HOUR;

	(void)state;
	assert_int_equal(zone_offset(berlin, spring - 1), 3600);
	assert_int_equal(zone_offset(berlin, spring), 7200);
	assert_int_equal(zone_offset(berlin, spring - 1), 3600);
	spring = day_number(2071, 3, 29) * DAY + HOUR;
	assert_int_equal(zone_offset(berlin, spring - 1), 3600);
	assert_int_equal(zone_offset(berlin, spring), 7200);
}

static void
a_wall_time_becomes_an_instant(void **state)
{
	const struct zone *berlin = zone_find("Europe/Berlin");
	const struct zone *vladivostok = zone_find("Asia/Vladivostok");
	int64_t spring = day_number(2026, 3, 29);
	int64_t autumn = day_number(2026, 10, 25);

	(void)state;
	assert_int_equal(local_instant(vladivostok, spring, 9, 0), spring * DAY - HOUR);
	assert_int_equal(local_instant(berlin, spring, 1, 30), spring * DAY + 30 * MINUTE);
	assert_int_equal(local_instant(berlin, spring, 2, 30), spring * DAY + 90 * MINUTE);	/* skipped: 03:30 */
	assert_int_equal(local_instant(berlin, spring, 3, 0), spring * DAY + HOUR);
	assert_int_equal(local_instant(berlin, autumn, 2, 30), autumn * DAY + 30 * MINUTE);	/* the first of two */
	assert_int_equal(local_instant(berlin, autumn, 3, 0), autumn * DAY + 2 * HOUR);
}

static void
every_wall_hour_is_found_again(void **state)
{
	(void)state;
	for (int i = 0; i < FOREIGN; i++) {
		const struct zone *zone = zone_find(foreign[i]);
		for (int64_t at = day_number(2026, 1, 1) * DAY; at < day_number(2027, 1, 1) * DAY; at += 15 * MINUTE) {
			struct local_time t = local_time(zone, at);
			int64_t back = local_instant(zone, t.day, t.hour, t.minute);
			assert_true(back <= at);
			struct local_time again = local_time(zone, back);
			assert_int_equal(again.day, t.day);
			assert_int_equal(again.hour * 60 + again.minute, t.hour * 60 + t.minute);
		}
	}
}

static void
what_is_no_zone_is_null(void **state)
{
	(void)state;
	assert_null(zone_find("Europe/Atlantis"));
	assert_null(zone_find(""));
	assert_null(zone_find("../zoneinfo/UTC"));
	assert_null(zone_find("/etc/passwd"));
	assert_null(zone_find("zone.tab"));
	assert_ptr_equal(zone_find("Europe/Moscow"), zone_find("Europe/Moscow"));
}

static void
rules_are_read_whole_or_not(void **state)
{
	static const char *const wrong[] = {
		"", "X", "MSK", "MSK-", "<+03", "MSK-3EEST", "MSK-3EEST,M3.5.0", "MSK-3EEST,M13.5.0,M10.5.0",
		"MSK-3EEST,M3.0.0,M10.5.0", "MSK-3EEST,J0,J5", "MSK-3EEST,M3.5.0/3,M10.5.0/168", "MSK-3x", "MSK-999",
	};
	struct zone_rule rule;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_false(zone_rule_parse(wrong[i], &rule));
	assert_true(zone_rule_parse("<+0330>-3:30", &rule));
	assert_int_equal(rule.standard, 12600);
	assert_true(zone_rule_parse("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", &rule));
	assert_int_equal(rule.start.time, -3600);
	assert_true(zone_rule_parse("AAA3BBB,J60/0,300", &rule));
	assert_int_equal(rule.summer, -7200);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(russian_zones_are_as_glibc_says),
		cmocka_unit_test(foreign_zones_are_as_glibc_says),
		cmocka_unit_test(the_edges_of_a_span_are_exact),
		cmocka_unit_test(a_wall_time_becomes_an_instant),
		cmocka_unit_test(every_wall_hour_is_found_again),
		cmocka_unit_test(what_is_no_zone_is_null),
		cmocka_unit_test(rules_are_read_whole_or_not),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
