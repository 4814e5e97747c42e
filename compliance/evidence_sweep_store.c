/* evidence_sweep_store.c - what is done to many evidence files: destroyed after their retention, wrapped with a new key. */
#include "compliance/evidence_store.h"

#include <openssl/crypto.h>

#include "base/json.h"

enum { BATCH = 200 };
enum { SHA, SIZE, KIND, UNTIL };	/* columns of evidence_due */

static bool
add_entry(struct db *db, enum entry_what what, const struct evidence *evidence, int64_t count, const struct entry *who,
    struct err *err)
{
	struct json json;
	struct buf data = {0};
	struct entry entry = *who;

	entry.what = what;
	json_start(&json, &data);
	json_object(&json);
	if (evidence != NULL) {
		json_key(&json, "kind");
		json_text(&json, evidence_kind_name(evidence->kind));
		json_key(&json, "sha256");
		json_hex(&json, evidence->sha256, SHA256_SIZE);
	} else {
		json_key(&json, "count");
		json_int(&json, count);
	}
	json_end(&json);
	bool added = entry_add(db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

static bool
find_due(struct db *db, const struct evidence_dir *dir, bool dry, int64_t now, struct rows **rows, struct err *err)
{
	struct args args;

	args_init(&args);
	args_time(&args, now);
	args_int(&args, dir->years);
	args_int(&args, dry ? INT32_MAX : BATCH);
	bool found = db_run(db, QUERY_EVIDENCE_DUE, &args, rows, err);
	args_release(&args);
	return found;
}

static bool
lock(struct db *db, const uint8_t sha256[SHA256_SIZE], struct err *err)
{
	struct args args;

	args_init(&args);
	args_bytes(&args, sha256, SHA256_SIZE);
	bool locked = db_run(db, QUERY_EVIDENCE_LOCK_SWEEP, &args, NULL, err);
	args_release(&args);
	return locked;
}

/* The key goes first: a file that a crash leaves behind can no longer be read, and evidence check names it. */
static bool
destroy(struct db *db, const struct evidence_dir *dir, const struct evidence *evidence, const struct entry *who,
    int64_t *count, struct err *err)
{
	struct args args;
	int64_t destroyed = 0;

	if (!db_begin(db, err) || !lock(db, evidence->sha256, err))
		return false;
	args_init(&args);
	args_bytes(&args, evidence->sha256, SHA256_SIZE);
	args_time(&args, who->at);
	bool done = db_run_count(db, QUERY_EVIDENCE_DESTROY, &args, &destroyed, err);
	args_release(&args);
	*count += destroyed;
	if (done && destroyed == 0)
		return db_commit(db, err);
	return done && add_entry(db, ENTRY_EVIDENCE_DESTROYED, evidence, 0, who, err) && db_commit(db, err) &&
	    evidence_dir_remove(dir, evidence->sha256, err);
}

static void
read_due(const struct rows *rows, int row, struct evidence *out)
{
	*out = (struct evidence){
		.size = rows_int(rows, row, SIZE),
		.kind = evidence_kind_find(view_of(rows_text(rows, row, KIND))),
		.retention_until = rows_time(rows, row, UNTIL),
		.known = true,
	};
	memcpy(out->sha256, rows_bytes(rows, row, SHA).data, SHA256_SIZE);
}

bool
evidence_sweep(struct db *db, const struct evidence_dir *dir, bool dry, const struct entry *who, evidence_going *going,
    void *context, int64_t *count, struct err *err)
{
	int found = 1;
	bool done = true;

	*count = 0;
	while (found > 0 && done) {
		struct rows *rows;
		if (!find_due(db, dir, dry, who->at, &rows, err))
			return false;
		found = rows_count(rows);
		for (int i = 0; i < found && done; i++) {
			struct evidence evidence;
			read_due(rows, i, &evidence);
			if (going != NULL)
				going(context, &evidence);
			if (dry)
				++*count;
			else
				done = destroy(db, dir, &evidence, who, count, err);
		}
		rows_free(rows);
		if (dry)
			break;
	}
	if (!done)
		db_rollback(db);
	return done;
}

/* The rows' keys, opened with the old key and wrapped with the first: the arrays of evidence_rewrap. */
static bool
rewrap_rows(const struct evidence_dir *dir, const struct rows *rows, struct args *args, struct err *err)
{
	int count = rows_count(rows);
	uint8_t key[KEY_SIZE], wrapped[EVIDENCE_WRAPPED];
	bool done = true;

	args_array(args, ARRAY_BYTES, (size_t)count);
	for (int i = 0; i < count; i++)
		args_array_bytes(args, rows_bytes(rows, i, 0).data, SHA256_SIZE);
	args_array(args, ARRAY_BYTES, (size_t)count);
	for (int i = 0; i < count && done; i++) {
		const uint8_t *sha256 = (const uint8_t *)rows_bytes(rows, i, 0).data;
		const struct evidence_key *old = evidence_dir_key(dir, rows_bytes(rows, i, 2));
		done = old != NULL && evidence_unwrap(old->bytes, sha256, (const uint8_t *)rows_bytes(rows, i, 1).data, key);
		if (done)
			evidence_wrap(dir->key[0].bytes, sha256, key, wrapped);
		args_array_bytes(args, wrapped, sizeof(wrapped));
	}
	args_bytes(args, dir->key[0].id, EVIDENCE_KEY_ID);
	OPENSSL_cleanse(key, sizeof(key));
	return done || fail(err, ERR_REFUSED, "the evidence file's key is wrapped with a key that is not in the settings");
}

static bool
rotate_some(struct db *db, const struct evidence_dir *dir, const struct entry *who, int *count, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_array(&args, ARRAY_BYTES, 1);
	args_array_bytes(&args, dir->key[0].id, EVIDENCE_KEY_ID);
	args_int(&args, BATCH);
	bool done = db_run(db, QUERY_EVIDENCE_STALE, &args, &rows, err);
	args_clear(&args);
	if (done) {
		*count = rows_count(rows);
		done = *count == 0 || (rewrap_rows(dir, rows, &args, err) &&
		    db_run(db, QUERY_EVIDENCE_REWRAP, &args, NULL, err) &&
		    add_entry(db, ENTRY_EVIDENCE_REWRAPPED, NULL, *count, who, err));
		rows_free(rows);
	}
	args_release(&args);
	return done;
}

bool
evidence_rotate(struct db *db, const struct evidence_dir *dir, const struct entry *who, int64_t *count, struct err *err)
{
	int some = 1;

	*count = 0;
	while (some > 0) {
		if (!db_begin(db, err) || !rotate_some(db, dir, who, &some, err) || !db_commit(db, err)) {
			db_rollback(db);
			return false;
		}
		*count += some;
	}
	return true;
}
