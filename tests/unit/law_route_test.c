/* law_route_test.c - what the officer and the marketer state over the API: wordings, templates, documents, states of people. */
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
static struct buf reply;

static int
start(void **state)
{
	(void)state;
	if (test_database_is_there()) {
		test_web_start(&web, 2);
		test_sql(web.database.db, "insert into staff (login, name, role, created_at) values "
		    "('petr', 'Пётр', 'administrator', '2026-11-01Z')");
	}
	return 0;
}

static int
finish(void **state)
{
	(void)state;
	buf_release(&reply);
	return web.port == 0 ? 0 : test_web_stop(&web);
}

/* Each request, who makes it, its status and a part of its answer. */
struct step {
	const char *login, *method, *target, *body;
	int status;
	const char *part;
};

static void
walk(const struct step *steps, size_t count)
{
	if (web.port == 0)
		skip();
	for (size_t i = 0; i < count; i++) {
		buf_clear(&reply);
		int status = test_web_ask(&web, steps[i].login, steps[i].method, steps[i].target, "Accept-Language: ru\r\n", steps[i].body, &reply);
		if (status != steps[i].status || strstr(test_http_body(&reply), steps[i].part) == NULL)
			fail_msg("%s %s: %d, %s", steps[i].target, steps[i].body, status, test_http_body(&reply));
	}
}
#define WALK(steps) walk(steps, sizeof(steps) / sizeof(steps[0]))

#define WORDING(members) "{\"legal_entity_inn\":7701234567,\"name\":\"ad\",\"version\":1," members "}"
#define WORDING_KEY "{\"legal_entity_inn\":7701234567,\"name\":\"ad\",\"version\":1}"

static void
a_wording_is_registered_and_approved_by_two(void **state)
{
	static const struct step steps[] = {
		{"boris", "POST", "/api/v1/wordings", WORDING("\"code\":\"AD\",\"purposes\":\"AD_PROMO\",\"body\":\"Согласен\""), 400, "нет кода"},
		{"boris", "POST", "/api/v1/wordings", WORDING("\"code\":\"AD_CHANNEL\",\"purposes\":\"AD\",\"body\":\"Согласен\""), 400, "запятую"},
		{"boris", "POST", "/api/v1/wordings", WORDING("\"code\":\"AD_CHANNEL\",\"purposes\":\"AD_PROMO\",\"body\":\"Согласен\""), 200, "\"approved\":false"},
		{"boris", "POST", "/api/v1/wordings", WORDING("\"code\":\"AD_CHANNEL\",\"purposes\":\"AD_PROMO\",\"body\":\"Согласен\""), 409, "новая версия"},
		{"boris", "POST", "/api/v1/wordings/approve", WORDING_KEY, 403, "автор"},
		{"vera", "POST", "/api/v1/wordings/approve", WORDING_KEY, 200, "\"approvals\":1,\"approved\":false"},
		{"vera", "POST", "/api/v1/wordings/approve", WORDING_KEY, 409, ""},
		{"petr", "POST", "/api/v1/wordings/approve", WORDING_KEY, 200, "\"approvals\":2,\"approved\":true"},
		{"vera", "GET", "/api/v1/wordings", NULL, 200, "\"purposes\":[\"AD_PROMO\"]"},
		{"vera", "GET", "/api/v1/wordings?entity=7701234567&name=ad&version=1", NULL, 200, "\"body\":\"Согласен\""},
		{"vera", "GET", "/api/v1/wordings?entity=7701234567&name=ad&version=2", NULL, 404, ""},
		{"vera", "GET", "/api/v1/wordings?name=ad", NULL, 400, "entity"},
	};

	(void)state;
	WALK(steps);
}

#define TEMPLATE_FILE "name: reminder\\nclass: SERVICE\\nchannel: SMS\\npurpose: SERVICE_REMINDER\\nsms_category: service\\n" \
	"carrier_template: T-1\\ntext: \\\"Ждём вас 12.03 в 10:30. Стоп: ответьте СТОП\\\"\\n"

static void
a_template_is_written_and_approved(void **state)
{
	static const struct step steps[] = {
		{"boris", "POST", "/api/v1/templates", "{\"file\":\"name: x\\nclass: SERVICE\\nchanel: SMS\\n\"}", 400, "file:3"},
		{"boris", "POST", "/api/v1/templates", "{\"file\":\"" TEMPLATE_FILE "\"}", 200, "\"name\":\"reminder\",\"version\":1"},
		{"boris", "POST", "/api/v1/templates/reminder@1/approve", "{}", 403, "автор"},
		{"vera", "POST", "/api/v1/templates/reminder@1/approve", "{}", 200, "\"approver\":\"vera\""},
		{"vera", "POST", "/api/v1/templates/reminder@1/approve", "{}", 409, ""},
		{"vera", "POST", "/api/v1/templates/reminder@9/approve", "{}", 404, ""},
		{"vera", "GET", "/api/v1/templates/reminder@1", NULL, 200, "\"approver\":\"vera\""},
		{"vera", "POST", "/api/v1/previews", "{\"template\":\"reminder@1\"}", 200, "Ждём вас 12.03"},
		{"vera", "POST", "/api/v1/previews", "{\"file\":\"" TEMPLATE_FILE "\"}", 200, "Ждём вас 12.03"},
		{"vera", "POST", "/api/v1/previews", "{}", 400, "file"},
	};

	(void)state;
	WALK(steps);
}

