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

/* Each request with its status and a part of its answer. */
struct step {
	const char *method, *target, *body;
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
		int status = test_http(web.port, steps[i].method, steps[i].target, "Content-Type: application/json\r\nAccept-Language: ru\r\n",
		    steps[i].body, &reply);
		if (status != steps[i].status || strstr(test_http_body(&reply), steps[i].part) == NULL)
			fail_msg("%s %s: %d, %s", steps[i].target, steps[i].body, status, test_http_body(&reply));
	}
}
#define WALK(steps) walk(steps, sizeof(steps) / sizeof(steps[0]))

#define WORDING(members) "{\"legal_entity_inn\":7701234567,\"name\":\"ad\",\"version\":1," members "}"

static void
a_wording_is_registered_and_approved_by_two(void **state)
{
	static const struct step steps[] = {
		{"POST", "/api/v1/wordings", WORDING("\"code\":\"AD_CHANNEL\",\"purposes\":\"AD_PROMO\",\"body\":\"Согласен\",\"login\":\"nobody\""), 404, "юрлица"},
		{"POST", "/api/v1/wordings", WORDING("\"code\":\"AD\",\"purposes\":\"AD_PROMO\",\"body\":\"Согласен\",\"login\":\"boris\""), 400, "нет кода"},
		{"POST", "/api/v1/wordings", WORDING("\"code\":\"AD_CHANNEL\",\"purposes\":\"AD\",\"body\":\"Согласен\",\"login\":\"boris\""), 400, "запятую"},
		{"POST", "/api/v1/wordings", WORDING("\"code\":\"AD_CHANNEL\",\"purposes\":\"AD_PROMO\",\"body\":\"Согласен\",\"login\":\"boris\""), 200, "\"approved\":false"},
		{"POST", "/api/v1/wordings", WORDING("\"code\":\"AD_CHANNEL\",\"purposes\":\"AD_PROMO\",\"body\":\"Согласен\",\"login\":\"boris\""), 409, "новая версия"},
		{"POST", "/api/v1/wordings/approve", WORDING("\"login\":\"boris\""), 403, "автор"},
		{"POST", "/api/v1/wordings/approve", WORDING("\"login\":\"vera\""), 200, "\"approvals\":1,\"approved\":false"},
		{"POST", "/api/v1/wordings/approve", WORDING("\"login\":\"vera\""), 409, ""},
		{"POST", "/api/v1/wordings/approve", WORDING("\"login\":\"petr\""), 200, "\"approvals\":2,\"approved\":true"},
		{"GET", "/api/v1/wordings", NULL, 200, "\"purposes\":[\"AD_PROMO\"]"},
		{"GET", "/api/v1/wordings?entity=7701234567&name=ad&version=1", NULL, 200, "\"body\":\"Согласен\""},
		{"GET", "/api/v1/wordings?entity=7701234567&name=ad&version=2", NULL, 404, ""},
		{"GET", "/api/v1/wordings?name=ad", NULL, 400, "entity"},
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
		{"POST", "/api/v1/templates", "{\"file\":\"name: x\\nclass: SERVICE\\nchanel: SMS\\n\",\"login\":\"boris\"}", 400, "file:3"},
		{"POST", "/api/v1/templates", "{\"file\":\"" TEMPLATE_FILE "\",\"login\":\"boris\"}", 200, "\"name\":\"reminder\",\"version\":1"},
		{"POST", "/api/v1/templates/reminder@1/approve", "{\"login\":\"boris\"}", 403, "автор"},
		{"POST", "/api/v1/templates/reminder@1/approve", "{\"login\":\"vera\"}", 200, "\"approver\":\"vera\""},
		{"POST", "/api/v1/templates/reminder@1/approve", "{\"login\":\"vera\"}", 409, ""},
		{"POST", "/api/v1/templates/reminder@9/approve", "{\"login\":\"vera\"}", 404, ""},
		{"GET", "/api/v1/templates/reminder@1", NULL, 200, "\"approver\":\"vera\""},
		{"POST", "/api/v1/previews", "{\"template\":\"reminder@1\"}", 200, "Ждём вас 12.03"},
		{"POST", "/api/v1/previews", "{\"file\":\"" TEMPLATE_FILE "\"}", 200, "Ждём вас 12.03"},
		{"POST", "/api/v1/previews", "{}", 400, "file"},
	};

	(void)state;
	WALK(steps);
}

