/* phone_test.c - phone numbers as people write them: tables of texts and what they mean. */
#include "base/phone.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include "base/lang.h"

#include <cmocka.h>

static const struct {
	const char *text;
	const char *e164;
	const char *extension;
} right[] = {
	{"+79161234567", "+79161234567", ""},
	{"89161234567", "+79161234567", ""},
	{"79161234567", "+79161234567", ""},
	{"9161234567", "+79161234567", ""},
	{"8 (916) 123-45-67", "+79161234567", ""},
	{"8(916)123-45-67", "+79161234567", ""},
	{"+7 916 123 45 67", "+79161234567", ""},
	{"+7-916-123-45-67", "+79161234567", ""},
	{"8.916.123.45.67", "+79161234567", ""},
	{"8/916/123/45/67", "+79161234567", ""},
	{" \t8 916 1234567\r\n", "+79161234567", ""},
	{"++7 916 123-45-67", "+79161234567", ""},
	{"(8-916) 123 45 67", "+79161234567", ""},
	{"+7 (8 916) 123-45-67", "+79161234567", ""},
	{"7 8 916 1234567", "+79161234567", ""},
	{"+8 (916) 123-45-67", "+79161234567", ""},
	{"8 10 7 916 123 45 67", "+79161234567", ""},
	{"00 7 916 123 45 67", "+79161234567", ""},
	{"+7\u00a0916\u00a0123\u201145\u201167", "+79161234567", ""},
	{"8\u202f916\u2009123\u201445\u221267", "+79161234567", ""},
	{"\u202a+7 916 123-45-67\u202c", "+79161234567", ""},
	{"\ufeff+79161234567\u200b", "+79161234567", ""},
	{"\uff0b\uff17\uff19\uff11\uff16\uff11\uff12\uff13\uff14\uff15\uff16\uff17", "+79161234567", ""},
	{"\uff18\uff08\uff19\uff11\uff16\uff09\uff11\uff12\uff13\uff0d\uff14\uff15\uff0d\uff16\uff17", "+79161234567", ""},
	{"'+79161234567", "+79161234567", ""},
	{"79161234567.0", "+79161234567", ""},
	{"79161234567,0", "+79161234567", ""},
	{"89161234567.00", "+79161234567", ""},
	{"7,9161234567E+10", "+79161234567", ""},
	{"7.9161234567e10", "+79161234567", ""},
	{"тел. 8 916 123-45-67", "+79161234567", ""},
	{"Тел.: 8 916 123-45-67", "+79161234567", ""},
	{"ТЕЛ 8 916 123-45-67", "+79161234567", ""},
	{"т. моб. 8 916 123-45-67", "+79161234567", ""},
	{"8 916 123-45-67 (моб.)", "+79161234567", ""},
	{"tel:+79161234567", "+79161234567", ""},
	{"8(4922)12-34-56", "+74922123456", ""},
	{"(4922) 12-34-56", "+74922123456", ""},
	{"8-81853-4-56-78", "+78185345678", ""},
	{"+7 495 123-45-67 доб. 123", "+74951234567", "123"},
	{"+7 495 123-45-67, доб. 123", "+74951234567", "123"},
	{"+7 495 123-45-67 (доб. 123)", "+74951234567", "123"},
	{"+7 495 123-45-67 доб.123", "+74951234567", "123"},
	{"+7 495 123-45-67 ДОБ 12-34", "+74951234567", "1234"},
	{"+7 495 123-45-67 добавочный 5", "+74951234567", "5"},
	{"+7 495 123-45-67 доп. 5", "+74951234567", "5"},
	{"+7 495 123-45-67 вн. 55", "+74951234567", "55"},
	{"+7 495 123-45-67 внутр. 55", "+74951234567", "55"},
	{"+7 495 123-45-67 ext 55", "+74951234567", "55"},
	{"+7 495 123-45-67 ext. 55", "+74951234567", "55"},
	{"+7 495 123-45-67 x55", "+74951234567", "55"},
	{"+7 495 123-45-67 х55", "+74951234567", "55"},
	{"+7 495 123-45-67,123", "+74951234567", "123"},
	{"+7 495 123-45-67, 123", "+74951234567", "123"},
	{"+7 495 123-45-67 # 7", "+74951234567", "7"},
	{"tel:+7-495-123-45-67;ext=123", "+74951234567", "123"},
	{"8 800 200-02-00", "+78002000200", ""},
	{"8002000200", "+78002000200", ""},
	{"8 701 123 45 67", "+77011234567", ""},
	{"+7 701 123 45 67", "+77011234567", ""},
	{"7011234567", "+77011234567", ""},
	{"+7 856 312 34 56", "+78563123456", ""},
	{"8-10-375-29-123-45-67", "+375291234567", ""},
	{"8 10 (375 29) 123-45-67", "+375291234567", ""},
	{"+375 29 123-45-67", "+375291234567", ""},
	{"00375291234567", "+375291234567", ""},
	{"+998 90 123 45 67", "+998901234567", ""},
	{"+44 (0)20 7946 0958", "+442079460958", ""},
	{"+39 06 698 12345", "+390669812345", ""},
	{"+1 (212) 555-01-23", "+12125550123", ""},
	{"+49 30 123456", "+4930123456", ""},
	{"+84 951 234 567", "+84951234567", ""},
};

