/*
 * access_test.c - who may call what: every address and every answer that shows persons, by each role and by nobody.
 *
 * The tables here are data of their own: a right moved in right.def or routes.def fails until somebody says it here too.
 */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "compliance/access_token_store.h"
#include "compliance/person_read_store.h"
#include "tests/support/web_process.h"
#include "web/guesses.h"
#include "web/route.h"

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct test_web web;
static struct buf reply;

/* One letter a role; a person of each. */
static const struct {
	char letter;
	const char *login;
} staff[] = {{'a', "anna"}, {'m', "boris"}, {'c', "vera"}, {'u', "olga"}, {'d', "petr"}};

/* Who may: agent, marketer, compliance, aUditor, aDministrator. */
static const struct {
	const char *address, *may;
} routes[] = {
	{"GET /api/v1/campaigns", "amcud"}, {"GET /api/v1/campaigns/{id}", "amcud"},
	{"GET /api/v1/campaigns/{id}/cards", "a"}, {"POST /api/v1/campaigns/{id}/presses", "a"},
	{"POST /api/v1/campaigns/{id}/start", "mcd"}, {"POST /api/v1/campaigns/{id}/pause", "mcd"},
	{"POST /api/v1/campaigns/{id}/resume", "mcd"}, {"POST /api/v1/campaigns/{id}/stop", "mcd"},
	{"GET /api/v1/templates", "amcud"}, {"GET /api/v1/templates/{version}", "amcud"}, {"POST /api/v1/lint", "amcud"},
	{"GET /api/v1/entities", "amcud"}, {"POST /api/v1/entities", "cd"}, {"GET /api/v1/branches", "amcud"},
	{"POST /api/v1/branches", "cd"}, {"GET /api/v1/staff", "amcud"}, {"POST /api/v1/staff", "cd"},
	{"GET /api/v1/lists", "amcud"}, {"GET /api/v1/numbers", "amcud"}, {"POST /api/v1/numbers", "cd"},
	{"GET /api/v1/senders", "amcud"}, {"POST /api/v1/senders", "cd"}, {"POST /api/v1/refusals", "amcd"},
	{"GET /api/v1/forms/{form}/paper", "amcud"}, {"POST /api/v1/captures", "a"}, {"GET /api/v1/unclear", "acu"},
	{"POST /api/v1/unclear/{id}", "c"}, {"GET /api/v1/kill-switches", "amcud"}, {"POST /api/v1/kill-switches", "amcd"},
	{"GET /api/v1/matters", "acu"}, {"POST /api/v1/matters", "amcd"}, {"GET /api/v1/matters/{id}", "acu"},
	{"POST /api/v1/matters/{id}/extend", "c"}, {"POST /api/v1/matters/{id}/close", "c"}, {"POST /api/v1/search", "cu"},
	{"POST /api/v1/unmask", "c"}, {"GET /api/v1/documents", "amcud"}, {"GET /api/v1/reviews", "mcu"},
	{"GET /api/v1/exports", "cu"}, {"POST /api/v1/exports", "c"},
	{"POST /api/v1/exports/{id}/approve", "c"}, {"POST /api/v1/exports/{id}/refuse", "c"}, {"POST /api/v1/exports/{id}/file", "c"},
	{"POST /api/v1/reviews", "c"}, {"POST /api/v1/capsules", "c"}, {"GET /api/v1/capsules/{id}", "c"}, {"GET /api/v1/capsules/{id}/file", "c"}, {"POST /api/v1/presses/{nonce}/mark", "a"},
	{"POST /api/v1/templates", "mcd"}, {"POST /api/v1/templates/{version}/approve", "mcd"}, {"POST /api/v1/previews", "amcud"},
	{"GET /api/v1/wordings", "amcud"}, {"POST /api/v1/wordings", "mcd"}, {"POST /api/v1/wordings/approve", "mcd"},
	{"POST /api/v1/party-states", "c"}, {"POST /api/v1/documents", "c"}, {"POST /api/v1/documents/demands", "c"},
	{"POST /api/v1/matters/{id}/identify", "c"}, {"POST /api/v1/matters/{id}/meet", "c"}, {"GET /api/v1/matters/{id}/tasks", "acu"},
	{"POST /api/v1/matters/{id}/tasks/{task}", "c"}, {"POST /api/v1/matters/{id}/correct", "c"}, {"POST /api/v1/matters/{id}/leak", "c"},
	{"POST /api/v1/matters/{id}/draft", "c"}, {"POST /api/v1/matters/{id}/answer", "c"},
};

