/* refusal_words_test.c - what people write, and what it stops: a table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
	{"буду жаловаться в прокуратуру", "UNCLEAR", CHANNEL_SMS},
	{"отказываюсь", "UNCLEAR", CHANNEL_SMS},
	{"отказываюсь от рекламы", "ADS_ALL", CHANNEL_SMS},
	{"спасибо, буду", "NONE", CHANNEL_SMS},
	{"Да, запишите на 10:30 по адресу Стопановская, 5", "NONE", CHANNEL_SMS},
	{"", "NONE", CHANNEL_SMS},
	{"\xff\xfe\x80", "NONE", CHANNEL_SMS},
	{"\xff стоп \x80", "ALL_CONTACT", CHANNEL_SMS},
};

static void
said(void **state)
{
	struct refusal_words *words = *state;

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		struct suppression_fact fact = {0};
		enum refusal refusal = refusal_words_read(words, view_of(table[i].text), table[i].by, &fact);
		const char *got = refusal == REFUSAL_UNDERSTOOD ? scope_name(fact.scope) :
		    refusal == REFUSAL_UNCLEAR ? "UNCLEAR" : "NONE";
		if (strcmp(got, table[i].said) != 0)
			print_message("%zu: %s: %s, not %s\n", i, table[i].text, got, table[i].said);
		assert_string_equal(got, table[i].said);
	}
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
	const struct CMUnitTest tests[] = {cmocka_unit_test(said), cmocka_unit_test(in_any_noise)};
	return cmocka_run_group_tests(tests, load, unload);
}
