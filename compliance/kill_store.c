/*
 * kill_store.c - the transactions of the kill switch.
 *
 * Claims share a lock that who throws it holds alone: nothing is cleared after
 * the commit.  What was cleared before and has not left is dropped by the
 * dispatchers, which hear of the commit.
 */
#include "compliance/kill_store.h"

#include <string.h>

#include "compliance/act_reason_store.h"

static bool
add_entry(struct db *db, enum entry_what what, enum purpose purpose, const char *reason, const struct entry *who,
    struct err *err)
{
	struct entry entry = *who;
	struct act_reason why;
	struct buf data = {0};
	struct json json;

	if (!act_reason_add(db, what, reason, who, &why, err))
		return false;
	entry.what = what;
	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "purpose");
	json_text(&json, purpose_name(purpose));
	act_reason_write(&why, &json);
	json_end(&json);
	bool added = entry_add(db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

/* True: a row came back, so it has changed. */
static bool
change(struct db *db, enum query query, const struct args *args, bool *changed, struct err *err)
{
	struct rows *rows;

	if (!db_run(db, query, args, &rows, err))
		return false;
	*changed = rows_count(rows) == 1;
	rows_free(rows);
	return true;
}

static bool
move(struct db *db, bool on, enum purpose purpose, const char *reason, const struct entry *who, struct err *err)
{
	struct args args;
	bool changed = false;

	args_init(&args);
	args_text(&args, purpose_name(purpose));
	if (on) {
		args_text(&args, reason ? reason : "");
		args_int(&args, who->who_id);
		args_time(&args, who->at);
	}
	bool done = db_begin(db, err) && (!on || db_run(db, QUERY_KILL_BAR, NULL, NULL, err)) &&
	    change(db, on ? QUERY_KILL_THROW : QUERY_KILL_LIFT, &args, &changed, err);
	args_release(&args);
	if (done && !changed)
		done = fail(err, ERR_CONFLICT, on ? "the kill switch of %s is thrown already" : "the kill switch of %s is not thrown",
		    purpose_name(purpose));
	if (done && add_entry(db, on ? ENTRY_KILL_SWITCH : ENTRY_KILL_SWITCH_LIFTED, purpose, reason, who, err) &&
	    db_commit(db, err))
		return true;
	db_rollback(db);
	return false;
}

bool
kill_throw(struct db *db, enum purpose purpose, const char *reason, const struct entry *who, struct err *err)
{
	return move(db, true, purpose, reason, who, err);
}

bool
kill_lift(struct db *db, enum purpose purpose, const char *reason, const struct entry *who, struct err *err)
{
	return move(db, false, purpose, reason, who, err);
}

bool
kill_list(struct db *db, kill_show *show, void *context, int64_t *count, struct err *err)
{
	struct rows *rows;

	if (!db_run(db, QUERY_KILL_LIST, NULL, &rows, err))
		return false;
	for (int i = 0; i < rows_count(rows); i++)
		show(context, &(struct kill_line){rows_text(rows, i, 0), rows_text(rows, i, 1), rows_text(rows, i, 2),
		    rows_time(rows, i, 3)});
	*count = rows_count(rows);
	rows_free(rows);
	return true;
}