static const struct {
	int reading;
	const char *may;
} readings[] = {
	{READING_CONSENT_SHOW, "acu"}, {READING_CONSENT_STATE, "acu"}, {READING_SUPPRESS_CHECK, "acu"}, {READING_DECISION_FACTS, "acu"},
	{READING_EVIDENCE_GET, "cu"}, {READING_UNCLEAR_LIST, "acu"}, {READING_PUSHES_LIST, "acu"}, {READING_CAMPAIGN_UNKNOWN, "acu"},
	{READING_MATTER_SHOW, "acu"}, {READING_MATTER_LIST, "acu"}, {READING_CARDS, "a"}, {READING_SEARCH, "cu"}, {READING_UNMASK, "c"},
	{READING_EXPORT, "c"}, {READING_ACCESS, "c"}, {READING_CAPSULE, "c"}, {READING_WHY, "c"},
};

/* The web process logs into a file of this test. */
static int
start(void **state)
{
	(void)state;
	if (!test_database_is_there())
		return 0;
	int log = open("build/access_test.log", O_CREAT | O_TRUNC | O_WRONLY, 0600), own = dup(2);
	must(log >= 0 && own >= 0 && setenv("WEB_TEST_LOG", "1", 1) == 0 && dup2(log, 2) == 2);
	test_web_start(&web, 2);
	must(dup2(own, 2) == 2);
	close(own);
	close(log);
	test_sql(web.database.db, "insert into staff (login, name, role, created_at) values ('olga', 'Ольга', 'auditor', '2026-11-01Z'), "
	    "('petr', 'Пётр', 'administrator', '2026-11-01Z'), "
	    "('zoya', 'Зоя', 'compliance', '2026-11-01Z')");
	return 0;
}

static int
finish(void **state)
{
	(void)state;
	buf_release(&reply);
	return web.port == 0 ? 0 : test_web_stop(&web);
}

static int
ask(const char *login, const char *method, const char *target, const char *headers)
{
	buf_clear(&reply);
	return test_web_ask(&web, login, method, target, headers, strcmp(method, "POST") == 0 ? "{}" : NULL, &reply);
}

/* With a token as it stands; from an address of its own, for the limits are of the address. */
static int
come_with(const char *token, const char *from)
{
	char headers[300];

	snprintf(headers, sizeof(headers), "X-Forwarded-For: %s\r\nAuthorization: %s\r\n", from, token);
	return ask(NULL, "GET", "/api/v1/campaigns", headers);
}

static bool
says(const char *words)
{
	return strstr(reply.data, words) != NULL;
}

/* Whatever stands for {...} is a 1: what is asked is who is let in, not what they get. */
static void
target_of(const char *pattern, char out[128])
{
	char *to = out;

	for (const char *p = pattern; *p != '\0'; p++) {
		if (*p == '{')
			p = strchr(p, '}');
		*to++ = *p == '}' ? '1' : *p;
	}
	*to = '\0';
}

static void
guarded(const struct route *route, const char *may)
{
	char target[128];

	target_of(route->pattern, target);
	if (ask(NULL, route->method, target, "") != 401 || !says("WWW-Authenticate: Bearer"))
		fail_msg("%s %s answers nobody: %s", route->method, route->pattern, reply.data);
	for (size_t i = 0; i < COUNT(staff); i++) {
		bool let_in = strchr(may, staff[i].letter) != NULL;
		int status = ask(staff[i].login, route->method, target, "Accept-Language: en\r\n");
		bool turned_away = status == 403 && says("is not one who");
		if (status == 401 || status >= 500 || turned_away == let_in)
			fail_msg("%s %s by %s: %d, %s", route->method, route->pattern, staff[i].login, status, reply.data);
	}
}

