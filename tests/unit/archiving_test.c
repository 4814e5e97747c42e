/* archiving_test.c - sealed months in the archive: bodies gone from the database, and everything still verifies, proves and rebuilds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "compliance/archiving.h"
#include "compliance/log_export.h"
#include "compliance/log_proof.h"
#include "compliance/log_rebuild.h"
#include "compliance/sealer.h"
#include "tests/support/log.h"
#include "tests/support/sealed.h"

#include <cmocka.h>

static struct test_sealed sealed;

static int
fresh(void **state)
{
	(void)state;
	test_sealed_new(&sealed);
	test_sql(sealed.database.db, "insert into staff (login, name, role, created_at) "
	    "values ('anna', 'Анна', 'compliance', '2026-01-01')");
	sealed.who.who_kind = "staff";
	sealed.who.who_id = test_sql_int(&sealed.database, "select id from staff");
	return 0;
}

static int
done(void **state)
{
	(void)state;
	test_sealed_drop(&sealed);
	return 0;
}

static struct archived
run(int64_t until)
{
	struct archived archived;
	struct err err;

	sealed.who.at = sealed.now;
	if (!archiving_run(&sealed.settings, sealed.database.db, &sealed.key, until, &sealed.who, &archived, &err))
		fail_msg("%s", err.text);
	return archived;
}

static void
assert_intact(const char *name)
{
	struct err err;

	if (!test_sealed_verify(&sealed, name, &sealed.key, &err))
		fail_msg("%s", err.text);
}

static bool
is_there(const char *name)
{
	return access(test_sealed_path(&sealed, name), F_OK) == 0;
}

static int64_t
stubs(void)
{
	return test_sql_int(&sealed.database, "select count(*) from entry where body like '{\"archived\":1%%'");
}

static void
assert_proves(uint64_t index, const char *words)
{
	struct log_dir *dir;
	struct buf note = {0}, proof = {0}, entry = {0};
	struct log_proven proven;
	struct log_keys keys;
	struct err err;

	log_keys_init(&keys, &sealed.key);
	assert_non_null(dir = log_dir_open(sealed.settings.log_dir, false, &err));
	assert_true(log_dir_read(dir, "checkpoint", NOTE_MAX, &note, &err));
	assert_true(log_proof_write(dir, &sealed.key, index, buf_view(&note), &proof, &err));
	assert_true(log_proof_check(buf_view(&proof), &keys, &proven, &entry, &err));
	assert_string_equal(entry.data, words);
	log_dir_close(dir);
	buf_release(&note);
	buf_release(&proof);
	buf_release(&entry);
}

/* Three months; the first goes, then the second; the third stays. */
static void
months(void **state)
{
	struct checkpoint exported, made;
	struct err err;

	(void)state;
	test_sealed_add(&sealed, 1000);
	test_sql(sealed.database.db, "insert into entry (body) values ('{\"data\":{\"decision\":\"018f\"}}')");
	test_sealed_seal(&sealed);
	int64_t first = sealed.now += DAY;
	test_sealed_add(&sealed, 65900);
	test_sealed_seal(&sealed);
	int64_t second = sealed.now += DAY;
	test_sealed_add(&sealed, 100);
	test_sealed_seal(&sealed);
	assert_int_equal(run(first - DAY).bundles, 0);
	assert_int_equal(run(first).bundles, 0);		/* no batch ends within its full bundles */
	struct archived archived = run(second);
	assert_int_equal(archived.bundles, 66901 / 256);
	assert_int_equal(archived.leaves, 66537);		/* the last batch that ends before bundle 261 */
	assert_int_equal(stubs(), 66537);
	assert_int_equal(test_sql_int(&sealed.database, "select count(*) from entry where body like '%%018f%%'"), 1);
	assert_false(is_there("log/tile/entries/000"));
	assert_false(is_there("log/tile/entries/260"));
	assert_true(is_there("log/tile/entries/261.p"));
	assert_true(is_there("log/archive/000000000256.zst"));
	assert_intact("log");
	assert_proves(0, "{\"n\":1}");
	assert_proves(1000, "{\"data\":{\"decision\":\"018f\"}}");
	assert_proves(66815, "{\"n\":65815}");
	test_sealed_add(&sealed, 300);
	test_sealed_seal(&sealed);
	assert_true(log_export(sealed.settings.log_dir, test_sealed_path(&sealed, "exported"), &sealed.key, &exported, &err));
	assert_true(is_there("exported/tile/entries/000"));
	assert_intact("exported");
	assert_true(log_rebuild(sealed.database.db, sealed.settings.log_dir, test_sealed_path(&sealed, "made"), &sealed.key, &made, &err));
	assert_int_equal(made.size, 67302);			/* and the entry log.archived */
	sealed.now += DAY;
	assert_int_equal(run(sealed.now).first_bundle, 261);
	assert_int_equal(run(sealed.now).bundles, 0);
	assert_intact("log");
}

