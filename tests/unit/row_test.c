/* row_test.c - rows: what is taken, what is rejected and why, who a row is. */
#include "campaigns/row.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "campaigns/chunk.h"
#include "campaigns/inn.h"

#include <cmocka.h>

static struct header_words *words;

struct fixture {
	struct header header;
	struct row_reader reader;
	struct row row;
	struct row_fault fault;
};

static int
split(char *text, struct view *cell)
{
	int count = 0;

	for (char *rest = text, *one; (one = strsep(&rest, "|")) != NULL;)
		cell[count++] = view_of(one);
	return count;
}

static bool
read_one(struct fixture *f, const char *titles, const char *cells)
{
	char top[500], line[1000];
	struct view cell[40];
	struct table_row row = {.number = 1, .cell = cell};
	struct err err;
	bool found;

	snprintf(top, sizeof(top), "%s", titles);
	row.cells = split(top, cell);
	assert_true(header_read(words, &row, &f->header, &found, &err) && found);
	f->reader = (struct row_reader){.header = &f->header, .places = place_finder_new(NULL), .this_year = 2026};
	buf_init(&f->reader.text);
	snprintf(line, sizeof(line), "%s", cells);
	row.cells = split(line, cell);
	row.number = 2;
	f->fault = (struct row_fault){0};
	bool read = row_read(&f->reader, &row, &f->row, &f->fault);
	place_finder_free(f->reader.places);
	row_reader_release(&f->reader);
	header_release(&f->header);
	return read;
}

static void
persons(void **state)
{
	struct fixture f;

	(void)state;
	assert_true(read_one(&f, "Фамилия|Имя|Отчество|Моб. тел.|E-mail|Дата рождения|Часовой пояс",
	    "Иванова| Анна|Петровна |8 (916) 123-45-67 доб. 12; +7 926 765-43-21|A@Example.RU, b@example.ru|12.03.1984|МСК+2"));
	assert_string_equal(f.row.name, "Иванова Анна Петровна");
	assert_int_equal(f.row.kind, ROW_PERSON);
	assert_int_equal(f.row.points, 4);
	assert_string_equal(f.row.point[0].address, "+79161234567");
	assert_string_equal(f.row.point[0].extension, "12");
	assert_string_equal(f.row.point[1].address, "+79267654321");
	assert_string_equal(f.row.point[3].address, "b@example.ru");
	assert_int_equal(f.row.birth_year, 1984);
	assert_string_equal(f.row.zone, "Asia/Yekaterinburg");
	assert_null(f.row.dropped.text);
	assert_true(read_one(&f, "Телефон|ФИО", "'89161234567|Иванова\nАнна\xC2\xA0 П."));
	assert_string_equal(f.row.name, "Иванова Анна П.");
	assert_true(read_one(&f, "Телефон|ФИО", "89161234567, 8 916 123|Анна"));
	assert_int_equal(f.row.points, 1);
	assert_non_null(f.row.dropped.text);
	assert_true(read_one(&f, "Телефон|ФИО", "89161234567, +7 916 123-45-67|Анна"));
	assert_int_equal(f.row.points, 1);	/* the same one twice */
	assert_true(read_one(&f, "Телефон|ФИО", "89161234567|Анна||"));	/* empty cells at the end */
}

