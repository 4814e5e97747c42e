/* duty_test.c - duties kept apart: one person's logins, the auditor who has not worked here, copies of many persons by two. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "campaigns/register.h"
#include "tests/support/clinic.h"

#include <cmocka.h>

#define NOW INT64_C(1795431600000000)	/* 2026-11-23 11:00 UTC */

static struct test_database database;
static const struct installation_key key = {.bytes = {7}};

static int
start(void **state)
{
	(void)state;
	if (!test_database_is_there())
		return 0;
	test_database_new(&database);
	test_clinic_new(&database, &key, 5);
	return 0;
}

static int
finish(void **state)
{
	(void)state;
	if (database.db != NULL)
		test_database_drop(&database);
	return 0;
}

/* The kind of the refusal; ERR_NONE: it is stated. */
static enum err_kind
state_staff(const char *login, const char *name, const char *role, const char *person, bool change, int64_t by, int64_t now)
{
	const struct staff_text text = {.login = login, .name = name, .role = role, .person = person};
	const struct stater stater = {.staff = by, .process = "test", .now = now};
	struct err err = {0};
	int64_t id;

	return staff_state(database.db, &text, change, &stater, &id, &err) ? ERR_NONE : err.kind;
}

static void
one_person_has_no_two_roles_that_conflict(void **state)
{
	static const struct {
		const char *login, *name, *role, *person;
		bool change;
		enum err_kind wanted;
	} steps[] = {
		{"olga", "Ольга Орлова", "auditor", NULL, false, ERR_NONE},
		{"olga2", "ольга орлова", "marketer", NULL, false, ERR_REFUSED},
		{"olga2", "ольга орлова", "auditor", NULL, false, ERR_NONE},
		{"petr", "Пётр Петров", "administrator", "17", false, ERR_NONE},
		{"petr2", "П. Петров", "agent", "17", false, ERR_REFUSED},	/* another name, the same person */
		{"petr2", "Пётр Петров", "agent", NULL, false, ERR_REFUSED},	/* no number: the name says it */
		{"petr2", "Пётр Петров", "agent", "18", false, ERR_NONE},	/* two people of one name */
		{"petr2", NULL, NULL, "17", true, ERR_REFUSED},			/* who it is, changed alone */
		{"petr3", "Пётр Петров", "marketer", "17", false, ERR_REFUSED},	/* would write and approve */
		{"zoya", "Зоя Зимина", "compliance", "19", false, ERR_NONE},
		{"zoya2", "Зоя Зимина", "compliance", "19", false, ERR_REFUSED},	/* would ask and approve */
		{"zoya2", "Зоя Зимина", "agent", "19", false, ERR_NONE},
		{"zoya2", NULL, "marketer", NULL, true, ERR_REFUSED},		/* the role, changed alone */
		{"zoya2", NULL, "auditor", NULL, true, ERR_REFUSED},
		{"gleb", "Глеб Громов", "agent", NULL, false, ERR_NONE},
		{"gleb", "Зоя Зимина", NULL, "19", true, ERR_NONE},
		{"gleb", "Ольга Орлова", NULL, NULL, true, ERR_REFUSED},		/* the name, changed alone */
	};

	(void)state;
	if (database.db == NULL)
		skip();
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		if (state_staff(steps[i].login, steps[i].name, steps[i].role, steps[i].person, steps[i].change, 3, NOW) != steps[i].wanted)
			fail_msg("step %zu: %s", i, steps[i].login);
}

static void
who_worked_here_does_not_audit_it(void **state)
{
	(void)state;
	if (database.db == NULL)
		skip();
	assert_int_equal(state_staff("lev", "Лев Львов", "agent", "31", false, 3, NOW), ERR_NONE);
	assert_int_equal(state_staff("lev", NULL, "auditor", NULL, true, 3, NOW + HOUR), ERR_NONE);	/* a slip, mended */
	assert_int_equal(state_staff("mark", "Марк", "agent", "32", false, 3, NOW), ERR_NONE);
	assert_int_equal(state_staff("mark", NULL, "auditor", NULL, true, 3, NOW + DAY), ERR_REFUSED);
	assert_int_equal(state_staff("nina", "Нина", "marketer", "33", false, 3, NOW), ERR_NONE);
	test_sql(database.db, "insert into read_act (reading, who_kind, staff_id, process, persons, read_at) select 'matter.show', 'staff', id, "
	    "'t', 1, '2026-11-23Z' from staff where login = 'nina'");
	assert_int_equal(test_sql_int(&database, "select staff_worked(id, '2026-11-23T12:00:00Z')::int from staff where login = 'nina'"), 0);
	test_sql(database.db, "insert into read_act (reading, who_kind, staff_id, process, persons, read_at) select 'cards.list', 'staff', id, "
	    "'t', 1, '2026-11-23Z' from staff where login = 'nina'");
	assert_int_equal(state_staff("nina", NULL, "auditor", NULL, true, 3, NOW + HOUR), ERR_REFUSED);
	/* By another login of the same person, too. */
	assert_int_equal(state_staff("boris", NULL, NULL, "34", true, 3, NOW), ERR_NONE);
	test_sql(database.db, "update staff set role = 'auditor' where login = 'boris'");
	assert_int_equal(state_staff("boris2", "Б. Борисов", "auditor", "34", false, 3, NOW), ERR_REFUSED);
	test_sql(database.db, "update staff set role = 'marketer' where login = 'boris'");
	assert_int_equal(state_staff("vera", NULL, "agent", NULL, true, 3, NOW), ERR_REFUSED);	/* her own */
}

/* A new table of what people do is work, unless it is said here that it is none. */
static void
every_deed_is_work(void **state)
{
	(void)state;
	if (database.db == NULL)
		skip();
	const char *missing = test_sql_text(&database, "select coalesce(string_agg(c.conrelid::regclass || '.' || a.attname, ' '), '') "
	    "from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey) "
	    "where c.contype = 'f' and c.confrelid = 'staff'::regclass and not exists (select from pg_proc p where p.proname = 'staff_worked' "
	    "and p.prosrc ~ ('from ' || c.conrelid::regclass || ' [^)]*' || a.attname || ' = who')) "
	    "and (c.conrelid::regclass::text, a.attname) not in (('access_token', 'staff_id'))");
	assert_string_equal(missing, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_person_has_no_two_roles_that_conflict), cmocka_unit_test(who_worked_here_does_not_audit_it),
		cmocka_unit_test(every_deed_is_work),
	};
	return cmocka_run_group_tests(tests, start, finish);
}
