/* register_route_test.c - the registers over the API: what is read, what is added and by whom, what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "tests/support/http.h"
#include "tests/support/web_process.h"

#include <cmocka.h>

static struct test_web web;

static int
start(void **state)
{
	(void)state;
	if (test_database_is_there())
		test_web_start(&web, 2);
	return 0;
}

static int
finish(void **state)
{
	(void)state;
	return web.port == 0 ? 0 : test_web_stop(&web);
}

static int
ask(const char *login, const char *method, const char *target, const char *body, struct buf *reply)
{
	buf_clear(reply);
	return test_web_ask(&web, login, method, target, "", body, reply);
}

static void
what_is_there_is_read(void **state)
{
	static const struct {
		const char *target, *part;
	} cases[] = {
		{"/api/v1/entities", "\"inn\":7701234567"}, {"/api/v1/branches", "\"zone\":\"Europe/Moscow\""},
		{"/api/v1/staff", "\"login\":\"vera\""}, {"/api/v1/lists", "{\"lists\":["}, {"/api/v1/numbers", "{\"numbers\":["},
		{"/api/v1/senders", "{\"senders\":["}, {"/api/v1/openapi.json", "\"NewSender\""},
	};
	struct buf reply = {0};

	(void)state;
	if (web.port == 0)
		skip();
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_int_equal(ask("anna", "GET", cases[i].target, NULL, &reply), 200);
		if (strstr(test_http_body(&reply), cases[i].part) == NULL)
			fail_msg("%s: %s", cases[i].target, test_http_body(&reply));
	}
	buf_release(&reply);
}

static void
only_who_may_adds_and_only_what_is_right(void **state)
{
	static const struct {
		const char *login, *target, *body;
		int status;
	} cases[] = {
		{NULL, "/api/v1/entities", "{\"inn\":\"7707083893\",\"name\":\"ООО Второе\",\"ogrn\":\"1027700132195\"}", 401},
		{"anna", "/api/v1/entities", "{\"inn\":\"7707083893\",\"name\":\"ООО Второе\"}", 403},
		{"vera", "/api/v1/entities", "{\"inn\":\"7707083894\",\"name\":\"ООО Второе\"}", 400},
		{"vera", "/api/v1/entities", "{\"inn\":\"7707083893\",\"nme\":\"ООО Второе\"}", 400},
		{"vera", "/api/v1/entities", "{\"inn\":\"7707083893\",\"name\":\"ООО Второе\",\"ogrn\":\"1027700132195\"}", 200},
		{"vera", "/api/v1/entities", "{\"inn\":\"7707083893\",\"name\":\"ООО Другое\"}", 409},
		{"vera", "/api/v1/branches", "{\"legal_entity_inn\":\"7707083893\",\"name\":\"Тверь\",\"zone\":\"Europe/Moskva\"}", 400},
		{"vera", "/api/v1/branches", "{\"legal_entity_inn\":\"7707083893\",\"name\":\"Тверь\",\"zone\":\"Europe/Moscow\"}", 200},
		{"vera", "/api/v1/staff", "{\"new_login\":\"gleb\",\"role\":\"king\"}", 400},
		{"vera", "/api/v1/staff", "{\"new_login\":\"gleb\",\"role\":\"agent\"}", 200},
		{"vera", "/api/v1/numbers", "{\"number\":\"74957654321\",\"owner_inn\":\"500100732259\"}", 403},
		{"vera", "/api/v1/numbers", "{\"number\":\"74957654321\",\"owner_inn\":\"7707083893\",\"label\":\"Клиника\",\"contract\":\"М-1\"}", 200},
		{"vera", "/api/v1/senders", "{\"legal_entity_inn\":\"7707083893\",\"name\":\"КЛИНИКА\",\"categories\":\"service\",\"carriers\":\"all\",\"contract\":\"1\"}", 400},
		{"vera", "/api/v1/senders", "{\"legal_entity_inn\":\"7707083893\",\"name\":\"KLINIKA\",\"categories\":\"service\",\"carriers\":\"all\",\"contract\":\"1\"}", 200},
	};
	struct buf reply = {0};
	int added = 0;

	(void)state;
	if (web.port == 0)
		skip();
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int status = ask(cases[i].login, "POST", cases[i].target, cases[i].body, &reply);
		if (status != cases[i].status)
			fail_msg("%s: %d, %s", cases[i].body, status, test_http_body(&reply));
		added += status == 200;
	}
	assert_int_equal(test_sql_int(&web.database, "select count(*) from register_fact where stated_by = 3"), added);
	assert_int_equal(test_sql_int(&web.database, "select count(*) from entry where convert_from(body, 'UTF8') like '%%register.added%%'"), added);
	buf_release(&reply);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_there_is_read), cmocka_unit_test(only_who_may_adds_and_only_what_is_right),
	};

	return cmocka_run_group_tests(tests, start, finish);
}
