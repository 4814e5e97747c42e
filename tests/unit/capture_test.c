/* capture_test.c - what a capture lacks, what its boxes say, its codes: values only. */
#include "compliance/capture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "compliance/code_check.h"

#include <cmocka.h>

static uint8_t scan[SHA256_SIZE] = {1};
static struct form form = {.name = "desk", .legal_entity_inn = 7701234567, .entity = "ООО «Ромашка»", .zone = "Europe/Moscow", .items = 2,
	.item = {
		{.place = 1, .wording_id = 5, .code = CONSENT_AD_CHANNEL, .wording = "ad", .version = 1, .language = "ru", .body = "А",
		    .channels = 4, .purposes = 1, .processors = "[]"},
		{.place = 2, .wording_id = 6, .code = CONSENT_HEALTH_WRITTEN, .wording = "health", .version = 1, .language = "ru",
		    .body = "Б", .channels = 1, .purposes = 1, .processors = "[\"mango\"]"},
	}};

static struct capture
paper(void)
{
	return (struct capture){.way = CAPTURE_PAPER, .form = &form, .given = 1, .at = day_number(2026, 11, 23) * DAY,
		.staff = 1, .identity_shown = "паспорт", .file_sha256 = scan, .address = {.kind = ADDRESS_PHONE}};
}

/* Each line takes one thing away from a capture that is whole. */
static void
each_way_has_its_evidence(void **state)
{
	struct capture c = paper();

	(void)state;
	assert_null(capture_fault(&c));
	c.staff = 0;
	assert_non_null(capture_fault(&c));
	c = paper(), c.identity_shown = "";
	assert_non_null(capture_fault(&c));
	c = paper(), c.file_sha256 = NULL;
	assert_non_null(capture_fault(&c));
	c = paper(), c.given = 0;
	assert_non_null(capture_fault(&c));
	c = paper(), c.refused = 1;
	assert_non_null(capture_fault(&c));
	c = paper(), c.given = 4;
	assert_non_null(capture_fault(&c));
	c = paper(), c.representative = 2;
	assert_non_null(capture_fault(&c));
	c = paper(), c.authority = "доверенность";
	assert_non_null(capture_fault(&c));
	c = paper(), c.way = CAPTURE_VOICE, c.offset_ms = 0;
	assert_null(capture_fault(&c));
	c.offset_ms = -1;
	assert_non_null(capture_fault(&c));
	c = paper(), c.way = CAPTURE_VOICE, c.given = 2;
	assert_non_null(capture_fault(&c));	/* C-04: never the written form */
	c.given = 0, c.refused = 2;
	assert_null(capture_fault(&c));		/* a refusal may be spoken */
	c = paper(), c.way = CAPTURE_WEB;
	assert_non_null(capture_fault(&c));
	c.code_check = (struct uuid){{1}};
	assert_null(capture_fault(&c));
	c = paper(), c.way = CAPTURE_UNKNOWN;
	assert_non_null(capture_fault(&c));
}

static enum consent_lack
lack_of(struct capture *capture, int item, enum consent_act act)
{
	struct consent_said said;

	capture_said(capture, &form.item[item], act, &said);
	said.wording_id = form.item[item].wording_id;	/* as when it is found registered and approved */
	said.wording_approved = true;
	memcpy(said.wording_sha256, form.item[item].sha256, SHA256_SIZE);
	enum consent_lack lack = consent_said_lack(&said);
	consent_said_release(&said);
	return lack;
}

static void
each_way_proves_what_it_can(void **state)
{
	struct capture c = paper();

	(void)state;
	assert_int_equal(lack_of(&c, 0, ACT_given), LACK_NOTHING);
	assert_int_not_equal(lack_of(&c, 1, ACT_given), LACK_NOTHING);	/* C-03: nobody says that the nine groups are filled in */
	c.written = true;
	assert_int_equal(lack_of(&c, 1, ACT_given), LACK_NOTHING);
	c.address.kind = ADDRESS_EMAIL;
	assert_int_equal(lack_of(&c, 0, ACT_given), LACK_NOTHING);	/* shown at the desk with the staff id */
	c.way = CAPTURE_WEB, c.code_check = (struct uuid){{1}}, c.file_sha256 = NULL;
	assert_int_equal(lack_of(&c, 0, ACT_given), LACK_EVIDENCE);	/* from where, with what, in which session */
	c.ip = "192.0.2.1", c.user_agent = "x", c.session = (struct uuid){{2}}, c.code_sent_at = c.at;
	assert_int_equal(lack_of(&c, 0, ACT_given), LACK_NOTHING);
	assert_int_equal(lack_of(&c, 1, ACT_given), LACK_WRITTEN_FORM);	/* a tick */
	c.address.kind = ADDRESS_PHONE;
	assert_int_equal(lack_of(&c, 0, ACT_given), LACK_NOTHING);
	c.way = CAPTURE_VOICE, c.file_sha256 = scan;
	assert_int_equal(lack_of(&c, 0, ACT_given), LACK_IDENTITY);
}

