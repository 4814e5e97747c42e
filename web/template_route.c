/* template_route.c - GET /api/v1/templates and one version; POST /api/v1/lint: what the linter says of a text. */
#include <stdio.h>
#include <stdlib.h>

#include "campaigns/template_version.h"
#include "compliance/lint_json.h"
#include "compliance/lint_message.h"
#include "web/problem.h"
#include "web/route.h"

static void
member(struct json *json, const char *name, const char *text)
{
	json_key(json, name);
	if (text[0] != '\0')
		json_text(json, text);
	else
		json_null(json);
}

static void
write_line(struct json *json, const struct rows *rows, int row)
{
	json_object(json);
	member(json, "author", rows_text(rows, row, 5));
	member(json, "approver", rows_text(rows, row, 6));
	member(json, "channel", rows_text(rows, row, 3));
	member(json, "class", rows_text(rows, row, 2));
	json_key(json, "created_at");
	json_instant(json, rows_time(rows, row, 7));
	member(json, "name", rows_text(rows, row, 0));
	member(json, "purpose", rows_text(rows, row, 4));
	json_key(json, "version");
	json_int(json, rows_int(rows, row, 1));
	json_end(json);
}

void
template_list(struct call *call)
{
	struct err err = {0};
	struct buf out = {0};
	struct rows *rows;
	struct json json;
	struct db *db = site_db(call->site, &err);

	if (db == NULL || !db_run(db, QUERY_TEMPLATE_LIST, NULL, &rows, &err)) {
		problem_reply_err(call->request, &err);
		return;
	}
	json_start_loose(&json, &out);
	json_object(&json);
	json_key(&json, "templates");
	json_array(&json);
	for (int i = 0; i < rows_count(rows); i++)
		write_line(&json, rows, i);
	json_end(&json);
	json_end(&json);
	call_reply_json(call, &out);
	rows_free(rows);
	buf_release(&out);
}

static void
write_version(const struct template_version *version, struct json *json)
{
	json_object(json);
	member(json, "author", version->author_login);
	member(json, "approver", version->approver_login);
	json_key(json, "approved_at");
	json_instant(json, version->approved_at);
	member(json, "channel", channel_name(version->channel));
	member(json, "class", message_class_name(version->class));
	member(json, "name", version->name);
	json_key(json, "offer_until");
	json_instant(json, version->offer_until);
	member(json, "purpose", purpose_name(version->purpose));
	member(json, "sha256", version->sha256);
	member(json, "subject", version->subject);
	member(json, "text", version->body);
	json_key(json, "version");
	json_int(json, version->version);
	json_end(json);
}

void
template_show(struct call *call)
{
	struct template_version version = {0};
	struct err err = {0};
	struct buf out = {0};
	struct json json;
	char name[96];
	struct db *db = site_db(call->site, &err);

	snprintf(name, sizeof(name), "%.*s", (int)(call->param[0].len < 95 ? call->param[0].len : 95), call->param[0].data);
	if (db != NULL && template_version_load(db, name, &version, &err)) {
		json_start_loose(&json, &out);
		write_version(&version, &json);
		call_reply_json(call, &out);
	} else {
		problem_reply_err(call->request, &err);
	}
	template_version_release(&version);
	buf_release(&out);
}

void
lint_take(struct call *call)
{
	struct lint_message message = {0};
	struct err err = {0};
	struct buf out = {0};
	struct json json;
	struct lint *found = memory_new(sizeof(*found));
	const struct content_words *words = site_content_words(call->site, &err);

	if (words != NULL && lint_read_json(call->request->body, &message, &err)) {
		message.text.now = call->now;
		lint(words, &message.text, found);
		json_start(&json, &out);
		json_object(&json);
		lint_write_json(found, &json);
		json_end(&json);
		call_reply_json(call, &out);
	} else {
		problem_reply_err(call->request, &err);
	}
	lint_message_release(&message);
	free(found);
	buf_release(&out);
}
