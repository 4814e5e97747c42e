/* form_paper_test.c - sheets for the desk: the same bytes each time, whole text, equal boxes, a mark that a scanner reads. */
#include "compliance/form_paper.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const char BODY[] = "Я даю согласие обществу «Ромашка» получать рекламу об услугах клиники по телефону и в SMS.\n"
    "Согласие действует год; отозвать его можно в любое время: на стойке, по телефону 8 495 123-45-67, на странице квитанции.";

static struct form
make_form(const char *body)
{
	struct form form = {.legal_entity_inn = 7701234567, .ogrn = 1027700132195, .entity = "ООО «Ромашка»", .title = "",
		.items = 2};

	form.item[0] = (struct form_item){.place = 1, .wording_id = 12, .code = CONSENT_AD_CHANNEL, .wording = "ad",
		.version = 3, .language = "ru", .body = body, .processors = "[]"};
	form.item[1] = (struct form_item){.place = 2, .wording_id = 13, .code = CONSENT_HEALTH_WRITTEN, .wording = "health",
		.version = 1, .language = "ru", .body = body, .processors = "[]"};
	sha256(body, strlen(body), form.item[0].sha256);
	sha256(body, strlen(body), form.item[1].sha256);
	return form;
}

static void
draw(const struct form *form, int place, struct buf *out)
{
	struct form_paper paper = {.form = form, .place = place, .contact = "+7 916 123-45-67"};
	struct err err;

	assert_true(form_paper_write(&paper, out, &err));
}

/* What a command of the shell prints about a PDF, which is its $1. */
static void
ask(const char *command, const struct buf *pdf, struct buf *out)
{
	char path[] = "/tmp/form-paper-XXXXXX", whole[400], part[4096];
	struct err err;
	int fd = mkstemp(path);
	size_t len;

	assert_true(fd >= 0);
	close(fd);
	assert_true(file_write_whole(path, pdf->data, pdf->len, &err));
	snprintf(whole, sizeof(whole), "set -- %s; %s", path, command);
	FILE *pipe = popen(whole, "r");
	assert_non_null(pipe);
	buf_init(out);
	while ((len = fread(part, 1, sizeof(part), pipe)) > 0)
		buf_add(out, part, len);
	pclose(pipe);
	unlink(path);
}

static bool
has(const char *program)
{
	char command[100];

	snprintf(command, sizeof(command), "command -v %s >/dev/null 2>&1", program);
	return system(command) == 0;
}

static void
the_same_form_gives_the_same_bytes(void **state)
{
	struct form form = make_form(BODY);
	struct buf first = {0}, second = {0}, one = {0};

	(void)state;
	draw(&form, 0, &first);
	draw(&form, 0, &second);
	assert_int_equal(first.len, second.len);
	assert_memory_equal(first.data, second.data, first.len);
	assert_memory_equal(first.data, "%PDF-1.", 7);
	draw(&form, 1, &one);
	assert_true(one.len < first.len);
	form.item[0].version = 4;
	buf_clear(&second);
	draw(&form, 0, &second);
	assert_true(first.len != second.len || memcmp(first.data, second.data, first.len) != 0);
	buf_release(&first);
	buf_release(&second);
	buf_release(&one);
}

static void
a_place_that_is_not_there_is_told(void **state)
{
	struct form form = make_form(BODY);
	struct form_paper paper = {.form = &form, .place = 3};
	struct buf out = {0};
	struct err err;

	(void)state;
	buf_add_text(&out, "before");
	assert_false(form_paper_write(&paper, &out, &err));
	assert_int_equal(err.kind, ERR_ABSENT);
	assert_int_equal(out.len, 6);
	buf_release(&out);
}

/* Golden: the words of both sheets as poppler finds them. FORM_PAPER_WRITE=1 writes the file anew. */
static void
the_words_are_whole(void **state)
{
	static const char golden[] = "tests/golden/form_paper.txt";
	struct form form = make_form(BODY);
	struct buf pdf = {0}, text, want = {0};
	struct err err;

	(void)state;
	if (!has("pdftotext")) {
		print_message("SKIP pdftotext is not installed\n");
		return;
	}
	draw(&form, 0, &pdf);
	ask("pdftotext -layout $1 -", &pdf, &text);
	if (getenv("FORM_PAPER_WRITE") != NULL)
		assert_true(file_write_whole(golden, text.data, text.len, &err));
	assert_true(buf_read_file(&want, golden, 1 << 20, &err));
	assert_string_equal(text.data, want.data);
	assert_non_null(strstr(text.data, "Не согласен (не согласна)"));
	assert_non_null(strstr(text.data, "Документ о полномочиях представителя"));
	buf_release(&pdf);
	buf_release(&text);
	buf_release(&want);
}

static void
a_scanner_reads_the_mark(void **state)
{
	struct form form = make_form(BODY);
	char mark[FORM_MARK];
	struct buf pdf = {0}, read;

	(void)state;
	if (!has("pdftoppm") || !has("zbarimg")) {
		print_message("SKIP pdftoppm or zbarimg is not installed\n");
		return;
	}
	draw(&form, 1, &pdf);
	ask("pdftoppm -r 100 -gray -png $1 $1-page && zbarimg -q --raw $1-page*.png; rm -f $1-page*.png", &pdf, &read);
	form_mark(&form.item[0], mark);
	assert_memory_equal(mark, "DOZVON1 W12 V3 ", 15);
	if (read.len > 0)
		read.data[--read.len] = '\0';
	assert_string_equal(read.data, mark);
	buf_release(&pdf);
	buf_release(&read);
}

/* The text goes over the page and nothing of it is lost. */
static void
a_long_text_goes_over_the_page(void **state)
{
	struct buf body = {0}, pdf = {0}, text;
	struct form form;

	(void)state;
	if (!has("pdftotext")) {
		print_message("SKIP pdftotext is not installed\n");
		return;
	}
	for (int i = 1; i <= 150; i++)
		buf_add_format(&body, "Пункт %d: оператор хранит номер телефона и имя, пока действует согласие.\n", i);
	form = make_form(body.data);
	draw(&form, 1, &pdf);
	ask("pdftotext $1 -", &pdf, &text);
	for (int i = 1; i <= 150; i++) {
		char words[40];
		snprintf(words, sizeof(words), "Пункт %d:", i);
		if (strstr(text.data, words) == NULL)
			fail_msg("%s is not there", words);
	}
	assert_non_null(strchr(text.data, '\f'));
	assert_non_null(strstr(text.data, "Не согласен"));
	buf_release(&body);
	buf_release(&pdf);
	buf_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_form_gives_the_same_bytes),
		cmocka_unit_test(a_place_that_is_not_there_is_told),
		cmocka_unit_test(the_words_are_whole),
		cmocka_unit_test(a_scanner_reads_the_mark),
		cmocka_unit_test(a_long_text_goes_over_the_page),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
