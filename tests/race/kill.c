/*
 * kill.c - the kill switch raced against claims: from the commit that throws it to the one that lifts it nothing is cleared.
 *
 * kill ROUNDS SEED: real dispatchers claim and send while the switch of their purpose is thrown and lifted ROUNDS times.
 * PostgreSQL keeps the instant of each commit; a claim shares a lock that the throw holds alone, so these instants are in
 * the order in which they happened.  What was cleared before a throw and had not left is dropped, and due again.
 */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "compliance/kill_store.h"
#include "tests/support/database.h"
#include "tests/support/process.h"
#include "tests/support/race.h"
#include "tests/support/world.h"

/* The provider answers slowly, so that what is cleared waits; in a round at most so many leave. */
enum { DISPATCHERS = 2, CONNECTIONS = 8, BATCH = 25, PEOPLE_A_ROUND = 200, APART_MS = 120 };
#define DELAY_MS "20"

struct race {
	int rounds;
	unsigned seed;
	char dir[200], settings[256], log[300];
	struct test_database database;
	pid_t twin, dispatcher[DISPATCHERS];
	int port;
};

static long long
count(const struct race *race, const char *sql)
{
	return test_sql_int(&race->database, "%s", sql);
}

static void
start(struct race *race)
{
	static const char *const options[] = {"--delay-ms", DELAY_MS, "--script", "tests/bench/no-webhooks.yaml", NULL};
	struct world world = {.people = (int64_t)race->rounds * PEOPLE_A_ROUND, .provider = "kannel"};
	char name[32];

	test_database_new(&race->database);
	world_people(race->database.db, world.people);
	world_campaign(race->database.db, &world, true);
	race->twin = twin_start(options, NULL, &race->port);
	world_settings(race->dir, race->database.words, race->port, CONNECTIONS, BATCH, race->settings);
	snprintf(race->log, sizeof(race->log), "%s/dispatcher.log", race->dir);
	for (int i = 0; i < DISPATCHERS; i++) {
		snprintf(name, sizeof(name), "dispatcher-%d", i + 1);
		race->dispatcher[i] = role_start(race->settings, "dispatcher", name, race->log);
	}
}

/* A chance part of a longest pause: the throw meets claims in every stage. */
static void
pause_a_while(struct race *race)
{
	poll(NULL, 0, 1 + rand_r(&race->seed) % APART_MS);
}

static void
throw_and_lift(struct race *race)
{
	static const struct entry who = {.at = WORLD_NOW, .who_kind = "staff", .who_id = 2};
	struct err err;

	for (int i = 0; i < race->rounds; i++) {
		pause_a_while(race);
		must(kill_throw(race->database.db, PURPOSE_AD_PROMO, "race", &who, &err));
		pause_a_while(race);
		must(kill_lift(race->database.db, PURPOSE_AD_PROMO, "race", &who, &err));
	}
}

static bool
settle_down(const struct race *race)
{
	for (int i = 0; i < 600; i++) {
		if (count(race, "select (select count(*) from target where state = 'due') + (select count(*) from attempt "
		    "where state = 'cleared')") == 0)
			return true;
		poll(NULL, 0, 100);
	}
	return false;
}

static void
check(const struct race *race)
{
	test_sql(race->database.db, "create table thrown as select row_number() over (order by pg_xact_commit_timestamp(xmin)) as round, "
	    "pg_xact_commit_timestamp(xmin) as at from entry where convert_from(body, 'UTF8') like '%%kill_switch.thrown%%'; "
	    "create table lifted as select row_number() over (order by pg_xact_commit_timestamp(xmin)) as round, "
	    "pg_xact_commit_timestamp(xmin) as at from entry where convert_from(body, 'UTF8') like '%%kill_switch.lifted%%'; "
	    "create table judged as select outcome, pg_xact_commit_timestamp(xmin) as at from decision");
	long long rounds = count(race, "select count(*) from thrown join lifted using (round) where thrown.at < lifted.at");
	race_check(rounds == race->rounds, "kill: thrown and lifted %lld times", rounds);
	long long late = count(race, "select count(*) from judged j join thrown t on j.at >= t.at join lifted l using (round) "
	    "where j.outcome = 'ALLOW' and j.at < l.at");
	race_check(late == 0, "kill: nothing was cleared while it was thrown (%lld)", late);
	long long near = count(race, "select count(distinct round) from thrown t join judged j on j.at between t.at - "
	    "interval '50 milliseconds' and t.at");
	race_check(near > race->rounds / 4, "kill: in %lld rounds a claim was committed within 50 ms before", near);
	long long dropped = count(race, "select count(*) from attempt where state = 'dropped'");
	race_check(dropped > 0, "kill: %lld cleared and not yet sent were dropped", dropped);
	long long open = count(race, "select count(*) from target t where not exists (select from attempt a where "
	    "a.contact_point_id = t.contact_point_id and a.state = 'accepted')");
	race_check(open == 0, "kill: and everybody was reached after it was lifted (%lld were not)", open);
	long long seen = 0, sent = count(race, "select count(*) from attempt where state <> 'dropped'");
	for (const char *line = twin_get(race->port, "/twin/attempts"); (line = strchr(line, '\n')) != NULL; line++)
		seen++;
	race_check(seen == sent, "kill: the twin received exactly what was not dropped (%lld, %lld)", seen, sent);
}

int
main(int argc, char **argv)
{
	static struct race race;

	race.rounds = argc > 1 ? atoi(argv[1]) : 200;
	race.seed = argc > 2 ? (unsigned)atoi(argv[2]) : (unsigned)time(NULL);
	setvbuf(stdout, NULL, _IOLBF, 0);
	printf("kill: %d rounds, seed %u\n", race.rounds, race.seed);
	snprintf(race.dir, sizeof(race.dir), "/tmp/dozvon-kill-%ld", (long)getpid());
	race_cluster_start("var/race-pg", "-c track_commit_timestamp=on");
	start(&race);
	throw_and_lift(&race);
	bool ended = settle_down(&race);
	for (int i = 0; i < DISPATCHERS; i++)
		process_stop(race.dispatcher[i]);
	race_check(ended, "kill: it came to an end");
	check(&race);
	process_kill(race.twin);
	test_database_drop(&race.database);
	return race_end(race.dir);
}
