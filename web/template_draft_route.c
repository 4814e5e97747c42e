/* template_draft_route.c - a template's version written over the API: added, approved by another person, previewed. */
#include <stdio.h>
#include <stdlib.h>

#include "campaigns/template_version.h"
#include "campaigns/text_preview.h"
#include "compliance/lint_json.h"
#include "web/body.h"
#include "web/problem.h"
#include "web/route.h"

enum { FILE_MAX = 64 << 10 };

/* The template's file as `dozvon template add` takes it; errors name its line and key. */
static bool
read_file(const struct body *body, struct template_version *out, struct err *err)
{
	char *file = memory_new(FILE_MAX);
	bool read = body_text(body, "file", file, FILE_MAX, err) && template_version_parse("file", view_of(file), out, err);

	free(file);
	return read;
}

static void
write_added(const struct template_version *version, const struct lint *found, struct json *json)
{
	json_object(json);
	json_key(json, "name");
	json_text(json, version->name);
	json_key(json, "version");
	json_int(json, version->version);
	json_key(json, "lint");
	json_object(json);
	lint_write_json(found, json);
	json_end(json);
	json_end(json);
}

static bool
add(struct call *call, struct buf *out, struct err *err)
{
	static const char *const known[] = {"file", NULL};
	const struct content_words *words = site_content_words(call->site, err);
	struct template_version version = {0};
	struct lint *found = memory_new(sizeof(*found));
	struct json json;
	struct body *body = words != NULL ? body_read(call->request->body, known, err) : NULL;
	struct db *db = NULL;

	bool added = body != NULL && read_file(body, &version, err) &&
	    (db = site_db(call->site, err)) != NULL && template_version_add(db, &version, call->caller.login, words, call->now, err);
	body_free(body);
	if (added) {
		template_version_lint(&version, words, call->now, found);
		json_start_loose(&json, out);
		write_added(&version, found, &json);
	}
	template_version_release(&version);
	free(found);
	return added;
}

static bool
approve(struct call *call, struct buf *out, struct err *err)
{
	const struct content_words *words = site_content_words(call->site, err);
	struct lint *found = memory_new(sizeof(*found));
	struct json json;
	char name[96];

	snprintf(name, sizeof(name), "%.*s", (int)(call->param[0].len < 95 ? call->param[0].len : 95), call->param[0].data);
	struct db *db = words != NULL ? site_db(call->site, err) : NULL;
	bool approved = db != NULL && template_version_approve(db, name, call->caller.login, words, call->now, found, err);
	if (approved) {
		json_start_loose(&json, out);
		json_object(&json);
		json_key(&json, "approver");
		json_text(&json, call->caller.login);
		json_key(&json, "lint");
		json_object(&json);
		lint_write_json(found, &json);
		json_end(&json);
		json_key(&json, "template");
		json_text(&json, name);
		json_end(&json);
	}
	free(found);
	return approved;
}

/* A file, or a version that is stored. */
static bool
read_previewed(struct call *call, const struct body *body, struct template_version *version, struct err *err)
{
	char name[96];

	if (body_has(body, "file") == body_has(body, "template"))
		return fail(err, ERR_INPUT, "say either \"file\" or \"template\"");
	if (body_has(body, "file"))
		return read_file(body, version, err);
	if (!body_text(body, "template", name, sizeof(name), err))
		return false;
	struct db *db = site_db(call->site, err);
	return db != NULL && template_version_load(db, name, version, err);
}

static bool
preview(struct call *call, struct buf *out, struct err *err)
{
	static const char *const known[] = {"file", "template", "name", NULL};
	const struct content_words *words = site_content_words(call->site, err);
	struct template_version version = {0};
	struct buf text = {0};
	struct json json;
	char name[128];
	struct body *body = words != NULL ? body_read(call->request->body, known, err) : NULL;

	bool shown = body != NULL && body_text_or_none(body, "name", name, sizeof(name), err) &&
	    read_previewed(call, body, &version, err) &&
	    text_preview(&version, words, name[0] ? name : "Анна Иванова", &text, err);
	body_free(body);
	if (shown) {
		json_start(&json, out);
		json_object(&json);
		json_key(&json, "text");
		json_text(&json, text.data);
		json_end(&json);
	}
	template_version_release(&version);
	buf_release(&text);
	return shown;
}

static void
answer(struct call *call, bool (*work)(struct call *call, struct buf *out, struct err *err))
{
	struct err err = {0};
	struct buf out = {0};

	if (work(call, &out, &err))
		call_reply_json(call, &out);
	else
		problem_reply_err(call->request, &err);
	buf_release(&out);
}

void template_take(struct call *call) { answer(call, add); }
void template_approve_take(struct call *call) { answer(call, approve); }
void template_preview_take(struct call *call) { answer(call, preview); }
