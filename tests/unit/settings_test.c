/* settings_test.c - one file and the environment: defaults, bounds, unknown keys with the nearest name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "config/settings.h"

#include <cmocka.h>

static bool
load(const char *text, struct settings *out, struct err *err)
{
	char path[64];
	struct err wrong;

	snprintf(path, sizeof(path), "/tmp/dozvon-settings-%ld.yaml", (long)getpid());
	assert_true(file_write_whole(path, text, strlen(text), &wrong));
	bool loaded = settings_load(path, out, err);
	unlink(path);
	return loaded;
}

static void
what_is_not_said_is_standard(void **unused)
{
	struct settings settings;
	struct err err;

	(void)unused;
	assert_true(settings_load(NULL, &settings, &err));
	assert_int_equal(settings.batch, 500);
	assert_string_equal(settings.language, "ru");
	settings_release(&settings);
	assert_true(load("batch: 7\nlanguage: en\n", &settings, &err));
	assert_int_equal(settings.batch, 7);
	assert_int_equal(settings.connections, 64);
	assert_string_equal(settings.language, "en");
	settings_release(&settings);
}

static void
what_is_wrong_is_named(void **unused)
{
	static const struct {
		const char *text, *where, *says;
	} wrong[] = {
		{"batch: 7\nbach: 7\n", ":2", "batch"}, {"conections: 7\n", ":1", "connections"}, {"batch: 0\n", ":1", "from 1 to 1000"},
		{"batch: 1001\n", ":1", "1001"}, {"batch: many\n", ":1", "many"}, {"batch: 7x\n", ":1", "7x"}, {"batch: \"\"\n", ":1", "whole number"},
		{"batch: 99999999999999999999\n", ":1", "whole number"}, {"batch: [7]\n", ":1", "batch"}, {"- batch\n", ":1", "name: value"},
		{"batch: 7\nbatch: 8\n", ":2", "twice"}, {"", ":1", "empty"},
		{"language: de\n", "language", "neither ru nor en"}, {"batch: \xff\n", ":1", "no YAML"},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		struct settings settings;
		struct err err = {0};
		assert_false(load(wrong[i].text, &settings, &err));
		if (strstr(err.text, wrong[i].where) == NULL || strstr(err.text, wrong[i].says) == NULL)
			fail_msg("%s: \"%s\"", wrong[i].text, err.text);
		assert_int_equal(err.kind, ERR_INPUT);
	}
}

/* The nearest name too, and where: each is a text of its own in the catalogue. */
static void
what_is_wrong_is_said_in_russian(void **unused)
{
	struct settings settings;
	struct err err = {0};

	(void)unused;
	lang_set(LANG_RU);
	assert_false(load("bach: 7\n", &settings, &err));
	assert_non_null(strstr(err.text, "неизвестный ключ; может быть, «batch»?"));
	setenv("DOZVON_BATCH", "many", 1);
	assert_false(load("batch: 7\n", &settings, &err));
	assert_non_null(strstr(err.text, "окружение: batch: «many»"));
	unsetenv("DOZVON_BATCH");
	lang_set(LANG_EN);
}

static void
the_environment_overrides_within_bounds(void **unused)
{
	struct settings settings;
	struct err err = {0};

	(void)unused;
	setenv("DOZVON_BATCH", "9", 1);
	setenv("DOZVON_PUBLIC_URL", "https://clinic.example", 1);
	assert_true(load("batch: 7\n", &settings, &err));
	assert_int_equal(settings.batch, 9);
	assert_string_equal(settings.public_url, "https://clinic.example");
	settings_release(&settings);
	setenv("DOZVON_BATCH", "5000", 1);
	assert_false(load("batch: 7\n", &settings, &err));
	assert_non_null(strstr(err.text, "environment"));
	unsetenv("DOZVON_BATCH");
	unsetenv("DOZVON_PUBLIC_URL");
}

static void
what_is_printed_reads_back(void **unused)
{
	struct settings settings, again;
	struct buf text = {0}, more = {0};
	struct err err = {0};

	(void)unused;
	assert_true(load("batch: 7\ndatabase: \"host=/tmp dbname=x\"\nclock: fixed 2026-11-23T08:00:00Z\n", &settings, &err));
	settings_print(&settings, &text);
	if (!load(text.data, &again, &err))
		fail_msg("%s", err.text);
	settings_print(&again, &more);
	assert_string_equal(text.data, more.data);
	settings_dsn(&again, "dozvon_web", &more);
	assert_non_null(strstr(more.data, "user=dozvon_web"));
	settings_release(&settings);
	settings_release(&again);
	buf_release(&text);
	buf_release(&more);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_not_said_is_standard),
	    cmocka_unit_test(what_is_wrong_is_named),
	    cmocka_unit_test(what_is_wrong_is_said_in_russian),
	    cmocka_unit_test(the_environment_overrides_within_bounds),
	    cmocka_unit_test(what_is_printed_reads_back),
	};
	lang_set(LANG_EN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
