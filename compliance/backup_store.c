/* backup_store.c - the register of backups, and until when what was destroyed lies in them. */
#include "compliance/backup_store.h"

#include "base/clock.h"
#include "base/json.h"

static bool
add_entry(struct db *db, enum entry_what what, int64_t id, const struct backup *made, const struct entry *who, struct err *err)
{
	struct entry entry = *who;
	struct buf data = {0};
	struct json json;
	char at[28];

	entry.what = what;
	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "backup");
	json_int(&json, id);
	if (made != NULL) {
		instant_format(made->expires_at, at);
		json_key(&json, "expires_at");
		json_text(&json, at);
		instant_format(made->made_at, at);
		json_key(&json, "made_at");
		json_text(&json, at);
	}
	json_end(&json);
	bool added = entry_add(db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

static bool
insert(struct db *db, const struct backup *backup, const struct entry *who, int64_t *id, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_text(&args, backup->place);
	args_time(&args, backup->made_at);
	args_time(&args, backup->expires_at);
	args_int(&args, who->who_id);
	args_time(&args, who->at);
	bool run = db_run(db, QUERY_BACKUP_ADD, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	*id = rows_int(rows, 0, 0);
	rows_free(rows);
	return true;
}

bool
backup_add(struct db *db, const struct backup *backup, const struct entry *who, int64_t *id, struct err *err)
{
	if (backup->place == NULL || backup->place[0] == '\0')
		return fail(err, ERR_INPUT, "say where the backup lies: --place");
	if (backup->made_at > who->at || backup->expires_at <= backup->made_at)
		return fail(err, ERR_INPUT, "a backup is made before now and expires after that");
	bool done = db_begin(db, err) && insert(db, backup, who, id, err) &&
	    add_entry(db, ENTRY_BACKUP_MADE, *id, backup, who, err) && db_commit(db, err);
	if (!done)
		db_rollback(db);
	return done;
}

static bool
mark_gone(struct db *db, int64_t id, const struct entry *who, struct err *err)
{
	struct args args;
	int64_t marked = 0;

	args_init(&args);
	args_int(&args, id);
	args_int(&args, who->who_id);
	args_time(&args, who->at);
	bool run = db_run_count(db, QUERY_BACKUP_GONE, &args, &marked, err);
	args_release(&args);
	return run && (marked == 1 || fail(err, ERR_ABSENT, "there is no backup %lld, or it was gone before", (long long)id));
}

bool
backup_gone(struct db *db, int64_t id, const struct entry *who, struct err *err)
{
	bool done = db_begin(db, err) && mark_gone(db, id, who, err) && add_entry(db, ENTRY_BACKUP_GONE, id, NULL, who, err) &&
	    db_commit(db, err);

	if (!done)
		db_rollback(db);
	return done;
}

/* what could not be destroyed at once goes within six months, whatever the date on the label says. */
static bool
find_due(const struct policy *policy, int64_t first_erased, struct backup *backup, struct err *err)
{
	int64_t hard;

	backup->due = backup->expires_at;
	if (first_erased == 0)
		return true;
	if (!deadline_end(policy, zone_find("Europe/Moscow"), DEADLINE_DESTRUCTION_HARD, first_erased, false, &hard, err))
		return false;
	if (hard < backup->due)
		backup->due = hard;
	return true;
}

bool
backup_list(struct db *db, const struct policy *policy, bool gone_too, backup_show *show, void *context, struct err *err)
{
	struct args args;
	struct rows *rows;
	bool done = true;

	args_init(&args);
	args_bool(&args, gone_too);
	bool run = db_run(db, QUERY_BACKUP_LIST, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	for (int i = 0; i < rows_count(rows) && done; i++) {
		struct backup backup = {.id = rows_int(rows, i, 0), .place = rows_text(rows, i, 1), .made_at = rows_time(rows, i, 2),
			.expires_at = rows_time(rows, i, 3), .gone_at = rows_time(rows, i, 4), .persons = rows_int(rows, i, 5)};
		done = find_due(policy, rows_time(rows, i, 6), &backup, err);
		if (done)
			show(context, &backup);
	}
	rows_free(rows);
	return done;
}

bool
backup_of(struct db *db, int64_t party, int64_t now, backup_show *show, void *context, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, party);
	args_time(&args, now);
	bool run = db_run(db, QUERY_BACKUP_OF, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	for (int i = 0; i < rows_count(rows); i++) {
		struct backup backup = {.id = rows_int(rows, i, 0), .place = rows_text(rows, i, 1), .made_at = rows_time(rows, i, 2),
			.expires_at = rows_time(rows, i, 3)};
		show(context, &backup);
	}
	rows_free(rows);
	return true;
}
