/* lint_test.c - what the corpus cannot say: places, shares, dates, columns for the gate, the demo's texts, strange bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "compliance/lint_json.h"
#include "compliance/lint_message.h"
#include "config/yaml.h"
#include "tests/support/office.h"

#include <cmocka.h>

#define NOW (INT64_C(1795305600) * SECOND)	/* 2026-11-22 */
static struct lint found;

static const struct finding *
ask(struct lint_text text, const char *rule)
{
	text.now = text.now ? text.now : NOW;
	lint(office_words, &text, &found);
	for (int i = 0; i < found.count; i++)
		if (strcmp(found.finding[i].rule, rule) == 0)
			return &found.finding[i];
	return NULL;
}

static struct lint_text
message(enum message_class class, enum channel channel, const char *text)
{
	return (struct lint_text){.text = view_of(text), .subject = view_of(""), .sender = view_of(""), .class = class,
		.channel = channel};
}

static void
a_finding_says_where_and_what(void **unused)
{
	(void)unused;
	const struct finding *finding = ask(message(CLASS_SERVICE, CHANNEL_EMAIL, "Ждём вас.\nВ пятницу с-к-и-д-к-а 10"), "M-01");
	assert_non_null(finding);
	assert_int_equal(finding->line, 2);
	assert_int_equal(finding->column, 11);
	assert_int_equal(finding->at, 20);
	assert_int_equal(finding->chars, 11);
	assert_string_equal(finding->words, "с-к-и-д-к-а");
	assert_int_equal(finding->severity, SEVERITY_ERROR);
	assert_int_equal(finding->place, PART_TEXT);
	struct lint_text letter = message(CLASS_SERVICE, CHANNEL_EMAIL, "Ждём вас.");
	letter.subject = view_of("Ваш онколог");
	assert_non_null(finding = ask(letter, "M-04"));
	assert_int_equal(finding->place, PART_SUBJECT);
}

static void
the_warning_takes_its_share(void **unused)
{
	struct buf text;

	(void)unused;
	for (int filler = 0; filler <= 1; filler++) {
		buf_init(&text);
		/* The warning is 61 characters: 5 % of 1,220. */
		for (int i = 0; i < (filler ? 1160 : 1140); i++)
			buf_add_char(&text, i % 8 == 7 ? ' ' : '.');
		buf_add_text(&text, " Имеются противопоказания. Необходима консультация специалиста. Отказ: СТОП");
		bool lacking = ask(message(CLASS_AD, CHANNEL_SMS, text.data), "M-02") != NULL;
		if (lacking != (filler == 1) || found.warning != (filler == 0))
			fail_msg("share %d", found.warning_share);
		buf_release(&text);
	}
	struct lint_text colleagues = message(CLASS_AD, CHANNEL_EMAIL, "Конференция. {{unsubscribe}}");
	assert_non_null(ask(colleagues, "M-02"));
	colleagues.professionals = true;
	assert_null(ask(colleagues, "M-02"));
}

static const struct {
	const char *text;
	int64_t until;		/* of the offer beside it */
	bool licence, past, lacking;
	const char *read;	/* offer_until */
} offers[] = {
	{"Акция до 31.12.2026", 0, true, false, false, "2026-12-31T21:00:00Z"},
	{"Акция до 31 декабря 2026 года", 0, true, false, false, "2026-12-31T21:00:00Z"},
	{"Акция по 1.12.26", 0, true, false, false, "2026-12-01T21:00:00Z"},
	{"Акция до 15 марта", 0, true, false, false, "2027-03-15T21:00:00Z"},	/* the next one */
	{"Акция до 21.11.2026", 0, true, true, false, "2026-11-21T21:00:00Z"},
	{"Акция", 0, true, false, true, NULL},
	{"Акция", NOW + SECOND, true, false, false, NULL},
	{"Акция", NOW, true, true, false, NULL},
	{"Осмотр рядом с домом", 0, true, false, false, NULL},
	{"Осмотр рядом с домом", 0, false, false, true, NULL},
};

static void
an_offer_has_an_end_and_a_licence(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < sizeof(offers) / sizeof(*offers); i++) {
		struct lint_offer offer = {.until = offers[i].until, .licence = offers[i].licence};
		struct lint_text text = message(CLASS_AD, CHANNEL_SMS, offers[i].text);
		char until[32] = "";
		text.offer = &offer;
		bool any = ask(text, "M-05") != NULL;
		if (any != (offers[i].past || offers[i].lacking))
			fail_msg("%s", offers[i].text);
		if (offers[i].read != NULL) {
			instant_format(found.offer_until, until);
			assert_memory_equal(until, offers[i].read, 16);
		}
	}
	struct lint_offer expired = {.until = NOW + SECOND, .licence = true, .licence_until = NOW};
	struct lint_text text = message(CLASS_AD, CHANNEL_SMS, "Акция");
	text.offer = &expired;
	assert_non_null(ask(text, "M-05"));
}

