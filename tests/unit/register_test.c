/* register_test.c - our own side: what is refused, that each statement is a fact with its entry, and who may appear as what. */
#include "campaigns/register.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/lang.h"
#include "campaigns/campaign.h"
#include "campaigns/register_view.h"
#include "campaigns/sender.h"
#include "compliance/staff_store.h"
#include "tests/support/database.h"

#include <cmocka.h>

static struct test_database database;
static struct stater stater = {.process = "test", .now = INT64_C(1795420800) * SECOND};
static char path[64];

static int64_t
count(const char *table, const char *where)
{
	return test_sql_int(&database, "select count(*) from %s where %s", table, where);
}

static int64_t
entries(const char *word)
{
	return test_sql_int(&database, "select count(*) from entry where convert_from(body, 'UTF8') like '%%\"%s\"%%'", word);
}

static int
start(void **state)
{
	const struct entity_text clinic = {.inn = "7701234560", .name = "ООО Клиника", .ogrn = "1027700132195",
		.licence = "ЛО-77", .licence_until = "2030-01-01"};
	const struct branch_text branch = {"7701234560", "Главный", "Europe/Moscow"};
	const struct staff_text people[] = {{"maria", "Мария", "marketer", NULL, NULL}, {"vera", "Вера", "compliance", NULL, NULL}};
	struct err err;
	int64_t id;

	(void)state;
	if (!test_database_is_there())
		return 0;
	lang_set(LANG_EN);
	test_database_new(&database);
	assert_true(entity_state(database.db, &clinic, false, &stater, &id, &err));
	assert_true(branch_state(database.db, &branch, false, &stater, &id, &err));
	for (int i = 0; i < 2; i++)
		assert_true(staff_state(database.db, &people[i], false, &stater, &id, &err));
	test_sql(database.db, "insert into list (name, legal_entity_id, ground, source, responsible, obtained_at, file_sha256, imported_at) "
	    "values ('patients', 1, 'договор', 'CLINIC', 'П', '2026-11-01Z', '\\x00', '2026-11-01Z'), "
	    "('others', 1, 'договор', 'CLINIC', 'П', '2026-11-01Z', '\\x01', '2026-11-01Z')");
	snprintf(path, sizeof(path), "/tmp/dozvon-register-%ld.yaml", (long)getpid());
	return 0;
}

static int
finish(void **state)
{
	(void)state;
	unlink(path);
	if (database.db != NULL)
		test_database_drop(&database);
	return 0;
}

static void
a_change_is_a_new_fact_and_never_silent(void **state)
{
	const struct entity_text again = {.inn = "7701234560", .name = "ООО Другое"};
	const struct entity_text change = {.inn = "7701234560", .licence = "ЛО-99", .licence_until = "2032-01-01"};
	const struct entity_text stranger = {.inn = "7707083893", .name = "ООО Чужое"};
	struct err err;
	int64_t id;

	(void)state;
	if (database.db == NULL)
		skip();
	assert_false(entity_state(database.db, &again, false, &stater, &id, &err));
	assert_int_equal(err.kind, ERR_CONFLICT);
	assert_string_equal(test_sql_text(&database, "select name from legal_entity"), "ООО Клиника");
	assert_false(entity_state(database.db, &stranger, true, &stater, &id, &err));
	assert_int_equal(err.kind, ERR_ABSENT);
	int64_t changed = entries("register.changed");
	assert_true(entity_state(database.db, &change, true, &stater, &id, &err));
	assert_int_equal(entries("register.changed"), changed + 1);
	assert_string_equal(test_sql_text(&database, "select name || ' ' || licence || ' ' || ogrn from legal_entity"),
	    "ООО Клиника ЛО-99 1027700132195");
	assert_string_equal(test_sql_text(&database, "select string_agg(act || ' ' || (fact->>'licence'), ', ' order by id) from register_fact "
	    "where register = 'entity'"), "added ЛО-77, changed ЛО-99");
	/* A person's name is in their row and nowhere else. */
	assert_int_equal(count("register_fact", "fact::text like '%Мария%'"), 0);
	assert_int_equal(test_sql_int(&database, "select count(*) from entry where convert_from(body, 'UTF8') like '%%Мария%%'"), 0);
}

