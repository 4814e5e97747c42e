/* document_route.c - /api/v1/documents: the registers, what of them is overdue or lacking; papers added and demanded. */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "compliance/document_store.h"
#include "compliance/staff_store.h"
#include "web/body.h"
#include "web/problem.h"
#include "web/route.h"

struct document_text {
	char kind[24], purposes[160];
	bool has_file;
	uint8_t sha[SHA256_SIZE];
};

static void
write_one(const struct document *d, const struct policy *policy, int64_t now, struct json *json)
{
	int64_t due;
	enum document_state state = document_judge(d, policy, now, &due);

	json_object(json);
	json_key(json, "id");
	json_int(json, d->id);
	json_key(json, "kind");
	json_text(json, document_kind_name(d->kind));
	json_key(json, "number");
	json_text(json, d->number);
	json_key(json, "legal_entity_inn");
	json_int(json, d->legal_entity_inn);
	json_key(json, "provider");
	json_text(json, d->provider[0] ? d->provider : NULL);
	json_key(json, "roles");
	json_text(json, d->roles[0] ? d->roles : NULL);
	json_key(json, "state");
	json_text(json, document_state_name(state));
	json_key(json, "valid_from");
	json_instant(json, d->valid_from);
	json_key(json, "due");
	json_instant(json, due);
	json_key(json, "owner");
	json_text(json, d->owner);
	json_end(json);
}

static void
write_lack(void *context, int64_t inn, enum document_kind kind)
{
	struct json *json = context;

	json_object(json);
	json_key(json, "legal_entity_inn");
	json_int(json, inn);
	json_key(json, "kind");
	json_text(json, document_kind_name(kind));
	json_end(json);
}

static bool
list(struct call *call, const struct policy *policy, struct buf *out, struct err *err)
{
	struct db *db = site_db(call->site, err);
	struct document *documents;
	struct json json;
	int count;

	if (db == NULL || !document_list(db, DOCUMENT_UNKNOWN, 0, &documents, &count, err))
		return false;
	json_start_loose(&json, out);
	json_object(&json);
	json_key(&json, "documents");
	json_array(&json);
	for (int i = 0; i < count; i++)
		write_one(&documents[i], policy, call->now, &json);
	json_end(&json);
	json_key(&json, "lacking");
	json_array(&json);
	bool listed = document_lacking(db, 0, write_lack, &json, &count, err);
	json_end(&json);
	json_end(&json);
	free(documents);
	return listed;
}

/* Of the body of NewDocument; buffers of its own for what the document does not hold. */
static bool
read_document(const struct body *body, struct document *out, struct document_text *text, struct err *err)
{
	*out = (struct document){0};
	if (!body_text(body, "kind", text->kind, sizeof(text->kind), err) ||
	    !body_text(body, "number", out->number, sizeof(out->number), err) ||
	    !body_int(body, "legal_entity_inn", &out->legal_entity_inn, err) ||
	    !body_text(body, "owner", out->owner, sizeof(out->owner), err) ||
	    !body_text_or_none(body, "provider", out->provider, sizeof(out->provider), err) ||
	    !body_text_or_none(body, "roles", out->roles, sizeof(out->roles), err) ||
	    !body_text_or_none(body, "purposes", text->purposes, sizeof(text->purposes), err) ||
	    !body_instant_or_none(body, "valid_from", &out->valid_from, err) ||
	    !body_instant_or_none(body, "valid_until", &out->valid_until, err) || !body_instant_or_none(body, "sent", &out->done_at, err) ||
	    (body_has(body, "file_sha256") && !body_hex(body, "file_sha256", text->sha, sizeof(text->sha), err)))
		return false;
	out->kind = document_kind_find(view_of(text->kind));
	text->has_file = body_has(body, "file_sha256");
	if (out->kind == DOCUMENT_UNKNOWN)
		return fail(err, ERR_INPUT, "there is no kind of document \"%s\"", text->kind);
	return text->purposes[0] == '\0' || purposes_read(text->purposes, &out->purposes) ||
	    fail(err, ERR_INPUT, "\"purposes\" takes words with commas between: AD_PROMO,SURVEY");
}

static bool
add(struct call *call, int64_t *id, struct err *err)
{
	static const char *const known[] = {"kind", "number", "legal_entity_inn", "owner", "provider", "roles", "purposes",
		"valid_from", "valid_until", "sent", "file_sha256", NULL};
	struct entry who = {.at = call->now, .who_kind = "staff", .who_id = call->caller.staff, .process = call->site->name};
	struct document document;
	struct document_text text;
	int64_t owner;
	struct body *body = body_read(call->request->body, known, err);
	bool read = body != NULL && read_document(body, &document, &text, err);

	body_free(body);
	struct db *db = read ? site_db(call->site, err) : NULL;
	return db != NULL && staff_must(db, document.owner, RIGHT_REPORT, &owner, err) &&
	    document_add(db, &document, text.has_file ? text.sha : NULL, &who, id, err);
}

void
document_take(struct call *call)
{
	struct err err = {0};
	struct buf out = {0};
	struct json json;
	int64_t id;

	if (!add(call, &id, &err)) {
		problem_reply_err(call->request, &err);
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

static bool
demand(struct call *call, enum document_kind *kind, bool *needed, struct err *err)
{
	static const char *const known[] = {"kind", "state", NULL};
	struct entry who = {.at = call->now, .who_kind = "staff", .who_id = call->caller.staff, .process = call->site->name};
	char word[24], state[8];
	struct body *body = body_read(call->request->body, known, err);
	bool read = body != NULL && body_text(body, "kind", word, sizeof(word), err) &&
	    body_text(body, "state", state, sizeof(state), err);

	body_free(body);
	if (!read)
		return false;
	*kind = document_kind_find(view_of(word));
	*needed = strcmp(state, "on") == 0;
	if (*kind == DOCUMENT_UNKNOWN)
		return fail(err, ERR_INPUT, "there is no kind of document \"%s\"", word);
	if (!*needed && strcmp(state, "off") != 0)
		return fail(err, ERR_INPUT, "the member \"state\" must be on or off");
	struct db *db = site_db(call->site, err);
	return db != NULL && document_demand_set(db, *kind, *needed, &who, err);
}

void
document_demand_take(struct call *call)
{
	enum document_kind kind;
	struct err err = {0};
	struct buf out = {0};
	struct json json;
	bool needed;

	if (!demand(call, &kind, &needed, &err)) {
		problem_reply_err(call->request, &err);
		return;
	}
	json_start(&json, &out);
	json_object(&json);
	json_key(&json, "kind");
	json_text(&json, document_kind_name(kind));
	json_key(&json, "state");
	json_text(&json, needed ? "on" : "off");
	json_end(&json);
	call_reply_json(call, &out);
	buf_release(&out);
}

void
document_list_show(struct call *call)
{
	struct err err = {0};
	struct buf out = {0};
	struct policy *policy = policy_load(call->site->settings->policy, call->now, &err);

	if (policy != NULL && list(call, policy, &out, &err))
		call_reply_json(call, &out);
	else
		problem_reply_err(call->request, &err);
	policy_free(policy);
	buf_release(&out);
}
