/*
 * test_send_test.c - dozvon provider send against the twin: an allowed one is an attempt like any other, a refused
 * address reaches nobody, and without a database nothing leaves this machine.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "compliance/address.h"
#include "dialer/test_send.h"
#include "tests/support/database.h"
#include "tests/support/process.h"
#include "tests/support/world.h"

#include <cmocka.h>

static struct test_database database;
static char folder[] = "/tmp/dozvon-test-send-XXXXXX";
static char settings[256];
static pid_t twin;
static int port;

static void
write_order(const char *text)
{
	char path[300];
	struct err err;

	snprintf(path, sizeof(path), "%s/order.json", folder);
	assert_true(file_write_whole(path, text, strlen(text), &err));
}

/* World's tokens are no HMACs; whoever is looked up by address needs the real one. */
static void
give_tokens(void)
{
	struct installation_key key;
	char path[300];
	struct err err;

	snprintf(path, sizeof(path), "%s/secrets/installation.key", folder);
	assert_true(installation_key_read(path, &key, &err));
	for (int n = 1; n <= 4; n++) {
		char address[20];
		uint8_t token[TOKEN_SIZE];
		struct buf hex = {0};
		snprintf(address, sizeof(address), "+7916%07d", n);
		address_token(&key, address, token);
		hex_add(&hex, token, sizeof(token));
		test_sql(database.db, "update contact_point set token = '\\x%s' where id = %d", hex.data, n);
		buf_release(&hex);
	}
}

static int
start(void **state)
{
	static const char *const options[] = {NULL};
	struct world world = {.people = 4, .provider = "kannel"};

	(void)state;
	if (!test_database_is_there())
		return 0;
	assert_non_null(mkdtemp(folder));
	test_database_new(&database);
	world_people(database.db, world.people);
	world_campaign(database.db, &world, true);
	twin = twin_start(options, NULL, &port);
	world_settings(folder, database.words, port, 4, 10, settings);
	give_tokens();
	return 0;
}

static int
finish(void **state)
{
	char command[300];

	(void)state;
	if (database.db == NULL)
		return 0;
	process_kill(twin);
	test_database_drop(&database);
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	return system(command);
}

/* The exit code of `dozvon provider send kannel --order ... MORE`. */
static int
send_with(const char *environment, const char *more)
{
	const char *build = getenv("DOZVON_BUILD");
	char command[1000];

	snprintf(command, sizeof(command), "%s %s/dozvon --settings %s provider send kannel --order %s/order.json %s >%s/out 2>&1",
	    environment, build ? build : "build", settings, folder, more, folder);
	int status = system(command);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static const char *
said_of(void)
{
	static struct buf text;
	struct err err;
	char path[300];

	buf_clear(&text);
	snprintf(path, sizeof(path), "%s/out", folder);
	assert_true(buf_read_file(&text, path, 1 << 16, &err));
	return text.data;
}

static int
requests(void)
{
	const char *at = strstr(twin_get(port, "/twin/count"), "\"kannel\":{\"requests\":");

	assert_non_null(at);
	return atoi(at + strlen("\"kannel\":{\"requests\":"));
}

static void
an_allowed_one_is_an_attempt_like_any_other(void **state)
{
	(void)state;
	if (database.db == NULL)
		skip();
	int before = requests();
	write_order("{\"address\": \"8 916 000-00-01\"}");
	int code = send_with("", "--campaign 1 --as second");
	if (code != 0)
		print_error("%s\n", said_of());
	assert_int_equal(code, 0);
	assert_int_equal(requests(), before + 1);
	assert_int_equal(test_sql_int(&database, "select count(*) from decision where outcome = 'ALLOW' and party_id = 1"), 1);
	assert_string_equal(test_sql_text(&database, "select state::text from attempt where party_id = 1"), "accepted");
	assert_int_equal(test_sql_int(&database, "select count(*) from entry where convert_from(body, 'UTF8') like '%%attempt.cleared%%'"), 1);
	assert_int_equal(test_sql_int(&database, "select count(*) from entry where convert_from(body, 'UTF8') like '%%attempt.settled%%'"), 1);
	/* It counts as every contact does: the cap of a day is reached. */
	assert_int_equal(send_with("", "--campaign 1"), 1);
	assert_int_equal(requests(), before + 1);
	assert_int_equal(test_sql_int(&database, "select count(*) from decision where outcome = 'DEFER' and party_id = 1"), 1);
}

static void
a_refused_address_reaches_nobody(void **state)
{
	(void)state;
	if (database.db == NULL)
		skip();
	int before = requests();
	test_sql(database.db, "insert into suppression (token, scope, path, said_at, recorded_at) select token, 'ALL_CONTACT', 'web', "
	    "'2026-11-20Z', '2026-11-20Z' from contact_point where id = 2");
	write_order("{\"address\": \"+79160000002\"}");
	assert_int_equal(send_with("", "--campaign 1"), 1);
	assert_non_null(strstr(said_of(), "decision "));
	assert_int_equal(requests(), before);
	assert_int_equal(test_sql_int(&database, "select count(*) from decision where outcome = 'DENY' and party_id = 2"), 1);
	assert_int_equal(test_sql_int(&database, "select count(*) from attempt where party_id = 2"), 0);
	assert_int_equal(test_sql_int(&database, "select count(*) from entry where convert_from(body, 'UTF8') like '%%decision.denied%%'"), 1);
}

/* What would go round the record is refused before anything is asked. */
static void
nothing_goes_round_the_database(void **state)
{
	static const struct {
		const char *order, *more;
	} cases[] = {
		{"{\"address\": \"+79160000003\"}", ""},
		{"{\"address\": \"+79160000003\", \"text\": \"Скидка!\"}", "--campaign 1"},
		{"{\"address\": \"+79160000003\", \"facts\": {}}", "--campaign 1"},
		{"{\"address\": \"+79160000003\"}", "--campaign 77"},
		{"{\"address\": \"+79167777777\"}", "--campaign 1"},
		{"{\"address\": \"+79160000003\"}", "--campaign 1 --as nobody"},
	};
	int before;

	(void)state;
	if (database.db == NULL)
		skip();
	before = requests();
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		write_order(cases[i].order);
		assert_int_not_equal(send_with("", cases[i].more), 0);
	}
	assert_int_equal(requests(), before);
	assert_int_equal(test_sql_int(&database, "select count(*) from decision where party_id = 3"), 0);
}

static void
only_this_machine_is_here(void **state)
{
	static const struct {
		const char *url;
		bool here;
	} cases[] = {
		{"http://127.0.0.1:8080/x", true}, {"http://localhost/x", true}, {"http://[::1]:1/x", true}, {"http://127.0.0.1", true},
		{"https://smsc.ru/sys/send.php", false}, {"http://localhost.evil.ru/", false}, {"http://127.0.0.1@evil.ru/", false},
		{"http://127.0.0.1:80@evil.ru/", false}, {"http://127.0.0.10/", false}, {"http://127.0.0.1:80?x", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct request request = {{0}, {0}, {0}, {0}};
		buf_add_text(&request.url, cases[i].url);
		if (request_stays_here(&request) != cases[i].here)
			print_error("%s\n", cases[i].url);
		assert_int_equal(request_stays_here(&request), cases[i].here);
		buf_release(&request.url);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_this_machine_is_here), cmocka_unit_test(an_allowed_one_is_an_attempt_like_any_other),
		cmocka_unit_test(a_refused_address_reaches_nobody), cmocka_unit_test(nothing_goes_round_the_database),
	};

	return cmocka_run_group_tests(tests, start, finish);
}
