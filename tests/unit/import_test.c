/*
 * import_test.c - import end to end, on the generator's lists: every row ends as a record or in the reject file,
 * again changes nothing, and no consent or refusal is touched.
 */
#include "campaigns/import.h"

#include <jansson.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/lang.h"
#include "campaigns/campaign.h"
#include "campaigns/numbering.h"
#include "campaigns/quarantine.h"
#include "tests/support/database.h"

#include <cmocka.h>

#define INN "7701234560"

static char folder[] = "/tmp/dozvon-import-test-XXXXXX";
static struct test_database database;
static struct settings settings;
static int64_t now;
static json_t *summary;

static char *
in_folder(const char *name)
{
	static char path[200];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	return path;
}

static void
write_text(const char *name, const char *text)
{
	FILE *file = fopen(in_folder(name), "w");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static bool
run_list(const char *path, const char *source, bool dry_run, struct import_report *out, struct err *err)
{
	struct import_order order = {.path = path, .entity = INN, .ground = "договор 1", .source = source,
		.responsible = "Петрова", .obtained_at = "2026-11-01", .dry_run = dry_run};

	return import_run(&order, &settings, now, (struct import_hook){0}, out, err);
}

static struct import_report
imported(const char *name)
{
	struct import_report report = {0};
	struct err err = {0};

	if (!run_list(in_folder(name), "CLINIC", false, &report, &err))
		print_error("%s: %s\n", name, err.text);
	assert_int_equal(err.kind, ERR_NONE);
	return report;
}

static int64_t
count(const char *table)
{
	return test_sql_int(&database, "select count(*) from %s", table);
}

/* Everything that import may not touch, as one number. */
static int64_t
untouchable(void)
{
	return test_sql_int(&database, "select hashtextextended((select coalesce(string_agg(t::text, ','), '') from ("
	    "select * from (select id, act::text from consent_event union all select id, scope::text from suppression "
	    "union all select id, kind::text from basis_event) a order by 1, 2) t) || "
	    "(select coalesce(string_agg(id || encode(consents, 'hex'), ',' order by id), '') from contact_point where id < 0) || "
	    "(select coalesce(string_agg(id || encode(bases, 'hex'), ',' order by id), '') from party where id < 0), 0)");
}

/* A party of before, with a consent, a basis and a refusal. */
static void
arrange(struct db *db)
{
	test_sql(db, "insert into legal_entity (inn, name, created_at) values (" INN ", 'Клиника', '2026-11-01Z')");
	test_sql(db, "insert into party (id, kind, identity, name, salt, bases, created_at) values "
	    "(-1, 'PERSON', '\\x01', 'Старая', '\\x02', '\\x0102', '2026-11-01Z')");
	test_sql(db, "insert into contact_point (id, party_id, kind, address, token, consents, created_at) values "
	    "(-1, -1, 'PHONE', '+79000000000', '\\x03', '\\x0405', '2026-11-01Z')");
	test_sql(db, "insert into consent_event (consent_id, act, party_id, contact_point_id, token, code, channels, purposes, "
	    "legal_entity_inn, valid_from, recorded_at) values (gen_random_uuid(), 'given', -1, -1, '\\x03', 'AD_CHANNEL', 1, 1, "
	    INN ", '2026-11-01Z', '2026-11-01Z')");
	test_sql(db, "insert into suppression (token, scope, path, said_at, recorded_at) values "
	    "('\\x03', 'ALL_CONTACT', 'web', '2026-11-01Z', '2026-11-01Z')");
}

static int
start(void **state)
{
	struct err err = {0};
	char command[400];
	int64_t ranges;

	(void)state;
	assert_non_null(mkdtemp(folder));
	lang_set(LANG_EN);
	now = day_number(2026, 11, 23) * DAY + 8 * HOUR;
	test_database_new(&database);
	arrange(database.db);
	assert_true(settings_load(NULL, &settings, &err));
	free(settings.database);
	settings.database = memory_text(database.words);
	write_text("key", "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n");
	free(settings.installation_key);
	settings.installation_key = memory_text(in_folder("key"));
	struct regions *regions = regions_load(settings.regions, &err);
	assert_non_null(regions);
	assert_true(numbering_load(database.db, regions, "config/numbering/DEF-9xx.csv", now, &ranges, &err));
	regions_free(regions);
	snprintf(command, sizeof(command), "%s/dozvon-samples --seed 7 --out %s --patients 3000 --companies 400",
	    getenv("DOZVON_BUILD") ? getenv("DOZVON_BUILD") : "build", folder);
	assert_int_equal(system(command), 0);
	summary = json_load_file(in_folder("summary.json"), 0, NULL);
	assert_non_null(summary);
	return 0;
}

static int
finish(void **state)
{
	char command[300];

	(void)state;
	test_database_drop(&database);
	settings_release(&settings);
	json_decref(summary);
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	return system(command);
}

static int64_t
promised(const char *list, const char *member)
{
	return json_integer_value(json_object_get(json_object_get(summary, list), member));
}

static void
order_is_checked(void **state)
{
	struct import_report report;
	struct err err = {0};
	struct import_order order = {.path = in_folder("patients.csv"), .entity = INN, .source = "CLINIC",
		.responsible = "П", .obtained_at = "2026-11-01"};

	(void)state;
	assert_false(import_run(&order, &settings, now, (struct import_hook){0}, &report, &err));
	assert_non_null(strstr(err.text, "--ground"));
	order.ground = " \t";
	assert_false(import_run(&order, &settings, now, (struct import_hook){0}, &report, &err));
	assert_non_null(strstr(err.text, "--ground"));
	order.ground = "g";
	order.responsible = "";
	assert_false(import_run(&order, &settings, now, (struct import_hook){0}, &report, &err));
	assert_non_null(strstr(err.text, "--responsible"));
	order.responsible = "П";
	order.source = NULL;
	assert_false(import_run(&order, &settings, now, (struct import_hook){0}, &report, &err));
	assert_non_null(strstr(err.text, "--source"));
	assert_false(run_list(in_folder("patients.csv"), "PURCHASED", false, &report, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
	order.source = "CLINIC";
	order.entity = "7812345675";
	assert_false(import_run(&order, &settings, now, (struct import_hook){0}, &report, &err));
	assert_int_equal(err.kind, ERR_ABSENT);
	assert_int_equal(count("list"), 0);
}

static void
a_preview_touches_nothing(void **state)
{
	struct import_report report = {0};
	struct err err = {0};

	(void)state;
	assert_true(run_list(in_folder("patients.csv"), "CLINIC", true, &report, &err));
	assert_int_equal(report.rows, promised("patients.csv", "rows"));
	assert_int_equal(report.rejected, promised("patients.csv", "rejected"));
	assert_true(report.firsts > 0 && report.list == 0);
	import_report_release(&report);
	assert_int_equal(count("list"), 0);
	assert_int_equal(count("party"), 1);
	assert_int_not_equal(access(in_folder("patients.rejects.csv"), F_OK), 0);
}

static int64_t
rows_of_file(const char *name)
{
	struct table table;
	struct err err = {0};
	int64_t rows = -1;	/* the heading */

	assert_true(table_open(in_folder(name), (struct table_limits){1 << 20, 1 << 30}, &table, &err));
	FILE *file = fopen(in_folder(name), "r");
	for (int c, quoted = 0; (c = getc(file)) != EOF;) {
		quoted ^= c == '"';
		rows += c == '\n' && !quoted;
	}
	fclose(file);
	table_close(&table);
	return rows;
}

static void
every_row_ends_somewhere(void **state)
{
	int64_t before = untouchable();
	struct import_report report;

	(void)state;
	report = imported("patients.csv");
	assert_int_equal(report.rows, promised("patients.csv", "rows"));
	assert_int_equal(report.rejected, promised("patients.csv", "rejected"));
	assert_int_equal(report.partly, promised("patients.csv", "partly"));
	assert_int_equal(report.taken + report.rejected, report.rows);
	assert_int_equal(report.counts.new_rows, promised("patients.csv", "parties"));
	assert_int_equal(count("party"), 1 + promised("patients.csv", "parties"));
	assert_int_equal(count("contact_point"), 1 + promised("patients.csv", "contact_points"));
	assert_int_equal(count("list_row"), promised("patients.csv", "contact_points"));
	assert_int_equal(rows_of_file("patients.rejects.csv"), report.rejected + report.partly);
	import_report_release(&report);
	report = imported("companies.xlsx");
	assert_int_equal(report.rows, promised("companies.xlsx", "rows"));
	assert_int_equal(report.rejected, promised("companies.xlsx", "rejected"));
	assert_int_equal(report.counts.new_rows, promised("companies.xlsx", "parties"));
	assert_int_equal(report.counts.new_points, promised("companies.xlsx", "contact_points"));
	import_report_release(&report);
	assert_int_equal(untouchable(), before);
	assert_int_equal(test_sql_int(&database, "select count(*) from contact_point c left join party p on p.id = c.party_id "
	    "where p.id is null"), 0);
	assert_int_equal(test_sql_int(&database, "select count(*) from contact_point where id > 0 and kind = 'PHONE' and "
	    "(region is null or carrier_inn is null)"), 0);
	assert_int_equal(test_sql_int(&database, "select count(*) from list where quarantined or imported_at is null"), 0);
}

static void
again_changes_nothing(void **state)
{
	int64_t parties = count("party"), points = count("contact_point"), rows = count("list_row");
	char command[600], from[200];

	(void)state;
	struct import_report report = imported("patients.csv");
	assert_true(report.repeated);
	assert_int_equal(count("list"), 2);
	/* The same rows in another file add provenance, nothing else. */
	snprintf(from, sizeof(from), "%s", in_folder("patients.csv"));
	snprintf(command, sizeof(command), "(cat %s; printf '\\r\\n') > %s", from, in_folder("again.csv"));
	assert_int_equal(system(command), 0);
	report = imported("again.csv");
	assert_false(report.repeated);
	assert_int_equal(report.counts.new_rows + report.counts.added_rows + report.counts.new_points, 0);
	assert_int_equal(report.counts.same_rows, report.taken);
	assert_int_equal(count("party"), parties);
	assert_int_equal(count("contact_point"), points);
	assert_int_equal(count("list_row"), rows + promised("patients.csv", "contact_points"));
	import_report_release(&report);
}

static void
known_people_get_new_addresses(void **state)
{
	(void)state;
	write_text("one.csv", "ФИО;Телефон\nБелёнов Лавр;+79001112233\n");
	write_text("two.csv", "Телефон;ФИО;E-mail\n8 (900) 111-22-33;БЕЛЕНОВ  лавр;lavr@example.ru\n");
	struct import_report report = imported("one.csv");
	assert_int_equal(report.counts.new_rows, 1);
	import_report_release(&report);
	report = imported("two.csv");
	assert_int_equal(report.counts.added_rows, 1);
	assert_int_equal(report.counts.new_points, 1);
	import_report_release(&report);
	assert_int_equal(test_sql_int(&database, "select count(*) from contact_point c join party p on p.id = c.party_id "
	    "where p.name = 'Белёнов Лавр'"), 2);
}

static void
health_refuses_the_list(void **state)
{
	struct import_report report;
	struct err err = {0};
	int64_t lists = count("list"), parties = count("party");

	(void)state;
	assert_false(run_list(in_folder("patients-health.csv"), "CLINIC", false, &report, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
	assert_non_null(strstr(err.text, "column C"));
	assert_int_equal(count("list"), lists);
	assert_int_equal(count("party"), parties);
}

static void
the_open_web_is_quarantined(void **state)
{
	struct import_report report = {0};
	struct err err = {0};

	(void)state;
	write_text("web.csv", "Компания;E-mail\nООО Заря;zarya@example.com\n");
	assert_true(run_list(in_folder("web.csv"), "OPEN_WEB", false, &report, &err));
	assert_true(report.quarantined);
	assert_int_equal(test_sql_int(&database, "select quarantined::int from list where id = %d", (int)report.list), 1);
	import_report_release(&report);
}

/* Of a list, by the name of who is asked about. */
static const char *
of_party(const char *what, const char *name)
{
	return test_sql_text(&database, "select coalesce((%s)::text, '-') from party p where name = '%s'", what, name);
}

static const char *
of_point(const char *what, const char *address)
{
	return test_sql_text(&database, "select coalesce((%s)::text, '-') from contact_point c join party p on p.id = c.party_id "
	    "where address = '%s' order by p.id limit 1", what, address);
}

static void
companies_are_judged_with_a_reason(void **state)
{
	struct import_report report = {0};
	struct err err = {0};

	(void)state;
	write_text("judged.csv", "Компания;ИНН;ОГРН;Контактное лицо;Телефон;E-mail;Подтвержден\n"
	    "ООО Сосна;7707083893;1027700132195;;8 495 123-45-99;info@sosna.example;12.03.2026\n"
	    "ИП Ветров;;304500116000157;;8 916 555-44-01;vetrov@mail.ru;\n"
	    "ООО Ель;;;Кедрова Анна;8 916 555-44-02;kedrova@el.example;\n"
	    "ООО Ошибка;;1027700132196;;8 916 555-44-03;;\n");
	assert_true(run_list(in_folder("judged.csv"), "CLINIC", false, &report, &err));
	assert_int_equal(report.rejected, 1);
	assert_string_equal(of_party("kind || ' ' || company_kind || ' ' || kind_reason", "ООО Сосна"), "COMPANY LEGAL_ENTITY INN_10");
	assert_string_equal(of_party("kind || ' ' || company_kind || ' ' || kind_reason", "ИП Ветров"), "SOLE_TRADER SOLE_TRADER OGRN_15");
	assert_string_equal(of_party("kind || ' ' || kind_reason", "Кедрова Анна"), "CONTACT_PERSON PERSON_NAMED");
	assert_string_equal(of_point("corporate || ' ' || judged_by || ' ' || source", "+74951234599"), "true LANDLINE list");
	assert_string_equal(of_point("corporate || ' ' || judged_by", "info@sosna.example"), "true ROLE_MAILBOX");
	assert_string_equal(of_point("confirmed_at at time zone 'UTC'", "info@sosna.example"), "2026-03-12 00:00:00");
	assert_string_equal(of_point("corporate || ' ' || judged_by", "vetrov@mail.ru"), "false SOLE_TRADER");
	assert_string_equal(of_point("corporate || ' ' || judged_by", "kedrova@el.example"), "false NAME_OF_CONTACT");
	assert_string_equal(of_point("corporate || ' ' || judged_by", "+79165554402"), "false MOBILE");
	import_report_release(&report);
}

static void
children_and_who_decides_for_them(void **state)
{
	struct import_report report = {0};
	struct err err = {0};

	(void)state;
	write_text("children.csv", "ФИО;Телефон;Дата рождения;Детская карта;Представитель;Телефон представителя;Документ представителя\n"
	    "Птицын Петя;;14.02.2015;да;Птицына Майя;8 916 555-33-01;свидетельство о рождении 123456\n"
	    "Птицына Оля;8 916 555-33-02;01.09.2012;;Птицына Майя;8 916 555-33-01;\n"
	    "Птицына Майя;8 916 555-33-01;05.05.1985;нет;;;\n");
	assert_true(run_list(in_folder("children.csv"), "CLINIC", false, &report, &err));
	assert_int_equal(report.taken, 3);
	assert_int_equal(report.counts.new_rows + report.counts.added_rows + report.counts.same_rows, 3);
	assert_int_equal(test_sql_int(&database, "select count(*) from party where name = 'Птицына Майя'"), 1);
	assert_string_equal(of_party("birth_date || ' ' || paediatric || ' ' || representative_document", "Птицын Петя"),
	    "2015-02-14 true свидетельство о рождении");
	assert_string_equal(of_party("select name from party r where r.id = p.representative_id", "Птицын Петя"), "Птицына Майя");
	assert_string_equal(of_party("select name from party r where r.id = p.representative_id", "Птицына Оля"), "Птицына Майя");
	assert_string_equal(of_party("paediatric || ' ' || birth_year", "Птицына Майя"), "false 1985");
	assert_string_equal(of_party("birth_date", "Птицына Майя"), "-");	/* I-05: of a grown-up the year is enough */
	assert_string_equal(of_party("select string_agg(owner || ' ' || address, ', ' order by address) from contact_point c "
	    "where c.party_id = p.id", "Птицына Оля"), "REPRESENTATIVE +79165553301, OWN +79165553302");
	assert_int_equal(test_sql_int(&database, "select count(distinct party_id) from list_row where list_id = %d", (int)report.list), 3);
	assert_int_equal(test_sql_int(&database, "select duplicate_rows from list where id = %d", (int)report.list), 0);
	import_report_release(&report);
}

static int64_t
quarantined(int64_t list)
{
	return test_sql_int(&database, "select quarantined::int from list where id = %d", (int)list);
}

static void
whom_a_partner_named_waits_for_a_notice(void **state)
{
	struct import_report report = {0};
	struct stater vera = {.staff = 1, .process = "test", .now = now};
	struct err err = {0};
	int64_t told, parties;

	(void)state;
	test_sql(database.db, "insert into staff (login, name, role, created_at) values ('vera', 'В', 'compliance', '2026-11-01Z')");
	write_text("partner.csv", "Компания;Контактное лицо;Телефон\nООО Дуб;;8 495 123-46-01\nООО Дуб;Дубов Дан;8 916 555-22-01\n"
	    "ООО Дуб;Липова Лия;8 916 555-22-02\n");
	assert_true(run_list(in_folder("partner.csv"), "PARTNER", false, &report, &err));
	int64_t list = report.list;
	import_report_release(&report);
	assert_string_equal(of_party("quarantine", "ООО Дуб"), "-");	/* a company is no person: I-06 */
	assert_string_equal(of_party("quarantine", "Дубов Дан"), "NOTICE_DUE");
	assert_int_equal(quarantined(list), 1);
	struct notice notice = {.list = list, .exempt = "BECAUSE"};
	assert_false(notice_mark(database.db, &notice, &vera, &told, &err));
	notice = (struct notice){.list = list, .sent_at = now + DAY, .text = view_of("Мы получили ваши данные")};
	assert_false(notice_mark(database.db, &notice, &vera, &told, &err));
	assert_false(quarantine_lift(database.db, list, "потому что так решили", "пр. 1", &vera, &parties, &err));
	notice.sent_at = now;
	notice.party = test_sql_int(&database, "select id from party where name = 'Дубов Дан'");
	assert_true(notice_mark(database.db, &notice, &vera, &told, &err));
	assert_int_equal(told, 1);
	assert_string_equal(of_party("quarantine", "Дубов Дан"), "-");
	assert_int_equal(quarantined(list), 1);
	notice = (struct notice){.list = list, .exempt = "CONTRACT"};
	assert_true(notice_mark(database.db, &notice, &vera, &told, &err));
	assert_int_equal(told, 1);
	assert_int_equal(quarantined(list), 0);
	assert_int_equal(test_sql_int(&database, "select count(*) from notice"), 2);
	assert_int_equal(test_sql_int(&database, "select count(*) from entry where convert_from(body, 'UTF8') like '%%notice.marked%%'"), 2);
}

static void
the_open_web_takes_a_documented_decision(void **state)
{
	struct import_report report = {0}, again = {0};
	struct stater vera = {.staff = 1, .process = "test", .now = now};
	struct err err = {0};
	int64_t parties, told;

	(void)state;
	write_text("site.csv", "Компания;Контактное лицо;E-mail\nООО Клен;;info@klen.example\nООО Клен;Кленова Яна;y.klenova@klen.example\n");
	write_text("bought.csv", "ФИО;Телефон\nБукин Лев;8 916 555-11-01\n");
	assert_true(run_list(in_folder("site.csv"), "OPEN_WEB", false, &report, &err));
	assert_true(run_list(in_folder("bought.csv"), "BOUGHT", false, &again, &err));
	assert_string_equal(of_party("quarantine", "Кленова Яна"), "OPEN_WEB");
	assert_string_equal(of_party("quarantine", "Букин Лев"), "BOUGHT");
	assert_string_equal(of_point("published || ' ' || source", "info@klen.example"), "true company_site");
	struct notice notice = {.list = report.list, .exempt = "CONTRACT"};
	assert_false(notice_mark(database.db, &notice, &vera, &told, &err));
	assert_false(quarantine_lift(database.db, report.list, "да", "пр. 1", &vera, &parties, &err));
	assert_false(quarantine_lift(database.db, report.list, "люди сами опубликовали адреса", NULL, &vera, &parties, &err));
	assert_int_equal(quarantined(report.list), 1);
	assert_true(quarantine_lift(database.db, report.list, "люди сами опубликовали адреса", "протокол 7", &vera, &parties, &err));
	assert_int_equal(parties, 1);
	assert_int_equal(quarantined(report.list), 0);
	assert_string_equal(of_party("quarantine", "Кленова Яна"), "-");
	assert_string_equal(of_party("quarantine", "Букин Лев"), "BOUGHT");
	assert_int_equal(test_sql_int(&database, "select count(*) from quarantine_decision where document = 'протокол 7' and was = 'OPEN_WEB'"), 1);
	assert_false(quarantine_lift(database.db, report.list, "люди сами опубликовали адреса", "протокол 7", &vera, &parties, &err));
	import_report_release(&report);
	import_report_release(&again);
}

static struct import_report
imported_from(const char *source, const char *name, const char *text)
{
	struct import_report report = {0};
	struct err err = {0};

	write_text(name, text);
	if (!run_list(in_folder(name), source, false, &report, &err))
		fail_msg("%s", err.text);
	return report;
}

/* As the gate learns it: of a campaign over these lists, and of the party. */
static bool
may_reach(const char *name, const char *lists)
{
	struct campaign campaign = {0};
	struct err err = {0};

	test_sql(database.db, "insert into campaign (name, legal_entity_id, branch_id, purpose, channel, class, provider, body, lists, state, "
	    "author_id, created_at) select 'по списку ' || (select count(*) from campaign), e.id, b.id, 'SERVICE_REMINDER', 'SMS', 'SERVICE', 'smsru', 'Текст', '{%s}', "
	    "'draft', 1, '2026-11-01Z' from legal_entity e join branch b on b.legal_entity_id = e.id where e.inn = " INN " limit 1", lists);
	if (!campaign_load(database.db, test_sql_int(&database, "select max(id) from campaign"), &campaign, &err))
		fail_msg("%s", err.text);
	bool open = !campaign.quarantined && strcmp(of_party("quarantine", name), "-") == 0;
	campaign_release(&campaign);
	return open;
}

/* I-02, I-03: a list keeps back whoever it names; a clean one lets its people out, for the campaigns over it alone. */
static void
a_list_keeps_back_whom_we_knew(void **state)
{
	static const char kira[] = "ФИО;Телефон\nЕлина Кира;8 916 555-77-01\n";
	struct stater vera = {.staff = 1, .process = "test", .now = now};
	struct err err = {0};
	int64_t told, parties;

	(void)state;
	test_sql(database.db, "insert into branch (legal_entity_id, name, zone, created_at) select id, 'Ц', 'Europe/Moscow', '2026-11-01Z' "
	    "from legal_entity where inn = " INN);
	struct import_report clean = imported_from("CLINIC", "kira.csv", kira);
	struct import_report bought = imported_from("BOUGHT", "kira-bought.csv", "Телефон;ФИО\n8 916 555-77-01;Елина Кира\n"
	    "8 916 555-77-02;Ивина Рита\n");
	struct import_report partner = imported_from("PARTNER", "kira-partner.csv", "ФИО;Телефон;Город\nЕлина Кира;8 916 555-77-01;\n");
	char lists[3][24], both[48];
	snprintf(lists[0], sizeof(lists[0]), "%lld", (long long)clean.list);
	snprintf(lists[1], sizeof(lists[1]), "%lld", (long long)bought.list);
	snprintf(lists[2], sizeof(lists[2]), "%lld", (long long)partner.list);
	snprintf(both, sizeof(both), "%s,%s", lists[0], lists[1]);
	assert_true(partner.quarantined);
	assert_true(may_reach("Елина Кира", lists[0]));
	assert_false(may_reach("Елина Кира", lists[1]));
	assert_false(may_reach("Елина Кира", lists[2]));	/* known, and not told of the partner */
	assert_false(may_reach("Елина Кира", both));
	assert_false(may_reach("Ивина Рита", lists[0]));

	struct import_report later = imported_from("CLINIC", "rita.csv", "ФИО;Телефон\nИвина Рита;8 916 555-77-02\n");
	char after[24];
	snprintf(after, sizeof(after), "%lld", (long long)later.list);
	assert_true(may_reach("Ивина Рита", after));		/* the clean ground came second */
	assert_false(may_reach("Ивина Рита", lists[1]));

	struct notice notice = {.list = partner.list, .sent_at = now, .text = view_of("Мы получили Ваши данные от партнёра")};
	assert_true(notice_mark(database.db, &notice, &vera, &told, &err));
	assert_int_equal(told, 1);
	assert_true(may_reach("Елина Кира", lists[2]));
	assert_true(notice_mark(database.db, &notice, &vera, &told, &err));
	assert_int_equal(told, 0);				/* nobody is told twice of one list */
	assert_true(quarantine_lift(database.db, bought.list, "куплен с делом, согласия проверены", "договор 9", &vera, &parties, &err));
	assert_int_equal(parties, 2);
	assert_true(may_reach("Ивина Рита", lists[1]));
	import_report_release(&clean);
	import_report_release(&bought);
	import_report_release(&partner);
	import_report_release(&later);
}

/* Who was kept back for want of a notice is let out by a decision about another list, for that one only; and is shown as waiting. */
static void
each_list_asks_for_itself(void **state)
{
	struct stater vera = {.staff = 1, .process = "test", .now = now};
	struct rows *row, *parties;
	struct err err = {0};
	int64_t let_out;

	(void)state;
	struct import_report partner = imported_from("EMPLOYER", "oleg.csv", "ФИО;Телефон\nОлегов Тит;8 916 555-78-01\n");
	struct import_report web = imported_from("OPEN_WEB", "oleg-web.csv", "Телефон;ФИО\n8 916 555-78-01;Олегов Тит\n");
	char lists[2][24];
	snprintf(lists[0], sizeof(lists[0]), "%lld", (long long)partner.list);
	snprintf(lists[1], sizeof(lists[1]), "%lld", (long long)web.list);
	assert_true(quarantine_lift(database.db, web.list, "человек сам опубликовал номер", "акт 3", &vera, &let_out, &err));
	assert_int_equal(let_out, 1);
	assert_true(may_reach("Олегов Тит", lists[1]));
	assert_false(may_reach("Олегов Тит", lists[0]));
	assert_true(list_show(database.db, partner.list, &row, &parties, &err));
	assert_string_equal(rows_text(parties, 0, 1), "NOTICE_DUE");
	rows_free(row);
	rows_free(parties);
	import_report_release(&partner);
	import_report_release(&web);
}

/* A crash at any moment: kill -9 of the reader, then the same command again. */
static void
a_crash_loses_nothing(void **state)
{
	FILE *file = fopen(in_folder("long.csv"), "w");
	struct err err = {0};

	(void)state;
	fputs("ФИО;Телефон\n", file);
	for (int i = 0; i < 150000; i++)
		fprintf(file, "Кравалев Остап %d;+7900%07d\n", i, i);
	fclose(file);
	int64_t before = count("party");
	for (int delay = 20; delay < 700; delay += 130) {
		struct import_report report = {0};
		pid_t pid = fork();
		if (pid == 0)
			_exit(run_list(in_folder("long.csv"), "CLINIC", false, &report, &err) ? 0 : 1);
		usleep((useconds_t)delay * 1000);
		kill(pid, SIGKILL);
		waitpid(pid, NULL, 0);
	}
	struct import_report report = imported("long.csv");
	import_report_release(&report);
	int64_t dropped = report.repeated ? 0 : report.rejected;
	assert_int_equal(count("party") - before, 150000 - dropped);
	assert_int_equal(test_sql_int(&database, "select count(*) from list_row r join list l on l.id = r.list_id "
	    "where l.name = 'long.csv'"), 150000 - dropped);
	assert_int_equal(test_sql_int(&database, "select count(*) from list where name = 'long.csv' and not quarantined"), 1);
}

static void
the_role_may_not_touch_consents(void **state)
{
	static const char *const tables[] = {"consent_event", "suppression", "basis_event", "wording"};

	(void)state;
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		assert_int_equal(test_sql_int(&database, "select has_table_privilege('dozvon_import', '%s', "
		    "'select, insert, update, delete')::int", tables[i]), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(order_is_checked), cmocka_unit_test(a_preview_touches_nothing),
		cmocka_unit_test(every_row_ends_somewhere), cmocka_unit_test(again_changes_nothing),
		cmocka_unit_test(known_people_get_new_addresses), cmocka_unit_test(health_refuses_the_list),
		cmocka_unit_test(the_open_web_is_quarantined),
		cmocka_unit_test(companies_are_judged_with_a_reason), cmocka_unit_test(children_and_who_decides_for_them),
		cmocka_unit_test(whom_a_partner_named_waits_for_a_notice),
		cmocka_unit_test(the_open_web_takes_a_documented_decision),
		cmocka_unit_test(a_list_keeps_back_whom_we_knew), cmocka_unit_test(each_list_asks_for_itself), cmocka_unit_test(a_crash_loses_nothing),
		cmocka_unit_test(the_role_may_not_touch_consents),
	};

	if (!test_database_is_there())
		return 0;
	return cmocka_run_group_tests(tests, start, finish);
}