static const struct {
	const char *text;
	enum phone_fault fault;
} wrong[] = {
	{"", PHONE_EMPTY},
	{" \t\r\n ", PHONE_EMPTY},
	{"-", PHONE_NO_DIGITS},
	{"нет", PHONE_NO_DIGITS},
	{"+", PHONE_NO_DIGITS},
	{"тел.", PHONE_NO_DIGITS},
	{"не звонить!", PHONE_NO_DIGITS},
	{"123-45-67", PHONE_TOO_SHORT},
	{"916123456", PHONE_TOO_SHORT},
	{"8 916 123 45 6", PHONE_IMPOSSIBLE},		/* ten digits, as 891 612-34-56 would have */
	{"+7 916 123 45 6", PHONE_TOO_SHORT},
	{"8 916 123 45 678", PHONE_TOO_LONG},
	{"+7 916 123 45 678", PHONE_TOO_LONG},
	{"19161234567", PHONE_TOO_LONG},
	{"375291234567", PHONE_TOO_LONG},		/* foreign, but nothing says so */
	{"8 916 123 45 67 8 926 123 45 67 8 936 123 45 67", PHONE_TOO_LONG},
	{"7,92E+10", PHONE_ROUNDED},
	{"7.92E+10", PHONE_ROUNDED},
	{"7,91612E+10", PHONE_ROUNDED},
	{"7,92e10", PHONE_ROUNDED},
	{"8E+10", PHONE_ROUNDED},
	{"112", PHONE_IMPOSSIBLE},
	{"+71234567890", PHONE_IMPOSSIBLE},
	{"8 123 456 78 90", PHONE_IMPOSSIBLE},
	{"+7 500 123 45 67", PHONE_IMPOSSIBLE},
	{"+7 0916 12 34 56", PHONE_IMPOSSIBLE},
	{"+7 344 123 45 67", PHONE_IMPOSSIBLE},
	{"7916123456", PHONE_IMPOSSIBLE},		/* a digit is missing; not Kazakhstan's 791 */
	{"+999 12 345 67 89", PHONE_IMPOSSIBLE},
	{"+0 916 123 45 67", PHONE_IMPOSSIBLE},
	{"+375 29 123", PHONE_TOO_SHORT},
	{"+998 90 123 45 678", PHONE_TOO_LONG},
	{"8 916 123-45-67 Иван", PHONE_STRANGE},
	{"не звонить 8 916 123-45-67", PHONE_STRANGE},
	{"8 916 123-45-67?", PHONE_STRANGE},
	{"8 916 12З-45-67", PHONE_STRANGE},		/* the letter, not the digit */
	{"8 916 123 xx xx", PHONE_STRANGE},
	{"8 916 123-45-67 доб.", PHONE_STRANGE},
	{"доб. 5", PHONE_STRANGE},
	{"8 495 123-45-67, 765-43-21", PHONE_STRANGE},	/* a second number without its code, not an extension */
	{"8 495 123-45-67 доб. 123456789012", PHONE_TOO_LONG},
	{"8 495 123-45-67 доб. 1 доб. 2", PHONE_STRANGE},
	{"8+79161234567", PHONE_STRANGE},
	{"8916\n1234567", PHONE_STRANGE},
	{"8 916 123\xff 45 67", PHONE_STRANGE},
	{"ivan@example.ru", PHONE_NO_DIGITS},
};

