/*
 * plan_bench.c - planning: every contact of a campaign judged by every rule, a stored reason-coded verdict for each.
 *
 * plan_bench CONTACTS: of them a tenth is suppressed, a fifth has no consent, a fifth was contacted today.  Prints
 * contacts a second beside one set-based SQL statement with four rules over the same number of rows, run before and after in the same run.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/clock.h"
#include "dialer/plan_part_store.h"
#include "dialer/plan_worker.h"
#include "tests/support/database.h"
#include "tests/support/process.h"
#include "tests/support/world.h"

/* The peer's own narrow tables. */
static void
prepare_peer(struct db *db, int64_t contacts)
{
	test_sql(db, "create table ct (id bigint primary key, e164 text unique, email text, f text, l text, zip text, tz text)");
	test_sql(db, "insert into ct select g, '+1' || lpad((2000000000 + g * 17)::text, 10, '0'), 'user' || g || '@example.com', "
	    "'First' || g, 'Last' || g, '10001', 'America/New_York' from generate_series(1, %lld) g", (long long)contacts);
	test_sql(db, "create table dnc (e164 text primary key); insert into dnc select e164 from ct where id %% 10 = 0");
	test_sql(db, "create table agreed (contact bigint primary key, granted timestamptz, revoked timestamptz); insert into agreed "
	    "select id, '2026-10-01', case when id %% 20 = 1 then timestamptz '2026-11-01' end from ct where id %% 7 <> 0");
	test_sql(db, "create table made (contact bigint, at timestamptz); insert into made select id, '2026-11-23 07:00Z' from ct "
	    "where id %% 5 = 2; create index on made (contact, at)");
	test_sql(db, "create table tzoff (tz text primary key, ok bool); insert into tzoff values ('America/New_York', true)");
	test_sql(db, "create table verdict (contact bigint, campaign int, at timestamptz, verdict smallint, reason smallint)");
	test_sql(db, "analyze");
}

/* The peer: four rules, one decision row each. */
static double
set_based(struct db *db, int64_t contacts)
{
	test_sql(db, "truncate verdict; checkpoint");
	int64_t started = clock_monotonic();
	test_sql(db, "insert into verdict select c.id, 1, timestamptz '2026-11-23 08:00Z', case when d.e164 is not null then 1 "
	    "when k.contact is null or k.revoked is not null then 2 when not z.ok then 3 when a.n >= 1 then 4 else 0 end, 0 from ct c "
	    "left join dnc d using (e164) left join agreed k on k.contact = c.id left join tzoff z on z.tz = c.tz left join "
	    "(select contact, count(*) n from made where at > timestamptz '2026-11-22 08:00Z' group by 1) a on a.contact = c.id");
	return (double)contacts * SECOND / (double)(clock_monotonic() - started);
}

static void
spoil(struct db *db)
{
	test_sql(db, "insert into suppression (token, scope, path, said_at, recorded_at) select token, 'ADS_ALL', 'desk', "
	    "'2026-11-01', '2026-11-01' from contact_point where id %% 10 = 0");
	test_sql(db, "update contact_point set consents = '' where id %% 5 = 1");
	test_sql(db, "vacuum analyze");
	test_sql(db, "checkpoint");
}

/* Seconds of the process that serves the connection which was opened as this one. */
static double
server_cpu(struct test_database *database, int place)
{
	return process_cpu((pid_t)test_sql_int(database, "select pid from pg_stat_activity where datname = current_database() and "
	    "backend_type = 'client backend' order by backend_start offset %d limit 1", place));
}

static double
ours(struct test_database *database, int64_t contacts)
{
	struct world world = {.people = contacts, .provider = "kannel"};
	struct campaign campaign;
	struct plan_result result;
	struct plan_part part[PLAN_PARTS];
	int parts = 0;
	struct err err;
	char dir[64], path[256], contracts_path[128];

	world_people(database->db, contacts);
	world_campaign(database->db, &world, false);
	spoil(database->db);
	snprintf(dir, sizeof(dir), "/tmp/dozvon-bench-%ld", (long)getpid());
	world_settings(dir, database->words, 1, 64, 200, path);
	snprintf(contracts_path, sizeof(contracts_path), "%s/contracts.yaml", dir);
	struct policy *policy = policy_load("config/policies/ru.yaml", WORLD_NOW, &err);
	struct regions *regions = regions_load("config/regions.yaml", &err);
	struct contracts *contracts = contracts_load(contracts_path, &err);
	struct db *writer = db_open(database->dsn, &err), *past = db_open(database->dsn, &err);
	must(policy != NULL && regions != NULL && contracts != NULL && writer != NULL && past != NULL);
	must(campaign_load(database->db, world.campaign, &campaign, &err));
	double reading = server_cpu(database, 0), writing = server_cpu(database, 1);
	int64_t started = clock_monotonic();
	struct plan_work work = {&campaign, policy, regions, contract_find(contracts, "kannel"), "bench", WORLD_NOW};
	bool planned = plan_parts_open(writer, world.campaign, part, &parts, &err);
	struct plan_worker *worker = planned && parts > 1 ? plan_worker_start(database->dsn, &work, &part[1]) : NULL;
	planned = planned && plan_part(&(struct plan_streams){database->db, past, writer}, &work, &part[0], &result, &err) &&
	    plan_worker_finish(worker, &result, &err);
	double rate = (double)contacts * SECOND / (double)(clock_monotonic() - started);
	if (!planned) {
		fprintf(stderr, "%s\n", err.text);
		exit(1);
	}
	must(result.audience == contacts);
	printf("planned %lld: allow %lld defer %lld review %lld deny %lld\n", (long long)result.audience,
	    (long long)result.outcome[OUTCOME_ALLOW], (long long)result.outcome[OUTCOME_DEFER],
	    (long long)result.outcome[OUTCOME_REVIEW], (long long)result.outcome[OUTCOME_DENY]);
	printf("  %d parts; postgresql for the first of them, us a contact of all: reading %.2f, writing %.2f\n", parts,
	    (server_cpu(database, 0) - reading) * 1e6 / (double)contacts, (server_cpu(database, 1) - writing) * 1e6 / (double)contacts);
	campaign_release(&campaign);
	db_close(past);
	db_close(writer);
	contracts_free(contracts);
	regions_free(regions);
	policy_free(policy);
	return rate;
}

int
main(int argc, char **argv)
{
	int64_t contacts = argc > 1 ? atoll(argv[1]) : 1000000;
	struct test_database database;
	struct rusage usage;

	test_database_new(&database);
	prepare_peer(database.db, contacts);
	double before = set_based(database.db, contacts);
	double mine = ours(&database, contacts);
	getrusage(RUSAGE_SELF, &usage);
	double peer = (before + set_based(database.db, contacts)) / 2;
	printf("plan contacts=%lld contacts/s=%.0f set-based-sql/s=%.0f ratio=%.2f rss_mib=%ld own_cpu_us=%.2f\n", (long long)contacts, mine,
	    peer, mine / peer, usage.ru_maxrss / 1024,
	    ((double)usage.ru_utime.tv_sec * 1e6 + (double)usage.ru_utime.tv_usec) / (double)contacts);
	test_database_drop(&database);
	return 0;
}
