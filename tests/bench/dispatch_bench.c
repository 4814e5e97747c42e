/*
 * dispatch_bench.c - gated, durable, audited dispatch end to end: claim, decision, attempt, POST to the twin, result, entries.
 *
 * dispatch_bench TARGETS CONNECTIONS BATCH DELAY_MS DISPATCHERS: prints messages a second from the first clearance to
 * the last answer written, and the largest resident size of a dispatcher.  DOZVON_TEST_DSN names the server.
 */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/support/database.h"
#include "tests/support/process.h"
#include "tests/support/world.h"

int
main(int argc, char **argv)
{
	int64_t targets = argc > 1 ? atoll(argv[1]) : 100000;
	int connections = argc > 2 ? atoi(argv[2]) : 64, batch = argc > 3 ? atoi(argv[3]) : 200;
	const char *delay = argc > 4 ? argv[4] : "0";
	int dispatchers = argc > 5 ? atoi(argv[5]) : 1;
	struct test_database database;
	struct world world = {.people = targets, .provider = "kannel"};
	char dir[64], settings[256], log[128], name[32];
	pid_t dispatcher[16];
	int port;

	snprintf(dir, sizeof(dir), "/tmp/dozvon-bench-%ld", (long)getpid());
	test_database_new(&database);
	world_people(database.db, targets);
	world_campaign(database.db, &world, true);
	test_sql(database.db, "checkpoint");
	const char *options[] = {"--delay-ms", delay, "--script", "tests/bench/no-webhooks.yaml", NULL};
	pid_t server = process_parent((pid_t)test_sql_int(&database, "select pg_backend_pid()"));
	double before = process_cpu(server);
	pid_t twin = twin_start(options, NULL, &port);
	world_settings(dir, database.words, port, connections, batch, settings);
	snprintf(log, sizeof(log), "%s/dispatcher.log", dir);
	for (int i = 0; i < dispatchers; i++) {
		snprintf(name, sizeof(name), "dispatcher-%d", i + 1);
		dispatcher[i] = role_start(settings, "dispatcher", name, log);
	}
	while (test_sql_int(&database, "select coalesce(sum(sent), 0) from dispatcher") < targets)
		poll(NULL, 0, 250);
	for (int i = 0; i < 100 && test_sql_int(&database, "select count(*) from attempt where state = 'cleared'") > 0; i++)
		poll(NULL, 0, 100);
	long rss = 0;
	double own = 0, twins = process_cpu(twin);
	for (int i = 0; i < dispatchers; i++) {
		long peak = process_peak_rss(dispatcher[i]);
		rss = peak > rss ? peak : rss;
		own += process_cpu(dispatcher[i]);
		process_stop(dispatcher[i]);
	}
	poll(NULL, 0, 500);	/* the server's children end, and are counted */
	double servers = process_cpu(server) - before;
	double seconds = atof(test_sql_text(&database,
	    "select extract(epoch from max(changed_at) - min(cleared_at)) from attempt"));
	int64_t sent = test_sql_int(&database, "select count(*) from attempt where state = 'accepted'");
	printf("dispatch targets=%lld connections=%d batch=%d delay_ms=%s dispatchers=%d sent=%lld seconds=%.2f messages/s=%.0f "
	    "rss_mib=%ld cpu_us/message: dispatcher %.1f postgresql %.1f twin %.1f\n", (long long)targets, connections, batch, delay, dispatchers, (long long)sent, seconds,
	    (double)sent / seconds, rss / 1024,
	    own * 1e6 / (double)sent, servers * 1e6 / (double)sent, twins * 1e6 / (double)sent);
	process_kill(twin);
	test_database_drop(&database);
	return sent == targets ? 0 : 1;
}
