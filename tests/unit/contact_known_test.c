/* contact_known_test.c - the marks of a contact say every word of its columns as words.def numbers it, and nothing for what is not known. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "compliance/facts_store.h"
#include "tests/support/database.h"
#include "tests/support/world.h"

#include <cmocka.h>

static struct test_database database;
static struct regions *regions;

static int
open_world(void **state)
{
	struct err err;

	(void)state;
	if (!test_database_is_there())
		return 0;
	test_database_new(&database);
	world_people(database.db, 1);
	regions = regions_load("config/regions.yaml", &err);
	assert_non_null(regions);
	return 0;
}

static int
close_world(void **state)
{
	(void)state;
	if (database.db != NULL)
		test_database_drop(&database);
	regions_free(regions);
	return 0;
}

static struct facts
read_facts(void)
{
	struct copy_field row[FACT_COLUMNS];
	struct facts facts = {0};
	struct args args;
	struct rows *rows;
	struct err err;

	args_init(&args);
	args_array(&args, ARRAY_INT8, 1);
	args_array_int(&args, 1);
	assert_true(db_run(database.db, QUERY_FACTS_OF_TARGETS, &args, &rows, &err));
	args_release(&args);
	assert_int_equal(rows_count(rows), 1);
	for (int column = 0; column < FACT_COLUMNS; column++)
		row[column] = rows_field(rows, 0, column);
	facts_take_contact(row, regions, &facts);
	rows_free(rows);
	return facts;
}

/* Every label that the database has of this type, one after another in this column; *mark is what the facts say of it. */
static void
each_label(const char *table, const char *column, const char *type, const char *(*name_of)(int mark), int (*mark_of)(const struct facts *))
{
	int count = (int)test_sql_int(&database, "select count(*) from pg_enum where enumtypid = '%s'::regtype", type);

	assert_true(count > 1);
	for (int i = 1; i <= count; i++) {
		char label[64];
		snprintf(label, sizeof(label), "%s", test_sql_text(&database, "select enumlabel from pg_enum where enumtypid = '%s'::regtype "
		    "order by enumsortorder offset %d limit 1", type, i - 1));
		test_sql(database.db, "update %s set %s = '%s'", table, column, label);
		struct facts facts = read_facts();
		assert_int_equal(mark_of(&facts), i);
		assert_string_equal(name_of(mark_of(&facts)), label);
	}
	test_sql(database.db, "update %s set %s = (select enumlabel::text::%s from pg_enum where enumtypid = '%s'::regtype "
	    "order by enumsortorder limit 1)", table, column, type, type);
}

static const char *kind_name(int mark) { return party_kind_name((enum party_kind)mark); }
static const char *state_name(int mark) { return party_state_name((enum party_state)mark); }
static const char *address_name(int mark) { return address_kind_name((enum address_kind)mark); }
static const char *owner_name(int mark) { return address_owner_name((enum address_owner)mark); }
static int kind_mark(const struct facts *facts) { return (int)facts->party; }
static int state_mark(const struct facts *facts) { return (int)facts->party_state; }
static int address_mark(const struct facts *facts) { return (int)facts->address; }
static int owner_mark(const struct facts *facts) { return (int)facts->owner; }

static void
every_word_has_its_number(void **state)
{
	(void)state;
	if (database.db == NULL)
		skip();
	each_label("party", "kind", "party_kind", kind_name, kind_mark);
	each_label("party", "state", "party_state", state_name, state_mark);
	each_label("contact_point", "kind", "address_kind", address_name, address_mark);
	each_label("contact_point", "owner", "address_owner", owner_name, owner_mark);
}

/* Sets the columns; gives verified, quarantined, paediatric, authority, published, corporate: "?", "-" or "+" each. */
static const char *
marks_of(const char *sql)
{
	static char out[7];

	test_sql(database.db, "%s", sql);
	struct facts facts = read_facts();
	enum tri tri[] = {facts.verified, facts.party_quarantined, facts.paediatric, facts.authority, facts.published, facts.corporate};
	for (int i = 0; i < 6; i++)
		out[i] = tri[i] == TRI_UNKNOWN ? '?' : tri[i] == TRI_YES ? '+' : '-';
	return out;
}

