/*
 * chaos.c - no double, no loss: every process and the database killed with kill -9 at random points while the provider
 * loses answers and repeats webhooks.
 *
 * chaos TARGETS SEED: prints what happened and PASS or FAIL lines; a failure is looked into with the same seed.
 * The cluster is its own (PG_DIR), with fsync on.
 */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "tests/support/database.h"
#include "tests/support/process.h"
#include "tests/support/race.h"
#include "tests/support/world.h"

static struct {
	const char *role, *name;
	pid_t pid;
	int kills;
} process[] = {
	{"web", "web", 0, 0}, {"dispatcher", "dispatcher-1", 0, 0}, {"dispatcher", "dispatcher-2", 0, 0},
	{"reporter", "reporter", 0, 0}, {"sealer", "sealer", 0, 0}, {"janitor", "janitor", 0, 0},
};
enum { PROCESSES = sizeof(process) / sizeof(process[0]) };

static unsigned seed;
static char settings[256], log_path[300], dir[200];
static struct test_database database;

static int
dice(int sides)
{
	return rand_r(&seed) % sides;
}

static void
start_process(int i)
{
	process[i].pid = role_start(settings, process[i].role, process[i].name, log_path);
}

/* The provider answers slowly enough that there is something to kill meanwhile; the database goes in every run. */
#define DELAY_MS "40"
enum { TURNS_LEAST = 5, DATABASE_TURN = 3 };

/* A killed database takes a moment to come back: nothing of ours may need help for that. */
static int
kill_something(int turn, int *database_kills)
{
	if (dice(12) == 0 || turn == DATABASE_TURN) {
		database.db = db_close(database.db);
		race_shell("bin/pg kill; sleep 0.2; bin/pg start >/dev/null");
		return ++*database_kills;
	}
	int i = dice(10) < 6 ? 1 + dice(2) : dice(PROCESSES);
	process_kill(process[i].pid);
	process[i].kills++;
	poll(NULL, 0, dice(100));
	start_process(i);
	return 0;
}

/* As the supervisor does: who ended by himself, a start without a database say, is started again. */
static int
start_ended(void)
{
	int ended = 0;

	for (int i = 0; i < PROCESSES; i++)
		if (waitpid(process[i].pid, NULL, WNOHANG) == process[i].pid) {
			ended++;
			start_process(i);
		}
	return ended;
}

static int64_t
open_targets(void)
{
	return test_sql_int(&database, "select count(*) from target where state in ('due', 'held', 'card')");
}

static void
run_until_done(int64_t targets)
{
	int database_kills = 0, turns = 0, ended = 0;
	int64_t started = clock_monotonic();

	while (open_targets() > 0 && clock_monotonic() - started < 400 * SECOND) {
		/* The killing stops when nine tenths are through, so that the rest can be seen to end by itself. */
		int64_t due = test_sql_int(&database, "select count(*) from target where state = 'due'");
		if (due > targets / 10)
			kill_something(turns++, &database_kills);
		poll(NULL, 0, 100 + dice(300));
		ended += start_ended();
	}
	printf("kills: database %d", database_kills);
	for (int i = 0; i < PROCESSES; i++)
		printf(", %s %d", process[i].name, process[i].kills);
	printf("; %d ended by themselves; %.0f s\n", ended, (double)(clock_monotonic() - started) / SECOND);
	race_check(turns > TURNS_LEAST, "chaos: something was killed while it ran");
}

/* Each line of the twin: attempt provider milliseconds times. */
static void
compare_with_twin(int port)
{
	int64_t twice = 0, seen = 0, unasked = 0;
	struct buf ids = {0};
	char *text = memory_text(twin_get(port, "/twin/attempts"));

	for (char *line = strtok(text, "\n"); line != NULL; line = strtok(NULL, "\n")) {
		char id[64];
		int times = 0;
		if (sscanf(line, "%63s %*s %*s %d", id, &times) != 2)
			continue;
		seen++;
		twice += times > 1;
		buf_add_format(&ids, "%s\n", id);
	}
	free(text);
	char path[300];
	struct err err;
	snprintf(path, sizeof(path), "%s/seen", dir);
	must(file_write_whole(path, ids.data ? ids.data : "", ids.len, &err));
	buf_release(&ids);
	test_sql(database.db, "create table seen (id uuid); copy seen from program 'cat %s'", path);
	unasked = test_sql_int(&database, "select count(*) from seen s where not exists (select 1 from attempt a join decision d "
	    "on d.id = a.decision_id where a.decision_id = s.id and d.outcome = 'ALLOW')");
	printf("twin: %lld attempts seen, %lld twice\n", (long long)seen, (long long)twice);
	race_check(seen > 0 && twice == 0, "chaos: the twin saw no attempt twice");
	race_check(unasked == 0, "chaos: the twin saw no attempt without an allow decision (%lld)", (long long)unasked);
	int64_t lost = test_sql_int(&database, "select count(*) from attempt a where a.state not in ('cleared', 'dropped', 'unknown', "
	    "'failed') and not exists (select 1 from seen s where s.id = a.decision_id)");
	race_check(lost == 0, "chaos: nothing counts as sent that the twin did not see (%lld)", (long long)lost);
}

