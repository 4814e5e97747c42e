/*
 * capsule_bench.c - ten years of one number's history: 1,200 contacts amid a log of a million entries and more.
 *
 * Each decision lies in a claim of 200, each answer in a batch of 200, as dispatchers write them, and each contact has two
 * reports: 960,000 entries that are somebody's, in 4,800 transactions.  Then `dozvon capsule` is timed from its start to its
 * ZIP, and the verifier that lies in it.  Beside the clock stands the processor's time, its own and the database's, which do not
 * work at once: on a busy machine that is what counts.  The program ends with 1 when even that is above five seconds.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/clock.h"
#include "compliance/address.h"
#include "compliance/facts_pack.h"
#include "tests/support/database.h"
#include "tests/support/process.h"
#include "tests/support/situation.h"
#include "tests/support/world.h"

enum { CONTACTS = 1200, CLAIM = 200, OTHERS = 100000, TIMES = 3 };
static const double MOST = 5;

static char folder[] = "/tmp/dozvon-capsule-bench-XXXXXX";

static int
run(const char *settings, const char *words)
{
	const char *build = getenv("DOZVON_BUILD");
	char line[1400];

	snprintf(line, sizeof(line), "%s/dozvon --settings %s %s >%s/out 2>&1 || { cat %s/out; false; }", build ? build : "build", settings, words,
	    folder, folder);
	return system(line);
}

static void
give_token(struct db *db)
{
	struct installation_key key;
	uint8_t token[TOKEN_SIZE];
	struct buf hex = {0};
	char path[300];
	struct err err;

	snprintf(path, sizeof(path), "%s/secrets/installation.key", folder);
	must(installation_key_read(path, &key, &err));
	address_token(&key, "+79160000001", token);
	hex_add(&hex, token, sizeof(token));
	test_sql(db, "update contact_point set token = '\\x%s' where id = 1", hex.data);
	buf_release(&hex);
}

/* One claim, the answers to it and the reports of them, as often as the number was contacted; each in a transaction of its own. */
static void
add_history(struct db *db)
{
	struct facts facts;
	struct buf packed = {0}, hex = {0};

	situation_facts(situation_find("recall_robot"), &facts);
	facts_pack(&facts, &packed);
	hex_add(&hex, packed.data, packed.len);
	test_sql(db, "create table of_claim (id uuid, point bigint, at timestamptz)");
	test_sql(db, "do $do$ declare f bytea := '\\x%s'; pack bytea := (select sha256 from policy_pack limit 1); begin for i in 1..%d loop "
	    "truncate of_claim; insert into of_claim select gen_random_uuid(), p, timestamptz '" WORLD_CLOCK "' + i * interval '1 hour' from generate_series(1, %d) p; "
	    "insert into decision (id, campaign_id, contact_point_id, party_id, outcome, reasons, facts, policy_sha256, decided_at) "
	    "select id, 1, point, point, 'ALLOW', '', f, pack, at from of_claim; "
	    "insert into attempt (decision_id, campaign_id, contact_point_id, party_id, provider, dispatcher, cleared_at, expires_at, changed_at) "
	    "select id, 1, point, point, 'kannel', 'd', at, at, at from of_claim; "
	    "insert into entry (body) select convert_to(format('{\"at\":\"%%s\",\"data\":{\"campaign\":1,\"decision\":\"%%s\",\"facts\":\"%%s\",\"policy\":\"%%s\",\"reasons\":\"\"},"
	    "\"what\":\"attempt.cleared\"}', at, id, encode(sha256(f), 'hex'), left(encode(pack, 'hex'), 16)), 'UTF8') from of_claim; commit; "
	    "update attempt a set state = 'sent', sent_at = at, settled_xid = pg_current_xact_id() from of_claim c where a.decision_id = c.id; "
	    "insert into entry (body) select convert_to(format('{\"at\":\"%%s\",\"data\":{\"code\":\"0\",\"decision\":\"%%s\",\"provider\":\"kannel\",\"state\":\"sent\"},"
	    "\"what\":\"attempt.settled\"}', at, id), 'UTF8') from of_claim; commit; "
	    "for j in 1..2 loop update attempt a set state = (array['accepted', 'delivered'])[j]::attempt_state from of_claim c where a.decision_id = c.id; "
	    "insert into entry (subject, body) select cp.token, convert_to(format('{\"at\":\"%%s\",\"data\":{\"code\":\"1\",\"decision\":\"%%s\",\"provider\":\"kannel\",\"state\":\"%%s\"},"
	    "\"what\":\"attempt.reported\"}', at, c.id, (array['accepted', 'delivered'])[j]), 'UTF8') from of_claim c join contact_point cp on cp.id = c.point; commit; end loop; "
	    "end loop; end $do$", hex.data, CONTACTS, CLAIM);
	test_sql(db, "insert into entry (body) select convert_to(format('{\"data\":{\"n\":%%s},\"what\":\"list.imported\"}', n), 'UTF8') from generate_series(1, %d) n", OTHERS);
	test_sql(db, "drop table of_claim; analyze");
	buf_release(&packed);
	buf_release(&hex);
}

