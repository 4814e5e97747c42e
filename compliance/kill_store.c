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

/* One purpose, in the open transaction; its entry only when something has changed. */
static bool
move_one(struct db *db, bool on, enum purpose purpose, const char *reason, const struct entry *who, bool *changed, struct err *err)
{
	struct args args;

	args_init(&args);
	args_text(&args, purpose_name(purpose));
	if (on) {
		args_text(&args, reason ? reason : "");
		args_int(&args, who->who_id);
		args_time(&args, who->at);
	}
	bool done = change(db, on ? QUERY_KILL_THROW : QUERY_KILL_LIFT, &args, changed, err);
	args_release(&args);
	return done && (!*changed ||
	    add_entry(db, on ? ENTRY_KILL_SWITCH : ENTRY_KILL_SWITCH_LIFTED, purpose, reason, who, err));
}

/* All purposes, in one transaction: no dispatcher sees some of them stopped and others not. */
static bool
move_all(struct db *db, bool on, const char *reason, const struct entry *who, struct err *err)
{
	int64_t moved = 0;

	for (int purpose = 1; purpose < PURPOSE_COUNT; purpose++) {
		bool changed = false;
		if (!move_one(db, on, (enum purpose)purpose, reason, who, &changed, err))
			return false;
		moved += changed;
	}
	return moved > 0 || fail(err, ERR_CONFLICT, on ? "every kill switch is thrown already" : "no kill switch is thrown");
}

static bool
move_it(struct db *db, bool on, enum purpose purpose, const char *reason, const struct entry *who, struct err *err)
{
	bool changed = false;

	if (purpose == PURPOSE_UNKNOWN)
		return move_all(db, on, reason, who, err);
	return move_one(db, on, purpose, reason, who, &changed, err) && (changed || fail(err, ERR_CONFLICT,
	    on ? "the kill switch of %s is thrown already" : "the kill switch of %s is not thrown", purpose_name(purpose)));
}

static bool
move(struct db *db, bool on, enum purpose purpose, const char *reason, const struct entry *who, struct err *err)
{
	if (db_begin(db, err) && (!on || db_run(db, QUERY_KILL_BAR, NULL, NULL, err)) &&
	    move_it(db, on, purpose, reason, who, err) && db_commit(db, err))
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
kill_word(const char *word, enum purpose *out)
{
	*out = purpose_find(view_of(word));
	return *out != PURPOSE_UNKNOWN || strcmp(word, "ALL") == 0;
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
