/* entry_test.c - the body of an entry: its members in their order, and who ran a command by the operating system. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/clock.h"
#include "compliance/entry.h"

#include <cmocka.h>

static void
ends_with(const char *process, const char *end)
{
	const struct entry entry = {.what = ENTRY_FILE_GONE, .at = 1795420800 * SECOND, .who_kind = "staff", .who_id = 3, .process = process};
	struct buf body = {0};

	entry_write(&entry, view_of("{\"file\":7}"), &body);
	assert_non_null(strstr(body.data, "{\"at\":\"2026-11-23T"));
	assert_non_null(strstr(body.data, ",\"data\":{\"file\":7},\"id\":"));
	assert_string_equal(strstr(body.data, "\"v\":1"), end);
	buf_release(&body);
}

static void
a_command_says_who_ran_it(void **unused)
{
	(void)unused;
	ends_with("cli", "\"v\":1,\"what\":\"file.gone\",\"who\":{\"id\":3,\"kind\":\"staff\"}}");
	entry_run_by(1001);
	ends_with("cli", "\"v\":1,\"what\":\"file.gone\",\"who\":{\"id\":3,\"kind\":\"staff\",\"os_uid\":1001}}");
	entry_run_by(0);
	ends_with("cli", "\"v\":1,\"what\":\"file.gone\",\"who\":{\"id\":3,\"kind\":\"staff\",\"os_uid\":0}}");
	ends_with("web", "\"v\":1,\"what\":\"file.gone\",\"who\":{\"id\":3,\"kind\":\"staff\"}}");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(a_command_says_who_ran_it)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