static void
rejects(void **state)
{
	static const struct {
		const char *cells;
		int column;
	} cases[] = {
		{"Анна|7,92E+10||", 1}, {"Анна|||", -1}, {"Анна|89161234567", 2}, {"Анна|89161234567|||x", 4},
		{"Анна|89161234567||вчера", 3}, {"Анна|89161234567||01.02.71", 3}, {"Анна|89161234567||01.02.2071", 3},
		{"Анна||не почта|", 2}, {"А\xEF\xBF\xBDна|89161234567||", 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct fixture f;
		bool read = read_one(&f, "ФИО|Телефон|E-mail|Дата рождения", cases[i].cells);
		if (read || f.fault.column != cases[i].column)
			print_error("%s: column %d\n", cases[i].cells, f.fault.column);
		assert_false(read);
		assert_non_null(f.fault.text);
		assert_int_equal(f.fault.column, cases[i].column);
	}
}

static void
companies(void **state)
{
	static const char titles[] = "Наименование|ИНН|Контактное лицо|Телефон";
	struct fixture f;

	(void)state;
	assert_true(read_one(&f, titles, "ООО \"Ромашка\"|7707083893||84951234567"));
	assert_int_equal(f.row.kind, ROW_COMPANY);
	assert_int_equal(f.row.inn, 7707083893);
	assert_true(read_one(&f, titles, "ИП Лавров Л. Л.|500100732259||89161234567"));
	assert_int_equal(f.row.kind, ROW_SOLE_TRADER);
	assert_true(read_one(&f, titles, "ИП Лавров Л. Л.|||89161234567"));
	assert_int_equal(f.row.kind, ROW_SOLE_TRADER);
	assert_true(read_one(&f, titles, "ООО \"Ромашка\"|7707083893|Лавров Л. Л.|89161234567"));
	assert_int_equal(f.row.kind, ROW_CONTACT_PERSON);
	assert_string_equal(f.row.name, "Лавров Л. Л.");
	assert_false(read_one(&f, titles, "ООО \"Ромашка\"|7707083894||89161234567"));
	assert_int_equal(f.fault.column, 1);
	assert_false(read_one(&f, titles, "|7707083893||89161234567"));
}

static void
inns(void **state)
{
	int64_t inn;

	(void)state;
	assert_true(inn_parse(view_of("7707083893"), &inn) && inn_parse(view_of("500100732259"), &inn));
	assert_true(inn_parse(view_of("7830002293"), &inn) && !inn_parse(view_of("7830002294"), &inn));
	assert_false(inn_parse(view_of("0000000000"), &inn) || inn_parse(view_of("77070838"), &inn));
	assert_false(inn_parse(view_of("770708389x"), &inn) || inn_parse(view_of("5001007322590"), &inn));
}

static void
identity_of(const char *titles, const char *cells, uint8_t out[IDENTITY_SIZE])
{
	static const struct installation_key key = {{1, 2, 3}};
	struct keyed *keyed = keyed_new(&key);
	struct buf space = {0};
	struct fixture f;

	assert_true(read_one(&f, titles, cells));
	row_identity(&f.row, keyed, &space, out);
	keyed_free(keyed);
	buf_release(&space);
}

static void
identities(void **state)
{
	uint8_t a[IDENTITY_SIZE], b[IDENTITY_SIZE];

	(void)state;
	identity_of("ФИО|Телефон", "Иванов Пётр|89161234567", a);
	identity_of("Телефон|Фамилия|Имя", "+7 (916) 123-45-67|ИВАНОВ| петр", b);
	assert_memory_equal(a, b, IDENTITY_SIZE);
	identity_of("ФИО|Телефон", "Иванова Анна|89161234567", b);
	assert_memory_not_equal(a, b, IDENTITY_SIZE);
	identity_of("Компания|ИНН|Телефон", "ООО А|7707083893|84951234567", a);
	identity_of("Компания|ИНН|E-mail", "ООО \"А\"|7707083893|a@example.ru", b);
	assert_memory_equal(a, b, IDENTITY_SIZE);
}

static void
tokens_are_the_same(void **state)
{
	struct installation_key key;
	uint8_t token[TOKEN_SIZE], quick[TOKEN_SIZE];

	(void)state;
	for (int i = 0; i < KEY_SIZE; i++)
		key.bytes[i] = (uint8_t)(i * 37);
	struct keyed *keyed = keyed_new(&key);
	address_token(&key, "+79161234567", token);
	keyed_token(keyed, view_of("+79161234567"), quick);
	assert_memory_equal(token, quick, TOKEN_SIZE);
	keyed_token(keyed, view_of("a@example.ru"), quick);
	address_token(&key, "a@example.ru", token);
	assert_memory_equal(token, quick, TOKEN_SIZE);
	keyed_free(keyed);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(persons), cmocka_unit_test(rejects), cmocka_unit_test(companies), cmocka_unit_test(inns),
		cmocka_unit_test(identities), cmocka_unit_test(tokens_are_the_same),
	};
	struct err err;

	words = header_words_load("config/import.yaml", &err);
	if (words == NULL)
		return 1;
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	header_words_free(words);
	return failed;
}
