/* regions_test.c - the regions of config/regions.yaml: whole, found by every spelling that the register has. */
#include "config/regions.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/lang.h"
#include "base/phone_plan.h"

#include <cmocka.h>

static struct regions *regions;

static int
load(void **state)
{
	struct err err;

	(void)state;
	regions = regions_load("config/regions.yaml", &err);
	if (regions == NULL)
		fprintf(stderr, "%s\n", err.text);
	return regions == NULL;
}

static int
unload(void **state)
{
	(void)state;
	regions = regions_free(regions);
	return 0;
}

static void
there_are_89_regions(void **state)
{
	int count = 0;

	(void)state;
	for (int code = 0; code < 99; code++)
		count += region_find(regions, code) != NULL;
	assert_int_equal(count, 89);
	assert_string_equal(region_find(regions, 77)->name, "Москва");
	assert_string_equal(region_find(regions, 14)->name, "Республика Саха (Якутия)");
	assert_int_equal(region_find(regions, 14)->zones, 3);
	assert_int_equal(region_find(regions, 1000)->zones, 11);
	assert_null(region_find(regions, 0));
	assert_null(region_find(regions, 20));
	assert_null(region_find(regions, -77));
}

/* Local time is law: offsets to UTC of every region in November 2026, in hours. */
static void
zones_show_the_lawful_time(void **state)
{
	static const struct {
		int hours;
		int regions[64];
	} lawful[] = {
		{2, {39}},
		{4, {18, 30, 63, 64, 73}},
		{5, {2, 45, 56, 59, 66, 72, 74, 86, 89, 99}},
		{6, {55}},
		{7, {4, 17, 19, 22, 24, 42, 54, 70}},
		{8, {3, 38}},
		{9, {28, 75}},
		{10, {25, 27, 79}},
		{11, {49, 65}},
		{12, {41, 87}},
	};
	int64_t now = day_number(2026, 11, 23) * DAY;
	int hours[100];

	(void)state;
	for (int code = 0; code < 100; code++)
		hours[code] = 3;
	for (size_t i = 0; i < sizeof(lawful) / sizeof(lawful[0]); i++)
		for (int j = 0; lawful[i].regions[j] != 0; j++)
			hours[lawful[i].regions[j]] = lawful[i].hours;
	for (int code = 1; code < 100; code++) {
		const struct region *region = region_find(regions, code);
		for (int i = 0; region != NULL && code != 14 && i < region->zones; i++)
			if (zone_offset(region->zone[i], now) != hours[code] * 3600)
				fail_msg("%s: %d", region->name, zone_offset(region->zone[i], now));
	}
	for (int i = 0; i < 3; i++)
		assert_int_equal(zone_offset(region_find(regions, 14)->zone[i], now), (9 + i) * 3600);
}

static void
names_are_found_in_every_spelling(void **state)
{
	static const struct {
		const char *name;
		int code;
	} names[] = {
		{"Краснодарский край", 23}, {"краснодарский кр.", 23}, {"г. Москва", 77}, {"Москва", 77}, {"МОСКВА", 77},
		{"Московская обл.", 50}, {"Респ. Саха /Якутия/", 14}, {"Республика Саха (Якутия)", 14}, {"Якутия", 14},
		{"Республика Алтай", 4}, {"Алтайский край", 22}, {"Республика Удмуртская", 18}, {"Удмуртия", 18},
		{"Ханты - Мансийский - Югра АО", 86}, {"ХМАО", 86}, {"Кемеровская область - Кузбасс обл.", 42},
		{"Республика Донецкая Народная", 80}, {"Еврейская автономная обл.", 79}, {"Санкт-Петербург", 78},
		{"Орёловская обл", 0}, {"Корякский округ|Камчатский край", 41}, {"г. Норильск|Красноярский край", 24},
		{"г. Норильск|г.о. город Норильск|Красноярский край", 24},
		{"Москва и Московская область", 5077}, {"г. Москва * Московская область", 5077},
		{"Московская область, Город Москва", 5077}, {"Московская область; Москва; Москва", 5077},
		{"Московская область * Москва|Московская область * Москва", 5077},
		{"Ненецкий автономный округ, Архангельская область", 2983}, {"Республика Крым * г. Севастополь", 8292},
		{"Российская Федерация", 1000},
		{"", 0}, {"-", 0}, {"область", 0}, {"Атлантида", 0}, {"Москва, Атлантида", 0}, {"Москва|Атлантида", 0},
		{"Москва, Псковская область", 0},	/* no such group is known */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const struct region *region = region_find_name(regions, view_of(names[i].name));
		if ((region ? region->code : 0) != names[i].code)
			fail_msg("\"%s\": %d", names[i].name, region ? region->code : 0);
	}
}

