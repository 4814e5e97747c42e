/* wording_route.c - /api/v1/wordings: the texts that consents are asked with, registered, shown, approved by two. */
#include <stdio.h>
#include <stdlib.h>

#include "base/json.h"
#include "compliance/wording_store.h"
#include "web/body.h"
#include "web/problem.h"
#include "web/query.h"
#include "web/route.h"

enum { BODY_MAX = 64 << 10 };

static void
write_purposes(uint16_t bits, struct json *json)
{
	json_array(json);
	for (int p = 1; p < PURPOSE_COUNT; p++)
		if (bits & WORD_BIT(p))
			json_text(json, purpose_name((enum purpose)p));
	json_end(json);
}

static void
write_one(void *context, const struct wording_shown *shown)
{
	const struct wording *w = &shown->wording;
	struct json *json = context;

	json_object(json);
	json_key(json, "legal_entity_inn");
	json_int(json, w->legal_entity_inn);
	json_key(json, "code");
	json_text(json, consent_code_name(w->code));
	json_key(json, "name");
	json_text(json, w->name);
	json_key(json, "version");
	json_int(json, w->version);
	json_key(json, "language");
	json_text(json, w->language);
	json_key(json, "purposes");
	write_purposes(w->purposes, json);
	json_key(json, "standalone");
	json_bool(json, w->standalone);
	json_key(json, "approved");
	json_bool(json, shown->approved);
	json_key(json, "approvals");
	json_int(json, shown->approvals);
	json_key(json, "sha256");
	json_hex(json, shown->sha256.data, shown->sha256.len);
	json_key(json, "body");
	if (w->body != NULL)
		json_text(json, w->body);
	else
		json_null(json);
	json_end(json);
}

static void
ignore_approval(void *context, const char *login, const char *role, int64_t at)
{
	(void)context;
	(void)login;
	(void)role;
	(void)at;
}

/* ?entity=INN&name=NAME&version=N: this one, with its text; nothing: all of them, without. */
static bool
list(struct call *call, struct json *json, struct err *err)
{
	char inn[16], name[WORDING_NAME], version[12];
	struct view query = call->request->query;
	struct db *db = site_db(call->site, err);

	if (db == NULL)
		return false;
	if (!query_field(query, "name", name, sizeof(name)))
		return wording_listed(db, write_one, json, err);
	if (!query_field(query, "entity", inn, sizeof(inn)) || !query_field(query, "version", version, sizeof(version)))
		return fail(err, ERR_INPUT, "a wording is named by entity, name and version");
	struct wording_key key = {strtoll(inn, NULL, 10), name, strtoll(version, NULL, 10)};
	return wording_shown(db, &key, write_one, ignore_approval, json, err);
}

void
wording_list_show(struct call *call)
{
	struct err err = {0};
	struct buf out = {0};
	struct json json;

	json_start_loose(&json, &out);
	json_object(&json);
	json_key(&json, "wordings");
	json_array(&json);
	bool listed = list(call, &json, &err);
	json_end(&json);
	json_end(&json);
	if (listed)
		call_reply_json(call, &out);
	else
		problem_reply_err(call->request, &err);
	buf_release(&out);
}

struct wording_text {
	char code[24], name[WORDING_NAME], language[8], body[BODY_MAX], purposes[160];
};

static bool
read_key(const struct body *body, struct wording_text *text, struct wording_key *out, struct err *err)
{
	out->name = text->name;
	return body_int(body, "legal_entity_inn", &out->legal_entity_inn, err) &&
	    body_text(body, "name", text->name, sizeof(text->name), err) && body_int(body, "version", &out->version, err) &&
	    (out->version > 0 || fail(err, ERR_INPUT, "the member \"version\" counts from 1"));
}

static bool
read_wording(const struct body *body, struct wording_text *text, struct wording *out, struct err *err)
{
	struct wording_key key;
	char standalone[8];

	if (!read_key(body, text, &key, err) || !body_text(body, "code", text->code, sizeof(text->code), err) ||
	    !body_text(body, "body", text->body, sizeof(text->body), err) ||
	    !body_text(body, "purposes", text->purposes, sizeof(text->purposes), err) ||
	    !body_text_or_none(body, "language", text->language, sizeof(text->language), err) ||
	    !body_text_or_none(body, "standalone", standalone, sizeof(standalone), err))
		return false;
	*out = (struct wording){.legal_entity_inn = key.legal_entity_inn, .code = consent_code_find(view_of(text->code)), .name = key.name,
		.version = key.version, .language = text->language[0] ? text->language : "ru", .body = text->body,
		.standalone = strcmp(standalone, "no") != 0};
	if (out->code == CONSENT_UNKNOWN)
		return fail(err, ERR_INPUT, "there is no code of consent \"%s\"", text->code);
	return purposes_read(text->purposes, &out->purposes) ||
	    fail(err, ERR_INPUT, "\"purposes\" takes words with commas between: AD_PROMO,SURVEY");
}

static bool
add(struct call *call, struct wording_text *text, struct wording *wording, struct err *err)
{
	static const char *const known[] = {"legal_entity_inn", "code", "purposes", "name", "version", "language", "standalone", "body", NULL};
	struct entry who = {.at = call->now, .who_kind = "process", .process = call->site->name};
	struct body *body = body_read(call->request->body, known, err);
	bool read = body != NULL && read_wording(body, text, wording, err);

	body_free(body);
	if (!read)
		return false;
	wording->author = call->caller.login;
	struct db *db = site_db(call->site, err);
	return db != NULL && wording_add(db, wording, &who, err);
}

static void
reply(struct call *call, const char *name, int64_t version, bool approved, int approvals)
{
	struct buf out = {0};
	struct json json;

	json_start(&json, &out);
	json_object(&json);
	json_key(&json, "approvals");
	json_int(&json, approvals);
	json_key(&json, "approved");
	json_bool(&json, approved);
	json_key(&json, "name");
	json_text(&json, name);
	json_key(&json, "version");
	json_int(&json, version);
	json_end(&json);
	call_reply_json(call, &out);
	buf_release(&out);
}

void
wording_take(struct call *call)
{
	struct wording_text *text = memory_new(sizeof(*text));
	struct wording wording;
	struct err err = {0};

	if (add(call, text, &wording, &err))
		reply(call, wording.name, wording.version, false, 0);
	else
		problem_reply_err(call->request, &err);
	free(text);
}

void
wording_approval_take(struct call *call)
{
	static const char *const known[] = {"legal_entity_inn", "name", "version", NULL};
	struct entry who = {.at = call->now, .who_kind = "process", .process = call->site->name};
	struct wording_text *text = memory_new(sizeof(*text));
	struct wording_key key;
	struct err err = {0};
	bool approved = false;
	int approvals = 0;

	struct body *body = body_read(call->request->body, known, &err);
	bool done = body != NULL && read_key(body, text, &key, &err);
	body_free(body);
	struct db *db = done ? site_db(call->site, &err) : NULL;
	if (db != NULL && wording_approve(db, &key, call->caller.login, &who, &approved, &approvals, &err))
		reply(call, key.name, key.version, approved, approvals);
	else
		problem_reply_err(call->request, &err);
	free(text);
}
