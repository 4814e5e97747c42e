/* campaign_test.c - a campaign from its file, what is refused with line, key and remedy, and who may move it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/clock.h"
#include "campaigns/campaign.h"
#include "campaigns/campaign_turn.h"
#include "tests/support/office.h"

#include <cmocka.h>

static struct test_database database;
static const int64_t now = 1795420800 * SECOND;
static char path[64];
static struct lint found;

static int
open_clinic(void **state)
{
	if (office_words_load(state) != 0)
		return 1;
	if (!test_database_is_there())
		return 0;
	office_new(&database);
	test_sql(database.db, "insert into caller_number (number, owner_inn, created_at) values ('+74951234567', 7701234560, '2026-11-01Z');"
	    "insert into sender (legal_entity_id, name, categories, contract, created_at) "
	    "values (1, 'CLINIC', '{service,advertising}', 'СМС-1', '2026-11-01Z')");
	snprintf(path, sizeof(path), "/tmp/dozvon-campaign-%ld.yaml", (long)getpid());
	return 0;
}

static int
close_clinic(void **state)
{
	unlink(path);
	if (database.db != NULL)
		test_database_drop(&database);
	return office_words_release(state);
}

static const char *const standard[] = {"name: autumn", "entity: 7701234560", "branch: Главный", "purpose: AD_PROMO", "channel: SMS",
	"class: AD", "provider: smsc", "sender: CLINIC", "text: \"Скидка 10 % до 31.12.2026, {{name}}. Имеются противопоказания, нужна консультация специалиста. Отказ: СТОП\"", "lists: [patients]", NULL};

/* The standard file; a line that begins with the same key takes the other's place, "-key" leaves it out. */
static void
write_campaign(const char *const *changes)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	for (const char *const *line = standard; *line != NULL; line++) {
		size_t key = strcspn(*line, ":") + 1;
		const char *text = *line;
		for (const char *const *change = changes; *change != NULL; change++) {
			if (strncmp(*change, *line, key) == 0)
				text = *change;
			if (**change == '-' && strncmp(*change + 1, *line, key - 1) == 0)
				text = "# left out";
		}
		fprintf(file, "%s\n", text);
	}
	for (const char *const *change = changes; *change != NULL; change++) {
		bool known = **change == '-';
		for (const char *const *line = standard; *line != NULL; line++)
			known = known || strncmp(*change, *line, strcspn(*line, ":") + 1) == 0;
		if (!known)
			fprintf(file, "%s\n", *change);
	}
	fclose(file);
}

static bool
create(const char *const *changes, const char *author, int64_t *id, struct err *err)
{
	write_campaign(changes);
	return campaign_create(database.db, path, author, now, id, err);
}

