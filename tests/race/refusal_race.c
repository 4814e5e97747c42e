/*
 * refusal_race.c - the real thing of tests/model/refusal.pml: processes that claim against processes that refuse.
 *
 * Every party has one target and one refusal; both fronts move over the
 * parties side by side.  A claim and a refusal each take a serial while they
 * hold the party's lock, so for one party the serials are in the order of the
 * commits.  At the end no clearance may have a serial after its refusal's.
 *
 *   refusal_race [--pairs N] [--seed S] [--no-lock]
 * With --no-lock the claim does not lock the party; then the error must show.
 */
#include <libpq-fe.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "compliance/suppression_store.h"
#include "tests/support/database.h"

/* The refusals run a little ahead, so that they and the claims meet on the same parties. */
enum { CLAIMERS = 3, REFUSERS = 3, AHEAD = 24, BEHIND = 4, AT_ONCE = 8 };

static struct front {
	_Atomic long claimed, refused;
} *front;
static long pairs = 200000;
static unsigned seed;
static bool locking = true;

static void
stop(const char *what)
{
	fprintf(stderr, "refusal_race: %s\n", what);
	_exit(2);
}

static PGresult *
ask(PGconn *conn, const char *sql, int count, const char *const *values)
{
	PGresult *result = PQexecParams(conn, sql, count, NULL, values, NULL, NULL, 0);
	ExecStatusType status = PQresultStatus(result);

	if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
		stop(PQerrorMessage(conn));
	return result;
}

static void
run(PGconn *conn, const char *sql, int count, const char *const *values)
{
	PQclear(ask(conn, sql, count, values));
}

/* The claiming transaction of design.md 5; how many it took. */
static long
claim(PGconn *conn)
{
	static const char with_lock[] = "with picked as (select t.party_id from target t join party p on p.id = t.party_id "
	    "where t.campaign_id = 1 and t.state = 'due' order by t.contact_point_id limit 20 for no key update of t, p "
	    "skip locked) select coalesce(array_agg(party_id), '{}'), count(*), coalesce(max(party_id), 0) from picked";
	static const char without[] = "with picked as (select t.party_id from target t "
	    "where t.campaign_id = 1 and t.state = 'due' order by t.contact_point_id limit 20 for no key update of t "
	    "skip locked) select coalesce(array_agg(party_id), '{}'), count(*), coalesce(max(party_id), 0) from picked";

	run(conn, "begin", 0, NULL);
	PGresult *picked = ask(conn, locking ? with_lock : without, 0, NULL);
	PGresult *allowed = ask(conn, "select coalesce(array_agg(cp.party_id), '{}') from contact_point cp where "
	    "cp.party_id = any($1::int8[]) and not exists (select from suppression s where s.token = cp.token)",
	    1, (const char *const[]){PQgetvalue(picked, 0, 0)});
	const char *values[] = {PQgetvalue(picked, 0, 0), PQgetvalue(allowed, 0, 0)};
	run(conn, "insert into race (party_id, what, serial) select id, 'clearance', nextval('race_serial') "
	    "from unnest($1::int8[]) as id", 1, &values[1]);
	run(conn, "update target set state = case when party_id = any($2::int8[]) then 'held' else 'denied' end::target_state "
	    "where campaign_id = 1 and contact_point_id = any($1::int8[])", 2, values);
	run(conn, "commit", 0, NULL);
	long count = strtol(PQgetvalue(picked, 0, 1), NULL, 10), last = strtol(PQgetvalue(picked, 0, 2), NULL, 10);
	long before = atomic_load(&front->claimed);
	while (last > before && !atomic_compare_exchange_weak(&front->claimed, &before, last))
		;
	PQclear(picked);
	PQclear(allowed);
	return count;
}

static void
claimer(const char *dsn)
{
	PGconn *conn = PQconnectdb(dsn);
	int idle = 0;

	while (idle < 50) {
		if (atomic_load(&front->claimed) + BEHIND > atomic_load(&front->refused) &&
		    atomic_load(&front->refused) < pairs) {
			usleep(200);
			continue;
		}
		if (claim(conn) > 0) {
			idle = 0;
		} else {
			/* what is due may be locked, or all may be done */
			idle += atomic_load(&front->refused) >= pairs;
			usleep(1000);
		}
	}
	PQfinish(conn);
}

/* Our own refusal's transaction, or one that stops no targets: the claim must see the suppression by itself. */
static void
refuse(struct db *db, PGconn *conn, long first, long count, bool ours)
{
	struct suppression list[AT_ONCE] = {0};
	struct suppression_effect effect;
	struct entry who = {.at = SECOND, .who_kind = "process", .process = "race"};
	struct err err = {0};
	char sql[512], number[32];

	for (long i = 0; i < count; i++) {
		snprintf(number, sizeof(number), "%ld", first + i);
		sha256(number, strlen(number), list[i].token);
		list[i].fact = (struct suppression_fact){.scope = SCOPE_ALL_CONTACT, .said_at = SECOND};
		snprintf(list[i].path, sizeof(list[i].path), "sms");
	}
	snprintf(sql, sizeof(sql), "insert into race (party_id, what, serial) select id, 'refusal', nextval('race_serial') "
	    "from generate_series(%ld, %ld) as id", first, first + count - 1);
	if (ours) {
		if (!db_begin(db, &err) || !suppression_put(db, list, (size_t)count, &who, &effect, &err) ||
		    !db_script(db, sql, &err) || !db_commit(db, &err))
			stop(err.text);
		return;
	}
	char from[32], until[32];
	snprintf(from, sizeof(from), "%ld", first);
	snprintf(until, sizeof(until), "%ld", first + count - 1);
	const char *values[] = {from, until};
	run(conn, "begin", 0, NULL);
	run(conn, "select id from party where id between $1 and $2 order by id for no key update", 2, values);
	run(conn, "insert into suppression (token, scope, path, said_at, recorded_at) select token, 'ALL_CONTACT', 'sms', "
	    "'2026-01-01', '2026-01-01' from contact_point where party_id between $1 and $2", 2, values);
	run(conn, sql, 0, NULL);
	run(conn, "commit", 0, NULL);
}