static void
the_gate_is_told(void **unused)
{
	(void)unused;
	ask(message(CLASS_SERVICE, CHANNEL_CALL_ROBOT, "Автоматическая система клиники. Нажмите 1, чтобы соединиться с оператором, 9 - чтобы мы "
	    "больше не звонили."), "");
	assert_true(found.human_key && found.stop_path && found.neutral);
	ask(message(CLASS_SERVICE, CHANNEL_CALL_ROBOT, "Автоматическая система. Вас ждёт уролог. Нажмите 1, чтобы соединиться с оператором."), "");
	assert_false(found.human_key || found.stop_path || found.neutral);
	/* Allowed to be said in a live call after the question who it is, and yet not neutral. */
	assert_null(ask(message(CLASS_SERVICE, CHANNEL_CALL_OPERATOR, "Разговор записывается. Назовите год рождения. Вас ждёт уролог."), "M-04"));
	assert_false(found.neutral);
	assert_true(found.stop_path);
	struct lint_text sms = message(CLASS_AD, CHANNEL_SMS, "Отказ: СТОП");
	sms.sms_category = "service";
	assert_non_null(ask(sms, "M-09"));
	assert_true(found.stop_path);
	sms.sms_category = "advertising";
	assert_null(ask(sms, "M-09"));
}

static void
the_texts_of_the_demo_pass(void **unused)
{
	static const char *const files[] = {"1-sms", "2-email", "3-robot", "4-call"};

	(void)unused;
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		char path[64];
		struct err err;
		snprintf(path, sizeof(path), "demo/campaigns/%s.yaml", files[i]);
		struct yaml *file = yaml_read_file(path, &err);
		assert_non_null(file);
		const struct yaml *subject = yaml_find(file, "subject"), *sender = yaml_find(file, "sender");
		struct lint_offer offer = {.licence = true};
		struct lint_text text = message(message_class_find(view_of(yaml_find(file, "class")->text)),
		    channel_find(view_of(yaml_find(file, "channel")->text)), yaml_find(file, "text")->text);
		text.subject = view_of(subject ? subject->text : "");
		text.sender = view_of(sender ? sender->text : "");
		text.offer = &offer;
		ask(text, "");
		if (found.count > 0)
			fail_msg("%s: %s %s", path, found.finding[0].rule, found.finding[0].says);
		yaml_free(file);
	}
}

static void
messages_are_read_strictly(void **unused)
{
	static const char *const wrong[] = {"", "[]", "{}", "{\"text\":1,\"channel\":\"SMS\",\"class\":\"AD\"}",
		"{\"text\":\"a\",\"channel\":\"FAX\",\"class\":\"AD\"}", "{\"text\":\"a\",\"channel\":\"SMS\"}",
		"{\"text\":\"a\",\"channel\":\"SMS\",\"class\":\"AD\",\"purpose\":\"X\"}", "{\"text\":\"a\",\"channel\":\"SMS\",\"class\":\"AD\",\"clas\":1}"};
	struct lint_message read;
	struct err err;

	(void)unused;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		if (lint_read_json(view_of(wrong[i]), &read, &err))
			fail_msg("%s", wrong[i]);
		lint_message_release(&read);
	}
	assert_true(lint_read_json(view_of("{\"id\":7,\"text\":\"Скидка\",\"channel\":\"SMS\",\"class\":\"SERVICE\",\"sender\":\"A\"}"), &read, &err));
	read.text.now = NOW;
	lint(office_words, &read.text, &found);
	struct buf out = {0};
	struct json json;
	json_start(&json, &out);
	json_object(&json);
	lint_write_json(&found, &json);
	json_end(&json);
	assert_non_null(strstr(out.data, "\"rules\":[\"M-01\"]"));
	assert_non_null(strstr(out.data, "\"words\":\"Скидка\""));
	assert_non_null(strstr(out.data, "\"verdict\":\"error\""));
	buf_release(&out);
	lint_message_release(&read);
}

static void
what_is_too_long_or_broken_is_no_pass(void **unused)
{
	struct buf text;

	(void)unused;
	buf_init(&text);
	while (text.len <= LINT_TEXT_MAX)
		buf_add_text(&text, "ждём вас ");
	assert_non_null(ask(message(CLASS_SERVICE, CHANNEL_SMS, text.data), "M-01"));
	assert_false(found.neutral);
	buf_release(&text);
	assert_non_null(ask(message(CLASS_SERVICE, CHANNEL_SMS, "\xff\xfe ски\xd0дка скидка \xf0\x9f"), "M-01"));
	assert_null(ask(message(CLASS_SERVICE, CHANNEL_SMS, "{{ {{name"), "M-01"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_finding_says_where_and_what),
	    cmocka_unit_test(the_warning_takes_its_share),
	    cmocka_unit_test(an_offer_has_an_end_and_a_licence),
	    cmocka_unit_test(the_gate_is_told),
	    cmocka_unit_test(the_texts_of_the_demo_pass),
	    cmocka_unit_test(messages_are_read_strictly),
	    cmocka_unit_test(what_is_too_long_or_broken_is_no_pass),
	};
	return cmocka_run_group_tests(tests, office_words_load, office_words_release);
}
