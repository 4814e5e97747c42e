/* xlsx_test.c - workbooks through the sandbox: what is read, and what is refused: bombs, DOCTYPE, nonsense. */
#include "campaigns/xlsx_reader.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#include "base/lang.h"
#include "campaigns/xlsx_sheet.h"

#include <cmocka.h>

#define BOOK "<workbook xmlns:r='r'><sheets><sheet name='1' r:id='rId7'/></sheets></workbook>"
#define RELS "<Relationships><Relationship Id='rId7' Target='worksheets/list.xml'/></Relationships>"
#define SHEET(rows) "<worksheet><sheetData>" rows "</sheetData></worksheet>"

static char path[] = "/tmp/dozvon-xlsx-test-XXXXXX";

static void
add(zip_t *zip, const char *name, const void *data, size_t len)
{
	zip_source_t *source = zip_source_buffer(zip, data, len, 0);
	assert_true(zip_file_add(zip, name, source, ZIP_FL_ENC_UTF_8) >= 0);
}

static int
book(const void *sheet, size_t len, const char *strings)
{
	zip_t *zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, NULL);

	assert_non_null(zip);
	add(zip, "xl/workbook.xml", BOOK, strlen(BOOK));
	add(zip, "xl/_rels/workbook.xml.rels", RELS, strlen(RELS));
	add(zip, "xl/worksheets/list.xml", sheet, len);
	if (strings != NULL)
		add(zip, "xl/sharedStrings.xml", strings, strlen(strings));
	assert_int_equal(zip_close(zip), 0);
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	int fd = dup(fileno(file));
	fclose(file);
	return fd;
}

static bool
collect(void *object, const struct table_row *row, struct err *err)
{
	struct buf *out = object;

	(void)err;
	buf_add_format(out, "%d", (int)row->number);
	for (int i = 0; i < row->cells; i++) {
		buf_add_char(out, '|');
		buf_add(out, row->cell[i].data, row->cell[i].len);
	}
	buf_add_char(out, '\n');
	return true;
}

static bool
read_book(const void *sheet, size_t len, const char *strings, struct buf *out, struct err *err)
{
	int fd = book(sheet, len, strings);

	buf_init(out);
	bool read = xlsx_read(fd, (struct table_limits){100, 64 << 20}, (struct row_sink){collect, out}, err);
	close(fd);
	return read;
}

static void
cells_of_all_kinds(void **state)
{
	static const char sheet[] = SHEET(
	    "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='C1' t='s'><v>1</v></c></row>"
	    "<row r='3'><c r='A3' t='inlineStr'><is><r><t>Ан</t></r><r><t>на</t></r></is></c><c r='B3'><v>79161234567</v></c>"
	    "<c r='C3'><v>7.9161234567E+10</v></c><c r='D3'><v>7.92E+10</v></c><c r='E3' t='str'><v>=1</v></c></row>"
	    "<row r='4'><c r='A4'/></row>"
	    "<row><c><v>45000</v></c><c t='b'><v>1</v></c></row>");
	static const char strings[] = "<sst><si><t>ФИО</t></si><si><r><t>Теле</t></r><r><t>фон</t></r>"
	    "<rPh><t>not this</t></rPh></si></sst>";
	struct buf out;
	struct err err = {0};

	(void)state;
	bool read = read_book(sheet, strlen(sheet), strings, &out, &err);
	if (!read)
		print_error("%s\n", err.text);
	assert_true(read);
	assert_string_equal(out.data, "1|ФИО||Телефон\n3|Анна|79161234567|79161234567|7.92E+10|=1\n5|45000|1\n");
	buf_release(&out);
}

static void
refused(const char *sheet, size_t len, const char *strings, const char *reason)
{
	struct buf out;
	struct err err = {0};

	bool read = read_book(sheet, len, strings, &out, &err);
	assert_false(read);
	assert_int_equal(err.kind, ERR_INPUT);
	if (strstr(err.text, reason) == NULL)
		print_error("%s\n", err.text);
	assert_non_null(strstr(err.text, reason));
	buf_release(&out);
}

static void
doctype(void **state)
{
	static const char sheet[] = "<!DOCTYPE w [<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]>"
	    SHEET("<row r='1'><c r='A1' t='str'><v>&b;</v></c></row>");
	(void)state;
	refused(sheet, strlen(sheet), NULL, "DOCTYPE");
}

static void
bombs(void **state)
{
	enum { SIZE = 20 << 20 };
	char *blanks = malloc(SIZE);
	static const char start[] = "<worksheet><sheetData><row r='1'><c r='A1'>";

	(void)state;
	memset(blanks, ' ', SIZE);
	memcpy(blanks, start, strlen(start));
	refused(blanks, SIZE, NULL, "hundred times");
	free(blanks);
}

static void
too_much(void **state)
{
	struct buf sheet = {0};

	(void)state;
	buf_add_text(&sheet, "<worksheet><sheetData>");
	for (int i = 1; i <= 101; i++)
		buf_add_format(&sheet, "<row r='%d'><c r='A%d'><v>%d</v></c></row>", i, i, i);
	buf_add_text(&sheet, "</sheetData></worksheet>");
	refused(sheet.data, sheet.len, NULL, "too many rows");
	buf_release(&sheet);
}

static void
nonsense(void **state)
{
	static const char *const sheets[] = {
		"<worksheet>", "not XML", SHEET("<row r='5'></row><row r='5'></row>"),
		SHEET("<row r='1'><c r='B1'><v>1</v></c><c r='A1'><v>1</v></c></row>"),
		SHEET("<row r='1'><c r='ZZZZ1'><v>1</v></c></row>"), SHEET("<row r='1'><c r='A1' t='s'><v>7</v></c></row>"),
		SHEET("<row r='1'><c r='A1' t='s'><v>-1</v></c></row>"), SHEET("<row r='99999999999'></row>"),
		SHEET("<row><c><v>1</v><c><v>2</v></c></c></row>"), SHEET("<row><row></row></row>"), SHEET("<c r='A1'><v>1</v></c>"),
	};

	(void)state;
	for (size_t i = 0; i < sizeof(sheets) / sizeof(sheets[0]); i++)
		refused(sheets[i], strlen(sheets[i]), "<sst><si><t>a</t></si></sst>", "save it again");
	FILE *file = fopen(path, "w");
	fputs("PK\3\4 and nothing else", file);
	fclose(file);
	struct buf out = {0};
	struct err err = {0};
	file = fopen(path, "r");
	assert_false(xlsx_read(fileno(file), (struct table_limits){100, 1 << 20}, (struct row_sink){collect, &out}, &err));
	fclose(file);
	assert_non_null(strstr(err.text, "not a workbook"));
}

static bool
stop(void *object, const struct table_row *row, struct err *err)
{
	(void)object;
	(void)row;
	err->kind = ERR_REFUSED;
	return false;
}

static void
stopping_early(void **state)
{
	static const char sheet[] = SHEET("<row r='1'><c r='A1'><v>1</v></c></row>");
	struct err err = {0};

	(void)state;
	int fd = book(sheet, strlen(sheet), NULL);
	assert_false(xlsx_read(fd, (struct table_limits){100, 1 << 20}, (struct row_sink){stop, NULL}, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
	close(fd);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_of_all_kinds), cmocka_unit_test(doctype), cmocka_unit_test(bombs),
		cmocka_unit_test(too_much), cmocka_unit_test(nonsense), cmocka_unit_test(stopping_early),
	};

	lang_set(LANG_EN);
	close(mkstemp(path));
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	unlink(path);
	return failed;
}
