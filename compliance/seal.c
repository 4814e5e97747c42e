/* seal.c - the database's side of sealing. */
#include "compliance/seal.h"

bool
seal_elect(struct db *db, bool *elected, struct err *err)
{
	struct rows *rows;

	if (!db_run(db, QUERY_SEAL_ELECT, NULL, &rows, err))
		return false;
	*elected = rows_bool(rows, 0, 0);
	rows_free(rows);
	return true;
}

bool
seal_head(struct db *db, struct seal *out, struct err *err)
{
	struct seal head = {0};
	struct rows *rows;
	bool is_ahead = true;

	if (!db_run(db, QUERY_SEAL_HEAD, NULL, &rows, err))
		return false;
	if (rows_count(rows) > 0) {
		head = (struct seal){rows_int(rows, 0, 0), rows_int(rows, 0, 1), rows_int(rows, 0, 2)};
		is_ahead = rows_bool(rows, 0, 3);
	}
	rows_free(rows);
	if (!is_ahead)
		return fail(err, ERR_REFUSED, "the database's transaction counter is behind the last sealed entry: "
		    "it was restored from a dump; begin a new log with a new key");
	*out = head;
	return true;
}

bool
seal_batch(struct db *db, const struct seal *after, int64_t most, struct err *err)
{
	const int64_t numbers[] = {after->xid, after->id, most};
	return db_copy_out(db, QUERY_SEAL_BATCH, numbers, 3, err);
}

bool
seal_next(struct db *db, struct seal *seal, struct view *body, bool *more, struct err *err)
{
	struct copy_field fields[3];

	if (!db_copy_next(db, fields, 3, more, err))
		return false;
	if (!*more)
		return true;
	*seal = (struct seal){seal->leaves + 1, copy_field_int(fields[0]), copy_field_int(fields[1])};
	*body = (struct view){fields[2].data, (size_t)fields[2].len};
	return true;
}

bool
seal_add(struct db *db, const struct seal *before, const struct seal *after, struct err *err)
{
	struct args args;

	if (before->leaves == after->leaves)
		return true;	/* the checkpoint of the empty log */
	args_init(&args);
	args_int(&args, before->leaves);
	args_int(&args, after->leaves - before->leaves);
	args_int(&args, after->xid);
	args_int(&args, after->id);
	bool added = db_run(db, QUERY_SEAL_ADD, &args, NULL, err);
	args_release(&args);
	return added;
}

bool
seal_add_checkpoint(struct db *db, const struct checkpoint *checkpoint, struct view note, int64_t now, struct err *err)
{
	struct args args;

	args_init(&args);
	args_int(&args, (int64_t)checkpoint->size);
	args_bytes(&args, checkpoint->root.bytes, SHA256_SIZE);
	args_text(&args, note.data);
	args_time(&args, now);
	bool added = db_run(db, QUERY_CHECKPOINT_ADD, &args, NULL, err);
	args_release(&args);
	return added;
}

bool
seal_record(struct db *db, const struct seal *before, const struct seal *after, const struct checkpoint *checkpoint,
    struct view note, int64_t now, struct err *err)
{
	if (db_begin(db, err) && seal_add(db, before, after, err) && seal_add_checkpoint(db, checkpoint, note, now, err) &&
	    db_commit(db, err))
		return true;
	db_rollback(db);
	return false;
}

bool
seal_leaf(struct db *db, int64_t xid, int64_t id, int64_t *index, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, xid);
	args_int(&args, id);
	bool found = db_run(db, QUERY_SEAL_LEAF, &args, &rows, err);
	args_release(&args);
	if (!found)
		return false;
	if (rows_count(rows) == 0)
		found = fail(err, ERR_ABSENT, "entry %lld/%lld is not sealed", (long long)xid, (long long)id);
	else
		*index = rows_int(rows, 0, 0);
	rows_free(rows);
	return found;
}

static bool
take_note(struct rows *rows, struct buf *note)
{
	bool found = rows_count(rows) > 0;

	if (found)
		buf_add_text(note, rows_text(rows, 0, 0));
	rows_free(rows);
	return found;
}

bool
seal_last_note(struct db *db, struct buf *note, struct err *err)
{
	struct rows *rows;

	if (!db_run(db, QUERY_CHECKPOINT_LAST, NULL, &rows, err))
		return false;
	return take_note(rows, note) || fail(err, ERR_ABSENT, "nothing was signed yet");
}

bool
seal_note_at(struct db *db, int64_t size, struct buf *note, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, size);
	bool found = db_run(db, QUERY_CHECKPOINT_AT, &args, &rows, err);
	args_release(&args);
	if (!found)
		return false;
	return take_note(rows, note) || fail(err, ERR_ABSENT, "no checkpoint was signed for size %lld", (long long)size);
}

static bool
add_row(struct log_keys *keys, struct view note, bool is_first, struct err *err)
{
	struct handover next;

	if (!handover_open(note, &next, err))
		return false;
	if (is_first)
		log_keys_init(keys, &next.from);
	return log_keys_add(keys, &next, err);
}

bool
seal_keys(struct db *db, const struct note_key *own, struct log_keys *out, struct err *err)
{
	struct rows *rows;
	bool right = true;

	if (!db_run(db, QUERY_HANDOVER_ALL, NULL, &rows, err))
		return false;
	log_keys_init(out, own);
	for (int i = 0; right && i < rows_count(rows); i++)
		right = add_row(out, view_of(rows_text(rows, i, 0)), i == 0, err) || fail_prefix(err, "key_handover %d", i + 1);
	rows_free(rows);
	return right;
}

bool
seal_add_handover(struct db *db, struct view note, int64_t now, struct err *err)
{
	struct args args;

	args_init(&args);
	args_text(&args, note.data);
	args_time(&args, now);
	bool added = db_run(db, QUERY_HANDOVER_ADD, &args, NULL, err);
	args_release(&args);
	return added;
}

bool
seal_publish_handovers(struct db *db, struct log_dir *dir, struct err *err)
{
	char name[LOG_KEYS_NAME];
	struct rows *rows;
	bool written = true;

	if (!db_run(db, QUERY_HANDOVER_ALL, NULL, &rows, err))
		return false;
	for (int i = 0; written && i < rows_count(rows); i++) {
		struct view note = view_of(rows_text(rows, i, 0));
		log_keys_name(i + 1, name);
		written = log_dir_write(dir, name, note.data, note.len, err);
	}
	rows_free(rows);
	return written && log_dir_sync(dir, err);
}
