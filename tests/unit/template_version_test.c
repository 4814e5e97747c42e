/* template_version_test.c - texts with versions: written, never changed, approved by another, used by a campaign. */
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
#include "campaigns/template_version.h"
#include "campaigns/text_preview.h"
#include "tests/support/office.h"

#include <cmocka.h>

static struct test_database database;
static struct lint found;
static const int64_t now = 1795420800 * SECOND;
static char path[64];

#define GOOD "name: osmotr\nclass: AD\nchannel: SMS\npurpose: AD_PROMO\nsms_category: advertising\noffer_until: 2026-12-31\nprice: 1900\n" \
	"text: \"{{name}}, осмотр {{price|money}} до {{offer_until|date}}. Имеются противопоказания, нужна консультация специалиста. Отказ: СТОП\"\n"
#define CAMPAIGN "name: k\nentity: 7701234560\nbranch: Главный\npurpose: AD_PROMO\nchannel: SMS\nclass: AD\nprovider: smsc\nlists: [patients]\n"

static int
open_clinic(void **state)
{
	if (office_words_load(state) != 0)
		return 1;
	snprintf(path, sizeof(path), "/tmp/dozvon-template-%ld.yaml", (long)getpid());
	if (!test_database_is_there())
		return 0;
	office_new(&database);
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

static void
write_file(const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static bool
add(const char *text, const char *author, int64_t *version, struct err *err)
{
	struct template_version read;

	write_file(text);
	if (!template_version_read(path, &read, err))
		return false;
	bool added = template_version_add(database.db, &read, author, office_words, now, err);
	*version = read.version;
	template_version_release(&read);
	return added;
}

static const struct {
	const char *text, *says;
} wrong[] = {
	{"class: AD\n", "name"},
	{"name: a b\nclass: AD\nchannel: SMS\npurpose: AD_PROMO\ntext: x\n", "no spaces"},
	{"name: a\nclass: ADS\nchannel: SMS\npurpose: AD_PROMO\ntext: x\n", "class"},
	{"name: a\nclass: AD\nchannel: SMS\npurpose: AD_PROMO\n", "text"},
	{"name: a\nclass: AD\nchannel: SMS\npurpose: AD_PROMO\ntext: \"Вас ждёт {{doctor}}\"\n", "column 10: {{doctor}} is about health"},
	{"name: a\nclass: AD\nchannel: EMAIL\npurpose: AD_PROMO\nsubject: \"{{name}}\"\ntext: x\n", "no fields"},
	{"name: a\nclass: AD\nchannel: SMS\npurpose: AD_PROMO\nsms_category: promo\ntext: x\n", "expected service"},
	{"name: a\nclas: AD\nchannel: SMS\npurpose: AD_PROMO\ntext: x\n", "class"},
};

static void
faults_of_a_file_are_named(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		struct template_version version;
		struct err err = {0};
		write_file(wrong[i].text);
		assert_false(template_version_read(path, &version, &err));
		if (strstr(err.text, wrong[i].says) == NULL || strstr(err.text, path) == NULL)
			fail_msg("%s: %s", wrong[i].text, err.text);
	}
}

static void
a_version_never_changes_and_another_person_approves(void **unused)
{
	struct err err = {0};
	int64_t version;

	(void)unused;
	if (database.db == NULL)
		skip();
	assert_false(add(GOOD, "anna", &version, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
	assert_true(add(GOOD, "maria", &version, &err));
	assert_int_equal(version, 1);
	assert_true(add(GOOD, "maria", &version, &err));
	assert_int_equal(version, 2);
	assert_false(db_script(database.db, "update template_version set body = 'x'", &err));
	assert_false(db_script(database.db, "delete from template_version", &err));
	assert_false(template_version_approve(database.db, "osmotr@1", "maria", office_words, now, &found, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
	assert_false(template_version_approve(database.db, "osmotr@3", "vera", office_words, now, &found, &err));
	assert_int_equal(err.kind, ERR_ABSENT);
	assert_false(template_version_approve(database.db, "osmotr", "vera", office_words, now, &found, &err));
	if (!template_version_approve(database.db, "osmotr@1", "vera", office_words, now, &found, &err))
		fail_msg("%s", err.text);
	assert_false(template_version_approve(database.db, "osmotr@1", "vera", office_words, now, &found, &err));
	assert_int_equal(err.kind, ERR_CONFLICT);
	assert_false(db_script(database.db, "update template_version set approver_id = null, approved_at = null", &err));
	assert_int_equal(test_sql_int(&database, "select count(*) from entry where convert_from(body, 'UTF8') like '%%template.%%'"), 3);
}

static void
a_text_with_errors_is_not_approved(void **unused)
{
	struct err err = {0};
	int64_t version;

	(void)unused;
	if (database.db == NULL)
		skip();
	assert_true(add("name: bad\nclass: SERVICE\nchannel: SMS\npurpose: SERVICE_REMINDER\ntext: Визит завтра, со скидкой\n", "maria", &version, &err));
	assert_false(template_version_approve(database.db, "bad@1", "vera", office_words, now, &found, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
	assert_non_null(strstr(err.text, "M-01"));
	assert_int_equal(test_sql_int(&database, "select count(*) from template_version where approver_id is not null and body like '%%скидкой'"), 0);
}

static void
a_campaign_takes_an_approved_version_and_its_terms(void **unused)
{
	static const char *const refused[][2] = {{"template: osmotr@2\n", "not approved"}, {"template: osmotr@9\n", "no template"},
		{"template: osmotr@1\ntext: x\n", "stands in the template"}, {"template: osmotr@1\noffer_until: 2027-01-01\n", "stands in the template"}};
	struct err err = {0};
	int64_t id;

	(void)unused;
	if (database.db == NULL)
		skip();
	for (size_t i = 0; i < 4; i++) {
		char text[600];
		snprintf(text, sizeof(text), CAMPAIGN "%s", refused[i][0]);
		write_file(text);
		assert_false(campaign_create(database.db, path, "maria", now, &id, &err));
		if (strstr(err.text, refused[i][1]) == NULL)
			fail_msg("%s: %s", refused[i][0], err.text);
	}
	write_file(CAMPAIGN "template: osmotr@1\n");
	if (!campaign_create(database.db, path, "maria", now, &id, &err))
		fail_msg("%s", err.text);
	assert_string_equal(test_sql_text(&database, "select body || ' ' || sms_category || ' ' || template_version_id from campaign where id = %lld",
	    (long long)id), "{{name}}, осмотр 1 900 ₽ до 31.12.2026. Имеются противопоказания, нужна консультация специалиста. Отказ: СТОП advertising 1");
	if (!campaign_approve(database.db, id, "vera", NULL, office_words, now, "test", &found, &err))
		fail_msg("%s", err.text);
	/* A day lasts until its end in Moscow. */
	assert_int_equal(test_sql_int(&database, "select (offer_until = '2026-12-31T21:00Z')::int from campaign where id = %lld", (long long)id), 1);
}

static void
a_preview_is_what_its_channel_carries(void **unused)
{
	struct template_version version;
	struct buf out = {0};
	struct err err = {0};

	(void)unused;
	write_file(GOOD);
	assert_true(template_version_read(path, &version, &err));
	assert_true(text_preview(&version, office_words, "Анна", &out, &err));
	assert_string_equal(out.data, "Анна, осмотр 1 900 ₽ до 31.12.2026. Имеются противопоказания, нужна консультация специалиста. Отказ: СТОП\n"
	    "UCS-2, units 105, parts 2, left in the last 29\nfirst character outside GSM 03.38: \"А\" (U+0410), character 1\n");
	template_version_release(&version);
	buf_clear(&out);
	write_file("name: call\nclass: AD\nchannel: CALL_OPERATOR\npurpose: AD_PROMO\ntext: |\n  Здравствуйте!\n  Разговор записывается.\n"
	    "  Осмотр рядом с домом.\n  Имеются противопоказания, нужна консультация специалиста.\n");
	assert_true(template_version_read(path, &version, &err));
	assert_true(text_preview(&version, office_words, "Анна", &out, &err));
	assert_string_equal(out.data, "  1            Здравствуйте!\n  2 [read out] Разговор записывается.\n  3            Осмотр рядом с домом.\n"
	    "  4 [read out] Имеются противопоказания, нужна консультация специалиста.\n");
	template_version_release(&version);
	buf_clear(&out);
	write_file("name: mail\nclass: SERVICE\nchannel: EMAIL\npurpose: CONTRACT\nsubject: Договор\nsender: office@clinic.example\ntext: \"{{name}}!\"\n");
	assert_true(template_version_read(path, &version, &err));
	assert_true(text_preview(&version, office_words, "Анна", &out, &err));
	assert_string_equal(out.data, "from: office@clinic.example\nsubject: Договор\nАнна!\n");
	template_version_release(&version);
	buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(faults_of_a_file_are_named),
	    cmocka_unit_test(a_version_never_changes_and_another_person_approves),
	    cmocka_unit_test(a_text_with_errors_is_not_approved),
	    cmocka_unit_test(a_campaign_takes_an_approved_version_and_its_terms),
	    cmocka_unit_test(a_preview_is_what_its_channel_carries),
	};
	lang_set(LANG_EN);
	return cmocka_run_group_tests(tests, open_clinic, close_clinic);
}