static void
what_is_wrong_is_refused(void **state)
{
	static const struct entity_text entities[] = {
		{.inn = "7701234567", .name = "x"}, {.inn = "770123456", .name = "x"}, {.inn = "", .name = "x"},
		{.inn = "7707083893", .name = ""}, {.inn = "7707083893", .name = "x", .ogrn = "1027700132196"},
		{.inn = "7707083893", .name = "x", .ogrn = "304500116000157"}, {.inn = "500100732259", .name = "x", .ogrn = "1027700132195"},
		{.inn = "7707083893", .name = "x", .licence = "1", .licence_until = "soon"}, {.inn = "7707083893", .name = "x", .licence_until = "2030-01-01"},
	};
	static const struct number_text numbers[] = {
		{.number = "12", .owner = "7701234560"}, {.number = "74951234567", .owner = "7701234567"},
		{.number = "74951234567", .owner = "7707083893"},	/* not ours, and no order: P-06 */
		{.number = "74951234567", .owner = "7701234560", .label = "ЯБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯабвгд", .contract = "1"},
		{.number = "74951234567", .owner = "7701234560", .label = "Клиника"},
		{.number = "74951234567", .owner = "7701234560", .label = "Клиника", .contract = "1", .until = "later"},
	};
	static const struct sender_text senders[] = {
		{.entity = "7701234560", .name = "КЛИНИКА", .categories = "service", .carriers = "all", .contract = "1"},
		{.entity = "7701234560", .name = "KLINIKAMOSKVA", .categories = "service", .carriers = "all", .contract = "1"},
		{.entity = "7701234560", .name = "KLINIKA", .categories = "spam", .carriers = "all", .contract = "1"},
		{.entity = "7701234560", .name = "KLINIKA", .categories = "", .carriers = "all", .contract = "1"},
		{.entity = "7701234560", .name = "KLINIKA", .categories = "service", .carriers = "", .contract = "1"},
		{.entity = "7701234560", .name = "KLINIKA", .categories = "service", .carriers = "7701234567", .contract = "1"},
		{.entity = "7701234560", .name = "KLINIKA", .categories = "service", .carriers = "all", .contract = ""},
	};
	struct err err;
	int64_t id;

	(void)state;
	if (database.db == NULL)
		skip();
	int64_t facts = count("register_fact", "true");
	for (size_t i = 0; i < sizeof(entities) / sizeof(entities[0]); i++)
		if (entity_state(database.db, &entities[i], false, &stater, &id, &err))
			fail_msg("entity %zu was taken", i);
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		if (number_state(database.db, &numbers[i], false, &stater, &id, &err))
			fail_msg("number %zu was taken", i);
	for (size_t i = 0; i < sizeof(senders) / sizeof(senders[0]); i++)
		if (sender_state(database.db, &senders[i], &stater, &id, &err))
			fail_msg("sender %zu was taken", i);
	assert_int_equal(count("register_fact", "true"), facts);
}

static bool
create(const char *name, const char *author, const char *more, struct err *err)
{
	FILE *file = fopen(path, "w");
	int64_t id;

	assert_non_null(file);
	fprintf(file, "name: %s\nentity: 7701234560\nbranch: Главный\n%s", name, more);
	fclose(file);
	return campaign_create(database.db, path, author, stater.now, &id, err);
}

#define SMS "purpose: SERVICE_REMINDER\nchannel: SMS\nclass: SERVICE\nprovider: smsc\nlists: [patients]\n"
#define AD_SMS "purpose: AD_PROMO\nchannel: SMS\nclass: AD\nprovider: smsc\nlists: [patients]\n"

