/*
 * refusal.c - refusals raced against claims: a refusal that has been committed beats every clearance made after it.
 *
 * refusal PAIRS SEED: real dispatchers claim PAIRS people and send to the twin, while refusers (tests/support/refuser.h)
 * refuse for each of them at about the moment of the claim.  PostgreSQL keeps the instant of each commit; a claim and a
 * refusal of one person hold the same lock until they commit, so these instants are in the order in which they happened.
 * Then the same once more, smaller, with refusals that take no lock: now it must go wrong, or the race proves nothing.
 */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "tests/support/database.h"
#include "tests/support/process.h"
#include "tests/support/race.h"
#include "tests/support/refuser.h"
#include "tests/support/world.h"

/* The provider answers after so many milliseconds: its connections are the pace, and what is cleared waits for them. */
enum { DISPATCHERS = 3, CONNECTIONS = 8, BATCH = 25, LONGEST = 900, HEARD_AT_ONCE = 50000, UNLOCKED_PAIRS = 5000 };
#define DELAY_MS "20"
#define NEAR "interval '50 milliseconds'"

struct race {
	int64_t pairs;
	unsigned seed;
	bool unlocked;
	char dir[200], settings[256], log[300];
	struct test_database database;
	pid_t twin, dispatcher[DISPATCHERS];
	int port;
	struct refusers *refusers;
};

static long long
count(const struct race *race, const char *sql)
{
	return test_sql_int(&race->database, "%s", sql);
}

static void
start_dispatchers(struct race *race)
{
	static const char *const options[] = {"--track-addresses", "--delay-ms", DELAY_MS, "--script",
		"tests/bench/no-webhooks.yaml", NULL};
	char name[32];

	race->twin = twin_start(options, NULL, &race->port);
	world_settings(race->dir, race->database.words, race->port, CONNECTIONS, BATCH, race->settings);
	snprintf(race->log, sizeof(race->log), "%s/dispatcher.log", race->dir);
	for (int i = 0; i < DISPATCHERS; i++) {
		snprintf(name, sizeof(name), "dispatcher-%d", i + 1);
		race->dispatcher[i] = role_start(race->settings, "dispatcher", name, race->log);
	}
}

/* What is dropped is due again and must be denied; what is sent must be settled. */
static bool
settle_down(const struct race *race)
{
	for (int i = 0; i < 300; i++) {
		if (count(race, "select (select count(*) from target where state = 'due') + (select count(*) from attempt "
		    "where state = 'cleared')") == 0)
			return true;
		poll(NULL, 0, 100);
	}
	return false;
}

static bool
run(struct race *race)
{
	struct world world = {.people = race->pairs, .provider = "kannel"};

	test_database_new(&race->database);
	world_people(race->database.db, race->pairs);
	world_campaign(race->database.db, &world, true);
	test_sql(race->database.db, "checkpoint");
	race->refusers = refusers_start(&race->database, race->pairs, race->seed, race->unlocked);
	start_dispatchers(race);
	bool well = refusers_wait(race->refusers, LONGEST) && settle_down(race);
	for (int i = 0; i < DISPATCHERS; i++)
		process_stop(race->dispatcher[i]);
	return well;
}

/* Of each person: when the refuser knew of the commit, what the twin received and when last. */
static void
write_told(const struct race *race, const char *path)
{
	FILE *file = fopen(path, "w");
	must(file != NULL);
	for (int64_t i = 1; i <= race->pairs; i++) {
		const struct refused *refused = refusers_person(race->refusers, i);
		fprintf(file, "%lld\t%lld\t%d\n", (long long)i, (long long)refused->told_at, refused->manner);
	}
	fclose(file);
}

static void
write_heard(const struct race *race, const char *path)
{
	char question[100];
	FILE *file = fopen(path, "w");

	must(file != NULL);
	for (int64_t i = 0; i < race->pairs; i += HEARD_AT_ONCE) {
		snprintf(question, sizeof(question), "/twin/lasts?from=%lld&count=%d", 79160000001LL + (long long)i, HEARD_AT_ONCE);
		fputs(twin_get(race->port, question), file);
	}
	fclose(file);
}

