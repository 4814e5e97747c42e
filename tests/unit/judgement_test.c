/* judgement_test.c - whose an address is: every shape of mailbox and number, one a line; who a row is about; OGRN. */
#include "campaigns/judgement.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "campaigns/ogrn.h"

#include <cmocka.h>

#define YES TRI_YES
#define NO TRI_NO
#define MAY TRI_UNKNOWN

static const struct {
	const char *address;
	enum tri corporate;
	enum judged_by reason;
	const char *name;
} mailboxes[] = {
	/* a post on the company's own domain */
	{"info@romashka.ru", YES, JUDGED_BY_ROLE_MAILBOX, NULL}, {"office@romashka.ru", YES, JUDGED_BY_ROLE_MAILBOX, NULL},
	{"INFO@romashka.ru", YES, JUDGED_BY_ROLE_MAILBOX, NULL}, {"zakupki@zavod.com", YES, JUDGED_BY_ROLE_MAILBOX, NULL},
	{"zakaz@stroy.ru", YES, JUDGED_BY_ROLE_MAILBOX, NULL}, {"sales@firm.ru", YES, JUDGED_BY_ROLE_MAILBOX, NULL},
	{"buh@firm.ru", YES, JUDGED_BY_ROLE_MAILBOX, NULL}, {"hr@firm.ru", YES, JUDGED_BY_ROLE_MAILBOX, NULL},
	{"kadry@firm.ru", YES, JUDGED_BY_ROLE_MAILBOX, NULL}, {"tender@firm.ru", YES, JUDGED_BY_ROLE_MAILBOX, NULL},
	{"priemnaya@adm.gov.ru", YES, JUDGED_BY_ROLE_MAILBOX, NULL}, {"support@it.ru", YES, JUDGED_BY_ROLE_MAILBOX, NULL},
	{"info2@firm.ru", YES, JUDGED_BY_ROLE_MAILBOX, NULL}, {"office1234@example.com", YES, JUDGED_BY_ROLE_MAILBOX, NULL},
	{"info-msk@firm.ru", YES, JUDGED_BY_ROLE_MAILBOX, NULL}, {"info.spb@firm.ru", YES, JUDGED_BY_ROLE_MAILBOX, NULL},
	{"zakupki_1@firm.ru", YES, JUDGED_BY_ROLE_MAILBOX, NULL}, {"msk.office@firm.ru", YES, JUDGED_BY_ROLE_MAILBOX, NULL},
	{"director@firm.ru", YES, JUDGED_BY_ROLE_MAILBOX, NULL}, {"reception@klinika.ru", YES, JUDGED_BY_ROLE_MAILBOX, NULL},
	{"medosmotr@zavod.ru", YES, JUDGED_BY_ROLE_MAILBOX, NULL}, {"ok@zavod.ru", YES, JUDGED_BY_ROLE_MAILBOX, NULL},
	{"postmaster@firm.ru", YES, JUDGED_BY_ROLE_MAILBOX, NULL}, {"shop@magazin.ru", YES, JUDGED_BY_ROLE_MAILBOX, NULL},
	{"snab@firm.ru", YES, JUDGED_BY_ROLE_MAILBOX, NULL}, {"marketing@firm.ru", YES, JUDGED_BY_ROLE_MAILBOX, NULL},
	{"pr@firm.ru", YES, JUDGED_BY_ROLE_MAILBOX, NULL}, {"legal@firm.ru", YES, JUDGED_BY_ROLE_MAILBOX, NULL},
	{"edo@firm.ru", YES, JUDGED_BY_ROLE_MAILBOX, NULL}, {"contact@firm.ru", YES, JUDGED_BY_ROLE_MAILBOX, NULL},
	{"info@\xD0\xBF\xD0\xBE\xD1\x87\xD1\x82\xD0\xB0.\xD1\x80\xD1\x84", YES, JUDGED_BY_ROLE_MAILBOX, NULL},
	/* a post where anybody has a mailbox */
	{"info.romashka@mail.ru", MAY, JUDGED_BY_ROLE_ON_FREEMAIL, NULL}, {"office@yandex.ru", MAY, JUDGED_BY_ROLE_ON_FREEMAIL, NULL},
	{"zakupki-zavod@gmail.com", MAY, JUDGED_BY_ROLE_ON_FREEMAIL, NULL}, {"buh1@bk.ru", MAY, JUDGED_BY_ROLE_ON_FREEMAIL, NULL},
	{"sales77@inbox.ru", MAY, JUDGED_BY_ROLE_ON_FREEMAIL, NULL}, {"ooo.firma@list.ru", MAY, JUDGED_BY_ROLE_ON_FREEMAIL, NULL},
	{"klinika@rambler.ru", MAY, JUDGED_BY_ROLE_ON_FREEMAIL, NULL}, {"shop@ya.ru", MAY, JUDGED_BY_ROLE_ON_FREEMAIL, NULL},
	/* a mail service and nothing more */
	{"romashka@mail.ru", NO, JUDGED_BY_FREEMAIL, NULL}, {"zavod2005@yandex.ru", NO, JUDGED_BY_FREEMAIL, NULL},
	{"kotik@gmail.com", NO, JUDGED_BY_FREEMAIL, NULL}, {"89161234567@mail.ru", NO, JUDGED_BY_FREEMAIL, NULL},
	{"stroymontazh@list.ru", NO, JUDGED_BY_FREEMAIL, NULL}, {"best@icloud.com", NO, JUDGED_BY_FREEMAIL, NULL},
	{"firm-x@outlook.com", NO, JUDGED_BY_FREEMAIL, NULL}, {"abc@ngs.ru", NO, JUDGED_BY_FREEMAIL, NULL},
	{"moyklub@vk.com", NO, JUDGED_BY_FREEMAIL, NULL}, {"zzz@proton.me", NO, JUDGED_BY_FREEMAIL, NULL},
	/* a name, in any of its spellings */
	{"ivan@firm.ru", NO, JUDGED_BY_PERSONAL_NAME, NULL}, {"ivanov@firm.ru", NO, JUDGED_BY_PERSONAL_NAME, NULL},
	{"i.ivanov@firm.ru", NO, JUDGED_BY_PERSONAL_NAME, NULL}, {"ivanov.i@firm.ru", NO, JUDGED_BY_PERSONAL_NAME, NULL},
	{"ivanovap@firm.ru", NO, JUDGED_BY_PERSONAL_NAME, NULL}, {"petrova_av@firm.ru", NO, JUDGED_BY_PERSONAL_NAME, NULL},
	{"a.pushkin@firm.ru", NO, JUDGED_BY_PERSONAL_NAME, NULL}, {"pushkin.as@firm.ru", NO, JUDGED_BY_PERSONAL_NAME, NULL},
	{"sergey@firm.ru", NO, JUDGED_BY_PERSONAL_NAME, NULL}, {"sergej@firm.ru", NO, JUDGED_BY_PERSONAL_NAME, NULL},
	{"Sergei@firm.ru", NO, JUDGED_BY_PERSONAL_NAME, NULL}, {"dmitriy@firm.ru", NO, JUDGED_BY_PERSONAL_NAME, NULL},
	{"dmitry@firm.ru", NO, JUDGED_BY_PERSONAL_NAME, NULL}, {"alexey@firm.ru", NO, JUDGED_BY_PERSONAL_NAME, NULL},
	{"aleksei@firm.ru", NO, JUDGED_BY_PERSONAL_NAME, NULL}, {"mikhail@firm.ru", NO, JUDGED_BY_PERSONAL_NAME, NULL},
	{"mihail@firm.ru", NO, JUDGED_BY_PERSONAL_NAME, NULL}, {"tatyana@firm.ru", NO, JUDGED_BY_PERSONAL_NAME, NULL},
	{"nataliya@firm.ru", NO, JUDGED_BY_PERSONAL_NAME, NULL}, {"yulia@firm.ru", NO, JUDGED_BY_PERSONAL_NAME, NULL},
	{"maxim@firm.ru", NO, JUDGED_BY_PERSONAL_NAME, NULL}, {"olga.s@firm.ru", NO, JUDGED_BY_PERSONAL_NAME, NULL},
	{"shevchenko@firm.ru", NO, JUDGED_BY_PERSONAL_NAME, NULL}, {"kovalchuk@firm.ru", NO, JUDGED_BY_PERSONAL_NAME, NULL},
	{"petrosyan@firm.ru", NO, JUDGED_BY_PERSONAL_NAME, NULL}, {"saakashvili@firm.ru", NO, JUDGED_BY_PERSONAL_NAME, NULL},
	{"dostoevskiy@firm.ru", NO, JUDGED_BY_PERSONAL_NAME, NULL}, {"dostoevskij@firm.ru", NO, JUDGED_BY_PERSONAL_NAME, NULL},
	{"kovalevskaya@firm.ru", NO, JUDGED_BY_PERSONAL_NAME, NULL}, {"kuznetsova@firm.ru", NO, JUDGED_BY_PERSONAL_NAME, NULL},
	/* a name beside a post is a person's; so is a founder's firm */
	{"manager.ivanov@firm.ru", NO, JUDGED_BY_PERSONAL_NAME, NULL}, {"buh-petrova@firm.ru", NO, JUDGED_BY_PERSONAL_NAME, NULL},
	{"zakupki.ivanova@firm.ru", NO, JUDGED_BY_PERSONAL_NAME, NULL}, {"sales_anna@firm.ru", NO, JUDGED_BY_PERSONAL_NAME, NULL},
	{"petrov@petrov.ru", NO, JUDGED_BY_PERSONAL_NAME, NULL}, {"anna@mail.ru", NO, JUDGED_BY_PERSONAL_NAME, NULL},
	{"ivanov.office@mail.ru", NO, JUDGED_BY_PERSONAL_NAME, NULL},
	/* the name that stands in the same row */
	{"kozel@firm.ru", NO, JUDGED_BY_NAME_OF_CONTACT, "Козел Пётр"}, {"p-kozel@firm.ru", NO, JUDGED_BY_NAME_OF_CONTACT, "Козел Пётр"},
	{"kozelpetr@mail.ru", NO, JUDGED_BY_NAME_OF_CONTACT, "Козел Пётр Ильич"},
	{"khachatur@firm.ru", NO, JUDGED_BY_NAME_OF_CONTACT, "Хачатур Мгер"}, {"hachatur@firm.ru", NO, JUDGED_BY_NAME_OF_CONTACT, "Хачатур Мгер"},
	{"shchuka@firm.ru", NO, JUDGED_BY_NAME_OF_CONTACT, "Щука Лев"}, {"schuka@firm.ru", NO, JUDGED_BY_NAME_OF_CONTACT, "Щука Лев"},
	{"yurkin@firm.ru", NO, JUDGED_BY_NAME_OF_CONTACT, "Юркин Лев"}, {"iurkin@firm.ru", NO, JUDGED_BY_NAME_OF_CONTACT, "Юркин Лев"},
	{"zhuk@firm.ru", NO, JUDGED_BY_NAME_OF_CONTACT, "Жук Лев"}, {"info@firm.ru", YES, JUDGED_BY_ROLE_MAILBOX, "Козел Пётр"},
	{"lev@firm.ru", MAY, JUDGED_BY_UNCLEAR, "Жук Лев"},
	/* named as the domain */
	{"romashka@romashka.ru", YES, JUDGED_BY_COMPANY_MAILBOX, NULL}, {"romashka-2@romashka.com", YES, JUDGED_BY_COMPANY_MAILBOX, NULL},
	{"Zavod@zavod.ru", YES, JUDGED_BY_COMPANY_MAILBOX, NULL}, {"romashkas@romashka.ru", MAY, JUDGED_BY_UNCLEAR, NULL},
	/* nothing to tell by */
	{"kto@firm.ru", MAY, JUDGED_BY_UNCLEAR, NULL}, {"x7@firm.ru", MAY, JUDGED_BY_UNCLEAR, NULL},
	{"12345@firm.ru", MAY, JUDGED_BY_UNCLEAR, NULL}, {"nst@firm.ru", MAY, JUDGED_BY_UNCLEAR, NULL},
	{"dev@firm.ru", MAY, JUDGED_BY_UNCLEAR, NULL}, {"vitamin@apteka.ru", MAY, JUDGED_BY_UNCLEAR, NULL},
};