static void
every_address_knows_who_may(void **state)
{
	char address[160];

	(void)state;
	if (web.port == 0)
		skip();
	for (int i = 0; route_at(i) != NULL; i++) {
		const struct route *route = route_at(i);
		bool api = strncmp(route->pattern, "/api/", 5) == 0 && strcmp(route->pattern, "/api/v1/openapi.json") != 0;
		size_t k = 0;
		snprintf(address, sizeof(address), "%s %s", route->method, route->pattern);
		while (k < COUNT(routes) && strcmp(routes[k].address, address) != 0)
			k++;
		if (api != (k < COUNT(routes)))
			fail_msg("%s: say here who may", address);
		if (api)
			guarded(route, routes[k].may);
		else
			assert_int_equal(route->right, RIGHT_PUBLIC);
	}
}

/* The auditor asks and changes nothing; the administrator sees nobody. */
static void
the_tables_keep_the_roles_apart(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(routes); i++)
		if (strchr(routes[i].may, 'u') != NULL)
			assert_true(strncmp(routes[i].address, "GET ", 4) == 0 || strcmp(routes[i].address, "POST /api/v1/search") == 0 ||
			    strcmp(routes[i].address, "POST /api/v1/lint") == 0 || strcmp(routes[i].address, "POST /api/v1/previews") == 0);
	for (size_t i = 0; i < COUNT(readings); i++)
		assert_null(strpbrk(readings[i].may, "dm"));
	for (int a = 1; a < ROLE_COUNT; a++)
		for (int b = 1; b < ROLE_COUNT; b++)
			assert_true(role_conflicts((enum role)a, (enum role)b) == role_conflicts((enum role)b, (enum role)a));
}

/* Commands that show persons all go this way: person_read_test.c. */
static void
every_reading_knows_who_may(void **state)
{
	static const struct entry who = {.at = 1795420800000000, .who_kind = "process", .process = "test"};
	uint8_t token[TOKEN_SIZE] = {1};

	(void)state;
	if (web.port == 0)
		skip();
	assert_int_equal(COUNT(readings), READING_COUNT);
	for (size_t i = 0; i < COUNT(readings); i++)
		for (size_t k = 0; k < COUNT(staff); k++) {
			struct person_read read = {.reading = (enum reading)readings[i].reading, .login = staff[k].login, .reason = "проверка",
			    .approver = readings[i].reading == READING_EXPORT ? "zoya" : NULL};
			struct err err = {0};
			person_read_add(&read, (struct view){(const char *)token, sizeof(token)});
			bool noted = person_read_note(web.database.db, &read, &who, NULL, &err);
			person_read_release(&read);
			if (noted != (strchr(readings[i].may, staff[k].letter) != NULL) || (!noted && err.kind != ERR_REFUSED))
				fail_msg("%s by %s: %s", reading_word((enum reading)readings[i].reading), staff[k].login, err.text);
		}
}

static void
what_is_no_token_opens_nothing(void **state)
{
	struct installation_key key = {.bytes = {1}}, other = {.bytes = {2}};
	uint8_t one[SHA256_SIZE], two[SHA256_SIZE];
	char token[ACCESS_TOKEN_TEXT], again[ACCESS_TOKEN_TEXT];

	(void)state;
	access_token_make(token);
	access_token_make(again);
	assert_string_not_equal(token, again);
	assert_true(access_token_digest(&key, view_of(token), one));
	assert_true(access_token_digest(&other, view_of(token), two));
	assert_memory_not_equal(one, two, SHA256_SIZE);
	assert_false(access_token_digest(&key, (struct view){token, ACCESS_TOKEN_TEXT - 2}, one));
	token[0] = 'D';
	assert_false(access_token_digest(&key, view_of(token), one));
	again[10] = 'g';
	assert_false(access_token_digest(&key, view_of(again), one));
	assert_false(access_token_digest(&key, view_of(""), one));
}

