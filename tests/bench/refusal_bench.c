/*
 * refusal_bench.c - a refusal while a dispatcher works at its full rate: how long after its commit the last byte leaves.
 *
 * refusal_bench TARGETS CONNECTIONS BATCH: the twin answers at once.  Every few milliseconds one person near the newest claim
 * refuses.  Prints the rate, the time from the commit to the last byte that the twin received for that person, of those who
 * received any, and how many were cleared after it (P2: none).  In a cluster of its own: commits must have their instants.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/crypto.h"
#include "compliance/suppression_store.h"
#include "tests/support/database.h"
#include "tests/support/process.h"
#include "tests/support/race.h"
#include "tests/support/world.h"

/* In people around the first who is still due, and in microseconds between two refusals. */
enum { BEHIND = 900, AHEAD = 300, PAUSE_US = 4000, HEARD_AT_ONCE = 50000 };

static void
refuse(struct test_database *database, int64_t person, FILE *told)
{
	static const struct entry who = {.at = WORLD_NOW, .who_kind = "process", .process = "bench"};
	struct suppression suppression = {.fact = {.scope = SCOPE_ALL_CONTACT, .said_at = WORLD_NOW}, .path = "sms"};
	struct suppression_effect effect;
	struct err err;

	must(hex_read(test_sql_text(database, "select encode(token, 'hex') from contact_point where id = %lld", (long long)person),
	    suppression.token, TOKEN_SIZE));
	if (!suppression_add(database->db, &suppression, 1, &who, &effect, &err)) {
		fprintf(stderr, "%s\n", err.text);
		exit(1);
	}
	fprintf(told, "%lld\t%lld\n", (long long)person, (long long)race_realtime());
}

/* Until nobody is due. */
static void
refuse_near_claims(struct test_database *database, int64_t targets, FILE *told)
{
	unsigned seed = 1;
	int64_t frontier = 1;

	for (;;) {
		frontier = test_sql_int(database, "select coalesce(min(id), 0) from (select contact_point_id id from target where campaign_id = 1 "
		    "and state = 'due' and not_before is null and contact_point_id >= %lld order by contact_point_id limit 1) t",
		    (long long)frontier);
		if (frontier == 0)
			return;
		int64_t person = frontier - BEHIND + rand_r(&seed) % (BEHIND + AHEAD);
		if (person > 0 && person <= targets)
			refuse(database, person, told);
		usleep(PAUSE_US);
	}
}

static void
load(struct test_database *database, int port, int64_t targets, const char *dir)
{
	char path[128], question[100];

	snprintf(path, sizeof(path), "%s/heard", dir);
	FILE *heard = fopen(path, "w");
	must(heard != NULL);
	for (int64_t i = 0; i < targets; i += HEARD_AT_ONCE) {
		snprintf(question, sizeof(question), "/twin/lasts?from=%lld&count=%d", 79160000001LL + (long long)i, HEARD_AT_ONCE);
		fputs(twin_get(port, question), heard);
	}
	fclose(heard);
	test_sql(database->db, "create table told (person bigint, at bigint); copy told from program 'cat %s/told';"
	    "create table heard (number bigint, requests bigint, at bigint); copy heard from program 'cat %s' with (delimiter ' ')",
	    dir, path);
}

static void
print(struct test_database *database)
{
	printf("refusal %s\n", test_sql_text(database, "select 'messages/s=' || round(count(*) / extract(epoch from max(changed_at) - "
	    "min(cleared_at))) || ' dropped=' || count(*) filter (where state = 'dropped') from attempt"));
	printf("refusal %s\n", test_sql_text(database, "select format('refusals=%%s sent_after=%%s p50_ms=%%s p99_ms=%%s max_ms=%%s', "
	    "(select count(distinct person) from told), count(*), round(coalesce(percentile_cont(0.5) within group (order by ms), 0)::numeric, 2), "
	    "round(coalesce(percentile_cont(0.99) within group (order by ms), 0)::numeric, 2), round(coalesce(max(ms), 0), 2)) "
	    "from (select (h.at - t.at) / 1000.0 as ms from heard h join (select person, min(at) as at from told group by 1) t "
	    "on h.number = 79160000000 + t.person where h.at > t.at) d"));
	printf("refusal cleared_after=%lld\n", (long long)test_sql_int(database, "select count(*) from decision d join contact_point cp on "
	    "cp.id = d.contact_point_id join suppression s on s.token = cp.token where d.outcome = 'ALLOW' and "
	    "pg_xact_commit_timestamp(d.xmin) >= pg_xact_commit_timestamp(s.xmin)"));
}

int
main(int argc, char **argv)
{
	int64_t targets = argc > 1 ? atoll(argv[1]) : 200000;
	int connections = argc > 2 ? atoi(argv[2]) : 64, batch = argc > 3 ? atoi(argv[3]) : 500, port;
	static const char *const options[] = {"--track-addresses", "--script", "tests/bench/no-webhooks.yaml", NULL};
	struct world world = {.people = targets, .provider = "kannel"};
	char dir[64], settings[256], path[128];
	struct test_database database;

	race_cluster_start("var/race-pg", "-c track_commit_timestamp=on");
	snprintf(dir, sizeof(dir), "/tmp/dozvon-bench-%ld", (long)getpid());
	test_database_new(&database);
	world_people(database.db, targets);
	world_campaign(database.db, &world, true);
	test_sql(database.db, "checkpoint");
	pid_t twin = twin_start(options, NULL, &port);
	world_settings(dir, database.words, port, connections, batch, settings);
	snprintf(path, sizeof(path), "%s/told", dir);
	FILE *told = fopen(path, "w");
	must(told != NULL);
	pid_t dispatcher = role_start(settings, "dispatcher", "dispatcher-1", NULL);
	refuse_near_claims(&database, targets, told);
	fclose(told);
	for (int i = 0; i < 100 && test_sql_int(&database, "select count(*) from attempt where state = 'cleared'") > 0; i++)
		usleep(100000);
	process_stop(dispatcher);
	load(&database, port, targets, dir);
	print(&database);
	process_kill(twin);
	test_database_drop(&database);
	return race_end(dir);
}