static void
mailboxes_are_told_apart(void **state)
{
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(mailboxes) / sizeof(mailboxes[0]); i++) {
		struct judged_address question = {.party = mailboxes[i].name ? JUDGED_CONTACT_PERSON : JUDGED_COMPANY,
			.is_email = true, .address = mailboxes[i].address, .name = mailboxes[i].name};
		struct judgement said = address_judge(&question);
		if (said.corporate != mailboxes[i].corporate || said.reason != mailboxes[i].reason) {
			print_error("%s: %d %s\n", mailboxes[i].address, said.corporate, judged_by_name(said.reason));
			wrong++;
		}
	}
	assert_true(sizeof(mailboxes) / sizeof(mailboxes[0]) >= 100);
	assert_int_equal(wrong, 0);
}

static const struct {
	const char *number;
	enum judged_party party;
	bool extension, from_site;
	enum tri corporate, published;
	enum judged_by reason;
} numbers[] = {
	{"+78001234567", JUDGED_COMPANY, false, false, YES, YES, JUDGED_BY_TOLL_FREE},
	{"+78001234567", JUDGED_CONTACT_PERSON, false, false, YES, YES, JUDGED_BY_TOLL_FREE},
	{"+78001234567", JUDGED_SOLE_TRADER, false, false, NO, YES, JUDGED_BY_SOLE_TRADER},
	{"+74951234567", JUDGED_COMPANY, false, false, YES, MAY, JUDGED_BY_LANDLINE},
	{"+74951234567", JUDGED_COMPANY, false, true, YES, YES, JUDGED_BY_LANDLINE},
	{"+73832223344", JUDGED_COMPANY, true, false, YES, MAY, JUDGED_BY_LANDLINE},
	{"+78123334455", JUDGED_CONTACT_PERSON, false, false, YES, MAY, JUDGED_BY_LANDLINE},
	{"+78123334455", JUDGED_CONTACT_PERSON, true, false, NO, MAY, JUDGED_BY_EXTENSION},
	{"+78123334455", JUDGED_SOLE_TRADER, false, true, NO, YES, JUDGED_BY_SOLE_TRADER},
	{"+79161234567", JUDGED_COMPANY, false, false, NO, MAY, JUDGED_BY_MOBILE},
	{"+79161234567", JUDGED_COMPANY, false, true, NO, YES, JUDGED_BY_MOBILE},
	{"+79161234567", JUDGED_CONTACT_PERSON, false, false, NO, MAY, JUDGED_BY_MOBILE},
	{"+77011234567", JUDGED_COMPANY, false, false, MAY, MAY, JUDGED_BY_FOREIGN},
	{"+375291234567", JUDGED_COMPANY, false, false, MAY, MAY, JUDGED_BY_FOREIGN},
	{"+79161234567", JUDGED_PERSON, false, true, NO, NO, JUDGED_BY_PRIVATE_PERSON},
	{"+74951234567", JUDGED_PERSON, false, false, NO, NO, JUDGED_BY_PRIVATE_PERSON},
};