/* refused: the first refusal of each person; judged: each decision; both with the instant of their commit. */
static void
gather(const struct race *race)
{
	char told[300], heard[300];

	snprintf(told, sizeof(told), "%s/told", race->dir);
	snprintf(heard, sizeof(heard), "%s/heard", race->dir);
	write_told(race, told);
	write_heard(race, heard);
	test_sql(race->database.db, "create table told (person bigint, at bigint, manner int); copy told from program 'cat %s';"
	    "create table heard (number bigint, requests bigint, at bigint); "
	    "copy heard from program 'cat %s' with (delimiter ' ')", told, heard);
	test_sql(race->database.db, "create table refused as select cp.party_id as person, "
	    "min(pg_xact_commit_timestamp(s.xmin)) as at from suppression s join contact_point cp on cp.token = s.token group by 1;"
	    "create table judged as select d.party_id as person, d.outcome, d.reasons, pg_xact_commit_timestamp(d.xmin) as at "
	    "from decision d; create index on judged (person); analyze told, heard, refused, judged, attempt, target, decision");
}

static long long
violations(const struct race *race)
{
	return count(race, "select count(*) from judged j join refused r using (person) where j.outcome = 'ALLOW' and j.at >= r.at");
}

static void
print_figures(const struct race *race)
{
	printf("claims: %s\n", test_sql_text(&race->database, "select count(*) || ' decisions in ' || "
	    "round(extract(epoch from max(at) - min(at)), 1) || ' s, ' || round(count(*) / extract(epoch from max(at) - min(at))) || "
	    "' a second; refusals ' || (select round(count(*) / extract(epoch from max(at) - min(at))) from refused) || "
	    "' a second' from judged"));
	printf("from a claim's commit to the refusal's, ms, p5 p25 p50 p75 p95: %s\n", test_sql_text(&race->database,
	    "select percentile_cont(array[0.05, 0.25, 0.5, 0.75, 0.95]) within group (order by "
	    "round(1000 * extract(epoch from r.at - j.at)))::int[] from judged j join refused r using (person)"));
	printf("attempts: %s\n", test_sql_text(&race->database, "select string_agg(state || ' ' || n, ', ' order by n desc) from "
	    "(select state, count(*) n from attempt group by 1) a"));
	printf("targets: %s\n", test_sql_text(&race->database, "select string_agg(state || ' ' || n, ', ' order by n desc) from "
	    "(select state, count(*) n from target group by 1) t"));
}

static void
check_order(const struct race *race)
{
	race_check(count(race, "select count(*) from refused") == race->pairs, "race: everybody's refusal was committed");
	long long late = violations(race);
	race_check(late == 0, "race: no clearance made after a committed refusal (%lld)", late);
	long long early = count(race, "select count(*) from judged j join refused r using (person) where j.outcome <> 'ALLOW' "
	    "and j.at < r.at");
	race_check(early == 0, "race: nobody was denied before their refusal (%lld)", early);
	/* reasons are pairs of a rule's number and a reason; 8 is G-08 */
	long long other = count(race, "select count(*) from judged where outcome <> 'ALLOW' and not (outcome = 'DENY' and exists "
	    "(select from generate_series(0, length(reasons) / 2 - 1) i where get_byte(reasons, 2 * i) = 8))");
	race_check(other == 0, "race: every denial is by G-08 (%lld others)", other);
}

