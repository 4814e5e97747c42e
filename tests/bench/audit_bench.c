/*
 * audit_bench.c - appending to the log and verifying it, each beside what the machine allows.
 *
 * Append: one writer copies entries of 300 bytes in transactions of 20,000
 * while the sealer works; the clock stops when the last one is signed.  Its
 * bound is the same copying with nobody sealing.  Verify: the exported files,
 * all entries and tiles; its bound is the hashing alone, in memory.
 * usage: audit_bench [ENTRIES]; DOZVON_TEST_DSN names the server.
 */
#include <libpq-fe.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "compliance/log_export.h"
#include "compliance/log_key.h"
#include "compliance/log_verify.h"
#include "compliance/sealer.h"
#include "tests/support/database.h"
#include "tests/support/log.h"

enum { LEN = 300, TRANSACTION = 20000, THREADS_MAX = 2 };

static struct test_database database;
static struct settings settings;
static struct note_key key;
static char folder[64] = "/tmp/dozvon-bench-XXXXXX";

static void
stop(const char *what)
{
	fprintf(stderr, "audit_bench: %s\n", what);
	exit(1);
}

static double
seconds_since(int64_t begun)
{
	return (double)(clock_monotonic() - begun) / SECOND;
}

/* One transaction's rows, as COPY wants them. */
static void
make_rows(struct buf *out)
{
	struct buf entry = {0};

	for (int i = 0; i < TRANSACTION; i++) {
		test_log_entry((uint64_t)i, LEN, &entry);
		buf_add(out, "\0\1\0\0\1\54", 6);	/* one column of 300 bytes */
		buf_add(out, entry.data, entry.len);
	}
	buf_release(&entry);
}

static double
copy_rows(const char *table, int64_t entries)
{
	static const char header[] = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", trailer[] = "\377\377";
	struct buf rows = {0};
	char sql[128];
	PGconn *conn = PQconnectdb(database.dsn);

	make_rows(&rows);
	snprintf(sql, sizeof(sql), "copy %s (body) from stdin (format binary)", table);
	int64_t begun = clock_monotonic();
	for (int64_t i = 0; i < entries; i += TRANSACTION) {
		PQclear(PQexec(conn, sql));
		PQputCopyData(conn, header, 19);
		PQputCopyData(conn, rows.data, (int)rows.len);
		PQputCopyData(conn, trailer, 2);
		PQputCopyEnd(conn, NULL);
		PGresult *result = PQgetResult(conn);
		if (PQresultStatus(result) != PGRES_COMMAND_OK)
			stop(PQerrorMessage(conn));
		PQclear(result);
		PQclear(PQgetResult(conn));
	}
	double seconds = seconds_since(begun);
	PQfinish(conn);
	buf_release(&rows);
	return (double)entries / seconds;
}

static void
set(char **setting, const char *value)
{
	free(*setting);
	*setting = memory_text(value);
}

static void
prepare(void)
{
	struct err err;
	struct log_key own;
	char path[128];
	bool made;

	log_set_level(LOG_ERR);
	test_database_new(&database);
	if (mkdtemp(folder) == NULL || !settings_load(NULL, &settings, &err))
		stop(folder);
	set(&settings.database, database.words);
	snprintf(path, sizeof(path), "%s/log", folder);
	set(&settings.log_dir, path);
	snprintf(path, sizeof(path), "%s/log.key", folder);
	set(&settings.log_key, path);
	if (!log_key_make(&settings, &made, &own, &err))
		stop(err.text);
	key = own.verifier;
}

static void
append(int64_t entries)
{
	struct rusage usage;
	int status;

	test_sql(database.db, "create table plain (like entry including all)");
	double bound = copy_rows("plain", entries);
	test_sql(database.db, "drop table plain");
	pid_t sealer = fork();
	if (sealer == 0)
		_exit(sealer_run(&settings, "sealer"));
	int64_t begun = clock_monotonic();
	double copied = copy_rows("entry", entries);
	double copying = (double)entries / copied;
	kill(sealer, SIGTERM);		/* it seals what is there first */
	wait4(sealer, &status, 0, &usage);
	double rate = (double)entries / seconds_since(begun);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != EXIT_DONE)
		stop("the sealer failed");
	printf("append: %.0f entries/s sealed and signed (bound %.0f, %.0f %%); copied in %.2f s, all sealed %.2f s later; "
	    "%lld checkpoints; sealer %.2f us CPU an entry, %ld MiB\n", rate, bound, 100 * rate / bound, copying,
	    seconds_since(begun) - copying, (long long)test_sql_int(&database, "select count(*) from checkpoint"),
	    1e6 * ((double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
	    1e-6 * (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec)) / (double)entries, usage.ru_maxrss / 1024);
}