static void
numbers_are_told_apart(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		struct judged_address question = {.party = numbers[i].party, .address = numbers[i].number,
			.has_extension = numbers[i].extension, .from_site = numbers[i].from_site};
		struct judgement said = address_judge(&question);
		if (said.corporate != numbers[i].corporate || said.published != numbers[i].published || said.reason != numbers[i].reason)
			fail_msg("line %zu, %s: %d %d %s", i, numbers[i].number, said.corporate, said.published, judged_by_name(said.reason));
	}
}

/* Whatever a person's, nothing makes it corporate: neither its shape nor where it was seen. */
static void
a_persons_address_is_never_corporate(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(mailboxes) / sizeof(mailboxes[0]); i++)
		for (int site = 0; site < 2; site++) {
			struct judged_address question = {.party = JUDGED_PERSON, .is_email = true, .address = mailboxes[i].address,
				.from_site = site};
			assert_int_equal(address_judge(&question).corporate, TRI_NO);
			question.party = JUDGED_SOLE_TRADER;
			assert_int_equal(address_judge(&question).corporate, TRI_NO);
		}
}

static void
rows_are_told_apart(void **state)
{
	static const struct {
		struct judged_row row;
		enum judged_party party;
		enum judged_by reason;
	} rows[] = {
		{{true, 7707083893, 0, false}, JUDGED_CONTACT_PERSON, JUDGED_BY_PERSON_NAMED},
		{{true, 500100732259, 0, true}, JUDGED_CONTACT_PERSON, JUDGED_BY_PERSON_NAMED},
		{{false, 7707083893, 0, false}, JUDGED_COMPANY, JUDGED_BY_INN_10},
		{{false, 500100732259, 0, false}, JUDGED_SOLE_TRADER, JUDGED_BY_INN_12},
		{{false, 0, 1027700132195, false}, JUDGED_COMPANY, JUDGED_BY_OGRN_13},
		{{false, 0, 304500116000157, false}, JUDGED_SOLE_TRADER, JUDGED_BY_OGRN_15},
		{{false, 0, 0, true}, JUDGED_SOLE_TRADER, JUDGED_BY_TITLE_IP},
		{{false, 0, 0, false}, JUDGED_COMPANY, JUDGED_BY_COMPANY_NAMED},
		/* contradictions: the person's rules */
		{{false, 7707083893, 304500116000157, false}, JUDGED_SOLE_TRADER, JUDGED_BY_OGRN_15},
		{{false, 7707083893, 0, true}, JUDGED_SOLE_TRADER, JUDGED_BY_TITLE_IP},
		{{false, 500100732259, 1027700132195, false}, JUDGED_SOLE_TRADER, JUDGED_BY_INN_12},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		enum judged_by reason;
		assert_int_equal(row_judge(&rows[i].row, &reason), rows[i].party);
		assert_int_equal(reason, rows[i].reason);
	}
}