static void
a_text_goes_under_a_registered_name(void **state)
{
	const struct sender_text sender = {.entity = "7701234560", .name = "KLINIKA", .categories = "service", .carriers = "all",
		.contract = "СМС-1", .until = "2027-01-01"};
	const struct template_text text = {.entity = "7701234560", .sender = "KLINIKA", .name = "T-17", .category = "service",
		.carrier = "all", .body = "%w, запись %w в %d:%d. Тел. %d"};
	static const struct {
		const char *more;
		const char *says;	/* NULL: it is right */
	} cases[] = {
		{SMS "sender: CHUZHOI\ntext: Запись завтра\n", "not registered for this legal entity"},
		{AD_SMS "sender: KLINIKA\ntext: Скидка\n", "not registered for advertising"},
		{AD_SMS "sender: KLINIKA\nsms_category: service\ntext: Скидка\n", "no other"},
		{SMS "sender: KLINIKA\nsms_category: transactional\ntext: Запись\n", "not registered for transactional"},
		{SMS "sender: KLINIKA\ncarrier_template: T-18\ntext: Запись\n", "T-18"},
		{SMS "sender: KLINIKA\ncarrier_template: T-17\ntext: Приходите, у нас скидки\n", "is not that of"},
		{SMS "sender: KLINIKA\ncarrier_template: T-17\ntext: \"{{name}}, запись завтра в 10:30. Тел. 74951234567\"\n", NULL},
		{SMS "sender: KLINIKA\ncarrier_template: T-17\ntext: \"{{name}}, запись завтра в 10:30. Тел. {{code}}\"\n", NULL},
		{SMS "sender: KLINIKA\ncarrier_template: T-17\ntext: \"{{name}}, запись завтра в 10:30. Тел. {{name}}\"\n", "is not that of"},
	};
	struct err err;
	char name[20];
	int64_t id;

	(void)state;
	if (database.db == NULL)
		skip();
	assert_true(sender_state(database.db, &sender, &stater, &id, &err));
	assert_true(template_state(database.db, &text, &stater, &id, &err));
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		snprintf(name, sizeof(name), "sms %zu", i);
		bool created = create(name, "maria", cases[i].more, &err);
		if (created != (cases[i].says == NULL) || (!created && strstr(err.text, cases[i].says) == NULL))
			fail_msg("case %zu: %s", i, created ? "was taken" : err.text);
	}
	assert_string_equal(test_sql_text(&database, "select distinct sms_category || ' ' || carrier_template from campaign where sms_category is not null"),
	    "service T-17");
	assert_true(template_retire(database.db, &text, "оператор снял шаблон", &stater, &err));
	assert_false(template_retire(database.db, &text, "ещё раз", &stater, &err));
	assert_false(create("sms without", "maria", cases[6].more, &err));
	assert_non_null(strstr(err.text, "T-17"));
	assert_int_equal(test_sql_int(&database, "select count(*) from register_fact where register = 'template' and act = 'retired'"), 1);
	assert_true(sender_retire(database.db, "7701234560", "KLINIKA", "договор расторгнут", &stater, &err));
	assert_false(create("sms late", "maria", SMS "sender: KLINIKA\ntext: Запись\n", &err));
}

#define CALL(number, list) "purpose: CONTRACT\nchannel: CALL_OPERATOR\ndial_mode: PREVIEW\nclass: SERVICE\nprovider: mango\n" \
	"text: Здравствуйте\ncaller_number: \"" number "\"\nlists: [" list "]\n"

