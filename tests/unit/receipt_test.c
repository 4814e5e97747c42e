/* receipt_test.c - receipts as JSON: the golden file, the schema, nothing personal; and their links. */
#include "compliance/receipt.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/clock.h"
#include "compliance/capture.h"

#include <cmocka.h>

static struct form form;
static struct consent_said said[2];

static struct form_item
make_item(int place, enum consent_code code, const char *name, uint16_t channels, const char *processors)
{
	struct form_item item = {.place = place, .wording_id = 10 + place, .code = code, .wording = name, .version = 2,
		.language = "ru", .body = "Текст", .channels = channels,
		.purposes = WORD_BIT(PURPOSE_AD_PROMO) | WORD_BIT(PURPOSE_SURVEY), .processors = processors, .months = place == 1 ? 3 : 0};

	sha256("Текст", strlen("Текст"), item.sha256);
	return item;
}

static int
make(void **state)
{
	static uint8_t scan[SHA256_SIZE] = {7};
	struct capture capture = {.way = CAPTURE_PAPER, .form = &form, .given = 1, .refused = 2, .staff = 4,
		.at = day_number(2026, 11, 30) * DAY, .identity_shown = "паспорт", .file_sha256 = scan};

	(void)state;
	form = (struct form){.name = "desk", .legal_entity_inn = 7701234567, .entity = "ООО «Ромашка»", .zone = "Europe/Moscow",
		.items = 2};
	form.item[0] = make_item(1, CONSENT_AD_CHANNEL, "ad", WORD_BIT(CHANNEL_SMS), "[]");
	form.item[1] = make_item(2, CONSENT_HEALTH_WRITTEN, "health", WORD_BIT(CHANNEL_CALL_OPERATOR), "[\"mango\",\"smsc\"]");
	strcpy(capture.address.text, "+79161234567");
	capture.address.kind = ADDRESS_PHONE;
	memset(capture.address.token, 0xab, TOKEN_SIZE);
	assert_null(capture_fault(&capture));
	capture_said(&capture, &form.item[0], ACT_given, &said[0]);
	capture_said(&capture, &form.item[1], ACT_refused, &said[1]);
	consent_said_identify(&said[0]);
	consent_said_identify(&said[1]);
	return 0;
}

static int
drop(void **state)
{
	(void)state;
	consent_said_release(&said[0]);
	consent_said_release(&said[1]);
	return 0;
}

static void
write(struct buf *out)
{
	static const bool proven[] = {true, false};
	struct receipt receipt = {.id = {{1}}, .made_at = day_number(2026, 11, 30) * DAY, .form = &form, .said = said,
		.proven = proven, .count = 2};

	receipt_write(&receipt, out);
}

/* RECEIPT_WRITE=1 writes the file anew. */
static void
it_is_as_it_was(void **state)
{
	static const char golden[] = "tests/golden/receipt.json";
	struct buf text = {0}, want = {0};
	struct err err;

	(void)state;
	write(&text);
	buf_add_char(&text, '\n');
	if (getenv("RECEIPT_WRITE") != NULL)
		assert_true(file_write_whole(golden, text.data, text.len, &err));
	assert_true(buf_read_file(&want, golden, 1 << 20, &err));
	assert_string_equal(text.data, want.data);
	assert_null(strstr(text.data, "79161234567"));
	assert_non_null(strstr(text.data, "\"valid_until\":\"2027-02-28T00:00:00.000000Z\""));	/* three months after 30 November */
	buf_release(&text);
	buf_release(&want);
}

static bool
is_of_type(const json_t *value, const char *type)
{
	return strcmp(type, "object") == 0 ? json_is_object(value) : strcmp(type, "array") == 0 ? json_is_array(value) :
	    strcmp(type, "string") == 0 ? json_is_string(value) : strcmp(type, "integer") == 0 ? json_is_integer(value) :
	    strcmp(type, "boolean") == 0 ? json_is_boolean(value) : strcmp(type, "null") == 0 && json_is_null(value);
}

/* The words of JSON Schema that our schema uses; the path of what does not fit, or NULL. */
static const char *
misfit(json_t *schema, json_t *value, const char *path)
{
	json_t *type = json_object_get(schema, "type"), *words = json_object_get(schema, "enum"), *one;
	const char *name;
	size_t i;
	bool right = json_is_string(type) && is_of_type(value, json_string_value(type));

	json_array_foreach(type, i, one)
		right = right || is_of_type(value, json_string_value(one));
	if (words != NULL) {
		bool listed = false;
		json_array_foreach(words, i, one)
			listed = listed || json_equal(one, value);
		right = right && listed;
	}
	json_array_foreach(json_object_get(schema, "required"), i, one)
		right = right && json_object_get(value, json_string_value(one)) != NULL;
	if (!right)
		return path;
	json_object_foreach(value, name, one) {
		json_t *member = json_object_get(json_object_get(schema, "properties"), name);
		const char *wrong = member == NULL ? name : misfit(member, one, name);
		if (wrong != NULL)
			return wrong;
	}
	if (json_is_array(value))
		json_array_foreach(value, i, one) {
			const char *wrong = misfit(json_object_get(schema, "items"), one, path);
			if (wrong != NULL)
				return wrong;
		}
	return NULL;
}

static void
it_fits_its_schema(void **state)
{
	struct buf text = {0};
	json_t *schema = json_load_file("docs/receipt.schema.json", JSON_REJECT_DUPLICATES, NULL);

	(void)state;
	assert_non_null(schema);
	write(&text);
	json_t *receipt = json_loadb(text.data, text.len, JSON_REJECT_DUPLICATES, NULL);
	const char *wrong = misfit(schema, receipt, "receipt");
	if (wrong != NULL)
		fail_msg("%s does not fit", wrong);
	/* the test can fail: a wrong word, a wrong type, a stranger, a missing member */
	json_object_set_new(receipt, "jurisdiction", json_string("US"));
	assert_string_equal(misfit(schema, receipt, "receipt"), "jurisdiction");
	json_object_set_new(receipt, "jurisdiction", json_integer(1));
	assert_string_equal(misfit(schema, receipt, "receipt"), "jurisdiction");
	json_object_set_new(receipt, "jurisdiction", json_string("RU"));
	json_object_set_new(receipt, "phone", json_string("x"));
	assert_string_equal(misfit(schema, receipt, "receipt"), "phone");
	json_object_del(receipt, "phone");
	json_object_del(json_object_get(json_array_get(json_object_get(receipt, "consents"), 0), "notice"), "sha256");
	assert_string_equal(misfit(schema, receipt, "receipt"), "notice");
	json_decref(receipt);
	json_decref(schema);
	buf_release(&text);
}

static void
a_link_of_one_use_is_none_of_another(void **state)
{
	struct installation_key key = {{3}}, other = {{4}};
	struct uuid id = {{9, 8, 7}}, read;
	char token[LINK_TOKEN_TEXT];

	(void)state;
	receipt_token_make(&key, id, token);
	assert_true(receipt_token_read(&key, view_of(token), &read));
	assert_true(uuid_equal(id, read));
	assert_false(receipt_token_read(&other, view_of(token), &read));
	assert_false(link_token_read(&key, view_of("confirm"), view_of(token), &read));
	assert_false(link_token_read(&key, view_of("receip"), view_of(token), &read));
	token[30] = token[30] == 'A' ? 'B' : 'A';
	assert_false(receipt_token_read(&key, view_of(token), &read));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_as_it_was),
		cmocka_unit_test(it_fits_its_schema),
		cmocka_unit_test(a_link_of_one_use_is_none_of_another),
	};
	return cmocka_run_group_tests(tests, make, drop);
}