/* What stands in the file, the line it is blamed on (0: any), and a part of what is said. */
static const struct {
	const char *changes[4];
	int line;
	const char *says;
} wrong[] = {
	{{"-name"}, 0, "name"},
	{{"name: \"\""}, 1, "is empty"},
	{{"purpose: PROMO"}, 4, "purpose"},
	{{"channel: FAX"}, 5, "channel"},
	{{"class: ADS"}, 6, "class"},
	{{"-provider"}, 0, "provider"},
	{{"-text"}, 0, "text"},
	{{"text: Здравствуйте, {{imya}}"}, 9, "{{name}}"},
	{{"entity: 7700000000"}, 2, "not in the register"},
	{{"branch: Дальний"}, 3, "not in the register"},
	{{"lists: [strangers]"}, 10, "not in the register"},
	{{"lists: []"}, 10, "expected one list or more"},
	{{"-lists"}, 0, "lists"},
	{{"lists: patients"}, 10, "expected one list or more"},
	{{"redials: 11"}, 11, "redials"},
	{{"redial_after: 59"}, 11, "redial_after"},
	{{"starts: tomorrow"}, 11, "starts"},
	{{"ends: 2026-13-01"}, 11, "ends"},
	{{"inquiry: perhaps"}, 11, "inquiry"},
	{{"lits: [patients]"}, 11, "lists"},
	{{"channel: CALL_OPERATOR"}, 0, "dial_mode"},
	{{"channel: CALL_OPERATOR", "dial_mode: PREVIEW", "caller_number: +74950000000"}, 12, "not in the register"},
	{{"channel: EMAIL"}, 9, "{{unsubscribe}}"},
	{{"class: SERVICE"}, 0, "class AD"},
	/* P9 */
	{{"channel: CALL_ROBOT", "dial_mode: ROBOT"}, 0, "MANUAL or PREVIEW"},
	{{"channel: CALL_OPERATOR", "dial_mode: PREDICTIVE"}, 0, "MANUAL or PREVIEW"},
	{{"channel: CALL_OPERATOR", "dial_mode: PROGRESSIVE"}, 0, "MANUAL or PREVIEW"},
	{{"purpose: SERVICE_REMINDER", "channel: CALL_ROBOT", "dial_mode: ROBOT"}, 0, "MANUAL or PREVIEW"},
	{{"purpose: SERVICE_REMINDER", "class: SERVICE", "channel: CALL_OPERATOR", "dial_mode: ROBOT"}, 0, "CALL_ROBOT"},
};

static void
what_is_wrong_is_named_with_its_line(void **unused)
{
	(void)unused;
	if (database.db == NULL)
		skip();
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		const char *changes[5] = {NULL};
		struct err err = {0};
		char where[100];
		int64_t id;
		memcpy(changes, wrong[i].changes, sizeof(wrong[i].changes));
		assert_false(create(changes, "maria", &id, &err));
		snprintf(where, sizeof(where), "%s:%d:", path, wrong[i].line);
		if (strstr(err.text, wrong[i].says) == NULL || (wrong[i].line != 0 && strstr(err.text, where) == NULL) ||
		    strncmp(err.text, path, strlen(path)) != 0)
			fail_msg("%s: said \"%s\", not line %d and \"%s\"", wrong[i].changes[0], err.text, wrong[i].line, wrong[i].says);
		assert_int_equal(err.kind, ERR_INPUT);
	}
	assert_int_equal(test_sql_int(&database, "select (select count(*) from campaign) + (select count(*) from entry)"), 0);
}

static void
advertising_that_dials_by_itself_cannot_be_stored(void **unused)
{
	static const char *const shapes[] = {"'AD_PROMO', 'CALL_ROBOT', 'ROBOT', 'AD'", "'B2B_OFFER', 'CALL_OPERATOR', 'PREDICTIVE', 'AD'",
		"'AD_PROMO', 'CALL_OPERATOR', 'PROGRESSIVE', 'AD'", "'SERVICE_REMINDER', 'CALL_ROBOT', 'ROBOT', 'AD'",
		"'AD_PROMO', 'CALL_ROBOT', 'ROBOT', 'SERVICE'", "'AD_PROMO', 'SMS', null, 'SERVICE'", "'SERVICE_REMINDER', 'CALL_ROBOT', null, 'SERVICE'",
		"'SERVICE_REMINDER', 'SMS', 'ROBOT', 'SERVICE'"};

	(void)unused;
	if (database.db == NULL)
		skip();
	for (size_t i = 0; i < sizeof(shapes) / sizeof(*shapes); i++) {
		char sql[600];
		struct err err = {0};
		snprintf(sql, sizeof(sql), "insert into campaign (name, legal_entity_id, branch_id, purpose, channel, dial_mode, class, provider, "
		    "body, lists, author_id, created_at) values ('p9', 1, 1, %s, 'mango', 't', '{}', 1, '2026-11-01Z')", shapes[i]);
		assert_false(db_script(database.db, sql, &err));
		assert_int_equal(err.kind, ERR_CONFLICT);
	}
}

