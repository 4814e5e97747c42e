/* refusal_words_test.c - what people write, and what it stops: a table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "compliance/refusal_words.h"

#include <cmocka.h>

static const struct {
	const char *text;
	const char *said;	/* scope, "UNCLEAR" or "NONE" */
	enum channel by;
} table[] = {
	{"СТОП", "ALL_CONTACT", CHANNEL_SMS},
	{"стоп", "ALL_CONTACT", CHANNEL_EMAIL},
	{" Стоп!!! ", "ALL_CONTACT", CHANNEL_SMS},
	{"СТОООООП", "ALL_CONTACT", CHANNEL_SMS},
	{"с т о п", "ALL_CONTACT", CHANNEL_SMS},
	{"С.Т.О.П.", "ALL_CONTACT", CHANNEL_SMS},
	{"CTOП", "ALL_CONTACT", CHANNEL_SMS},		/* Latin C, T, O */
	{"CT0П", "ALL_CONTACT", CHANNEL_SMS},		/* and a zero */
	{"CTOn", "ALL_CONTACT", CHANNEL_SMS},
	{"сто\xc2\xadп", "ALL_CONTACT", CHANNEL_SMS},	/* soft hyphen */
	{"сто\xe2\x80\x8bп", "ALL_CONTACT", CHANNEL_SMS},	/* zero-width space */
	{"Stop", "ALL_CONTACT", CHANNEL_SMS},
	{"UNSUBSCRIBE", "ALL_CONTACT", CHANNEL_EMAIL},
	{"отпишите меня", "ALL_CONTACT", CHANNEL_SMS},
	{"Отпишитесь уже", "ALL_CONTACT", CHANNEL_SMS},
	{"отписаться", "ALL_CONTACT", CHANNEL_SMS},
	{"хватит", "ALL_CONTACT", CHANNEL_SMS},
	{"Удалите номер!", "ALL_CONTACT", CHANNEL_SMS},
	{"удалите, пожалуйста, мой номер", "ALL_CONTACT", CHANNEL_SMS},
	{"Не звоните мне больше", "CALLS_ALL", CHANNEL_SMS},
	{"нe звоните", "CALLS_ALL", CHANNEL_SMS},		/* Latin e */
	{"прошу больше не звонить", "CALLS_ALL", CHANNEL_SMS},
	{"не пишите", "SMS_ALL", CHANNEL_SMS},
	{"не пишите", "EMAIL_ALL", CHANNEL_EMAIL},
	{"не пишите", "CALLS_ALL", CHANNEL_CALL_ROBOT},
	{"не пишите", "ALL_CONTACT", CHANNEL_UNKNOWN},
	{"НЕ ПИШИТЕ И НЕ ЗВОНИТЕ", "ALL_CONTACT", CHANNEL_SMS},
	{"не присылайте рекламу", "ADS_ALL", CHANNEL_SMS},
	{"Не присылайте мне рекламу. Не звоните.", "ALL_CONTACT", CHANNEL_SMS},
	{"Стоп реклама", "ADS_ALL", CHANNEL_SMS},
	{"не присылайте смс", "SMS_ALL", CHANNEL_EMAIL},
	{"хватит опросов", "SURVEYS", CHANNEL_SMS},
	{"не надо роботов", "AUTOCALL", CHANNEL_SMS},
	{"Отзываю своё согласие на обработку", "PD_WITHDRAWAL", CHANNEL_EMAIL},
	{"стоп, отзываю согласие", "PD_WITHDRAWAL", CHANNEL_EMAIL},
	{"Вы ошиблись номером", "WRONG_PERSON", CHANNEL_SMS},
	{"это не я, не звоните", "WRONG_PERSON", CHANNEL_SMS},
	{"не мой номер", "WRONG_PERSON", CHANNEL_SMS},
	{"не мои\xcc\x86 номер", "WRONG_PERSON", CHANNEL_SMS},	/* й as и and a breve */
	{"не надо", "UNCLEAR", CHANNEL_SMS},
	{"Нет", "UNCLEAR", CHANNEL_SMS},
	{"буду жаловаться в прокуратуру", "COMPLAINT", CHANNEL_SMS},
	{"СТООП", "ALL_CONTACT", CHANNEL_SMS},
	{"отпишыте", "ALL_CONTACT", CHANNEL_SMS},
	{"стол", "UNCLEAR", CHANNEL_SMS},
	{"стол в кабинете у вас сломан", "NONE", CHANNEL_SMS},	/* misspelt words are looked for in short answers only */
	{"не отписывайте", "NONE", CHANNEL_SMS},
	{"не отписывайте, но не звоните", "CALLS_ALL", CHANNEL_SMS},
	{"вы меня не отписали? стоп!", "ALL_CONTACT", CHANNEL_SMS},
	{"отказываюсь", "UNCLEAR", CHANNEL_SMS},
	{"отказываюсь от рекламы", "ADS_ALL", CHANNEL_SMS},
	{"спасибо, буду", "NONE", CHANNEL_SMS},
	{"Да, запишите на 10:30 по адресу Стопановская, 5", "NONE", CHANNEL_SMS},
	{"", "NONE", CHANNEL_SMS},
	{"\xff\xfe\x80", "NONE", CHANNEL_SMS},
	{"\xff стоп \x80", "ALL_CONTACT", CHANNEL_SMS},
};