static void
each_mark_stands_for_its_column(void **state)
{
	(void)state;
	if (database.db == NULL)
		skip();
	assert_string_equal(marks_of("update contact_point set verified_at = null"), "----??");
	assert_string_equal(marks_of("update contact_point set verified_at = '2026-11-01Z'"), "+---??");
	assert_string_equal(marks_of("update party set quarantine = 'NOTICE_DUE'"), "++--??");
	assert_string_equal(marks_of("update party set paediatric = true"), "+++-??");
	assert_string_equal(marks_of("update party set representative_id = 1"), "+++-??");
	assert_string_equal(marks_of("update party set representative_document = 'свидетельство'"), "++++??");
	assert_string_equal(marks_of("update party set representative_id = null"), "+++-??");
	assert_string_equal(marks_of("update contact_point set published = true"), "+++-+?");
	assert_string_equal(marks_of("update contact_point set published = false"), "+++--?");
	assert_string_equal(marks_of("update contact_point set corporate = true"), "+++--+");
	assert_string_equal(marks_of("update contact_point set corporate = false"), "+++---");
}

static void
a_sole_trader_in_a_list_of_companies_is_a_person(void **state)
{
	(void)state;
	if (database.db == NULL)
		skip();
	test_sql(database.db, "update party set kind = 'COMPANY', company_kind = 'SOLE_TRADER'");
	assert_int_equal(read_facts().party, PARTY_SOLE_TRADER);
	test_sql(database.db, "update party set company_kind = 'LEGAL_ENTITY'");
	assert_int_equal(read_facts().party, PARTY_COMPANY);
	test_sql(database.db, "update party set company_kind = null");
	assert_int_equal(read_facts().party, PARTY_COMPANY);
	test_sql(database.db, "update party set kind = 'PERSON', company_kind = 'SOLE_TRADER'");
	assert_int_equal(read_facts().party, PARTY_PERSON);
}

static void
a_birth_date_is_a_number(void **state)
{
	(void)state;
	if (database.db == NULL)
		skip();
	static const struct { const char *sql; int64_t number; } dates[] = {{"null", 0}, {"'1970-01-01'", 19700101},
		{"'2011-02-14'", 20110214}, {"'1931-12-31'", 19311231}, {"'1900-03-01'", 19000301}, {"'2024-02-29'", 20240229}};
	for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++) {
		test_sql(database.db, "update party set birth_date = %s", dates[i].sql);
		assert_int_equal(read_facts().birth_date, dates[i].number);
	}
	test_sql(database.db, "update party set birth_year = 1950");
	assert_int_equal(read_facts().birth_year, 1950);
}

static void
the_later_proof_confirms(void **state)
{
	(void)state;
	if (database.db == NULL)
		skip();
	test_sql(database.db, "update contact_point set verified_at = '2026-11-01Z', confirmed_at = '2026-11-02Z'");
	assert_int_equal(read_facts().confirmed_at, day_number(2026, 11, 2) * DAY);
	test_sql(database.db, "update contact_point set confirmed_at = null");
	assert_int_equal(read_facts().confirmed_at, day_number(2026, 11, 1) * DAY);
	test_sql(database.db, "update contact_point set verified_at = null");
	assert_int_equal(read_facts().confirmed_at, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_word_has_its_number), cmocka_unit_test(each_mark_stands_for_its_column),
		cmocka_unit_test(a_sole_trader_in_a_list_of_companies_is_a_person), cmocka_unit_test(a_birth_date_is_a_number),
		cmocka_unit_test(the_later_proof_confirms),
	};
	return cmocka_run_group_tests(tests, open_world, close_world);
}