typedef bool mover(struct db *db, int64_t id, const char *login, int64_t now, const char *process, struct err *err);

static void
refused(mover *move, int64_t id, const char *login, enum err_kind kind)
{
	struct err err = {0};

	assert_false(move(database.db, id, login, now, "web", &err));
	if (err.kind != kind)
		fail_msg("%s", err.text);
}

static void
moved(mover *move, int64_t id, const char *login, const char *state)
{
	struct err err = {0};

	if (!move(database.db, id, login, now, "web", &err))
		fail_msg("%s", err.text);
	assert_string_equal(test_sql_text(&database, "select state from campaign where id = %lld", (long long)id), state);
}

static bool
approve(struct db *db, int64_t id, const char *login, int64_t at, const char *process, struct err *err)
{
	return campaign_approve(db, id, login, NULL, office_words, at, process, &found, err);
}

static void
a_second_person_approves_and_each_move_is_logged(void **unused)
{
	struct err err = {0};
	int64_t id = 0;

	(void)unused;
	if (database.db == NULL)
		skip();
	for (size_t i = 0; i < 3; i++) {
		assert_false(create((const char *const[]){NULL}, ((const char *const[]){"nobody", "anna", "ivan"})[i], &id, &err));
		assert_int_equal(err.kind, ERR_REFUSED);
	}
	assert_true(create((const char *const[]){NULL}, "maria", &id, &err));
	assert_false(create((const char *const[]){NULL}, "maria", &id, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	assert_non_null(strstr(err.text, ":1: name: a campaign has this name already"));
	refused(approve, id, "maria", ERR_REFUSED);	/* the author */
	refused(approve, id, "anna", ERR_REFUSED);	/* an agent */
	refused(approve, id, "ivan", ERR_REFUSED);	/* an auditor */
	refused(approve, id, "nobody", ERR_REFUSED);
	refused(campaign_start, id, "vera", ERR_CONFLICT);
	refused(approve, id + 100, "vera", ERR_ABSENT);
	moved(approve, id, "vera", "approved");
	refused(approve, id, "vera", ERR_CONFLICT);
	refused(campaign_pause, id, "vera", ERR_CONFLICT);
	moved(campaign_start, id, "maria", "planning");
	refused(campaign_pause, id, "vera", ERR_CONFLICT);
	assert_true(campaign_run(database.db, id, &err));
	moved(campaign_pause, id, "maria", "paused");
	moved(campaign_resume, id, "maria", "running");
	test_sql(database.db, "insert into target (campaign_id, contact_point_id, party_id, state) values (%lld, 1, 1, 'due'), (%lld, 2, 2, "
	    "'held'), (%lld, 3, 3, 'done')", (long long)id, (long long)id, (long long)id);
	moved(campaign_stop, id, "vera", "stopped");
	assert_string_equal(test_sql_text(&database, "select string_agg(state::text, ' ' order by contact_point_id) from target"),
	    "stopped held done");
	refused(campaign_resume, id, "vera", ERR_CONFLICT);
	refused(campaign_stop, id, "vera", ERR_CONFLICT);
	assert_int_equal(test_sql_int(&database, "select count(*) from entry where convert_from(body, 'UTF8') like '%%campaign.%%'"), 6);
}

/* What stands in the file, and the rule that refuses it. */
static const struct {
	const char *changes[4];
	const char *rule;
} texts[] = {
	{{"text: Скидка 10 % до 31.12.2026. Отказ СТОП"}, "M-02"},
	{{"text: Скидка 10 %. Имеются противопоказания, нужна консультация специалиста. Отказ СТОП"}, "M-05"},
	{{"text: Осмотр. Имеются противопоказания, нужна консультация специалиста"}, "W-01"},
	{{"text: Ваш лечащий врач ждёт вас. Имеются противопоказания, нужна консультация специалиста. Отказ СТОП"}, "M-04"},
	{{"-sender", "sms_category: service"}, "M-09"},
	{{"offer_until: 2025-01-01", "text: Акция. Имеются противопоказания, нужна консультация специалиста. Отказ СТОП"}, "M-05"},
	{{"purpose: SERVICE_REMINDER", "class: SERVICE", "text: Ждём завтра. cкидкa 10"}, "M-01"},
	{{"purpose: SERVICE_REMINDER", "class: SERVICE", "text: Вас ждёт онколог"}, "M-04"},
};

static void
a_text_with_errors_is_not_approved_and_leaves_nothing(void **unused)
{
	(void)unused;
	if (database.db == NULL)
		skip();
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		const char *changes[6] = {NULL};
		char name[40];
		struct err err = {0};
		int64_t id;
		memcpy(changes, texts[i].changes, sizeof(texts[i].changes));
		snprintf(name, sizeof(name), "name: text %zu", i);
		for (size_t at = 0; at < 5; at++)
			if (changes[at] == NULL) {
				changes[at] = name;
				break;
			}
		if (!create(changes, "maria", &id, &err))
			fail_msg("%s", err.text);
		assert_false(approve(database.db, id, "vera", now, "test", &err));
		assert_int_equal(err.kind, ERR_REFUSED);
		if (!lint_has(&found, texts[i].rule) || strstr(err.text, texts[i].rule) == NULL)
			fail_msg("%s: %s", texts[i].changes[0], err.text);
		assert_string_equal(test_sql_text(&database, "select state || ' ' || (text_checked_at is null) from campaign where id = %lld",
		    (long long)id), "draft true");
	}
}

static void
what_was_read_is_written_beside_the_text(void **unused)
{
	struct err err = {0};
	int64_t id;

	(void)unused;
	if (database.db == NULL)
		skip();
	assert_true(create((const char *const[]){"name: read", "-sender", "sms_category: advertising", "carrier_template: T-7", NULL}, "maria", &id, &err));
	assert_true(approve(database.db, id, "vera", now, "test", &err));
	assert_string_equal(test_sql_text(&database, "select concat_ws(' ', warning, neutral, stop_path, human_key, sms_category, "
	    "carrier_template, to_char(offer_until at time zone 'UTC', 'YYYY-MM-DD HH24:MI'), "
	    "text_sha256 = sha256(convert_to(chr(10) || body, 'UTF8')), text_checked_at is not null) from campaign where id = %lld",
	    (long long)id), "t t t f advertising T-7 2026-12-31 21:00 t t");
}

/* What carries a form's code is sent to whoever asked for it, so it needs no list; all else does. */
static void
a_forms_campaign_needs_no_list(void **unused)
{
	struct err err = {0};
	int64_t id;

	(void)unused;
	if (database.db == NULL)
		skip();
	assert_true(create((const char *const[]){"name: codes", "purpose: CONTRACT", "class: SERVICE", "text: \"Код {{code}}\"", "-lists", NULL}, "maria", &id, &err));
	assert_string_equal(test_sql_text(&database, "select lists::text from campaign where id = %lld", (long long)id), "{}");
	assert_false(create((const char *const[]){"name: codes two", "purpose: CONTRACT", "class: SERVICE", "text: \"Запись завтра\"", "-lists", NULL}, "maria", &id, &err));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_wrong_is_named_with_its_line),
	    cmocka_unit_test(advertising_that_dials_by_itself_cannot_be_stored),
	    cmocka_unit_test(a_second_person_approves_and_each_move_is_logged),
	    cmocka_unit_test(a_text_with_errors_is_not_approved_and_leaves_nothing),
	    cmocka_unit_test(what_was_read_is_written_beside_the_text),
	    cmocka_unit_test(a_forms_campaign_needs_no_list),
	};
	lang_set(LANG_EN);
	return cmocka_run_group_tests(tests, open_clinic, close_clinic);
}