/* Fields 6 and 7 of the register's file; the carrier's name before them may hold quoted semicolons. */
static void
the_registers_names_are_all_found(void **state)
{
	FILE *file = fopen("config/numbering/DEF-9xx.csv", "r");
	char line[2000];
	int lines = 0;

	(void)state;
	assert_non_null(file);
	assert_non_null(fgets(line, sizeof(line), file));
	while (fgets(line, sizeof(line), file) != NULL) {
		char *inn = strrchr(line, ';');
		*inn = '\0';
		char *territory = strrchr(line, ';');
		*territory++ = '\0';
		char *region = strrchr(line, ';') + 1;
		const struct region *found = region_find_name(regions, view_of(territory));
		if (found == NULL)
			fail_msg("\"%s\"", territory);
		if (strcmp(region, "-") != 0 && region_find_name(regions, view_of(region)) == NULL)
			fail_msg("\"%s\"", region);
		lines++;
	}
	fclose(file);
	assert_int_equal(lines, 16629);
}

static void
landlines_are_found_by_area_code(void **state)
{
	static const struct {
		const char *e164;
		int code;
	} numbers[] = {
		{"+74951234567", 5077}, {"+74961234567", 50}, {"+78121234567", 4778}, {"+74922123456", 33},
		{"+78182123456", 29}, {"+78185312345", 83}, {"+78002000200", 1000}, {"+73362212345", 99},
		{"+73361234567", 0}, {"+79161234567", 0}, {"+77172123456", 0}, {"+375291234567", 0}, {"+7495", 0}, {"", 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		const struct region *region = region_find_landline(regions, numbers[i].e164);
		if ((region ? region->code : 0) != numbers[i].code)
			fail_msg("%s: %d", numbers[i].e164, region ? region->code : 0);
	}
}

/* The codes that phones accept and the codes that regions have are one list; Abkhazia's is not ours. */
static void
area_codes_are_those_of_phones(void **state)
{
	(void)state;
	for (int code = 0; code < 900; code++) {
		char e164[16];
		snprintf(e164, sizeof(e164), "+7%03d%s", code, code == 336 ? "2200000" : "1000000");
		bool ours = phone_plan_has_code(code) && code / 100 != 7 && code != 840;
		if (ours != (region_find_landline(regions, e164) != NULL))
			fail_msg("%d", code);
	}
}

static void
mistakes_name_their_line(void **state)
{
	static const struct {
		const char *yaml, *says;
	} wrong[] = {
		{"regions:\n  - {code: 1, name: А, zones: [Europe/Moskow]}", ":2: there is no time zone \"Europe/Moskow\""},
		{"regions:\n  - {code: 1, name: А, zones: []}", ":2: А has no zones"},
		{"regions:\n  - {code: 1, name: область, zones: [UTC]}", ":2: name: \"область\" is no name"},
		{"regions:\n  - {code: 1, name: А, zones: [UTC]}\n  - {code: 1, name: Б, zones: [UTC]}", ":3: code: expected"},
		{"regions:\n  - {code: 1, name: А, zones: [UTC]}\n  - {code: 2, name: а, zones: [UTC]}", "names both"},
		{"regions:\n  - {code: 1, name: А, zones: [UTC], landline: [49]}", ":2: area code \"49\""},
		{"regions:\n  - {code: 1, name: А, zones: [UTC], landline: [495, 495]}", "area code 495 stands twice"},
		{"regions:\n  - {code: 1, name: А, zone: [UTC]}", ":2: zone: unknown key"},
		{"regions: []\ngroups:\n  - {code: 101, name: А, regions: [5]}", ":3: there is no region 5"},
		{"groups: []", "\"regions\" is missing"},
	};
	char path[] = "/tmp/dozvon_regions_XXXXXX";
	int fd = mkstemp(path);

	(void)state;
	close(fd);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		struct err err = {0};
		assert_true(file_write_whole(path, wrong[i].yaml, strlen(wrong[i].yaml), &err));
		assert_null(regions_load(path, &err));
		if (err.kind != ERR_INPUT || strstr(err.text, wrong[i].says) == NULL)
			fail_msg("%s: %s", wrong[i].says, err.text);
	}
	unlink(path);
}

static int
in_english(void **state)
{
	lang_set(LANG_EN);
	return load(state);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(there_are_89_regions),
		cmocka_unit_test(zones_show_the_lawful_time),
		cmocka_unit_test(names_are_found_in_every_spelling),
		cmocka_unit_test(the_registers_names_are_all_found),
		cmocka_unit_test(landlines_are_found_by_area_code),
		cmocka_unit_test(area_codes_are_those_of_phones),
		cmocka_unit_test(mistakes_name_their_line),
	};
	return cmocka_run_group_tests(tests, in_english, unload);
}
