/* campaign_route.c - GET /api/v1/campaigns and one of them with its progress. */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "web/problem.h"
#include "web/progress.h"
#include "web/route.h"

static void
text_or_null(struct json *json, const struct rows *rows, int row, int column)
{
	if (rows_is_null(rows, row, column))
		json_null(json);
	else
		json_text(json, rows_text(rows, row, column));
}

/* The members of a CampaignLine, in the order of overview_campaigns. */
static void
write_line(struct json *json, const struct rows *rows, int row)
{
	static const char *const names[] = {"id", "name", "state", "purpose", "channel", "dial_mode", "provider",
	    "legal_entity_inn", "audience", "starts_at", "ends_at", "created_at"};

	for (int column = 0; column < 12; column++) {
		json_key(json, names[column]);
		if (column == 0 || column == 7 || column == 8)
			json_int(json, rows_int(rows, row, column));
		else if (column >= 9)
			json_instant(json, rows_time(rows, row, column));
		else
			text_or_null(json, rows, row, column);
	}
}

static bool
load(struct db *db, int64_t id, struct rows **rows, struct err *err)
{
	struct args args;

	args_init(&args);
	args_int(&args, id);
	bool loaded = db != NULL && db_run(db, QUERY_OVERVIEW_CAMPAIGNS, &args, rows, err);
	args_release(&args);
	return loaded;
}

void
campaign_list(struct call *call)
{
	struct err err = {0};
	struct buf out = {0};
	struct rows *rows;
	struct json json;

	if (!load(site_db(call->site, &err), 0, &rows, &err)) {
		problem_reply_err(call->request, &err);
		return;
	}
	json_start_loose(&json, &out);
	json_object(&json);
	json_key(&json, "campaigns");
	json_array(&json);
	for (int i = 0; i < rows_count(rows); i++) {
		json_object(&json);
		write_line(&json, rows, i);
		json_end(&json);
	}
	json_end(&json);
	json_end(&json);
	call_reply_json(call, &out);
	rows_free(rows);
	buf_release(&out);
}

static bool
show(struct call *call, struct buf *out, struct err *err)
{
	struct db *db = site_db(call->site, err);
	struct progress progress;
	struct rows *rows;
	struct json json;
	int64_t id;

	if (!call_id(call, 0, &id, err) || !load(db, id, &rows, err))
		return false;
	bool found = rows_count(rows) == 1 ||
	    fail(err, ERR_ABSENT, "there is no campaign %lld", (long long)id);
	if (found && (found = progress_load(db, id, &progress, err))) {
		json_start_loose(&json, out);
		json_object(&json);
		write_line(&json, rows, 0);
		json_key(&json, "progress");
		progress_write(&progress, &json);
		json_end(&json);
	}
	rows_free(rows);
	return found;
}

void
campaign_show(struct call *call)
{
	struct err err = {0};
	struct buf out = {0};

	if (show(call, &out, &err))
		call_reply_json(call, &out);
	else
		problem_reply_err(call->request, &err);
	buf_release(&out);
}