static const char *
read_as(const struct refusal_words *words, const char *text, enum channel by)
{
	struct suppression_fact fact = {0};

	switch (refusal_words_read(words, view_of(text), by, &fact)) {
	case REFUSAL_UNDERSTOOD:
		return scope_name(fact.scope);
	case REFUSAL_COMPLAINT:
		return "COMPLAINT";
	case REFUSAL_UNCLEAR:
		return "UNCLEAR";
	default:
		return "NONE";
	}
}

static void
said(void **state)
{
	struct refusal_words *words = *state;

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		const char *got = read_as(words, table[i].text, table[i].by);
		if (strcmp(got, table[i].said) != 0)
			print_message("%zu: %s: %s, not %s\n", i, table[i].text, got, table[i].said);
		assert_string_equal(got, table[i].said);
	}
}

/* tests/cases/replies.tsv: not one may be read otherwise than a person would, and the corpus may not shrink. */
static void
corpus(void **state)
{
	FILE *file = fopen("tests/cases/replies.tsv", "r");
	char line[400];
	int replies = 0, wrong = 0;

	assert_non_null(file);
	while (fgets(line, sizeof(line), file) != NULL) {
		if (*line == '#' || *line == '\n')
			continue;
		line[strcspn(line, "\n")] = '\0';
		char *channel = strchr(line, '\t'), *text = channel ? strchr(channel + 1, '\t') : NULL;
		assert_non_null(text);
		*channel++ = '\0';
		*text++ = '\0';
		assert_int_not_equal(channel_find(view_of(channel)), CHANNEL_UNKNOWN);
		const char *got = read_as(*state, text, channel_find(view_of(channel)));
		if (strcmp(got, line) != 0)
			print_message("%s: %s, not %s\n", text, got, line);
		wrong += strcmp(got, line) != 0;
		replies++;
	}
	fclose(file);
	print_message("%d replies, %d read otherwise\n", replies, wrong);
	assert_int_equal(wrong, 0);
	assert_true(replies >= 150);
}

static void
has_a_version(void **state)
{
	static const char unversioned[] = "ALL_CONTACT:\n  - x\n";
	struct err err;

	assert_int_equal(strlen(refusal_words_version(*state)), 10);
	assert_true(file_write_whole("/tmp/refusal-words-test.yaml", unversioned, strlen(unversioned), &err));
	assert_null(refusal_words_load("/tmp/refusal-words-test.yaml", &err));
	unlink("/tmp/refusal-words-test.yaml");
}

/* Whatever bytes come, and whatever stands around it: СТОП stops. */
static void
in_any_noise(void **state)
{
	struct refusal_words *words = *state;
	char text[256];

	srand(7);
	for (int round = 0; round < 5000; round++) {
		struct suppression_fact fact;
		size_t before = (size_t)rand() % 60, len = before;
		for (size_t i = 0; i < before; i++)
			text[i] = (char)(rand() % 255 + 1);
		len += (size_t)snprintf(text + len, 64, " стоп ");
		for (int i = rand() % 60; i > 0; i--)
			text[len++] = (char)(rand() % 255 + 1);
		refusal_words_read(words, (struct view){text, before}, CHANNEL_SMS, &fact);
		assert_int_equal(refusal_words_read(words, (struct view){text, len}, CHANNEL_SMS, &fact),
		    REFUSAL_UNDERSTOOD);
	}
}

static int
load(void **state)
{
	struct err err;

	*state = refusal_words_load("config/refusal-words.yaml", &err);
	if (*state == NULL)
		print_message("%s\n", err.text);
	return *state == NULL;
}

static int
unload(void **state)
{
	*state = refusal_words_free(*state);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(said), cmocka_unit_test(corpus),
	    cmocka_unit_test(has_a_version), cmocka_unit_test(in_any_noise)};
	return cmocka_run_group_tests(tests, load, unload);
}