/* The three ways in which a pair may end. */
static void
check_pairs(const struct race *race)
{
	long long cleared = count(race, "select count(*) from refused r where exists (select from judged j where j.person = r.person "
	    "and j.outcome = 'ALLOW' and j.at < r.at)");
	long long denied = count(race, "select count(*) from refused r where exists (select from judged j where j.person = r.person "
	    "and j.outcome = 'DENY' and j.at > r.at) and not exists (select from judged j where j.person = r.person "
	    "and j.outcome = 'ALLOW')");
	long long stopped = count(race, "select count(*) from refused r join target t on t.contact_point_id = r.person "
	    "where t.state = 'stopped' and not exists (select from judged j where j.person = r.person)");
	race_check(cleared + denied + stopped == race->pairs, "race: each pair is explained: cleared before the refusal %lld, "
	    "denied after it %lld, stopped by it %lld", cleared, denied, stopped);
	long long near = count(race, "select count(distinct j.person) from judged j join refused r using (person) "
	    "where j.at between r.at - " NEAR " and r.at + " NEAR);
	long long near_cleared = count(race, "select count(distinct j.person) from judged j join refused r using (person) "
	    "where j.outcome = 'ALLOW' and j.at between r.at - " NEAR " and r.at");
	race_check(near > race->pairs / 100, "race: %lld pairs within 50 ms (%.0f %%): %lld the claim first, %lld the refusal first",
	    near, 100.0 * (double)near / (double)race->pairs, near_cleared, near - near_cleared);
}

static void
check_dropped(const struct race *race)
{
	long long dropped = count(race, "select count(*) from attempt where state = 'dropped'");
	long long open = count(race, "select count(*) from target t where state not in ('denied', 'stopped') and not exists (select "
	    "from attempt a where a.party_id = t.party_id and a.state <> 'dropped')");
	race_check(dropped > 0 && open == 0, "race: %lld cleared and not yet sent were dropped; none of those people stays open (%lld)",
	    dropped, open);
	long long other = count(race, "select count(*) from heard h full join (select 79160000000 + party_id as number, "
	    "count(*) as n from attempt where state <> 'dropped' group by 1) a using (number) where h.requests is distinct from a.n");
	race_check(other == 0, "race: the twin received exactly what was not dropped (%lld differ)", other);
}

static void
print_latency(const struct race *race, const char *way, enum refusal_manner manner)
{
	printf("from a refusal's commit (%s) to the last byte for that person: %s\n", way, test_sql_text(&race->database,
	    "select count(*) || ' requests after it' || case when count(*) > 0 then format(', p50 %%s ms, p99 %%s ms, max %%s ms', "
	    "round(percentile_cont(0.5) within group (order by ms)::numeric, 2), "
	    "round(percentile_cont(0.99) within group (order by ms)::numeric, 2), round(max(ms), 2)) else '' end "
	    "from (select (h.at - t.at) / 1000.0 as ms from heard h join told t on h.number = 79160000000 + t.person "
	    "where t.manner = %d and h.at > t.at) d", manner));
}

static void
race_with_lock(struct race *race)
{
	race_check(run(race), "race: it came to an end");
	gather(race);
	print_figures(race);
	check_order(race);
	check_pairs(race);
	check_dropped(race);
	print_latency(race, "ours", REFUSAL_ADDED);
	print_latency(race, "the provider's", REFUSAL_PROVIDER);
	process_kill(race->twin);
	test_database_drop(&race->database);
}

static void
race_without_lock(struct race *race)
{
	race->unlocked = true;
	if (race->pairs > UNLOCKED_PAIRS)
		race->pairs = UNLOCKED_PAIRS;
	bool ended = run(race);
	gather(race);
	long long found = violations(race);
	race_check(ended && found > 0, "race: without the lock the race is lost (%lld violations found)", found);
	process_kill(race->twin);
	test_database_drop(&race->database);
}

int
main(int argc, char **argv)
{
	static struct race race;

	race.pairs = argc > 1 ? atoll(argv[1]) : 200000;
	race.seed = argc > 2 ? (unsigned)atoi(argv[2]) : (unsigned)time(NULL);
	setvbuf(stdout, NULL, _IOLBF, 0);
	printf("refusal: %lld pairs, seed %u\n", (long long)race.pairs, race.seed);
	snprintf(race.dir, sizeof(race.dir), "/tmp/dozvon-refusal-%ld", (long)getpid());
	race_cluster_start("var/race-pg", "-c track_commit_timestamp=on");
	race_with_lock(&race);
	race_without_lock(&race);
	return race_end(race.dir);
}