/* What the command says, its first line; "" when it failed. */
static const char *
dozvon(const char *words)
{
	static char line[200];
	char command[700];

	snprintf(command, sizeof(command), "DOZVON_DATABASE='%s' DOZVON_INSTALLATION_KEY=%s/key DOZVON_CLOCK='fixed 2026-11-23T10:00:00Z' "
	    "${DOZVON_BUILD:-build}/dozvon --lang en %s 2>/dev/null", web.database.words, web.folder, words);
	FILE *said = popen(command, "r");
	must(said != NULL);
	line[0] = '\0';
	if (fgets(line, sizeof(line), said) == NULL)
		line[0] = '\0';
	line[strcspn(line, "\n")] = '\0';
	return pclose(said) == 0 ? line : "";
}

static void
a_token_is_shown_once_and_ends(void **state)
{
	static const struct entry who = {.at = 1795428000000000, .who_kind = "process", .process = "test"};	/* 10:00 UTC */
	char bearer[120], token[ACCESS_TOKEN_TEXT];
	struct err err;

	(void)state;
	if (web.port == 0)
		skip();
	assert_false(access_token_issue(web.database.db, &web.key, "nobody", 1, NULL, &who, token, &err));
	assert_false(access_token_issue(web.database.db, &web.key, "anna", 0, NULL, &who, token, &err));
	assert_false(access_token_issue(web.database.db, &web.key, "anna", ACCESS_DAYS_MAX + 1, NULL, &who, token, &err));
	snprintf(bearer, sizeof(bearer), "Bearer %s", dozvon("staff token anna --note 'рабочее место 1' --as petr"));
	assert_int_equal(come_with(bearer, "192.0.2.1"), 200);
	assert_int_equal(test_sql_int(&web.database, "select count(*) from access_token where note = 'рабочее место 1' and issued_by = "
	    "(select id from staff where login = 'petr') and used_at = '2026-11-23T11:00:00Z' and expires_at = '2027-02-21T10:00:00Z'"), 1);
	assert_int_equal(test_sql_int(&web.database, "select count(*) from access_token where position(convert_to('%s', 'UTF8') in digest) > 0",
	    bearer + 7), 0);
	bearer[0] = 'b';
	assert_int_equal(come_with(bearer, "192.0.2.1"), 200);
	/* The role is read with each call. */
	test_sql(web.database.db, "update staff set role = 'marketer' where login = 'anna'");
	assert_int_equal(ask("anna", "GET", "/api/v1/campaigns/1/cards", ""), 403);
	test_sql(web.database.db, "update staff set role = 'agent' where login = 'anna'");
	assert_string_equal(dozvon("staff revoke anna --as vera"), "2");
	assert_int_equal(come_with(bearer, "192.0.2.1"), 401);
	assert_string_equal(dozvon("staff revoke anna --as boris"), "");
	assert_true(access_token_issue(web.database.db, &web.key, "boris", 1, NULL, &who, token, &err));
	snprintf(bearer, sizeof(bearer), "Bearer %s", token);
	test_sql(web.database.db, "alter table access_token disable trigger all; update access_token set expires_at = "
	    "'2026-11-23T11:00:00Z' where note = '' and expires_at < '2027-01-01Z'; alter table access_token enable trigger all");
	assert_int_equal(come_with(bearer, "192.0.2.1"), 401);
	assert_true(says("истёк"));
	assert_non_null(strstr(dozvon("staff tokens boris"), "\tboris\tmarketer\t"));
	assert_int_equal(test_sql_int(&web.database, "select count(*) from entry where convert_from(body, 'UTF8') ~ "
	    "'token.(issued|revoked)'"), 4);
}

static void
what_was_issued_stays(void **state)
{
	struct err err = {0};

	(void)state;
	if (web.port == 0)
		skip();
	assert_false(db_script(web.database.db, "update access_token set staff_id = 3", &err));
	assert_false(db_script(web.database.db, "update access_token set expires_at = '2099-01-01Z'", &err));
	assert_false(db_script(web.database.db, "update access_token set revoked_at = null where revoked_at is not null", &err));
	assert_false(db_script(web.database.db, "delete from access_token", &err));
	assert_false(db_script(web.database.db, "set role dozvon_web; insert into access_token (staff_id, digest, issued_at, expires_at) "
	    "values (1, sha256('x'), '2026-01-01Z', '2027-01-01Z')", &err));
	test_sql(web.database.db, "reset role");
}

