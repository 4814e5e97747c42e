/* header_test.c - headings: synonyms, unknown ones, forbidden ones. */
#include "campaigns/header.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/lang.h"

#include <cmocka.h>

static struct header_words *words;

static bool
read_titles(const char *titles, struct header *out, bool *found, struct err *err)
{
	static char text[1000];
	struct view cell[20];
	struct table_row row = {.number = 1, .cell = cell};

	strcpy(text, titles);
	for (char *rest = text, *title; (title = strsep(&rest, "|")) != NULL;)
		cell[row.cells++] = view_of(title);
	return header_read(words, &row, out, found, err);
}

static void
synonyms(void **state)
{
	static const struct {
		const char *title;
		enum column column;
	} cases[] = {
		{"Телефон", COLUMN_PHONE}, {"ТЕЛЕФОН:", COLUMN_PHONE}, {"Моб. тел.", COLUMN_PHONE}, {"моб.тел", COLUMN_PHONE},
		{"Сотовый", COLUMN_PHONE}, {" Телефон 2 ", COLUMN_PHONE}, {"E-mail", COLUMN_EMAIL}, {"Эл. почта", COLUMN_EMAIL},
		{"эл.почта", COLUMN_EMAIL}, {"Ф.И.О.", COLUMN_NAME}, {"ФИО", COLUMN_NAME}, {"Фамилия", COLUMN_SURNAME},
		{"Имя", COLUMN_GIVEN}, {"Отчество", COLUMN_PATRONYMIC}, {"Дата рождения", COLUMN_BIRTH},
		{"Год рождения", COLUMN_BIRTH}, {"Город", COLUMN_REGION}, {"Регион", COLUMN_REGION}, {"Область", COLUMN_REGION},
		{"ИНН", COLUMN_INN}, {"Компания", COLUMN_COMPANY}, {"Наименование", COLUMN_COMPANY},
		{"Контактное лицо", COLUMN_CONTACT}, {"Номер карты", COLUMN_ID}, {"ID", COLUMN_ID},
		{"Часовой пояс", COLUMN_ZONE}, {"Язык", COLUMN_LANGUAGE}, {"Роль", COLUMN_ROLE}, {"Цвет глаз", COLUMN_IGNORED},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct header header;
		struct err err;
		char titles[200];
		bool found;
		snprintf(titles, sizeof(titles), "%s|Телефон|Компания", cases[i].title);
		assert_true(read_titles(titles, &header, &found, &err));
		assert_true(found);
		if (header.column[0] != cases[i].column)
			print_error("%s\n", cases[i].title);
		assert_int_equal(header.column[0], cases[i].column);
		header_release(&header);
	}
}

static void
forbidden(void **state)
{
	static const char *const titles[] = {"Диагноз", "Диагноз (МКБ-10)", "код МКБ", "СНИЛС", "№ СНИЛС", "Паспорт",
		"серия и номер паспорта", "Полис ОМС", "номер полиса", "Анализы", "Лечащий врач", "ВРАЧ", "Услуга",
		"Специальность врача", "Дата визита", "дата последнего приёма", "Группа крови", "Телефон врача", "Аллергии",
		"Диaгнoз", "Дiaгноз", "Д И А Г Н О З", "D i a g n o s i s", "Діагноз", "Дигноз", "Д-з", "Diagnosis code", "Disease", "Health status",
		"Medical history", "ВИЧ-статус", "Хрон. заб.", "УЗИ", "Терапия", "Blood type", "Insurance policy"};

	(void)state;
	for (size_t i = 0; i < sizeof(titles) / sizeof(titles[0]); i++) {
		struct header header;
		struct err err = {0};
		char text[200];
		bool found;
		snprintf(text, sizeof(text), "ФИО|Телефон|%s", titles[i]);
		bool read = read_titles(text, &header, &found, &err);
		if (read)
			print_error("%s\n", titles[i]);
		assert_false(read);
		assert_int_equal(err.kind, ERR_REFUSED);
		assert_non_null(strstr(err.text, "row 1, column C"));
	}
}

/* What only resembles such a word stays a heading like any other. */
static void
harmless(void **state)
{
	static const char *const titles[] = {"Дом, д 3", "Направление деятельности", "Состояние сделки", "Label", "Рост выручки", "Хронология",
		"E-mail, почта", "Ф И О", "Специалист по кадрам"};

	(void)state;
	for (size_t i = 0; i < sizeof(titles) / sizeof(titles[0]); i++) {
		struct header header;
		struct err err = {0};
		char text[200];
		bool found;
		snprintf(text, sizeof(text), "Телефон|%s", titles[i]);
		if (!read_titles(text, &header, &found, &err))
			fail_msg("%s: %s", titles[i], err.text);
		header_release(&header);
	}
}

static void
what_is_no_heading(void **state)
{
	struct header header;
	struct err err;
	bool found;

	(void)state;
	assert_true(read_titles("Список пациентов на 1 ноября", &header, &found, &err));
	assert_false(found);
	assert_true(read_titles("ФИО|Город", &header, &found, &err));
	assert_false(found);
}

static void
a_persons_inn_is_not_read(void **state)
{
	struct header header;
	struct err err;
	bool found;

	(void)state;
	assert_true(read_titles("ФИО|Телефон|ИНН", &header, &found, &err));
	assert_int_equal(header.column[2], COLUMN_IGNORED);
	assert_false(header.companies);
	header_release(&header);
	assert_true(read_titles("Компания|Телефон|ИНН", &header, &found, &err));
	assert_int_equal(header.column[2], COLUMN_INN);
	assert_true(header.companies);
	header_release(&header);
}

static void
letters(void **state)
{
	char text[8];

	(void)state;
	column_letters(0, text);
	assert_string_equal(text, "A");
	column_letters(25, text);
	assert_string_equal(text, "Z");
	column_letters(26, text);
	assert_string_equal(text, "AA");
	column_letters(255, text);
	assert_string_equal(text, "IV");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(synonyms), cmocka_unit_test(forbidden), cmocka_unit_test(harmless), cmocka_unit_test(what_is_no_heading),
		cmocka_unit_test(a_persons_inn_is_not_read), cmocka_unit_test(letters),
	};
	struct err err;

	lang_set(LANG_EN);
	words = header_words_load("config/import.yaml", &err);
	if (words == NULL) {
		print_error("%s\n", err.text);
		return 1;
	}
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	header_words_free(words);
	return failed;
}