static void
seal_backlog(int64_t entries)
{
	int64_t sealed;
	struct err err;

	copy_rows("entry", entries);
	int64_t begun = clock_monotonic();
	if (!sealer_seal_once(&settings, clock_read(), &sealed, &err))
		stop(err.text);
	printf("seal a backlog: %.0f entries/s\n", (double)sealed / seconds_since(begun));
}

/* One leaf and one node an entry. */
static void *
hash_only(void *argument)
{
	int64_t entries = *(int64_t *)argument;
	char entry[LEN] = "";
	struct node leaf, node = {{0}};

	for (int64_t i = 0; i < entries; i++) {
		memcpy(entry, &i, sizeof(i));
		merkle_leaf(entry, LEN, &leaf);
		merkle_node(&leaf, &node, &node);
	}
	return NULL;
}

static double
hash_rate(int threads, int64_t entries)
{
	int64_t share = entries / threads;
	pthread_t others[THREADS_MAX];
	int64_t begun = clock_monotonic();

	for (int i = 1; i < threads; i++)
		pthread_create(&others[i], NULL, hash_only, &share);
	hash_only(&share);
	for (int i = 1; i < threads; i++)
		pthread_join(others[i], NULL);
	return (double)entries / seconds_since(begun);
}

static void
verify(const char *path, int threads)
{
	struct log_verify wish = {.path = path, .key = &key, .threads = threads};
	struct log_verified verified;
	struct err err;
	double best = 0, bound = 0;

	for (int round = 0; round < 3; round++) {
		int64_t begun = clock_monotonic();
		if (!log_verify(&wish, &verified, &err))
			stop(err.text);
		double rate = (double)verified.entries / seconds_since(begun);
		best = rate > best ? rate : best;
		rate = hash_rate(threads, (int64_t)verified.entries);
		bound = rate > bound ? rate : bound;
	}
	printf("verify, %d thread%s: %.0f entries/s of %llu (bound %.0f, %.0f %%)\n", threads, threads > 1 ? "s" : "", best,
	    (unsigned long long)verified.entries, bound, 100 * best / bound);
}

/* Yesterday's checkpoint is kept: only what came after it has to be read. */
static void
verify_new(int64_t added)
{
	char path[128], older[128];
	struct buf note = {0};
	struct log_verified all, new;
	struct err err;
	int64_t sealed;

	snprintf(path, sizeof(path), "%s/checkpoint", settings.log_dir);
	snprintf(older, sizeof(older), "%s/older", folder);
	if (!buf_read_file(&note, path, NOTE_MAX, &err) || !file_write_whole(older, note.data, note.len, &err))
		stop(err.text);
	test_sql(database.db, "insert into entry (body) select body from entry limit %lld", (long long)added);
	if (!sealer_seal_once(&settings, clock_read(), &sealed, &err))
		stop(err.text);
	struct log_verify wish = {.path = settings.log_dir, .key = &key, .threads = 1, .since = older};
	int64_t begun = clock_monotonic();
	bool intact = log_verify(&wish, &all, &err);
	double whole = seconds_since(begun);
	wish.only_new = true;
	begun = clock_monotonic();
	if (!intact || !log_verify(&wish, &new, &err))
		stop(err.text);
	double part = seconds_since(begun);
	printf("verify since a checkpoint: %llu entries in %.1f ms, all %llu in %.1f ms (%.0f times less)\n",
	    (unsigned long long)new.entries, 1e3 * part, (unsigned long long)all.entries, 1e3 * whole, whole / part);
	buf_release(&note);
}

int
main(int argc, char **argv)
{
	int64_t entries = argc > 1 ? strtoll(argv[1], NULL, 10) : 1000000;
	struct checkpoint exported;
	char path[128];
	struct err err;

	if (!test_database_is_there())
		return 0;
	prepare();
	append(entries / TRANSACTION * TRANSACTION);
	seal_backlog(entries / TRANSACTION / 2 * TRANSACTION);
	snprintf(path, sizeof(path), "%s/exported", folder);
	if (!log_export(settings.log_dir, path, &key, &exported, &err))
		stop(err.text);
	for (int threads = 1; threads <= THREADS_MAX; threads++)
		verify(path, threads);
	verify_new(500);
	test_database_drop(&database);
	test_folder_remove(folder);
	return 0;
}
