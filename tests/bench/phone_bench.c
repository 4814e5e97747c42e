/*
 * phone_bench.c - phone numbers read and local times told, a second on one core, beside libphonenumber and glibc.
 *
 * Fails when a phone number takes more than a microsecond: the bound is loose, since benches share their machine.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "base/phone.h"
#include "base/zone.h"
#include "config/regions.h"
#include "tests/support/phone_oracle.h"

enum { NUMBERS = 4000000, PEER_NUMBERS = 40000, INSTANTS = 50000000, PEER_INSTANTS = 200000 };

static const char *const texts[] = {
	"+79161234567", "8 (916) 123-45-67", "9161234567", "+7 495 123-45-67", "89161234567", "8-10-375-29-123-45-67",
	"+7 495 123-45-67 доб. 123", "8\u00a0916\u00a0123\u00a045\u00a067",
};
enum { TEXTS = sizeof(texts) / sizeof(texts[0]) };

static double
report(const char *what, int64_t count, int64_t started)
{
	double seconds = (double)(clock_monotonic() - started) / SECOND;
	double each = seconds * 1e9 / (double)count;

	printf("%-44s %12.0f a second  %8.1f ns each\n", what, (double)count / seconds, each);
	return each;
}

static double
bench_phone(void)
{
	struct phone phone;
	enum phone_fault fault;
	int64_t started = clock_monotonic();
	int64_t read = 0;

	for (int i = 0; i < NUMBERS; i++)
		read += phone_parse(view_of(texts[i % TEXTS]), &phone, &fault);
	must(read == NUMBERS);
	return report("phone_parse, eight written forms", NUMBERS, started);
}

static void
bench_phone_peer(double ours)
{
	struct phone_opinion opinion;

	if (phone_oracle == NULL) {
		printf("SKIP: libphonenumber-dev is not installed\n");
		return;
	}
	phone_oracle(texts[0], &opinion);	/* its tables are loaded on first use */
	int64_t started = clock_monotonic();
	for (int i = 0; i < PEER_NUMBERS; i++)
		phone_oracle(texts[i % TEXTS], &opinion);
	double theirs = report("libphonenumber: parse, validity, format", PEER_NUMBERS, started);
	printf("phone_parse is %.0f times as fast\n", theirs / ours);
}

static void
bench_zone(void)
{
	const struct zone *zones[] = {zone_find("Europe/Moscow"), zone_find("Asia/Omsk"), zone_find("Europe/Berlin")};
	int64_t now = day_number(2026, 11, 23) * DAY;
	int64_t sum = 0;
	struct tm tm;

	int64_t started = clock_monotonic();
	for (int64_t i = 0; i < INSTANTS; i++)
		sum += zone_offset(zones[i % 3], now + i * MINUTE / 1000);
	must(sum != 0);
	double ours = report("zone_offset, three zones in turn", INSTANTS, started);
	started = clock_monotonic();
	for (int64_t i = 0; i < PEER_INSTANTS; i++) {
		time_t second = (now + i * MINUTE) / SECOND;
		setenv("TZ", zone_name(zones[i % 3]), 1);
		tzset();
		localtime_r(&second, &tm);
	}
	printf("zone_offset is %.0f times as fast\n",
	    report("glibc: setenv, tzset, localtime_r", PEER_INSTANTS, started) / ours);
}

static void
bench_region(void)
{
	struct err err;
	struct regions *regions = regions_load("config/regions.yaml", &err);
	struct view name = view_of("г. Москва * Московская область");
	int64_t found = 0;

	must(regions != NULL);
	int64_t started = clock_monotonic();
	for (int i = 0; i < PEER_INSTANTS; i++)
		found += region_find_name(regions, name)->code;
	report("region_find_name, two regions in a field", PEER_INSTANTS, started);
	started = clock_monotonic();
	for (int i = 0; i < NUMBERS; i++)
		found += region_find_landline(regions, i % 2 ? "+74951234567" : "+78182123456")->code;
	must(found > 0);
	report("region_find_landline", NUMBERS, started);
	regions_free(regions);
}

int
main(void)
{
	double each = bench_phone();

	bench_phone_peer(each);
	bench_zone();
	bench_region();
	return each < 1000 ? 0 : 1;
}
