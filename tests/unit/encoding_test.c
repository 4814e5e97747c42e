/* encoding_test.c - the encodings of Russian lists are found, and pieces are recoded whole. */
#include "campaigns/encoding.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include "campaigns/recoder.h"

#include <cmocka.h>

static const char *const texts[] = {
	"ФИО;Телефон\r\nИванова Анна;8 916 123-45-67\r\nСидоров Пётр;+7 926 765-43-21\r\n",
	"ФАМИЛИЯ;ТЕЛЕФОН\r\nЩЕРБАКОВ;89161234567\r\n",		/* capitals only */
	"телефон\n",
	"ФИО;Город\nЖукова Юлия;Нижний Новгород\nЦой Эдуард;Ростов-на-Дону\n",
};

static void
recode(const char *text, enum encoding encoding, bool mark, struct buf *out)
{
	struct recoder *recoder = recoder_new(ENCODING_UTF8, encoding);

	buf_init(out);
	if (mark && encoding == ENCODING_UTF16LE)
		buf_add_text(out, "\xFF\xFE");
	if (mark && encoding == ENCODING_UTF16BE)
		buf_add_text(out, "\xFE\xFF");
	if (encoding == ENCODING_UTF8_BOM)
		buf_add_text(out, "\xEF\xBB\xBF");
	recoder_add(recoder, view_of(text), out);
	recoder_free(recoder);
}

static enum encoding
found(const struct buf *bytes, size_t piece)
{
	struct encoding_scan scan = {0};

	for (size_t at = 0; at < bytes->len; at += piece)
		encoding_scan_add(&scan, bytes->data + at, bytes->len - at < piece ? bytes->len - at : piece);
	return encoding_found(&scan);
}

static void
each_is_found(void **state)
{
	struct buf bytes;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		for (enum encoding encoding = 0; encoding < ENCODING_COUNT; encoding++) {
			recode(texts[i], encoding, true, &bytes);
			assert_int_equal(found(&bytes, 1000), encoding);
			assert_int_equal(found(&bytes, 1), encoding);
			buf_release(&bytes);
		}
}

static void
utf16_without_a_mark(void **state)
{
	struct buf bytes;

	(void)state;
	recode(texts[0], ENCODING_UTF16LE, false, &bytes);
	assert_int_equal(found(&bytes, 7), ENCODING_UTF16LE);
	buf_release(&bytes);
	recode(texts[0], ENCODING_UTF16BE, false, &bytes);
	assert_int_equal(found(&bytes, 7), ENCODING_UTF16BE);
	buf_release(&bytes);
}

static void
ascii_is_utf8(void **state)
{
	struct buf bytes = {0};

	(void)state;
	buf_add_text(&bytes, "name;phone\nIvan;89161234567\n");
	assert_int_equal(found(&bytes, 5), ENCODING_UTF8);
	buf_release(&bytes);
}

static void
pieces_are_recoded_whole(void **state)
{
	struct buf bytes, back;

	(void)state;
	for (enum encoding encoding = 0; encoding < ENCODING_COUNT; encoding++)
		for (size_t piece = 1; piece < 4; piece++) {
			recode(texts[3], encoding, false, &bytes);
			struct recoder *recoder = recoder_new(encoding, ENCODING_UTF8);
			size_t mark = encoding_mark(encoding, bytes.data, bytes.len);
			buf_init(&back);
			for (size_t at = mark; at < bytes.len; at += piece) {
				size_t len = bytes.len - at < piece ? bytes.len - at : piece;
				recoder_add(recoder, (struct view){bytes.data + at, len}, &back);
			}
			assert_string_equal(back.data, texts[3]);
			recoder_free(recoder);
			buf_release(&bytes);
			buf_release(&back);
		}
}

static void
what_cannot_be_read_is_marked(void **state)
{
	struct buf back;

	(void)state;
	buf_init(&back);
	struct recoder *recoder = recoder_new(ENCODING_CP1251, ENCODING_UTF8);
	recoder_add(recoder, view_of("\xC0\x98\xC1"), &back);
	assert_string_equal(back.data, "А\xEF\xBF\xBD" "Б");
	recoder_free(recoder);
	buf_clear(&back);
	recoder = recoder_new(ENCODING_UTF8, ENCODING_CP1251);
	recoder_add(recoder, view_of("А中Б"), &back);
	assert_string_equal(back.data, "\xC0?\xC1");
	recoder_free(recoder);
	buf_release(&back);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_is_found), cmocka_unit_test(utf16_without_a_mark), cmocka_unit_test(ascii_is_utf8),
		cmocka_unit_test(pieces_are_recoded_whole), cmocka_unit_test(what_cannot_be_read_is_marked),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
