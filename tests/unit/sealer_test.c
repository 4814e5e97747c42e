/* sealer_test.c - sealing over a real database: writers at once, rollbacks, kill -9, and what must be refused. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/lang.h"
#include "base/log.h"
#include "compliance/log_key.h"
#include "compliance/log_rebuild.h"
#include "compliance/log_tree.h"
#include "compliance/log_verify.h"
#include "compliance/seal.h"
#include "compliance/sealer.h"
#include "tests/support/database.h"
#include "tests/support/log.h"

#include <cmocka.h>

static struct test_database database;
static struct settings settings;
static struct note_key key;
static char folder[64];
static int64_t now;

static void
set(char **setting, const char *format)
{
	char value[300];

	snprintf(value, sizeof(value), "%s%s", strchr(format, '=') ? "" : folder, format);
	free(*setting);
	*setting = memory_text(value);
}

static int
fresh(void **state)
{
	struct log_key own;
	struct err err;
	bool made;

	(void)state;
	lang_set(LANG_EN);
	log_set_level(LOG_ERR);
	now = day_number(2026, 11, 21) * DAY;
	test_database_new(&database);
	snprintf(folder, sizeof(folder), "/tmp/dozvon-sealer-XXXXXX");
	assert_non_null(mkdtemp(folder));
	assert_true(settings_load(NULL, &settings, &err));
	set(&settings.database, database.words);
	set(&settings.log_dir, "/log");
	set(&settings.log_key, "/log.key");
	assert_true(log_key_make(&settings, &made, &own, &err));
	key = own.verifier;
	return 0;
}

static int
done(void **state)
{
	(void)state;
	test_database_drop(&database);
	settings_release(&settings);
	test_folder_remove(folder);
	return 0;
}

static void
add_entries(int64_t count)
{
	test_sql(database.db, "insert into entry (body) select convert_to('{\"n\":' || n || '}', 'UTF8') "
	    "from generate_series(1, %lld) n", (long long)count);
}

static int64_t
seal_all(void)
{
	int64_t sealed = -1;
	struct err err;

	if (!sealer_seal_once(&settings, now, &sealed, &err))
		fail_msg("%s", err.text);
	return sealed;
}

static uint64_t
verified_size(const char *since)
{
	struct log_verify wish = {.path = settings.log_dir, .key = &key, .threads = 2, .since = since};
	struct log_verified verified;
	struct err err;

	if (!log_verify(&wish, &verified, &err))
		fail_msg("%s", err.text);
	return verified.checkpoint.size;
}

/* Leaf for leaf, the log is the table in the order of (xid, id). */
static void
assert_log_is_table(uint64_t size)
{
	struct seal seal = {0};
	struct log_tree tree;
	struct view body, entry;
	struct err err;
	bool more;

	assert_int_equal(test_sql_int(&database, "select count(*) from entry"), size);
	struct log_dir *dir = log_dir_open(settings.log_dir, false, &err);
	log_tree_init(&tree, dir, size);
	assert_true(seal_batch(database.db, &seal, (int64_t)size + 1, &err));
	for (uint64_t i = 0; i < size; i++) {
		assert_true(seal_next(database.db, &seal, &body, &more, &err) && more);
		assert_true(log_tree_entry(&tree, i, &entry, &err));
		assert_int_equal(entry.len, body.len);
		assert_memory_equal(entry.data, body.data, body.len);
	}
	assert_true(seal_next(database.db, &seal, &body, &more, &err) && !more);
	log_tree_release(&tree);
	log_dir_close(dir);
}

static void
once(void **state)
{
	int64_t index;
	struct err err;

	(void)state;
	assert_int_equal(seal_all(), 0);
	assert_int_equal(verified_size(NULL), 0);
	add_entries(1);
	assert_int_equal(seal_all(), 1);
	add_entries(70000);
	assert_int_equal(seal_all(), 70000);
	assert_int_equal(seal_all(), 0);
	add_entries(300);
	assert_int_equal(seal_all(), 300);
	assert_int_equal(verified_size(NULL), 70301);
	assert_log_is_table(70301);
	assert_int_equal(test_sql_int(&database, "select count(*) from seal"), 4);
	for (int i = 0; i < 70301; i += 3517) {
		int64_t xid = test_sql_int(&database, "select xid from entry order by xid, id offset %d limit 1", i);
		int64_t id = test_sql_int(&database, "select id from entry order by xid, id offset %d limit 1", i);
		assert_true(seal_leaf(database.db, xid, id, &index, &err));
		assert_int_equal(index, i);
	}
	add_entries(1);
	assert_false(seal_leaf(database.db, test_sql_int(&database, "select max(xid::text::bigint) from entry"), 70302,
	    &index, &err));
	assert_int_equal(err.kind, ERR_ABSENT);
}

