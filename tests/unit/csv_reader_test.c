/* csv_reader_test.c - CSV as it comes: quotes, line ends, faults, caps, separators. */
#include "campaigns/csv_reader.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Each row as "number[!]|cell|cell\n". */
static bool
collect(void *object, const struct table_row *row, struct err *err)
{
	struct buf *out = object;

	(void)err;
	buf_add_format(out, "%d%s", (int)row->number, row->fault ? "!" : "");
	for (int i = 0; i < row->cells; i++) {
		buf_add_char(out, '|');
		buf_add(out, row->cell[i].data, row->cell[i].len);
	}
	buf_add_char(out, '\n');
	return true;
}

static bool
read_in_pieces(const char *text, size_t piece, struct buf *out, struct err *err)
{
	struct csv_reader *reader = csv_reader_new(';', 1000, (struct row_sink){collect, out});
	size_t len = strlen(text);
	bool read = true;

	for (size_t at = 0; read && at < len; at += piece)
		read = csv_reader_add(reader, (struct view){text + at, len - at < piece ? len - at : piece}, err);
	read = read && csv_reader_end(reader, err);
	csv_reader_free(reader);
	return read;
}

static void
rows(void **state)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{"a;b\r\nc;d\r\n", "1|a|b\n2|c|d\n"},
		{"a;b\nc;d", "1|a|b\n2|c|d\n"},
		{"a;b\rc;d\r", "1|a|b\n2|c|d\n"},
		{"a;\"b;1\"\r\n\"c\r\nd\";e\r\n", "1|a|b;1\n2|c\r\nd|e\n"},
		{"\"он сказал \"\"да\"\"\";x\n", "1|он сказал \"да\"|x\n"},
		{"a;b\r\n\r\n\r\nc;d\r\n", "1|a|b\n4|c|d\n"},		/* empty lines count, as a spreadsheet shows them */
		{";;\n", "1|||\n"},
		{"a\nООО \"Ромашка\";x\nb\n", "1|a\n2!|ООО \"\n3|b\n"},
		{"a\n\"b", "1|a\n2!|b\n"},				/* nobody closed it */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		for (size_t piece = 1; piece < 40; piece += 6) {
			struct buf out = {0};
			struct err err = {0};
			buf_init(&out);
			assert_true(read_in_pieces(cases[i].text, piece, &out, &err));
			if (strchr(cases[i].want, '!') == NULL)
				assert_string_equal(out.data, cases[i].want);
			else	/* what is left of a faulty row depends on the pieces; its number and its neighbours do not */
				assert_true(strstr(out.data, "2!") != NULL && strncmp(out.data, "1|a\n", 4) == 0);
			buf_release(&out);
		}
}

static void
caps(void **state)
{
	struct buf text = {0}, out = {0};
	struct err err = {0};

	(void)state;
	buf_add_text(&text, "a;\"");
	for (int i = 0; i < TABLE_CELL_BYTES + 100; i++)
		buf_add_char(&text, 'x');
	assert_false(read_in_pieces(text.data, 1000, &out, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	buf_clear(&text);
	for (int i = 0; i < TABLE_CELLS + 1; i++)
		buf_add_char(&text, ';');
	assert_false(read_in_pieces(text.data, 1000, &out, &err));
	buf_clear(&text);
	for (int i = 0; i < 1001; i++)
		buf_add_text(&text, "a\n");
	assert_false(read_in_pieces(text.data, 1000, &out, &err));
	buf_release(&text);
	buf_release(&out);
}

static void
separators(void **state)
{
	(void)state;
	assert_int_equal(csv_separator(view_of("ФИО;Телефон\nА, Б;1,5\nВ;2,7,8\n")), ';');
	assert_int_equal(csv_separator(view_of("name,phone\n\"a;b\",1\n")), ',');
	assert_int_equal(csv_separator(view_of("name\tphone\na, b\t1\n")), '\t');
	assert_int_equal(csv_separator(view_of("name|phone\na|1\n")), '|');
	assert_int_equal(csv_separator(view_of("телефон\n89161234567\n")), ';');
	assert_int_equal(csv_separator(view_of("sep=,\na;b,c\n")), ',');
	assert_int_equal(csv_separator(view_of("")), ';');
}

static void
cells(void **state)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{"a", "a"}, {"a;b", "\"a;b\""}, {"a\"b", "\"a\"\"b\""}, {"+79161234567", "+79161234567"}, {"=1+2", "'=1+2"},
		{"+7 (916) 1-2", "+7 (916) 1-2"}, {"-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"}, {"@SUM(A1)", "'@SUM(A1)"},
		{"a\nb", "\"a\nb\""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf out = {0};
		csv_cell_add(&out, view_of(cases[i].text), ';');
		assert_string_equal(out.data, cases[i].want);
		buf_release(&out);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows), cmocka_unit_test(caps), cmocka_unit_test(separators), cmocka_unit_test(cells),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
