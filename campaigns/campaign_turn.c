/* campaign_turn.c - the moves that a campaign makes by itself. */
#include "campaigns/campaign_turn.h"

#include "base/json.h"
#include "compliance/entry.h"

static bool
turn(struct db *db, int64_t id, const char *from, const char *to, int64_t now, bool *moved, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, id);
	args_text(&args, from);
	args_text(&args, to);
	args_time(&args, now);
	bool run = db_run(db, QUERY_CAMPAIGN_TURN, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	*moved = rows_count(rows) == 1;
	rows_free(rows);
	return true;
}

bool
campaign_run(struct db *db, int64_t id, struct err *err)
{
	bool moved;

	return turn(db, id, "planning", "running", 0, &moved, err);
}

static bool
is_over(struct db *db, int64_t id, bool *over, struct err *err)
{
	struct args args;

	args_init(&args);
	args_int(&args, id);
	bool run = db_run_bool(db, QUERY_CAMPAIGN_IS_OVER, &args, over, err);
	args_release(&args);
	return run;
}

static bool
add_entry(struct db *db, int64_t id, int64_t now, const char *process, struct err *err)
{
	struct entry entry = {.what = ENTRY_CAMPAIGN_FINISHED, .at = now, .who_kind = "process", .process = process};
	struct buf data = {0};
	struct json json;

	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "campaign");
	json_int(&json, id);
	json_end(&json);
	bool added = entry_add(db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

/* Asked once more behind the campaign's lock: an officer may have approved a target in between. */
bool
campaign_end_if_over(struct db *db, int64_t id, int64_t now, const char *process, bool *ended, struct err *err)
{
	bool still = true;

	*ended = false;
	if (!is_over(db, id, ended, err))
		return false;
	if (!*ended)
		return true;
	if (db_begin(db, err) && turn(db, id, "running", "finished", now, ended, err) && (!*ended || is_over(db, id, &still, err)) &&
	    (still || fail(err, ERR_RETRY, "campaign %lld has targets again", (long long)id)) && (!*ended || add_entry(db, id, now, process, err)) && db_commit(db, err))
		return true;
	db_rollback(db);
	return false;
}
