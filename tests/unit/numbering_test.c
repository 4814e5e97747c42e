/* numbering_test.c - the register's file into the database and back, its mistakes, and look-ups by number. */
#include "campaigns/numbering.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "campaigns/numbering_file.h"
#include "tests/support/database.h"

#include <cmocka.h>

#define REGISTER "config/numbering/DEF-9xx.csv"
#define HEADER "АВС/ DEF;От;До;Емкость;Оператор;Регион;Территория ГАР;ИНН\n"
#define GOOD_LINE "900;0000000;0061999;62000;\"ООО \"\"Т2; МОБАЙЛ\"\"\";-;Краснодарский край;7743895280\n"

enum { NOW = 1795251600 };

static struct regions *regions;
static char path[] = "/tmp/dozvon_numbering_XXXXXX";

static int
prepare(void **state)
{
	struct err err;

	(void)state;
	lang_set(LANG_EN);
	int fd = mkstemp(path);
	close(fd);
	regions = regions_load("config/regions.yaml", &err);
	return regions == NULL;
}

static int
tidy(void **state)
{
	(void)state;
	unlink(path);
	regions = regions_free(regions);
	return 0;
}

static void
write_file(const char *text)
{
	struct err err;
	assert_true(file_write_whole(path, text, strlen(text), &err));
}

static void
a_good_file_is_read(void **state)
{
	static const char *const files[] = {
		(HEADER GOOD_LINE), ("\xef\xbb\xbf" HEADER GOOD_LINE),
		(HEADER "900;0000000;0061999;62000;ООО \"Т2, МОБАЙЛ\";-;Краснодарский край;7743895280\n"),
		("АВС/ DEF;От;До;Емкость;Оператор;Регион;Территория ГАР;ИНН\r\n"
		"900;0000000;0061999;62000;\"ООО \"\"Т2; МОБАЙЛ\"\"\";Краснодарский край;;7743895280"),
	};
	struct numbering_file file;
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		write_file(files[i]);
		if (!numbering_file_read(path, regions, &file, &err))
			fail_msg("%s", err.text);
		assert_int_equal(file.count, 1);
		assert_int_equal(file.range[0].first, 79000000000);
		assert_int_equal(file.range[0].last, 79000061999);
		assert_int_equal(file.range[0].region, 23);
		assert_int_equal(file.range[0].carrier_inn, 7743895280);
		assert_memory_equal(file.range[0].carrier, "ООО \"Т2", 11);
		numbering_file_release(&file);
	}
}

