/* archiving.c - sealed months leave the database and the loose files for the archive. */
#include "compliance/archiving.h"

#include <string.h>

#include "compliance/archive_store.h"
#include "compliance/log_archive.h"
#include "compliance/log_tree.h"
#include "compliance/log_verify.h"

/* One run: the log's files to read from, and the archive's folder, locked. */
struct run {
	struct log_dir *dir, *archive;
	struct log_tree tree;
	struct archived what;
};

/* Compressed, written, made durable, read back and compared with what the verified log has. */
static bool
write_file(struct run *run, uint64_t first, uint64_t bundles, struct err *err)
{
	struct log_archive_file file = {0};
	char name[ARCHIVE_NAME];
	struct view bundle;
	bool written = true;

	for (uint64_t i = first; written && i < first + bundles; i++) {
		struct tile tile = {.level = TILE_BUNDLE, .index = i, .width = TILE_WIDTH};
		written = log_tree_bundle(&run->tree, &tile, &bundle, err);
		if (written)
			log_archive_add(&file, bundle);
	}
	if (written) {
		log_archive_end(&file);
		log_archive_name(first, name);
		written = log_dir_write(run->archive, name, file.bytes.data, file.bytes.len, err) && log_dir_sync(run->archive, err);
		run->what.bytes += (int64_t)file.bytes.len;
	}
	log_archive_file_release(&file);
	return written;
}

static bool
compare(struct run *run, struct err *err)
{
	struct log_archive reader = {0};
	struct buf again = {0};
	struct view bundle;
	bool same = true;

	for (int64_t i = run->what.first_bundle; same && i < run->what.first_bundle + run->what.bundles; i++) {
		struct tile tile = {.level = TILE_BUNDLE, .index = (uint64_t)i, .width = TILE_WIDTH};
		same = log_archive_bundle(&reader, run->dir, (uint64_t)i, &again, err) &&
		    log_tree_bundle(&run->tree, &tile, &bundle, err);
		if (same && (again.len != bundle.len || memcmp(again.data, bundle.data, bundle.len) != 0))
			same = fail(err, ERR_RETRY, "bundle %lld reads otherwise from the archive than it was written", (long long)i);
	}
	log_archive_release(&reader);
	buf_release(&again);
	return same;
}

static bool
write_files(struct run *run, struct err *err)
{
	uint64_t end = (uint64_t)(run->what.first_bundle + run->what.bundles);

	for (uint64_t first = (uint64_t)run->what.first_bundle; first < end; first += ARCHIVE_BUNDLES)
		if (!write_file(run, first, end - first < ARCHIVE_BUNDLES ? end - first : ARCHIVE_BUNDLES, err))
			return false;
	return compare(run, err);
}

/* Loose files of what the database has let go, of this run and of one that was killed before it came so far. */
static void
drop_loose(struct run *run)
{
	for (int64_t i = run->what.first_bundle + run->what.bundles; i-- > 0;) {
		struct tile tile = {.level = TILE_BUNDLE, .index = (uint64_t)i, .width = TILE_WIDTH};
		char name[TILE_NAME];
		tile_name(&tile, name);
		if (!log_dir_remove(run->dir, name) && i < run->what.first_bundle)
			return;
	}
}

static bool
archive(struct run *run, struct db *db, int64_t until, const struct entry *who, struct err *err)
{
	if (!archive_due(db, until, &run->what, err))
		return false;
	if (run->what.bundles > 0 && (!write_files(run, err) || !archive_record(db, who, &run->what, err)))
		return false;
	drop_loose(run);
	return true;
}

bool
archiving_run(const struct settings *settings, struct db *db, const struct note_key *key, int64_t until,
    const struct entry *who, struct archived *out, struct err *err)
{
	struct log_verify wish = {.path = settings->log_dir, .key = key, .threads = 1};
	struct log_verified verified;
	struct run run = {0};
	struct buf path = {0};

	if (!log_verify(&wish, &verified, err))
		return false;
	buf_add_format(&path, "%s/archive", settings->log_dir);
	run.dir = log_dir_open(settings->log_dir, false, err);
	run.archive = run.dir != NULL ? log_dir_open(path.data, true, err) : NULL;
	log_tree_init(&run.tree, run.dir, verified.checkpoint.size);
	bool done = run.archive != NULL && archive(&run, db, until, who, err);
	log_tree_release(&run.tree);
	log_dir_close(run.archive);
	log_dir_close(run.dir);
	buf_release(&path);
	if (done)
		*out = run.what;
	return done;
}
