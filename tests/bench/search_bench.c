/*
 * search_bench.c - one search by each of its keys, with a million decisions and with ten: what grows, and by how much.
 *
 * search_bench [DECISIONS...]: for each size a database of its own, ten decisions a person, every fifth with an attempt.
 * Each key is asked for 200 persons spread over all of them, by turns in each database; prints median and p99 in
 * milliseconds, the read's trace (a commit) included.  By hand: ten million take ten minutes and 5 GB.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "compliance/search_store.h"
#include "tests/support/clinic.h"

enum { PER_PERSON = 10, ASKED = 200 };

static struct installation_key key = {.bytes = {7}};

/* The tokens of the phones asked for are real; of the others they need only be many. */
static void
fill_people(struct db *db, long long people)
{
	test_sql(db, "insert into party (id, kind, identity, name, inn, salt, created_at) select n, case when n %% 100 = 0 then "
	    "'COMPANY'::party_kind else 'PERSON' end, decode(md5(n::text), 'hex'), 'Фамилия' || n::bigint * 7919 %% 50021 || ' Имя' || n, "
	    "case when n %% 100 = 0 then 7700000000 + n end, '', '2026-11-01Z' from generate_series(2001, %lld) n", people);
	test_sql(db, "insert into contact_point (id, party_id, kind, address, token, created_at) select n, n, 'PHONE', '+79' || "
	    "lpad(n::text, 9, '0'), sha256(n::text::bytea), '2026-11-01Z' from generate_series(2001, %lld) n", people);
	for (int i = 0; i < ASKED; i++) {
		long long n = 2001 + (people - 2001) / ASKED * i;
		uint8_t token[TOKEN_SIZE];
		struct buf hex = {0};
		char address[24];
		snprintf(address, sizeof(address), "+79%09lld", n);
		address_token(&key, address, token);
		hex_add(&hex, token, sizeof(token));
		test_sql(db, "update contact_point set token = '\\x%s' where id = %lld", hex.data, n);
		buf_release(&hex);
	}
	test_sql(db, "insert into target (campaign_id, contact_point_id, party_id, state) select 1, n, n, 'denied' from "
	    "generate_series(2001, %lld) n", people);
}

static void
fill(struct db *db, long long decisions)
{
	long long people = decisions / PER_PERSON;

	test_sql(db, "set synchronous_commit = off; set maintenance_work_mem = '512MB'");
	test_sql(db, "drop index decision_party; drop index attempt_party");
	fill_people(db, people);
	test_sql(db, "insert into decision (id, campaign_id, contact_point_id, party_id, outcome, reasons, facts, policy_sha256, "
	    "decided_at) select md5('d' || n)::uuid, 1, p, p, 'DENY', '\\x0801', '', '', '2026-11-01Z'::timestamptz + n * '1 ms'::interval "
	    "from (select n, 2001 + n %% %lld as p from generate_series(1, %lld) n) x", people - 2000, decisions);
	test_sql(db, "insert into attempt (decision_id, campaign_id, contact_point_id, party_id, provider, state, dispatcher, cleared_at, "
	    "expires_at, changed_at) select id, 1, party_id, party_id, 'smsc', 'delivered', 'd', decided_at, decided_at, decided_at "
	    "from decision where id < '33333333-0000-0000-0000-000000000000'");
	test_sql(db, "create index decision_party on decision (party_id, decided_at)");
	test_sql(db, "create index attempt_party on attempt (party_id, cleared_at)");
	test_sql(db, "vacuum analyze");
	test_sql(db, "checkpoint");
}