static void
right_texts_become_numbers(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(right) / sizeof(right[0]); i++) {
		struct phone phone;
		enum phone_fault fault;
		if (!phone_parse(view_of(right[i].text), &phone, &fault))
			fail_msg("\"%s\": %s", right[i].text, phone_fault_text(fault));
		if (fault != PHONE_OK || strcmp(phone.e164, right[i].e164) != 0 ||
		    strcmp(phone.extension, right[i].extension) != 0)
			fail_msg("\"%s\": %s доб. \"%s\"", right[i].text, phone.e164, phone.extension);
	}
}

static void
wrong_texts_name_their_fault(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		struct phone phone;
		struct phone before;
		enum phone_fault fault;
		memset(&phone, 'x', sizeof(phone));
		before = phone;
		if (phone_parse(view_of(wrong[i].text), &phone, &fault))
			fail_msg("\"%s\": %s", wrong[i].text, phone.e164);
		if (fault != wrong[i].fault)
			fail_msg("\"%s\": %s", wrong[i].text, phone_fault_text(fault));
		assert_memory_equal(&phone, &before, sizeof(phone));
	}
}

static void
a_cell_may_hold_several(void **state)
{
	static const struct {
		const char *cell;
		const char *numbers;		/* joined with a space, extension after x */
		enum phone_fault fault;
	} cells[] = {
		{"8 916 123-45-67", "+79161234567", PHONE_OK},
		{"8 916 123-45-67; 8 495 123-45-67 доб. 5", "+79161234567 +74951234567x5", PHONE_OK},
		{"8 916 123-45-67, 8 926 123-45-67", "+79161234567 +79261234567", PHONE_OK},
		{"89161234567,89261234567", "+79161234567 +79261234567", PHONE_OK},
		{"8 916 123-45-67/8 926 123-45-67", "+79161234567 +79261234567", PHONE_OK},
		{"8 916 123-45-67\n8 926 123-45-67\r\n", "+79161234567 +79261234567", PHONE_OK},
		{"8 916 123-45-67 или 8 926 123-45-67", "+79161234567 +79261234567", PHONE_OK},
		{"8 916 123-45-67 и 8 926 123-45-67", "+79161234567 +79261234567", PHONE_OK},
		{"8 916 123 45 67 8 926 123 45 67", "+79161234567 +79261234567", PHONE_OK},
		{"9161234567 9261234567", "+79161234567 +79261234567", PHONE_OK},
		{"+79161234567+79261234567", "+79161234567 +79261234567", PHONE_OK},
		{"+7 916 123 45 67 +375 29 123 45 67", "+79161234567 +375291234567", PHONE_OK},
		{"тел. 8 916 123-45-67, моб. 8 926 123-45-67", "+79161234567 +79261234567", PHONE_OK},
		{"8 495 123-45-67,123", "+74951234567x123", PHONE_OK},
		{"8 495 123-45-67, доб. 123; 8 495 123-45-68", "+74951234567x123 +74951234568", PHONE_OK},
		{"tel:+74951234567;ext=12;89161234567", "+74951234567x12 +79161234567", PHONE_OK},
		{"8(916)123/45/67", "+79161234567", PHONE_OK},
		{";; 8 916 123-45-67 ;", "+79161234567", PHONE_OK},
		{"8 (4922) 12-34-56/57", "+74922123456", PHONE_TOO_SHORT},
		{"8 495 123-45-67, 765-43-21", "+74951234567", PHONE_TOO_SHORT},
		{"112; 8 916 123-45-67; нет", "+79161234567", PHONE_IMPOSSIBLE},
		{"8 916 123-45-67; 7,92E+10", "+79161234567", PHONE_ROUNDED},
		{"7,92E+10", "", PHONE_ROUNDED},
		{"", "", PHONE_EMPTY},
		{" ; ", "", PHONE_EMPTY},
		{"нет", "", PHONE_NO_DIGITS},
		{"1;2;3;8 916 123-45-67", "+79161234567", PHONE_TOO_SHORT},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
		struct phone phone[4];
		enum phone_fault fault;
		char got[200] = "";
		int count = phone_parse_cell(view_of(cells[i].cell), phone, 4, &fault);
		for (int j = 0; j < count; j++) {
			strcat(got, j > 0 ? " " : "");
			strcat(got, phone[j].e164);
			strcat(got, phone[j].extension[0] != '\0' ? "x" : "");
			strcat(got, phone[j].extension);
		}
		if (strcmp(got, cells[i].numbers) != 0 || fault != cells[i].fault)
			fail_msg("\"%s\": \"%s\", %s", cells[i].cell, got, phone_fault_text(fault));
	}
}