static void
ogrn_has_a_check_digit(void **state)
{
	static const char *const right[] = {"1027700132195", "304500116000157", "1 02 77 00 132195"};
	static const char *const wrong[] = {"", "1027700132196", "304500116000158", "102770013219", "10277001321955", "102770013219x",
		"0000000000000", "3045001160001570"};
	int64_t value;

	(void)state;
	for (size_t i = 0; i < sizeof(right) / sizeof(right[0]); i++)
		assert_true(ogrn_parse(view_of(right[i]), &value));
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_false(ogrn_parse(view_of(wrong[i]), &value));
	assert_true(ogrn_parse(view_of("304500116000157"), &value) && ogrn_is_person(value));
	assert_true(ogrn_parse(view_of("1027700132195"), &value) && !ogrn_is_person(value));
	/* Each digit is looked after. */
	for (int i = 0; i < 13; i++)
		for (char digit = '0'; digit <= '9'; digit++) {
			char text[] = "1027700132195";
			bool same = text[i] == digit;
			text[i] = digit;
			if (i == 12)
				assert_int_equal(ogrn_parse(view_of(text), &value), same);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mailboxes_are_told_apart), cmocka_unit_test(numbers_are_told_apart),
		cmocka_unit_test(a_persons_address_is_never_corporate), cmocka_unit_test(rows_are_told_apart),
		cmocka_unit_test(ogrn_has_a_check_digit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