static void
who_guesses_is_not_listened_to(void **state)
{
	char bearer[120];

	(void)state;
	if (web.port == 0)
		skip();
	for (int i = 0; i < GUESSES_A_MINUTE; i++) {
		snprintf(bearer, sizeof(bearer), "Bearer dzv_%064d", i);
		assert_int_equal(come_with(bearer, "192.0.2.7"), 401);
	}
	assert_int_equal(come_with(bearer, "192.0.2.7"), 429);
	assert_true(says("Retry-After: 60"));
	assert_int_equal(come_with(bearer, "192.0.2.8"), 401);
	/* Who comes without a token, or with one that has ended, does not guess. */
	for (int i = 0; i < GUESSES_A_MINUTE + 1; i++)
		assert_int_equal(come_with("Basic dmVyYQ==", "192.0.2.9"), 401);

	static struct guesses guesses;
	for (int i = 0; i < GUESSES_A_MINUTE; i++)
		guesses_count(&guesses, "a", 5 * MINUTE);
	assert_true(guesses_are_many(&guesses, "a", 6 * MINUTE - 1));
	assert_false(guesses_are_many(&guesses, "a", 6 * MINUTE));
	guesses_count(&guesses, "a", 6 * MINUTE);
	assert_false(guesses_are_many(&guesses, "a", 6 * MINUTE));
	assert_false(guesses_are_many(&guesses, "b", 5 * MINUTE));
}

/* As the web process's own database user. */
static void
a_copy_is_given_out_once(void **state)
{
	(void)state;
	if (web.port == 0)
		skip();
	buf_clear(&reply);
	assert_int_equal(test_web_ask(&web, "vera", "POST", "/api/v1/exports", "", "{\"campaign\":1,\"reason\":\"проверка\"}", &reply), 200);
	assert_int_equal(ask("vera", "POST", "/api/v1/exports/1/approve", ""), 403);
	assert_int_equal(ask("vera", "POST", "/api/v1/exports/1/file", ""), 403);
	assert_int_equal(ask("zoya", "POST", "/api/v1/exports/1/approve", ""), 200);
	assert_int_equal(ask("zoya", "POST", "/api/v1/exports/1/file", ""), 403);
	assert_int_equal(ask("vera", "POST", "/api/v1/exports/1/file", ""), 200);
	assert_true(says("Content-Type: text/csv") && says("+79160000001") && says("разрешил(а) zoya"));
	assert_int_equal(ask("vera", "POST", "/api/v1/exports/1/file", ""), 403);
	assert_int_equal(ask("olga", "GET", "/api/v1/exports", ""), 200);
	assert_true(says("\"state\":\"made\"") && says("\"persons\":2"));
}

static void
no_token_stands_in_a_log(void **state)
{
	struct buf log = {0};
	struct err err;

	(void)state;
	if (web.port == 0)
		skip();
	assert_true(buf_read_file(&log, "build/access_test.log", 1 << 22, &err));
	assert_non_null(strstr(log.data, "access.refused reason=unknown from=192.0.2.7"));
	assert_non_null(strstr(log.data, "reason=expired"));
	assert_null(strstr(log.data, "dzv_"));
	buf_release(&log);
	assert_int_equal(test_sql_int(&web.database, "select count(*) from entry where convert_from(body, 'UTF8') like '%%dzv_%%'"), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_address_knows_who_may), cmocka_unit_test(the_tables_keep_the_roles_apart),
		cmocka_unit_test(every_reading_knows_who_may), cmocka_unit_test(what_is_no_token_opens_nothing),
		cmocka_unit_test(a_token_is_shown_once_and_ends), cmocka_unit_test(what_was_issued_stays),
		cmocka_unit_test(who_guesses_is_not_listened_to), cmocka_unit_test(a_copy_is_given_out_once), cmocka_unit_test(no_token_stands_in_a_log),
	};
	return cmocka_run_group_tests(tests, start, finish);
}