static void
a_blocked_number_is_not_replaced_on_the_quiet(void **state)
{
	static const char *const numbers[] = {"74950000001", "+7 495 000-00-02"};
	struct stater vera = stater;
	struct err err;
	int64_t id, campaign;

	(void)state;
	if (database.db == NULL)
		skip();
	for (int i = 0; i < 2; i++) {
		const struct number_text text = {.number = numbers[i], .owner = "7701234560", .label = "Клиника", .category = "медицина",
			.contract = "М-1"};
		assert_true(number_state(database.db, &text, false, &stater, &id, &err));
	}
	assert_true(create("calls", "maria", CALL("74950000001", "patients"), &err));
	campaign = test_sql_int(&database, "select id from campaign where name = 'calls'");
	assert_true(staff_must(database.db, "vera", RIGHT_DECIDE, &vera.staff, &err));
	assert_false(number_replace(database.db, campaign, "74950000002", "просто так", &vera, &err));
	assert_true(number_end(database.db, "74950000001", true, "блокировка оператором", &stater, &err));
	assert_false(number_end(database.db, "74950000001", true, "ещё раз", &stater, &err));
	assert_int_equal(entries("number.blocked"), 1);
	/* What calls from it calls no more: the gate finds no label's contract. */
	struct campaign loaded;
	assert_true(campaign_load(database.db, campaign, &loaded, &err));
	assert_false(loaded.label_contract);
	campaign_release(&loaded);
	assert_false(create("calls two", "maria", CALL("74950000001", "patients"), &err));
	assert_false(create("calls two", "maria", CALL("74950000002", "patients"), &err));
	assert_non_null(strstr(err.text, "compliance officer"));
	assert_true(create("calls other", "maria", CALL("74950000002", "others"), &err));
	assert_true(create("calls two", "vera", CALL("74950000002", "patients"), &err));
	assert_false(staff_must(database.db, "maria", RIGHT_DECIDE, &vera.staff, &err));
	assert_string_equal(err.text, "maria (marketer) is not one who decides about matters and registers: that takes compliance");
	assert_false(staff_must(database.db, "stranger", RIGHT_REPORT, &vera.staff, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
	assert_true(number_replace(database.db, campaign, "74950000002", "блокировка снята письмом", &vera, &err));
	assert_int_equal(entries("number.replaced"), 1);
	assert_int_equal(test_sql_int(&database, "select count(*) from campaign c join caller_number n on n.id = c.caller_number_id "
	    "where c.id = %d and n.number = '74950000002'", (int)campaign), 1);
}

static void
templates_of_carriers(void **state)
{
	static const struct {
		const char *registered, *text;
		bool fits;
	} cases[] = {
		{"Запись %w", "Запись завтра", true}, {"Запись %w", "Запись завтра днём", false}, {"Запись %w{1,3}", "Запись завтра днём", true},
		{"Запись %w{1,2}", "Запись завтра днём тут", false}, {"Код %d", "Код 1234", true}, {"Код %d", "Код 12a4", false},
		{"%w, ждём", "Анна, ждём", true}, {"%w, ждём", "Анна Б, ждём", false}, {"%d:%d", "10:30", true}, {"Текст", "Текст", true},
		{"Текст", "Текст!", false}, {"%w", "", false}, {"", "", true}, {"100%", "100%", true}, 
		{"%w{1,9}%w{1,9}%w{1,9}%w{1,9}%w{1,9}!", "а б в г д е ж з и к л м н о п р с т у ф х ц ч", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (carrier_template_fits(cases[i].registered, cases[i].text) != cases[i].fits)
			fail_msg("%s / %s", cases[i].registered, cases[i].text);
	assert_true(sender_name_is_right("KLINIKA") && sender_name_is_right("8005551234") && sender_name_is_right("Klinika.1"));
	assert_false(sender_name_is_right("AB") || sender_name_is_right("Клиника") || sender_name_is_right("KLINIKAMOSKVA"));
	assert_int_equal(characters("Клиника №1"), 10);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_change_is_a_new_fact_and_never_silent), cmocka_unit_test(what_is_wrong_is_refused),
		cmocka_unit_test(a_text_goes_under_a_registered_name), cmocka_unit_test(a_blocked_number_is_not_replaced_on_the_quiet),
		cmocka_unit_test(templates_of_carriers),
	};

	return cmocka_run_group_tests(tests, start, finish);
}