/* A transaction that began first and ends last holds back all that came after it. */
static void
slow_transaction(void **state)
{
	struct err err;
	struct db *slow = db_open_bare(database.dsn, &err);

	(void)state;
	test_sql(slow, "begin; insert into entry (body) values ('\"slow\"')");
	add_entries(5);
	assert_int_equal(seal_all(), 0);
	test_sql(slow, "insert into entry (body) values ('\"slow too\"')");
	test_sql(slow, "commit");
	assert_int_equal(seal_all(), 7);
	assert_log_is_table(7);
	test_sql(slow, "begin; insert into entry (body) values ('\"undone\"'); rollback");
	assert_int_equal(seal_all(), 0);
	db_close(slow);
}

static pid_t
start_sealer(void)
{
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0)
		_exit(sealer_run(&settings, "sealer"));
	return pid;
}

static int
stop_sealer(pid_t pid)
{
	int status;

	kill(pid, SIGTERM);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

/* Transactions of random length, a third of them undone, pauses in between. */
static void
write_some(unsigned seed)
{
	struct err err;
	struct db *db = db_open_bare(database.dsn, &err);

	srandom(seed);
	for (int i = 0; i < 60; i++) {
		test_sql(db, "begin");
		for (int k = (int)(random() % 6); k >= 0; k--) {
			test_sql(db, "insert into entry (body) select convert_to(format('{\"writer\":%u,\"turn\":%d,\"n\":%%s}', n), "
			    "'UTF8') from generate_series(1, %ld) n", seed, i * 10 + k, random() % 40);
			usleep((useconds_t)(random() % 8000));
		}
		test_sql(db, random() % 3 == 0 ? "rollback" : "commit; notify entry");
	}
	db_close(db);
}

static void
writers_at_once(void **state)
{
	enum { WRITERS = 6 };
	pid_t writers[WRITERS], sealer = start_sealer();
	int status;

	(void)state;
	for (unsigned i = 0; i < WRITERS; i++)
		if ((writers[i] = fork()) == 0) {
			write_some(i + 1);
			_exit(0);
		}
	for (int i = 0; i < WRITERS; i++) {
		waitpid(writers[i], &status, 0);
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	}
	assert_int_equal(stop_sealer(sealer), EXIT_DONE);
	uint64_t size = verified_size(NULL);
	assert_true(size > 1000);
	assert_true(test_sql_int(&database, "select count(*) from seal") > 3);
	assert_log_is_table(size);
}

static void
wait_elected(void)
{
	while (test_sql_int(&database, "select count(*) from pg_locks where locktype = 'advisory'") == 0)
		usleep(1000);
}

/* Killed at random points; after each, what is published verifies and continues what was published before. */
static void
killed(void **state)
{
	enum { KILLS = 80 };
	char older[96];
	struct buf path = {0}, note = {0};
	struct err err;
	uint64_t before = 0;
	int moved = 0;

	(void)state;
	srandom(4711);
	seal_all();
	snprintf(older, sizeof(older), "%s/older", folder);
	buf_add_format(&path, "%s/checkpoint", settings.log_dir);
	for (int i = 0; i < KILLS; i++) {
		buf_clear(&note);
		assert_true(buf_read_file(&note, path.data, NOTE_MAX, &err));
		assert_true(file_write_whole(older, note.data, note.len, &err));
		bool early = i % 4 == 0;	/* with much to do and no wait: before anything is published, however fast the machine */
		add_entries(early ? 30000 : 1 + random() % 6000);
		int64_t waiting = test_sql_int(&database, "select count(*) from entry") - (int64_t)before;
		pid_t pid = start_sealer();
		wait_elected();
		usleep(early ? 0 : (useconds_t)(random() % (20000 + 8 * waiting)));	/* about what taking up and sealing take */
		kill(pid, SIGKILL);
		waitpid(pid, NULL, 0);
		uint64_t size = verified_size(older);
		moved += size != before;
		before = size;
	}
	print_message("%d kills, after %d of them the published log had grown\n", KILLS, moved);
	assert_true(moved > 0 && moved < KILLS);
	for (int tries = 0; tries < 50 && !sealer_seal_once(&settings, now, &(int64_t){0}, &err); tries++)
		usleep(100000);		/* the last one's backend may still hold the lock */
	uint64_t size = verified_size(older);
	assert_log_is_table(size);
	buf_release(&path);
	buf_release(&note);
}

/* The second waits and takes over when the first is killed. */
static void
two_sealers(void **state)
{
	struct err err;
	int64_t sealed;

	(void)state;
	pid_t first = start_sealer();
	for (int i = 0; i < 100 && test_sql_int(&database, "select count(*) from checkpoint") == 0; i++)
		usleep(50000);
	pid_t second = start_sealer();
	add_entries(10);
	assert_false(sealer_seal_once(&settings, now, &sealed, &err));
	assert_int_equal(err.kind, ERR_RETRY);
	kill(first, SIGKILL);
	waitpid(first, NULL, 0);
	add_entries(10);
	for (int i = 0; i < 100 && test_sql_int(&database, "select coalesce(sum(leaves), 0) from seal") < 20; i++)
		usleep(50000);
	add_entries(7);
	assert_int_equal(stop_sealer(second), EXIT_DONE);
	assert_int_equal(verified_size(NULL), 27);	/* what was there at SIGTERM is sealed */
}

/* The database's side of the connection is cut again and again: the sealer comes back and goes on. */
static void
connection_cut(void **state)
{
	(void)state;
	log_set_level(LOG_EMERG);
	pid_t pid = start_sealer();
	for (int i = 0; i < 8; i++) {
		add_entries(1500);
		wait_elected();
		usleep((useconds_t)(random() % 30000));
		test_sql(database.db, "select pg_terminate_backend(pid) from pg_stat_activity "
		    "where usename = 'dozvon_sealer' and datname = current_database()");
	}
	for (int i = 0; i < 100 && test_sql_int(&database, "select coalesce(sum(leaves), 0) from seal") < 12000; i++)
		usleep(50000);
	log_set_level(LOG_ERR);
	assert_int_equal(stop_sealer(pid), EXIT_DONE);
	assert_int_equal(verified_size(NULL), 12000);
	assert_log_is_table(12000);
}

static void
assert_refused(const char *wanted)
{
	int64_t sealed;
	struct err err;
	int status;

	assert_false(sealer_seal_once(&settings, now, &sealed, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
	if (strstr(err.text, wanted) == NULL)
		fail_msg("%s", err.text);
	log_set_level(LOG_EMERG);
	pid_t pid = start_sealer();
	assert_int_equal(waitpid(pid, &status, 0), pid);
	log_set_level(LOG_ERR);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), EXIT_NO);
}

static void
move(const char *from, const char *to)
{
	char old[128], new[128];

	snprintf(old, sizeof(old), "%s%s", folder, from);
	snprintf(new, sizeof(new), "%s%s", folder, to);
	assert_int_equal(rename(old, new), 0);
}

/* The database comes back from yesterday: nothing may be signed again. */
static void
database_rolled_back(void **state)
{
	(void)state;
	add_entries(400);
	seal_all();
	add_entries(400);
	seal_all();
	test_sql(database.db, "set session_replication_role = replica; delete from seal where first_leaf = 400; "
	    "delete from checkpoint where size = 800");
	assert_refused("800 entries were signed, the database knows of 400");
	move("/log", "/lost");
	assert_refused("log.key.signed: 800 entries were signed, the database knows of 400");
	test_sql(database.db, "delete from seal; delete from checkpoint; delete from entry");
	assert_refused("log.key.signed: 800 entries were signed, the database knows of 0");
	test_sql(database.db, "reset session_replication_role");
}

static void
files_lost(void **state)
{
	struct checkpoint made;
	char to[96];
	struct err err;

	(void)state;
	add_entries(70000);
	seal_all();
	move("/log/tile/1/000", "/tile");
	add_entries(5);
	assert_int_equal(seal_all(), 5);	/* a full tile takes no part in growing; verify names it */
	move("/log/tile/0/273.p/117", "/partial");
	assert_refused("tile/0/273.p/117");
	move("/partial", "/log/tile/0/273.p/117");
	assert_int_equal(seal_all(), 0);
	move("/log", "/lost");
	assert_refused("damaged");
	snprintf(to, sizeof(to), "%s/made", folder);
	assert_true(log_rebuild(database.db, settings.log_dir, to, &key, &made, &err));
	assert_int_equal(made.size, 70005);
	move("/lost", "/lost.too");
	test_folder_remove(settings.log_dir);
	move("/made", "/log");
	add_entries(5);
	assert_int_equal(seal_all(), 5);
	assert_int_equal(verified_size(NULL), 70010);
}

/* What stands in the files from an unfinished batch is written over. */
static void
leftovers(void **state)
{
	char path[128];
	struct err err;

	(void)state;
	add_entries(300);
	seal_all();
	snprintf(path, sizeof(path), "%s/tile/0/001", settings.log_dir);
	assert_true(file_write_whole(path, "half a tile", 11, &err));
	snprintf(path, sizeof(path), "%s/tile/entries/001", settings.log_dir);
	assert_true(file_write_whole(path, "half a bundle", 13, &err));
	add_entries(300);
	assert_int_equal(seal_all(), 300);
	assert_int_equal(verified_size(NULL), 600);
}

static void
entries_changed(void **state)
{
	struct checkpoint made;
	char to[96];
	struct err err;

	(void)state;
	add_entries(1000);
	seal_all();
	snprintf(to, sizeof(to), "%s/made", folder);
	assert_true(log_rebuild(database.db, settings.log_dir, to, &key, &made, &err));
	test_sql(database.db, "set session_replication_role = replica; update entry set body = '{\"n\":0}' where id = 77; "
	    "reset session_replication_role");
	assert_false(log_rebuild(database.db, settings.log_dir, to, &key, &made, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
}

static void
other_key(void **state)
{
	struct log_key own;
	struct err err;
	bool made;

	(void)state;
	add_entries(3);
	seal_all();
	move("/log.key", "/old.key");
	assert_true(log_key_make(&settings, &made, &own, &err));
	assert_true(made);
	assert_refused("not signed by");
}

/* A dump restored into another cluster, where transactions are counted from the start. */
static void
counter_behind(void **state)
{
	(void)state;
	add_entries(3);
	seal_all();
	test_sql(database.db, "set session_replication_role = replica; update seal set last_xid = '999999999999'; "
	    "reset session_replication_role");
	assert_refused("transaction counter is behind");
}

/* A process may say what happened, not when in the order: an old xid would hide its entry from the sealer. */
static void
no_forged_order(void **state)
{
	static const char *const roles[] = {"dozvon_web", "dozvon_planner", "dozvon_dispatcher", "dozvon_janitor"};
	struct err err;

	(void)state;
	for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++) {
		struct buf dsn = {0};
		settings_dsn(&settings, roles[i], &dsn);
		struct db *db = db_open_bare(dsn.data, &err);
		assert_non_null(db);
		assert_true(db_script(db, "insert into entry (body) values ('{}')", &err));
		assert_false(db_script(db, "insert into entry (xid, body) values ('5', '{}')", &err));
		assert_false(db_script(db, "update entry set body = '[]'", &err));
		assert_false(db_script(db, "delete from entry", &err));
		assert_false(db_script(db, "insert into seal values (0, 1, '5', 5)", &err));
		db_close(db);
		buf_release(&dsn);
	}
}

int
main(void)
{
#define fresh_test(test) cmocka_unit_test_setup_teardown(test, fresh, done)
	const struct CMUnitTest tests[] = {
		fresh_test(once), fresh_test(slow_transaction), fresh_test(writers_at_once), fresh_test(killed),
		fresh_test(two_sealers), fresh_test(connection_cut),
		fresh_test(database_rolled_back), fresh_test(counter_behind), fresh_test(files_lost), fresh_test(leftovers),
		fresh_test(entries_changed), fresh_test(other_key), fresh_test(no_forged_order),
	};
	if (!test_database_is_there())
		return 0;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