/* The postmaster's: a connection's time is known when it has ended. */
static pid_t postmaster;

static double
processor_time(void)
{
	struct rusage own;

	getrusage(RUSAGE_CHILDREN, &own);
	return (double)(own.ru_utime.tv_sec + own.ru_stime.tv_sec) + (double)(own.ru_utime.tv_usec + own.ru_stime.tv_usec) / SECOND +
	    process_cpu(postmaster);
}

/* In seconds of the processor. */
static double
timed(const char *what, const char *line, int (*how)(const char *settings, const char *words), const char *settings)
{
	int64_t begun = clock_monotonic();
	double before = processor_time();

	must(how(settings, line) == 0);
	begun = clock_monotonic() - begun;
	usleep(200000);		/* the connection ends after its client */
	double spent = processor_time() - before;
	printf("%s: %.2f s, of the processor %.2f s\n", what, (double)begun / SECOND, spent);
	fflush(stdout);
	return spent;
}

static int
shell(const char *settings, const char *words)
{
	(void)settings;
	return system(words);
}

int
main(void)
{
	struct world world = {.people = CLAIM, .provider = "kannel"};
	struct test_database database;
	char settings[256], words[700];
	double best = 1e9;

	must(test_database_is_there() && mkdtemp(folder) != NULL);
	test_database_new(&database);
	postmaster = process_parent((pid_t)test_sql_int(&database, "select pg_backend_pid()"));
	world_people(database.db, world.people);
	world_campaign(database.db, &world, true);
	world_settings(folder, database.words, 1, 4, 10, settings);
	FILE *file = fopen(settings, "a");
	must(file != NULL);
	fprintf(file, "log_origin: clinic.example/log\n");
	fclose(file);
	snprintf(words, sizeof(words), "rm -f %s/secrets/log.key", folder);
	must(system(words) == 0);
	give_token(database.db);
	add_history(database.db);
	must(run(settings, "audit key") == 0);
	timed("sealing", "audit seal", run, settings);
	printf("entries in the log: %lld\n", (long long)test_sql_int(&database, "select count(*) from entry"));
	snprintf(words, sizeof(words), "capsule --address +79160000001 --out %s/capsule.zip --by second --reason bench", folder);
	for (int i = 0; i < TIMES; i++) {
		double took = timed("capsule of 1,200 contacts", words, run, settings);
		best = took < best ? took : best;
		must(run(settings, "audit seal") == 0);
	}
	snprintf(words, sizeof(words), "cd %s && unzip -oq capsule.zip 'verifier/*' && make -s -C verifier && ls -l capsule.zip", folder);
	must(system(words) == 0);
	snprintf(words, sizeof(words), "%s/verifier/capsule-verify %s/capsule.zip", folder, folder);
	timed("its verifier", words, shell, settings);
	test_database_drop(&database);
	snprintf(words, sizeof(words), "rm -rf %s", folder);
	must(system(words) == 0);
	return best <= MOST ? 0 : 1;
}
