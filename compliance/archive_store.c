/* archive_store.c - which entries the database has only stubs of. */
#include "compliance/archive_store.h"

#include "base/json.h"

bool
archive_due(struct db *db, int64_t until, struct archived *out, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_time(&args, until);
	bool found = db_run(db, QUERY_ARCHIVE_DUE, &args, &rows, err);
	args_release(&args);
	if (!found)
		return false;
	struct archived due = {.first_bundle = rows_int(rows, 0, 0), .bundles = rows_int(rows, 0, 1)};
	if (due.bundles < 0 || rows_is_null(rows, 0, 2))
		due.bundles = 0;
	rows_free(rows);
	*out = due;
	return true;
}

static bool
add_entry(struct db *db, const struct entry *who, const struct archived *what, struct err *err)
{
	struct entry entry = *who;
	struct buf data = {0};
	struct json json;

	entry.what = ENTRY_LOG_ARCHIVED;
	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "bundles");
	json_int(&json, what->bundles);
	json_key(&json, "first_bundle");
	json_int(&json, what->first_bundle);
	json_key(&json, "leaves");
	json_int(&json, what->leaves);
	json_end(&json);
	bool added = entry_add(db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

static bool
let_go(struct db *db, const struct entry *who, struct archived *what, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, what->first_bundle);
	args_int(&args, what->bundles);
	args_time(&args, who->at);
	args_int(&args, who->who_id);
	bool gone = db_run(db, QUERY_ARCHIVE_ENTRIES, &args, &rows, err);
	args_release(&args);
	if (!gone)
		return false;
	what->leaves = rows_int(rows, 0, 0);
	rows_free(rows);
	return true;
}

bool
archive_record(struct db *db, const struct entry *who, struct archived *what, struct err *err)
{
	if (db_begin(db, err) && let_go(db, who, what, err) && add_entry(db, who, what, err) && db_commit(db, err))
		return true;
	db_rollback(db);
	return false;
}

bool
archive_reach(struct db *db, struct seal *out, struct err *err)
{
	struct rows *rows;

	if (!db_run(db, QUERY_ARCHIVE_LEAVES, NULL, &rows, err))
		return false;
	*out = rows_count(rows) > 0 ? (struct seal){rows_int(rows, 0, 0), rows_int(rows, 0, 1), rows_int(rows, 0, 2)} :
	    (struct seal){0};
	rows_free(rows);
	return true;
}