static void
refuser(const char *dsn, unsigned mine)
{
	struct err err;
	struct db *db = db_open(dsn, &err);
	PGconn *conn = PQconnectdb(dsn);

	if (db == NULL)
		stop(err.text);
	for (;;) {
		long count = 1 + rand_r(&mine) % AT_ONCE;
		while (atomic_load(&front->refused) > atomic_load(&front->claimed) + AHEAD)
			usleep(200);
		long first = atomic_fetch_add(&front->refused, count) + 1;
		if (first > pairs)
			break;
		refuse(db, conn, first, first + count - 1 > pairs ? pairs - first + 1 : count, rand_r(&mine) % 2);
	}
	db_close(db);
	PQfinish(conn);
}

static void
arrange(struct test_database *database)
{
	test_sql(database->db, "set synchronous_commit = off;"
	    "create sequence race_serial; create table race (party_id bigint, what text, serial bigint);"
	    "insert into legal_entity (inn, name, created_at) values (7701234567, 'x', '2026-01-01');"
	    "insert into branch (legal_entity_id, name, zone, created_at) values (1, 'b', 'Europe/Moscow', '2026-01-01');"
	    "insert into staff (login, name, role, created_at) values ('a', 'a', 'marketer', '2026-01-01'), "
	    "('b', 'b', 'compliance', '2026-01-01');"
	    "insert into campaign (name, legal_entity_id, branch_id, purpose, channel, class, provider, body, lists, author_id, "
	    "approver_id, state, created_at) values ('c', 1, 1, 'SERVICE_REMINDER', 'SMS', 'SERVICE', 'twin', 'x', '{}', 1, 2, "
	    "'running', '2026-01-01')");
	test_sql(database->db, "alter database %s set synchronous_commit = off", database->name);
	test_sql(database->db, "insert into party (id, kind, identity, salt, created_at) select i, 'PERSON', "
	    "decode(lpad(i::text, 32, '0'), 'hex'), '\\x00', '2026-01-01' from generate_series(1, %ld) as i;"
	    "insert into contact_point (id, party_id, kind, address, token, created_at) select i, i, 'PHONE', '+7' || i, "
	    "sha256(i::text::bytea), '2026-01-01' from generate_series(1, %ld) as i;"
	    "insert into target (campaign_id, contact_point_id, party_id, state, not_before) select 1, i, i, 'due', "
	    "'2026-01-01' from generate_series(1, %ld) as i; analyze", pairs, pairs, pairs);
}

static bool
start(const char *dsn)
{
	bool well = true;
	int status;

	for (unsigned i = 0; i < CLAIMERS + REFUSERS; i++) {
		pid_t child = fork();
		if (child == 0) {
			if (i < CLAIMERS)
				claimer(dsn);
			else
				refuser(dsn, seed + i);
			_exit(0);
		}
	}
	while (wait(&status) > 0)
		well = well && status == 0;
	return well;
}

int
main(int argc, char **argv)
{
	struct test_database database;

	seed = (unsigned)time(NULL);
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--no-lock") == 0)
			locking = false;
		else if (i + 1 < argc && strcmp(argv[i], "--pairs") == 0)
			pairs = strtol(argv[++i], NULL, 10);
		else if (i + 1 < argc && strcmp(argv[i], "--seed") == 0)
			seed = (unsigned)strtoul(argv[++i], NULL, 10);
	}
	if (!test_database_is_there())
		return 77;
	front = mmap(NULL, sizeof(*front), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	test_database_new(&database);
	arrange(&database);
	int64_t began = clock_monotonic();
	bool well = start(database.dsn);
	double seconds = (double)(clock_monotonic() - began) / SECOND;
	int64_t refusals = test_sql_int(&database, "select count(*) from race where what = 'refusal'");
	int64_t cleared = test_sql_int(&database, "select count(*) from race where what = 'clearance'");
	int64_t seen = test_sql_int(&database, "select count(*) from target where state = 'denied'");
	int64_t stopped = test_sql_int(&database, "select count(*) from target where state = 'stopped'");
	int64_t late = test_sql_int(&database, "select count(*) from race c join race r on r.party_id = c.party_id and "
	    "r.what = 'refusal' where c.what = 'clearance' and c.serial > r.serial");
	test_database_drop(&database);
	bool complete = refusals == pairs && cleared + seen + stopped == pairs;
	bool passed = well && complete && (locking ? late == 0 : late > 0);
	printf("%s refusal race%s: seed %u, %ld pairs in %.0f s; cleared before the refusal %lld, denied by it %lld, stopped by it "
	    "%lld, cleared after it %lld\n", passed ? "PASS" : "FAIL", locking ? "" : " without the lock (the error must show)",
	    seed, pairs, seconds, (long long)(cleared - late), (long long)seen, (long long)stopped, (long long)late);
	return passed ? 0 : 1;
}