#define PAPER(members) "{\"kind\":\"RKN_NOTIFICATION\",\"number\":\"77-1\",\"legal_entity_inn\":7701234567,\"owner\":\"vera\"," members "}"

static void
a_document_is_added_and_demanded(void **state)
{
	static const struct step steps[] = {
		{"GET", "/api/v1/documents", NULL, 200, "{\"legal_entity_inn\":7701234567,\"kind\":\"RKN_NOTIFICATION\"}"},
		{"POST", "/api/v1/documents", PAPER("\"valid_from\":\"2026-01-01\",\"purposes\":\"AD_PROMO\",\"login\":\"boris\""), 403, ""},
		{"POST", "/api/v1/documents", PAPER("\"valid_from\":\"jan\",\"login\":\"vera\""), 400, "valid_from"},
		{"POST", "/api/v1/documents", PAPER("\"valid_from\":\"2026-01-01\",\"purposes\":\"AD_PROMO\",\"login\":\"vera\""), 200, "\"id\":"},
		{"GET", "/api/v1/documents", NULL, 200, "\"lacking\":[{\"legal_entity_inn\":7701234567,\"kind\":\"PRIVACY_POLICY\"}"},
		{"POST", "/api/v1/documents/demands", "{\"kind\":\"LICENCE\",\"state\":\"maybe\",\"login\":\"vera\"}", 400, "on"},
		{"POST", "/api/v1/documents/demands", "{\"kind\":\"LUCK\",\"state\":\"on\",\"login\":\"vera\"}", 400, "LUCK"},
		{"POST", "/api/v1/documents/demands", "{\"kind\":\"LICENCE\",\"state\":\"on\",\"login\":\"vera\"}", 200, "\"state\":\"on\""},
		{"GET", "/api/v1/documents", NULL, 200, "\"kind\":\"LICENCE\"}]"},
		{"POST", "/api/v1/documents/demands", "{\"kind\":\"LICENCE\",\"state\":\"off\",\"login\":\"vera\"}", 200, "\"state\":\"off\""},
		{"GET", "/api/v1/documents", NULL, 200, "\"kind\":\"HARM_ASSESSMENT\"}]"},
	};

	(void)state;
	WALK(steps);
}

#define PERSON(members) "{\"address\":\"8 916 000-00-01\",\"login\":\"vera\",\"reason\":\"заявление\"," members "}"

static void
a_person_is_blocked_freed_and_dies(void **state)
{
	static const struct step steps[] = {
		{"POST", "/api/v1/party-states", "{\"address\":\"+79160000001\",\"state\":\"BLOCKED\",\"login\":\"anna\",\"reason\":\"r\"}", 403, ""},
		{"POST", "/api/v1/party-states", PERSON("\"state\":\"ASLEEP\""), 400, "BLOCKED"},
		{"POST", "/api/v1/party-states", PERSON("\"state\":\"BLOCKED\""), 200, "\"state\":\"BLOCKED\""},
		{"POST", "/api/v1/party-states", PERSON("\"state\":\"BLOCKED\""), 409, ""},
		{"POST", "/api/v1/party-states", PERSON("\"state\":\"ACTIVE\""), 200, "\"stopped\":0"},
		{"POST", "/api/v1/party-states", PERSON("\"state\":\"DECEASED\""), 200, "\"stopped\":2"},
		{"POST", "/api/v1/party-states", PERSON("\"state\":\"ACTIVE\""), 409, ""},
		{"POST", "/api/v1/party-states", "{\"address\":\"+79169999999\",\"state\":\"BLOCKED\",\"login\":\"vera\",\"reason\":\"r\"}", 404, ""},
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