static void
mistakes_name_line_field_and_remedy(void **state)
{
	static const struct {
		const char *text, *says;
	} wrong[] = {
		{"", "there are no ranges"},
		{HEADER, "there are no ranges"},
		{"a;b\n", ":1: 2 fields instead of 8"},
		{"АВС/ DEF;От;До;Ёмкость;Оператор;Регион;Территория ГАР;ИНН\n", ":1: field 4 of the header is \"Ёмкость\""},
		{HEADER GOOD_LINE "901;1;2\n", ":3: 3 fields"},
		{HEADER GOOD_LINE "9a1;0000000;0061999;62000;А;-;Москва;7743895280\n", ":3: field \"АВС/ DEF\": \"9a1\""},
		{HEADER "495;0000000;0061999;62000;А;-;Москва;7743895280\n", ":2: field \"АВС/ DEF\": \"495\" is not a mobile"},
		{HEADER "901;000000;0061999;62000;А;-;Москва;7743895280\n", ":2: field \"От\": \"000000\""},
		{HEADER "901;0062000;0061999;62000;А;-;Москва;7743895280\n", ":2: field \"До\": \"0061999\" is not at or after"},
		{HEADER "901;0000000;0061999;61999;А;-;Москва;7743895280\n", ":2: field \"Емкость\": \"61999\""},
		{HEADER "901;0000000;0061999;62000;А;-;Атлантида;7743895280\n", "no region is called \"Атлантида\"; add this"},
		{HEADER "901;0000000;0061999;62000;А;-;Москва;774389528\n", ":2: field \"ИНН\": \"774389528\" is not an INN"},
		{HEADER GOOD_LINE GOOD_LINE, ":3: the range overlaps that of line 2"},
		{HEADER "900;\xff\n", ":2: not UTF-8"},
		{HEADER "901;0000000;0061999;62000;\"А;-;Москва;7743895280\n", ":2: 5 fields instead of 8"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		struct numbering_file file;
		struct err err = {0};
		write_file(wrong[i].text);
		if (numbering_file_read(path, regions, &file, &err))
			fail_msg("read: %s", wrong[i].says);
		if (err.kind != ERR_INPUT || strncmp(err.text, path, strlen(path)) != 0 || strstr(err.text, wrong[i].says) == NULL)
			fail_msg("%s: %s", wrong[i].says, err.text);
	}
}

static void
assert_place(const struct numbering *numbering, const char *e164, int region, int64_t carrier_inn, bool known)
{
	bool found;
	struct numbering_place place = numbering_find(numbering, e164, &found);

	if (place.region != region || place.carrier_inn != carrier_inn || found != known)
		fail_msg("%s: region %d carrier %lld known %d", e164, place.region, (long long)place.carrier_inn, found);
}

/* Every range of the file answers at both ends, and the numbers around it answer as their own ranges. */
static void
assert_all_found(const struct numbering *numbering)
{
	struct numbering_file file;
	struct err err;
	char e164[24];

	assert_true(numbering_file_read(REGISTER, regions, &file, &err));
	for (size_t i = 0; i < file.count; i++) {
		const struct numbering_range *range = &file.range[i];
		for (int end = 0; end < 2; end++) {
			snprintf(e164, sizeof(e164), "+%lld", (long long)(end ? range->last : range->first));
			assert_place(numbering, e164, range->region, range->carrier_inn, true);
		}
		if (i + 1 < file.count && file.range[i + 1].first != range->last + 1) {
			snprintf(e164, sizeof(e164), "+%lld", (long long)range->last + 1);
			assert_place(numbering, e164, 0, 0, strncmp(e164, "+7940", 5) == 0);	/* Abkhazia's */
		}
	}
	numbering_file_release(&file);
}

static void
the_register_is_stored_whole(void **state)
{
	struct test_database database;
	struct err err = {0};
	int64_t ranges = 0;

	(void)state;
	if (!test_database_is_there())
		skip();
	test_database_new(&database);
	if (!numbering_load(database.db, regions, REGISTER, NOW * INT64_C(1000000), &ranges, &err))
		fail_msg("%s", err.text);
	assert_int_equal(ranges, 16629);
	assert_int_equal(test_sql_int(&database, "select count(*) from numbering_range"), 16629);
	assert_int_equal(test_sql_int(&database, "select count(*) from entry where convert_from(body, 'UTF8')::jsonb @> "
	    "'{\"what\": \"numbering.loaded\", \"data\": {\"file\": \"DEF-9xx.csv\", \"ranges\": 16629}}'"), 1);
	struct numbering *numbering = numbering_open(database.db, regions, &err);
	assert_non_null(numbering);
	assert_all_found(numbering);
	assert_place(numbering, "+74951234567", 5077, 0, true);
	assert_place(numbering, "+78002000200", 1000, 0, true);
	assert_place(numbering, "+77011234567", 0, 0, true);
	assert_place(numbering, "+79401234567", 0, 0, true);
	assert_place(numbering, "+375291234567", 0, 0, true);
	assert_place(numbering, "+79073000000", 0, 0, false);
	assert_place(numbering, "+71234567890", 0, 0, false);
	numbering_free(numbering);
	test_database_drop(&database);
}

static void
a_wrong_file_changes_nothing(void **state)
{
	struct test_database database;
	struct err err = {0};
	int64_t ranges = 7;

	(void)state;
	if (!test_database_is_there())
		skip();
	test_database_new(&database);
	write_file(HEADER GOOD_LINE);
	assert_true(numbering_load(database.db, regions, path, NOW * INT64_C(1000000), &ranges, &err));
	write_file(HEADER "901;0000000;0061999;62000;А;-;Москва;7743895280\n" GOOD_LINE);
	assert_true(numbering_load(database.db, regions, path, NOW * INT64_C(1000000), &ranges, &err));
	assert_int_equal(ranges, 2);
	write_file(HEADER GOOD_LINE "901;1;2\n");
	assert_false(numbering_load(database.db, regions, path, NOW * INT64_C(1000000), &ranges, &err));
	assert_int_equal(ranges, 2);
	assert_int_equal(test_sql_int(&database, "select count(*) from numbering_range"), 2);
	/* A failure inside of the transaction: the log does not take an entry, so the plan stays. */
	test_sql(database.db, "alter table entry rename to entry_away");
	write_file(HEADER GOOD_LINE);
	assert_false(numbering_load(database.db, regions, path, NOW * INT64_C(1000000), &ranges, &err));
	test_sql(database.db, "alter table entry_away rename to entry");
	assert_int_equal(test_sql_int(&database, "select count(*) from numbering_range"), 2);
	assert_int_equal(test_sql_int(&database, "select count(*) from entry"), 2);
	test_database_drop(&database);
}

static void
without_a_plan_no_number_is_impossible(void **state)
{
	struct test_database database;
	struct err err = {0};

	(void)state;
	if (!test_database_is_there())
		skip();
	test_database_new(&database);
	struct numbering *numbering = numbering_open(database.db, regions, &err);
	assert_non_null(numbering);
	assert_place(numbering, "+79161234567", 0, 0, true);
	numbering_free(numbering);
	test_database_drop(&database);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_good_file_is_read),
		cmocka_unit_test(mistakes_name_line_field_and_remedy),
		cmocka_unit_test(the_register_is_stored_whole),
		cmocka_unit_test(a_wrong_file_changes_nothing),
		cmocka_unit_test(without_a_plan_no_number_is_impossible),
	};
	return cmocka_run_group_tests(tests, prepare, tidy);
}