#define PAPER(members) "{\"kind\":\"RKN_NOTIFICATION\",\"number\":\"77-1\",\"legal_entity_inn\":7701234567,\"owner\":\"vera\"," members "}"

static void
a_document_is_added_and_demanded(void **state)
{
	static const struct step steps[] = {
		{"vera", "GET", "/api/v1/documents", NULL, 200, "{\"legal_entity_inn\":7701234567,\"kind\":\"RKN_NOTIFICATION\"}"},
		{"boris", "POST", "/api/v1/documents", PAPER("\"valid_from\":\"2026-01-01\",\"purposes\":\"AD_PROMO\""), 403, ""},
		{"vera", "POST", "/api/v1/documents", PAPER("\"valid_from\":\"jan\""), 400, "valid_from"},
		{"vera", "POST", "/api/v1/documents", PAPER("\"valid_from\":\"2026-01-01\",\"purposes\":\"AD_PROMO\""), 200, "\"id\":"},
		{"vera", "GET", "/api/v1/documents", NULL, 200, "\"lacking\":[{\"legal_entity_inn\":7701234567,\"kind\":\"PRIVACY_POLICY\"}"},
		{"vera", "POST", "/api/v1/documents/demands", "{\"kind\":\"LICENCE\",\"state\":\"maybe\"}", 400, "on"},
		{"vera", "POST", "/api/v1/documents/demands", "{\"kind\":\"LUCK\",\"state\":\"on\"}", 400, "LUCK"},
		{"vera", "POST", "/api/v1/documents/demands", "{\"kind\":\"LICENCE\",\"state\":\"on\"}", 200, "\"state\":\"on\""},
		{"vera", "GET", "/api/v1/documents", NULL, 200, "\"kind\":\"LICENCE\"}]"},
		{"vera", "POST", "/api/v1/documents/demands", "{\"kind\":\"LICENCE\",\"state\":\"off\"}", 200, "\"state\":\"off\""},
		{"vera", "GET", "/api/v1/documents", NULL, 200, "\"kind\":\"HARM_ASSESSMENT\"}]"},
	};

	(void)state;
	WALK(steps);
}

#define PERSON(members) "{\"address\":\"8 916 000-00-01\",\"reason\":\"заявление\"," members "}"

static void
a_person_is_blocked_freed_and_dies(void **state)
{
	static const struct step steps[] = {
		{"anna", "POST", "/api/v1/party-states", "{\"address\":\"+79160000001\",\"state\":\"BLOCKED\",\"reason\":\"r\"}", 403, ""},
		{"vera", "POST", "/api/v1/party-states", PERSON("\"state\":\"ASLEEP\""), 400, "BLOCKED"},
		{"vera", "POST", "/api/v1/party-states", PERSON("\"state\":\"BLOCKED\""), 200, "\"state\":\"BLOCKED\""},
		{"vera", "POST", "/api/v1/party-states", PERSON("\"state\":\"BLOCKED\""), 409, ""},
		{"vera", "POST", "/api/v1/party-states", PERSON("\"state\":\"ACTIVE\""), 200, "\"stopped\":0"},
		{"vera", "POST", "/api/v1/party-states", PERSON("\"state\":\"DECEASED\""), 200, "\"stopped\":2"},
		{"vera", "POST", "/api/v1/party-states", PERSON("\"state\":\"ACTIVE\""), 409, ""},
		{"vera", "POST", "/api/v1/party-states", "{\"address\":\"+79169999999\",\"state\":\"BLOCKED\",\"reason\":\"r\"}", 404, ""},
	};

	(void)state;
	WALK(steps);
	assert_int_equal(test_sql_int(&web.database, "select count(*) from entry where encode(body, 'escape') like '%%party.state%%'"), 3);
	assert_int_equal(test_sql_int(&web.database, "select count(*) from entry where encode(body, 'escape') like '%%9160000001%%'"), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_wording_is_registered_and_approved_by_two), cmocka_unit_test(a_template_is_written_and_approved),
		cmocka_unit_test(a_document_is_added_and_demanded), cmocka_unit_test(a_person_is_blocked_freed_and_dies),
	};

	return cmocka_run_group_tests(tests, start, finish);
}