static void
verify_log(void)
{
	char command[900];

	for (int i = 0; i < 100 && test_sql_int(&database, "select count(*) from entry e where not exists (select 1 from seal s "
	    "where (s.last_xid, s.last_id) >= (e.xid, e.id))") > 0; i++)
		poll(NULL, 0, 100);
	snprintf(command, sizeof(command), "%s/dozvon --settings %s audit verify %s/log --key \"$(%s/dozvon --settings %s audit key | "
	    "tail -1)\"", getenv("DOZVON_BUILD") ? getenv("DOZVON_BUILD") : "build", settings, dir,
	    getenv("DOZVON_BUILD") ? getenv("DOZVON_BUILD") : "build", settings);
	race_check(system(command) == 0, "chaos: the log verifies");
	race_check(test_sql_int(&database, "select coalesce(max(size), 0) from checkpoint") ==
	    test_sql_int(&database, "select count(*) from entry"), "chaos: every entry is sealed");
}

static void
check_targets(int64_t targets)
{
	race_check(open_targets() == 0, "chaos: every target is terminal or unknown");
	race_check(test_sql_int(&database, "select count(*) from target") == targets, "chaos: no target is lost");
	printf("webhooks: %s\n", test_sql_text(&database, "select count(*) || ' came, ' || count(*) filter (where handled_at is null) "
	    "|| ' not yet handled' from inbox"));
	printf("targets: %s\n", test_sql_text(&database, "select string_agg(s || ' ' || n, ', ') from (select "
	    "coalesce(state || '/' || result, state::text) s, count(*) n from target group by 1 order by 2 desc) t"));
	race_check(test_sql_int(&database, "select count(*) from attempt a left join decision d on d.id = a.decision_id "
	    "where d.outcome is distinct from 'ALLOW'") == 0, "chaos: no attempt without an allow decision");
	race_check(test_sql_int(&database, "select count(*) from (select 1 from attempt where state not in ('dropped', 'failed', 'busy', "
	    "'no_answer', 'unreachable', 'expired') group by campaign_id, contact_point_id having count(*) > 1) t") == 0,
	    "chaos: nobody was contacted twice for one target");
	race_check(test_sql_int(&database, "select count(*) from entry where body like '%%\"attempt.cleared\"%%'") ==
	    test_sql_int(&database, "select count(*) from attempt"), "chaos: every attempt has its entry");
}

int
main(int argc, char **argv)
{
	int64_t targets = argc > 1 ? atoll(argv[1]) : 50000;
	struct world world = {.people = targets, .provider = "kannel"};
	char hooks[64], port_text[16];
	int port, web_port = 21000 + (int)(getpid() % 11000);

	seed = argc > 2 ? (unsigned)atoi(argv[2]) : (unsigned)time(NULL);
	setvbuf(stdout, NULL, _IOLBF, 0);
	printf("chaos: %lld targets, seed %u\n", (long long)targets, seed);
	snprintf(dir, sizeof(dir), "/tmp/dozvon-chaos-%ld", (long)getpid());
	race_cluster_start("var/chaos-pg", "");
	test_database_new(&database);
	world_people(database.db, targets);
	world_campaign(database.db, &world, true);
	snprintf(hooks, sizeof(hooks), "http://127.0.0.1:%d", web_port);
	snprintf(port_text, sizeof(port_text), "%d", web_port);
	setenv("DOZVON_PORT", port_text, 1);
	setenv("DOZVON_PUBLIC_URL", hooks, 1);
	setenv("DOZVON_LEASE", "2", 1);
	setenv("DOZVON_REPORT_WAIT", "20", 1);
	setenv("DOZVON_REQUEST_TIMEOUT", "3", 1);
	char secrets[300];
	snprintf(secrets, sizeof(secrets), "%s/secrets", dir);
	const char *options[] = {"--hooks", hooks, "--script", "tests/race/chaos.yaml", "--delay-ms", DELAY_MS, "--secrets", secrets, NULL};
	world_settings(dir, database.words, 1, 32, 50, settings);
	pid_t twin = twin_start(options, NULL, &port);
	world_settings(dir, database.words, port, 32, 50, settings);
	snprintf(log_path, sizeof(log_path), "%s/processes.log", dir);
	for (int i = 0; i < PROCESSES; i++)
		start_process(i);
	run_until_done(targets);
	database.db = db_close(database.db);
	struct err err;
	database.db = db_open(database.dsn, &err);
	must(database.db != NULL);
	for (int i = 0; i < PROCESSES; i++)
		if (strcmp(process[i].role, "sealer") != 0)
			process_stop(process[i].pid);
	check_targets(targets);
	compare_with_twin(port);
	verify_log();
	process_stop(process[4].pid);
	process_kill(twin);
	db_close(database.db);
	return race_end(dir);
}
