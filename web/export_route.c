/* export_route.c - /api/v1/exports: copies of many persons' data; asked for by one, decided by another, given out once. */
#include "campaigns/export.h"

#include "base/json.h"
#include "web/body.h"
#include "web/problem.h"
#include "web/route.h"

static struct entry
who_of(const struct call *call)
{
	return (struct entry){.at = call->now, .who_kind = "staff", .who_id = call->caller.staff, .process = call->site->name};
}

static void
reply_number(struct call *call, bool done, int64_t id, const struct err *err)
{
	struct buf out = {0};
	struct json json;

	if (!done) {
		problem_reply_err(call->request, err);
		return;
	}
	json_start(&json, &out);
	json_object(&json);
	json_key(&json, "id");
	json_int(&json, id);
	json_end(&json);
	call_reply_json(call, &out);
	buf_release(&out);
}

static void
number_or_null(struct json *json, const char *name, const struct rows *rows, int row, int column)
{
	json_key(json, name);
	if (rows_is_null(rows, row, column))
		json_null(json);
	else
		json_int(json, rows_int(rows, row, column));
}

static void
write_line(struct json *json, const struct rows *rows, int row)
{
	json_object(json);
	number_or_null(json, "id", rows, row, 0);
	number_or_null(json, "campaign", rows, row, 1);
	number_or_null(json, "list", rows, row, 2);
	json_key(json, "asked_by");
	json_text(json, rows_text(rows, row, 3));
	json_key(json, "asked_at");
	json_instant(json, rows_time(rows, row, 4));
	json_key(json, "decided_by");
	json_text(json, rows_is_null(rows, row, 5) ? NULL : rows_text(rows, row, 5));
	json_key(json, "state");
	json_text(json, rows_text(rows, row, 6));
	json_key(json, "made_at");
	json_instant(json, rows_time(rows, row, 7));
	number_or_null(json, "persons", rows, row, 8);
	json_end(json);
}

void
export_list_show(struct call *call)
{
	struct err err = {0};
	struct buf out = {0};
	struct rows *rows;
	struct json json;
	struct db *db = site_db(call->site, &err);

	if (db == NULL || !export_list(db, call->now, &rows, &err)) {
		problem_reply_err(call->request, &err);
		return;
	}
	json_start_loose(&json, &out);
	json_object(&json);
	json_key(&json, "exports");
	json_array(&json);
	for (int i = 0; i < rows_count(rows); i++)
		write_line(&json, rows, i);
	json_end(&json);
	json_end(&json);
	call_reply_json(call, &out);
	rows_free(rows);
	buf_release(&out);
}

void
export_take(struct call *call)
{
	static const char *const known[] = {"campaign", "list", "reason", NULL};
	struct export_wish wish = {0};
	struct entry who = who_of(call);
	struct err err = {0};
	char reason[401];
	int64_t id = 0;

	struct body *body = body_read(call->request->body, known, &err);
	bool read = body != NULL && body_text(body, "reason", reason, sizeof(reason), &err) &&
	    (!body_has(body, "campaign") || body_int(body, "campaign", &wish.campaign, &err)) &&
	    (!body_has(body, "list") || body_int(body, "list", &wish.list, &err));
	body_free(body);
	wish.reason = reason;
	struct db *db = read ? site_db(call->site, &err) : NULL;
	reply_number(call, db != NULL && export_ask(db, &wish, &who, &id, &err), id, &err);
}

static void
decide(struct call *call, bool approved)
{
	struct entry who = who_of(call);
	struct err err = {0};
	int64_t id = 0;

	struct db *db = call_id(call, 0, &id, &err) ? site_db(call->site, &err) : NULL;
	reply_number(call, db != NULL && export_decide(db, id, approved, &who, &err), id, &err);
}

void
export_approve_take(struct call *call)
{
	decide(call, true);
}

void
export_refuse_take(struct call *call)
{
	decide(call, false);
}

void
export_file_take(struct call *call)
{
	struct entry who = who_of(call);
	struct buf copy = {0};
	struct err err = {0};
	int64_t id = 0;

	struct db *db = call_id(call, 0, &id, &err) ? site_db(call->site, &err) : NULL;
	if (db != NULL && export_make(db, &call->site->key, id, call->caller.login, "", &who, &copy, &err)) {
		http_reply_header(call->request, "Cache-Control", "no-store");
		http_reply_header(call->request, "Content-Disposition", "attachment; filename=\"export.csv\"");
		http_reply(call->request, 200, "text/csv", buf_view(&copy));
	} else {
		problem_reply_err(call->request, &err);
	}
	buf_release(&copy);
}
