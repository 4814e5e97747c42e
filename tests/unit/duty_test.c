/* duty_test.c - duties kept apart: one person's logins, the auditor who has not worked here, copies of many persons by two. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "campaigns/export.h"
#include "campaigns/export_mark.h"
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
	assert_int_equal(state_staff("rita", "Рита", "agent", "35", false, 3, NOW), ERR_NONE);
	test_sql(database.db, "insert into consent_event (consent_id, party_id, contact_point_id, token, code, channels, purposes, legal_entity_inn, "
	    "act, valid_from, recorded_at, evidence, identity_level, signature_kind, standalone, proven, processors) select gen_random_uuid(), 1, 1, token, "
	    "'AD_CHANNEL', 1, 1, 7701234567, 'given', '2026-11-23Z', '2026-11-23T08:00:00Z', jsonb_build_object('staff_id', s.id), 'DESK', 'PAPER_SCAN', "
	    "true, true, '{}' from contact_point c, staff s where c.id = 1 and s.login = 'rita'");
	assert_int_equal(state_staff("rita", NULL, "auditor", NULL, true, 3, NOW + HOUR), ERR_REFUSED);	/* took a consent, an hour ago */
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
	    "and (c.conrelid::regclass::text, a.attname) not in (('access_token', 'staff_id'), ('outside_file', 'staff_id'))");
	assert_string_equal(missing, "");
}

static struct entry
of(int64_t staff, int64_t at)
{
	return (struct entry){.at = at, .who_kind = "staff", .who_id = staff, .process = "test"};
}

/* vera (3) asks; second (another officer) decides. */
static int64_t
asked(int64_t at)
{
	const struct export_wish wish = {.campaign = 1, .reason = "ответ на запрос"};
	const struct entry vera = of(3, at);
	struct err err = {0};
	int64_t id = 0;

	if (!export_ask(database.db, &wish, &vera, &id, &err))
		fail_msg("%s", err.text);
	return id;
}

static enum err_kind
decided(int64_t id, bool approved, int64_t by, int64_t at)
{
	const struct entry who = of(by, at);
	struct err err = {0};

	return export_decide(database.db, id, approved, &who, &err) ? ERR_NONE : err.kind;
}

static enum err_kind
made(int64_t id, int64_t by, const char *login, int64_t at, struct buf *copy)
{
	const struct entry who = of(by, at);
	struct err err = {0};

	buf_clear(copy);
	return export_make(database.db, &key, id, login, "/tmp/export.csv", &who, copy, &err) ? ERR_NONE : err.kind;
}