static void
damage(const char *name, long at)
{
	FILE *file = fopen(test_sealed_path(&sealed, name), "r+");

	assert_non_null(file);
	fseek(file, at, at < 0 ? SEEK_END : SEEK_SET);
	int c = fgetc(file);
	fseek(file, -1, SEEK_CUR);
	fputc(c ^ 4, file);
	fclose(file);
}

static void
assert_damaged(const char *words)
{
	struct err err;

	assert_false(test_sealed_verify(&sealed, "log", &sealed.key, &err));
	if (strstr(err.text, words) == NULL)
		fail_msg("%s", err.text);
}

/* In the archive as in loose files: what is changed or gone is named. */
static void
damaged(void **state)
{
	static const char name[] = "log/archive/000000000256.zst";

	(void)state;
	test_sealed_copy(&sealed, name, "kept");
	damage(name, 300);
	assert_damaged("archive/000000000256.zst: bundle 256 is damaged");
	test_sealed_copy(&sealed, "kept", name);
	damage(name, -3);
	assert_damaged("archive/000000000256.zst: not an archive of the log, or damaged");
	assert_int_equal(unlink(test_sealed_path(&sealed, name)), 0);
	assert_damaged("tile/entries/256: No such file");
	test_sealed_copy(&sealed, "log/archive/000000000000.zst", name);	/* whole, and of other entries */
	assert_damaged("tile/entries/256: entry 0 was changed (index 65536)");
	test_sealed_copy(&sealed, "kept", name);
	assert_intact("log");
}

/* The door: no other way to the bodies, and no bundle out of turn. */
static void
narrow_door(void **state)
{
	static const char *const refused[] = {
		"update entry set body = '{}'", "delete from entry", "truncate entry", "delete from archive",
		"select archive_entries(0, 1, now(), 1)", "select archive_entries(100000, 1, now(), 1)",
		"set role dozvon_web; select archive_entries(262, 1, now(), 1)",
	};
	struct err err;

	(void)state;
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		assert_false(db_script(sealed.database.db, refused[i], &err));
	test_sql(sealed.database.db, "reset role");
	assert_false(db_script(sealed.database.db, "set role dozvon_archiver; delete from entry", &err));
	test_sql(sealed.database.db, "reset role");
}

/* A tampered log is not archived: what could be compared must not go. */
static void
not_intact(void **state)
{
	struct archived archived;
	struct err err;

	(void)state;
	test_sealed_add(&sealed, 600);
	test_sealed_seal(&sealed);
	sealed.now += DAY;
	int64_t before = stubs();
	damage("log/tile/entries/263", 100);
	assert_false(archiving_run(&sealed.settings, sealed.database.db, &sealed.key, sealed.now, &sealed.who, &archived, &err));
	assert_int_equal(err.kind, ERR_REFUSED);
	assert_int_equal(stubs(), before);
	damage("log/tile/entries/263", 100);
	assert_true(run(sealed.now).bundles > 0);
	assert_intact("log");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {		/* one log, in this order */
		cmocka_unit_test(months), cmocka_unit_test(damaged), cmocka_unit_test(narrow_door), cmocka_unit_test(not_intact),
	};
	if (!test_database_is_there())
		return 0;
	return cmocka_run_group_tests(tests, fresh, done);
}