static bool
evidence_says(const struct capture *capture, int item, const char *text)
{
	struct consent_said said;

	capture_said(capture, &form.item[item], ACT_given, &said);
	bool there = strstr(said.evidence.data, text) != NULL;
	consent_said_release(&said);
	return there;
}

static void
the_evidence_says_what_was_seen(void **state)
{
	struct capture c = paper();

	(void)state;
	c.written = false;
	assert_false(evidence_says(&c, 1, "\"written\""));
	c.written = true;
	assert_false(evidence_says(&c, 0, "\"written\""));
	assert_true(evidence_says(&c, 1, "\"term\",\"signature\",\"processor\"]"));
	c.representative = 3, c.authority = "доверенность";
	assert_true(evidence_says(&c, 1, "\"signature\",\"representative\",\"processor\"]"));
	assert_true(evidence_says(&c, 0, "\"local_zone\":\"Europe/Moscow\""));
	c.way = CAPTURE_WEB, c.user_agent = "";
	assert_true(evidence_says(&c, 0, "\"user_agent\":\"-\""));
}

static void
boxes_are_numbers(void **state)
{
	static const char *const wrong[] = {",", "1,", ",1", "0", "13", "1;2", "a", "1 ,2", "-1", "1,,2", "0001", "99999999999"};
	uint16_t bits;

	(void)state;
	assert_true(capture_places("", &bits) && bits == 0);
	assert_true(capture_places("1", &bits) && bits == 1);
	assert_true(capture_places("1,3,12", &bits) && bits == (1 | 4 | 1 << 11));
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		if (capture_places(wrong[i], &bits))
			fail_msg("\"%s\" was taken", wrong[i]);
}

static void
a_code_is_its_attempts(void **state)
{
	struct installation_key key = {{1}}, other = {{2}};
	char code[CODE_TEXT], spaced[10];
	int same = 0, first[10] = {0};
	struct uuid read;

	(void)state;
	for (int i = 0; i < 2000; i++) {
		struct uuid attempt = {{(uint8_t)i, (uint8_t)(i >> 8)}}, next = {{(uint8_t)i, (uint8_t)(i >> 8), 1}};
		code_make(&key, attempt, code);
		assert_int_equal(strspn(code, "0123456789"), CODE_DIGITS);
		assert_true(code_is(&key, attempt, view_of(code)));
		same += code_is(&other, attempt, view_of(code)) + code_is(&key, next, view_of(code));
		first[code[0] - '0']++;
	}
	assert_true(same <= 1);
	for (int digit = 0; digit < 10; digit++)
		assert_in_range(first[digit], 140, 260);
	struct uuid attempt = {{5}};
	code_make(&key, attempt, code);
	memcpy(spaced, (char[]){code[0], code[1], code[2], ' ', code[3], code[4], code[5], '\0'}, 8);
	assert_true(code_is(&key, attempt, view_of(spaced)));
	spaced[3] = 'x';
	assert_false(code_is(&key, attempt, view_of(spaced)));
	assert_false(code_is(&key, attempt, (struct view){code, 5}));
	assert_false(code_is(&key, attempt, (struct view){code, 0}));
	assert_false(code_is(&key, attempt, view_of("0000000000000000")));
	assert_false(confirm_token_read(&key, view_of(code), &read));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_way_has_its_evidence),
		cmocka_unit_test(each_way_proves_what_it_can),
		cmocka_unit_test(the_evidence_says_what_was_seen),
		cmocka_unit_test(boxes_are_numbers),
		cmocka_unit_test(a_code_is_its_attempts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
