/* reject_file_test.c - rejected rows come back in the form they came in, with number, column and reason. */
#include "campaigns/reject_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/lang.h"

#include <cmocka.h>

static char folder[] = "/tmp/dozvon-reject-test-XXXXXX";

static struct table_row
one_row(int64_t number, struct view *cell, int cells)
{
	return (struct table_row){.number = number, .cells = cells, .cell = cell};
}

static void
write_rejects(const char *path, const struct table *table, bool any)
{
	struct header header = {.row = 1, .cells = 2, .title = {"ФИО", "Телефон"}};
	struct view cell[] = {view_of("Анна; П."), view_of("=1+1"), view_of("лишнее")};
	struct err err = {0};

	struct reject_file *file = reject_file_new(path, table, &header, &err);
	assert_non_null(file);
	struct table_row row = one_row(17, cell, 2), wide = one_row(18, cell, 3);
	assert_true(!any || reject_file_add(file, &row, 1, "причина", &err));
	assert_true(!any || reject_file_add(file, &wide, -1, "другая", &err));
	assert_true(reject_file_finish(file, &err));
	reject_file_free(file);
}

static bool
collect(void *object, const struct table_row *row, struct err *err)
{
	struct buf *out = object;

	(void)err;
	for (int i = 0; i < row->cells; i++) {
		buf_add(out, row->cell[i].data, row->cell[i].len);
		buf_add_char(out, i + 1 < row->cells ? '|' : '\n');
	}
	return true;
}

static void
as_it_came(void **state)
{
	static const char want[] = "ФИО|Телефон|№ строки|столбец|почему отклонено\n"
	    "Анна; П.|%s|17|B|причина\nАнна; П.|%s|18||другая|лишнее\n";
	struct table_limits limits = {1000, 1 << 20};

	(void)state;
	for (int i = 0; i <= ENCODING_COUNT; i++) {
		struct table table = {.kind = i == ENCODING_COUNT ? TABLE_XLSX : TABLE_CSV, .separator = ';', .limits = limits,
			.encoding = i == ENCODING_COUNT ? ENCODING_UTF8 : (enum encoding)i};
		struct table back;
		struct buf out = {0}, wanted = {0};
		struct err err = {0};
		struct stat made;
		char path[100];
		const char *formula = table.kind == TABLE_CSV ? "'=1+1" : "=1+1";	/* a text cell of a workbook is safe */
		snprintf(path, sizeof(path), "%s/rejects", folder);
		write_rejects(path, &table, true);
		assert_int_equal(stat(path, &made), 0);
		assert_int_equal(made.st_mode & 0777, 0600);	/* names and numbers: for nobody else */
		assert_true(table_open(path, limits, &back, &err));
		assert_int_equal(back.kind, table.kind);
		if (table.kind == TABLE_CSV) {
			/* koi8-r has no "№": nothing is lost but that sign */
			assert_int_equal(back.encoding, table.encoding);
			assert_int_equal(back.separator, ';');
		}
		assert_true(table_read(&back, (struct row_sink){collect, &out}, &err));
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		buf_add_format(&wanted, want, formula, formula);
#pragma GCC diagnostic pop
		const char *sign = strstr(out.data, " строки");
		assert_non_null(sign);
		assert_string_equal(sign, strstr(wanted.data, " строки"));
		table_close(&back);
		buf_release(&out);
		buf_release(&wanted);
		unlink(path);
	}
}

static void
without_rows_no_file(void **state)
{
	struct table table = {.kind = TABLE_CSV, .separator = ';'};
	char path[100];

	(void)state;
	snprintf(path, sizeof(path), "%s/none", folder);
	write_rejects(path, &table, false);
	assert_int_not_equal(access(path, F_OK), 0);
}

static void
names(void **state)
{
	struct buf out = {0};

	(void)state;
	reject_file_path("lists/may.csv", TABLE_CSV, &out);
	assert_string_equal(out.data, "lists/may.rejects.csv");
	buf_clear(&out);
	reject_file_path("a.b/list", TABLE_XLSX, &out);
	assert_string_equal(out.data, "a.b/list.rejects.xlsx");
	buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_it_came), cmocka_unit_test(without_rows_no_file), cmocka_unit_test(names),
	};

	if (mkdtemp(folder) == NULL)
		return 1;
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	rmdir(folder);
	return failed;
}