static void
a_copy_takes_two_and_is_made_once(void **state)
{
	struct buf copy = {0};
	struct err err = {0};

	(void)state;
	if (database.db == NULL)
		skip();
	test_sql(database.db, "insert into staff (id, login, name, role, created_at) overriding system value values "
	    "(901, 'second', 'Вторая', 'compliance', '2026-11-01Z')");
	test_sql(database.db, "update party set state = 'BLOCKED' where id = 5");
	const struct export_wish both = {.campaign = 1, .list = 1, .reason = "x"}, none = {.campaign = 77, .reason = "x"},
	    silent = {.campaign = 1, .reason = " "};
	const struct entry vera = of(3, NOW);
	int64_t id;
	assert_false(export_ask(database.db, &both, &vera, &id, &err));
	assert_false(export_ask(database.db, &none, &vera, &id, &err));
	assert_int_equal(err.kind, ERR_ABSENT);
	assert_false(export_ask(database.db, &silent, &vera, &id, &err));

	id = asked(NOW);
	assert_int_equal(made(id, 3, "vera", NOW, &copy), ERR_REFUSED);
	assert_int_equal(decided(id, true, 3, NOW), ERR_REFUSED);
	assert_int_equal(decided(id + 100, true, 901, NOW), ERR_ABSENT);
	assert_int_equal(decided(id, true, 901, NOW), ERR_NONE);
	assert_int_equal(decided(id, false, 901, NOW), ERR_CONFLICT);
	assert_int_equal(made(id, 901, "second", NOW, &copy), ERR_REFUSED);
	assert_int_equal(test_sql_int(&database, "select count(*) from read_act where reading = 'export'"), 0);
	assert_int_equal(made(id, 3, "vera", NOW + EXPORT_HOURS * HOUR - 1, &copy), ERR_NONE);
	assert_non_null(strstr(copy.data, "+79160000004"));
	assert_null(strstr(copy.data, "+79160000005"));		/* blocked */
	assert_int_equal(test_sql_int(&database, "select persons from export where id = %lld and made_at is not null", (long long)id), 4);
	assert_int_equal(test_sql_int(&database, "select count(*) from person_read p join export e on e.read_id = p.read_id where e.id = %lld",
	    (long long)id), 4);
	assert_int_equal(test_sql_int(&database, "select count(*) from outside_file f join export e on e.sha256 = f.sha256, contact_point c "
	    "where f.kind = 'EXPORT' and f.path = '/tmp/export.csv' and f.staff_id = 3 and c.token = any (f.tokens)"), 4);
	assert_int_equal(made(id, 3, "vera", NOW + HOUR, &copy), ERR_REFUSED);
	assert_int_equal(copy.len, 0);

	id = asked(NOW);
	assert_int_equal(decided(id, true, 901, NOW), ERR_NONE);
	assert_int_equal(made(id, 3, "vera", NOW + EXPORT_HOURS * HOUR, &copy), ERR_REFUSED);	/* too late */
	test_sql(database.db, "update staff set role = 'agent' where id = 901");
	assert_int_equal(made(id, 3, "vera", NOW, &copy), ERR_REFUSED);		/* who approved may not any more */
	test_sql(database.db, "update staff set role = 'compliance' where id = 901");
	id = asked(NOW);
	assert_int_equal(decided(id, false, 901, NOW), ERR_NONE);
	assert_int_equal(made(id, 3, "vera", NOW, &copy), ERR_REFUSED);
	assert_false(db_script(database.db, "update export set approved = true, expires_at = '2030-01-01Z' where not approved", &err));
	assert_false(db_script(database.db, "delete from export", &err));
	assert_int_equal(test_sql_int(&database, "select count(*) from entry where convert_from(body, 'UTF8') ~ 'export.(asked|decided|made)'"), 7);
	buf_release(&copy);
}

static void
a_copy_says_whose_it_is(void **state)
{
	static const struct installation_key other = {.bytes = {8}};
	int64_t found[EXPORT_MARKS_FOUND];
	struct buf text = {0};
	char code[EXPORT_MARK_CODE];

	(void)state;
	export_mark_name(&key, 7, view_of("Иванова Анна"), &text);
	assert_int_equal(export_mark_find(&key, buf_view(&text), found), 1);	/* one name, pasted elsewhere */
	assert_int_equal(found[0], 7);
	assert_int_equal(export_mark_find(&other, buf_view(&text), found), 0);
	export_mark_name(&key, 4000000000, view_of(""), &text);
	export_mark_code(&key, 12, code);
	buf_add_format(&text, ";+79160000001;%s\n2026-11-23;8-916-000-00-01;7-00000000", code);
	assert_int_equal(export_mark_find(&key, buf_view(&text), found), 3);
	assert_int_equal(found[1], 4000000000);
	assert_int_equal(found[2], 12);
	for (size_t len = text.len; len > 0; len--)	/* cut anywhere, it is read and not past its end */
		export_mark_find(&key, (struct view){text.data, len}, found);
	text.data[10] ^= 1;
	assert_int_equal(export_mark_find(&key, (struct view){text.data, 100}, found), 0);
	buf_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_person_has_no_two_roles_that_conflict), cmocka_unit_test(who_worked_here_does_not_audit_it),
		cmocka_unit_test(every_deed_is_work), cmocka_unit_test(a_copy_takes_two_and_is_made_once),
		cmocka_unit_test(a_copy_says_whose_it_is),
	};
	return cmocka_run_group_tests(tests, start, finish);
}