static int
compare(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

static int64_t
ask(struct db *db, const char *words)
{
	struct search search = {.words = words, .limit = SEARCH_USUAL, .read = {.login = "vera", .reason = "bench"}};
	struct entry who = {.at = 1795345200000000, .who_kind = "process", .process = "bench"};
	struct buf out = {0};
	struct err err;
	int64_t begun = clock_monotonic();

	if (!search_run(db, &key, &search, &who, &out, &err)) {
		fprintf(stderr, "%s: %s\n", words, err.text);
		exit(1);
	}
	int64_t took = clock_monotonic() - begun;
	person_read_release(&search.read);
	buf_release(&out);
	return took;
}

static void
words_of(struct test_database *database, long long decisions, const char *what, int i, char out[80])
{
	long long people = decisions / PER_PERSON, n = 2001 + (people - 2001) / ASKED * i;

	if (strcmp(what, "phone") == 0)
		snprintf(out, 80, "+79%09lld", n);
	else if (strcmp(what, "email") == 0)
		snprintf(out, 80, "n%d@example.ru", 1 + i % 10);
	else if (strcmp(what, "name") == 0)
		snprintf(out, 80, "фамилия%lld имя%lld", n * 7919 % 50021, n);
	else if (strcmp(what, "surname") == 0)
		snprintf(out, 80, "фамилия%lld ", n * 7919 % 50021);
	else if (strcmp(what, "letters") == 0)
		snprintf(out, 80, "фамилия%d", 1 + i % 9);
	else if (strcmp(what, "inn") == 0)
		snprintf(out, 80, "%lld", 7700000000 + (n / 100 + 1) * 100);
	else if (strcmp(what, "decision") == 0)
		snprintf(out, 80, "%s", test_sql_text(database, "select md5('d' || %lld)::uuid", n));
	else if (strcmp(what, "campaign") == 0)
		snprintf(out, 80, "campaign:1");
	else
		snprintf(out, 80, "party:%lld", n);
}

struct base {
	struct test_database database;
	long long decisions;
	int64_t times[ASKED];
};

/* By turns, so that other work on the machine slows all sizes alike. */
static void
measure(struct base *bases, int count, const char *what)
{
	char words[80];
	int64_t first = 0;

	for (int i = 0; i < ASKED; i++)
		for (int k = 0; k < count; k++) {
			words_of(&bases[k].database, bases[k].decisions, what, i, words);
			bases[k].times[i] = ask(bases[k].database.db, words);
		}
	for (int k = 0; k < count; k++) {
		int64_t *times = bases[k].times;
		qsort(times, ASKED, sizeof(times[0]), compare);
		first = k == 0 ? times[ASKED / 2] : first;
		printf("search %-9s decisions=%-9lld p50_ms=%.2f p99_ms=%.2f ratio=%.2f\n", what, bases[k].decisions,
		    (double)times[ASKED / 2] / 1000, (double)times[ASKED * 99 / 100] / 1000, (double)times[ASKED / 2] / (double)first);
	}
	fflush(stdout);
}

/* DECISIONS, or DECISIONS:NAME for a database that was kept. */
static void
open_base(struct base *base, const char *word)
{
	const char *name = strchr(word, ':');
	struct err err;

	base->decisions = atoll(word);
	if (name == NULL) {
		test_database_new(&base->database);
		test_clinic_new(&base->database, &key, 10);
		fill(base->database.db, base->decisions);
		printf("filled %s\n", base->database.words);
		return;
	}
	snprintf(base->database.dsn, sizeof(base->database.dsn), "%s dbname=%s user=dozvon", getenv("DOZVON_TEST_DSN"), name + 1);
	base->database.db = db_open(base->database.dsn, &err);
	must(base->database.db != NULL);
}

int
main(int argc, char **argv)
{
	static const char *const keys[] = {"phone", "email", "name", "surname", "letters", "inn", "decision", "campaign", "party"};
	static const char *const usual[] = {"1000000", "10000000"};
	static struct base bases[8];
	int count = argc > 1 ? argc - 1 : 2;

	must(count <= 8);
	for (int i = 0; i < count; i++)
		open_base(&bases[i], argc > 1 ? argv[i + 1] : usual[i]);
	for (size_t k = 0; k < sizeof(keys) / sizeof(keys[0]); k++)
		measure(bases, count, keys[k]);
	for (int i = 0; i < count; i++) {
		if (getenv("SEARCH_BENCH_KEEP") != NULL)
			db_close(bases[i].database.db);
		else
			test_database_drop(&bases[i].database);
	}
	return 0;
}