static void
a_cell_gives_no_more_than_asked(void **state)
{
	struct phone phone[2];
	enum phone_fault fault;

	(void)state;
	assert_int_equal(phone_parse_cell(view_of("9161234567;9161234568;9161234569"), phone, 2, &fault), 2);
	assert_string_equal(phone[1].e164, "+79161234568");
	assert_int_equal(fault, PHONE_OK);
}

static void
a_huge_cell_is_refused_at_once(void **state)
{
	static char cell[1 << 20];
	struct phone phone[2];
	enum phone_fault fault;

	(void)state;
	memset(cell, ' ', sizeof(cell));
	memcpy(cell, "89161234567", 11);
	assert_int_equal(phone_parse_cell((struct view){cell, sizeof(cell)}, phone, 2, &fault), 0);
	assert_int_equal(fault, PHONE_TOO_LONG);
}

static void
masks_hide_the_middle(void **state)
{
	char mask[PHONE_MASK_TEXT];

	(void)state;
	phone_mask("+79161234567", mask);
	assert_string_equal(mask, "+7916***4567");
	phone_mask("+375291234567", mask);
	assert_string_equal(mask, "+3752***4567");
	phone_mask("+29912345", mask);
	assert_string_equal(mask, "+29***45");
	phone_mask("+24712", mask);
	assert_string_equal(mask, "+***12");
	phone_mask("", mask);
	assert_string_equal(mask, "***");
}

static void
every_fault_is_said_in_russian(void **state)
{
	(void)state;
	for (int fault = PHONE_EMPTY; fault <= PHONE_STRANGE; fault++) {
		const char *english = phone_fault_text((enum phone_fault)fault);
		if (strcmp(say(english), english) == 0)
			fail_msg("messages.ru has no line for: %s", english);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(right_texts_become_numbers),
		cmocka_unit_test(wrong_texts_name_their_fault),
		cmocka_unit_test(a_cell_may_hold_several),
		cmocka_unit_test(a_cell_gives_no_more_than_asked),
		cmocka_unit_test(a_huge_cell_is_refused_at_once),
		cmocka_unit_test(masks_hide_the_middle),
		cmocka_unit_test(every_fault_is_said_in_russian),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
