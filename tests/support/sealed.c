/* sealed.c - a database with a log of its own. */
#include "tests/support/sealed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/lang.h"
#include "base/log.h"
#include "compliance/log_key.h"
#include "compliance/sealer.h"
#include "tests/support/log.h"

#include <cmocka.h>

const char *
test_sealed_path(const struct test_sealed *sealed, const char *name)
{
	static char paths[4][160];
	static unsigned next;
	char *path = paths[next++ % 4];

	snprintf(path, sizeof(paths[0]), "%s/%s", sealed->folder, name);
	return path;
}

static void
set(char **setting, const char *value)
{
	free(*setting);
	*setting = memory_text(value);
}

void
test_sealed_new(struct test_sealed *out)
{
	struct log_key own;
	struct err err;
	bool made;

	*out = (struct test_sealed){.folder = "/tmp/dozvon-sealed-XXXXXX", .now = day_number(2026, 11, 21) * DAY};
	out->who = (struct entry){.at = out->now, .who_kind = "process", .process = "cli"};
	lang_set(LANG_EN);
	log_set_level(LOG_ERR);
	test_database_new(&out->database);
	assert_non_null(mkdtemp(out->folder));
	assert_true(settings_load(NULL, &out->settings, &err));
	set(&out->settings.database, out->database.words);
	set(&out->settings.log_dir, test_sealed_path(out, "log"));
	set(&out->settings.log_key, test_sealed_path(out, "log.key"));
	assert_true(log_key_make(&out->settings, &made, &own, &err));
	out->key = own.verifier;
}

void
test_sealed_drop(struct test_sealed *sealed)
{
	test_database_drop(&sealed->database);
	settings_release(&sealed->settings);
	test_folder_remove(sealed->folder);
}

void
test_sealed_add(const struct test_sealed *sealed, int64_t count)
{
	test_sql(sealed->database.db, "insert into entry (body) select convert_to('{\"n\":' || n || '}', 'UTF8') "
	    "from generate_series(1, %lld) n", (long long)count);
}

int64_t
test_sealed_seal(const struct test_sealed *sealed)
{
	int64_t count = -1;
	struct err err;

	if (!sealer_seal_once(&sealed->settings, sealed->now, &count, &err))
		fail_msg("%s", err.text);
	return count;
}

bool
test_sealed_verify(const struct test_sealed *sealed, const char *name, const struct note_key *key, struct err *err)
{
	struct log_verify wish = {.path = test_sealed_path(sealed, name), .key = key, .threads = 1};
	struct log_verified verified;

	return log_verify(&wish, &verified, err);
}

void
test_sealed_copy(const struct test_sealed *sealed, const char *from, const char *to)
{
	struct buf bytes = {0};
	struct err err;

	assert_true(buf_read_file(&bytes, test_sealed_path(sealed, from), 1 << 20, &err));
	assert_true(file_write_whole(test_sealed_path(sealed, to), bytes.data, bytes.len, &err));
	assert_int_equal(chmod(test_sealed_path(sealed, to), 0600), 0);
	buf_release(&bytes);
}
