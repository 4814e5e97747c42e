/* json_test.c - what is written is RFC 8785: its vectors, and what would break it stops the process. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/json.h"

#include <cmocka.h>

static struct buf out;

static struct json
begin(void)
{
	struct json json;

	buf_clear(&out);
	json_start(&json, &out);
	return json;
}

static const char *
text_of(const char *text)
{
	struct json json = begin();

	json_text(&json, text);
	return out.data;
}

/* RFC 8785 section 3.2.2.2: two-character escapes, \u00xx in lower case, everything else as it is. */
static void
texts_are_escaped_as_the_paper_says(void **unused)
{
	(void)unused;
	assert_string_equal(text_of("\xe2\x82\xac$\x0f\nA'B\"\\\\\"/"), "\"\xe2\x82\xac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"");
	assert_string_equal(text_of("\b\t\n\f\r\x01\x1f\x7f"), "\"\\b\\t\\n\\f\\r\\u0001\\u001f\x7f\"");
	assert_string_equal(text_of("Привет 😂 </script>"), "\"Привет 😂 </script>\"");
	assert_string_equal(text_of(""), "\"\"");
	assert_string_equal(text_of(NULL), "null");
}

/* Section 3.2.3: members in the order of their names, no spaces. */
static void
a_document_is_what_the_paper_shows(void **unused)
{
	struct json json = begin();

	(void)unused;
	json_object(&json);
	json_key(&json, "literals");
	json_array(&json);
	json_null(&json);
	json_bool(&json, true);
	json_bool(&json, false);
	json_end(&json);
	json_key(&json, "numbers");
	json_array(&json);
	json_int(&json, 0);
	json_int(&json, -1);
	json_int(&json, ((int64_t)1 << 53) - 1);
	json_int(&json, 1 - ((int64_t)1 << 53));
	json_array(&json);
	json_end(&json);
	json_object(&json);
	json_end(&json);
	json_end(&json);
	json_key(&json, "string");
	json_hex(&json, "\x00\xff", 2);
	json_end(&json);
	assert_string_equal(out.data, "{\"literals\":[null,true,false],\"numbers\":[0,-1,9007199254740991,-9007199254740991,[],{}],"
	    "\"string\":\"00ff\"}");
}

static void
instants_are_texts(void **unused)
{
	struct json json = begin();

	(void)unused;
	json_array(&json);
	json_instant(&json, 1795420800 * SECOND);
	json_instant(&json, 0);
	json_end(&json);
	assert_string_equal(out.data, "[\"2026-11-23T08:00:00.000000Z\",null]");
}

static void
keys_out_of_order(void)
{
	struct json json = begin();
	json_object(&json);
	json_key(&json, "b");
	json_int(&json, 1);
	json_key(&json, "a");
}

static void
the_same_key(void)
{
	struct json json = begin();
	json_object(&json);
	json_key(&json, "a");
	json_int(&json, 1);
	json_key(&json, "a");
}

static void
a_number_that_others_round(void)
{
	struct json json = begin();
	json_int(&json, (int64_t)1 << 53);
}

static void
a_value_without_a_key(void)
{
	struct json json = begin();
	json_object(&json);
	json_int(&json, 1);
}

static void
too_deep(void)
{
	struct json json = begin();
	for (int i = 0; i <= JSON_DEPTH; i++)
		json_array(&json);
}

static void
what_is_not_canonical_stops_the_process(void **unused)
{
	static void (*const wrong[])(void) = {keys_out_of_order, the_same_key, a_number_that_others_round, a_value_without_a_key, too_deep};

	(void)unused;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		pid_t pid = fork();
		int status;
		if (pid == 0) {
			close(STDERR_FILENO);
			wrong[i]();
			_exit(0);
		}
		assert_int_equal(waitpid(pid, &status, 0), pid);
		if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
			fail_msg("number %zu was written", i);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(texts_are_escaped_as_the_paper_says),
	    cmocka_unit_test(a_document_is_what_the_paper_shows),
	    cmocka_unit_test(instants_are_texts),
	    cmocka_unit_test(what_is_not_canonical_stops_the_process),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	buf_release(&out);
	return failed;
}
