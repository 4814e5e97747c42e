/* matter_route.c - GET and POST of /api/v1/matters: what people demand, with its clocks; opened, extended, closed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/lang.h"
#include "compliance/address.h"
#include "compliance/matter_act_store.h"
#include "web/body.h"
#include "web/matter.h"
#include "web/problem.h"
#include "web/query.h"
#include "web/read.h"
#include "web/route.h"

/* Whose matters the answer shows. */
static bool
note(struct call *call, struct db *db, enum reading reading, const struct matter *matters, int count, struct err *err)
{
	struct person_read read = {.reading = reading, .matter = reading == READING_MATTER_SHOW ? matters->id : 0};

	for (int i = 0; i < count; i++)
		if (matters[i].has_subject)
			person_read_add(&read, (struct view){(const char *)matters[i].subject, TOKEN_SIZE});
	bool noted = read_note(call, db, &read, err);
	person_read_release(&read);
	return noted;
}

static bool
list(struct call *call, const struct policy *policy, struct buf *out, struct err *err)
{
	char kind[24] = "", after[20] = "", all[8] = "";
	struct db *db = site_db(call->site, err);
	struct matter *matters;
	struct json json;
	int count;

	query_field(call->request->query, "kind", kind, sizeof(kind));
	query_field(call->request->query, "after", after, sizeof(after));
	query_field(call->request->query, "all", all, sizeof(all));
	enum matter_kind wanted = matter_kind_find(view_of(kind));
	if (kind[0] != '\0' && wanted == MATTER_UNKNOWN)
		return fail(err, ERR_INPUT, "there is no kind of matter \"%s\"", kind);
	if (db == NULL || !matter_list(db, wanted, strcmp(all, "true") != 0, strtoll(after, NULL, 10), &matters, &count, err))
		return false;
	if (!note(call, db, READING_MATTER_LIST, matters, count, err)) {
		free(matters);
		return false;
	}
	json_start_loose(&json, out);
	json_object(&json);
	json_key(&json, "matters");
	json_array(&json);
	for (int i = 0; i < count; i++)
		matter_write(&matters[i], policy, call->now, &json);
	json_end(&json);
	json_end(&json);
	free(matters);
	return true;
}

bool
matter_reply_one(struct call *call, int64_t id, const struct policy *policy, struct buf *out, struct err *err)
{
	struct db *db = site_db(call->site, err);
	struct matter matter;
	struct json json;

	if (db == NULL || !matter_load(db, id, &matter, err) || !note(call, db, READING_MATTER_SHOW, &matter, 1, err))
		return false;
	json_start_loose(&json, out);
	matter_write(&matter, policy, call->now, &json);
	return true;
}

static bool
show(struct call *call, const struct policy *policy, struct buf *out, struct err *err)
{
	int64_t id;

	return call_id(call, 0, &id, err) && matter_reply_one(call, id, policy, out, err);
}

/* What a body of MatterOpened says; the buffers live as long as the opening. */
struct opening_text {
	struct address address;
	char path[16], reference[128];
};

static bool
read_opening(struct call *call, const struct body *body, struct opening_text *text, struct matter_opening *out, struct err *err)
{
	char kind[24], address[EMAIL_TEXT], received[40];
	const char *reason;

	*out = (struct matter_opening){.opened_at = call->now, .path = text->path, .reference = text->reference, .zone = ""};
	if (!body_text(body, "kind", kind, sizeof(kind), err) ||
	    !body_text(body, "path", text->path, sizeof(text->path), err) ||
	    !body_text_or_none(body, "reference", text->reference, sizeof(text->reference), err) ||
	    !body_text_or_none(body, "address", address, sizeof(address), err) ||
	    !body_text_or_none(body, "received_at", received, sizeof(received), err) ||
	    (body_has(body, "party") && !body_int(body, "party", &out->party, err)) ||
	    (body_has(body, "legal_entity_inn") && !body_int(body, "legal_entity_inn", &out->legal_entity_inn, err)))
		return false;
	out->kind = matter_kind_find(view_of(kind));
	if (out->kind == MATTER_UNKNOWN)
		return fail(err, ERR_INPUT, "there is no kind of matter \"%s\"", kind);
	if (received[0] != '\0' && (!instant_parse(received, &out->opened_at) || out->opened_at > call->now))
		return fail(err, ERR_INPUT, "received_at: not an instant, or it lies in the future");
	if (address[0] == '\0')
		return true;
	if (!address_parse(view_of(address), &call->site->key, &text->address, &reason))
		return fail(err, ERR_INPUT, "address: %s", say(reason));
	out->subject = text->address.token;
	return true;
}

static bool
open_it(struct call *call, const struct policy *policy, struct buf *out, struct err *err)
{
	static const char *const known[] = {"kind", "address", "party", "legal_entity_inn", "path", "reference",
		"received_at", NULL};
	struct opening_text text;
	struct matter_opening opening;
	struct entry who = {.at = call->now, .who_kind = "staff", .who_id = call->caller.staff,
	    .process = call->site->name};
	struct db *db = site_db(call->site, err);
	int64_t id;

	if (db == NULL)
		return false;
	struct body *body = body_read(call->request->body, known, err);
	bool read = body != NULL && read_opening(call, body, &text, &opening, err);
	body_free(body);
	return read && matter_open(db, &opening, &who, &id, err) && matter_reply_one(call, id, policy, out, err);
}

bool
matter_read_deed(struct call *call, const char *const *known, struct matter_deed_text *text, struct matter_act *out, struct body **body,
    struct err *err)
{
	*out = (struct matter_act){.login = call->caller.login, .says = text->says, .now = call->now, .process = call->site->name};
	*body = call_id(call, 0, &out->matter, err) ? body_read(call->request->body, known, err) : NULL;
	bool read = *body != NULL && body_text_or_none(*body, "says", text->says, sizeof(text->says), err) &&
	    (!body_has(*body, "document_sha256") || body_hex(*body, "document_sha256", text->sha, sizeof(text->sha), err));
	if (read && body_has(*body, "document_sha256"))
		out->file_sha256 = text->sha;
	return read;
}

/* The body of MatterDeed. */
static bool
read_deed(struct call *call, struct matter_deed_text *text, struct matter_act *out, struct err *err)
{
	static const char *const known[] = {"says", "document_sha256", NULL};
	struct body *body;

	bool read = matter_read_deed(call, known, text, out, &body, err);
	body_free(body);
	return read;
}

static bool
extend(struct call *call, const struct policy *policy, struct buf *out, struct err *err)
{
	struct matter_deed_text text;
	struct matter_act act;
	struct db *db = site_db(call->site, err);

	return db != NULL && read_deed(call, &text, &act, err) && matter_extend(db, &act, policy, err) &&
	    matter_reply_one(call, act.matter, policy, out, err);
}

static bool
close_it(struct call *call, const struct policy *policy, struct buf *out, struct err *err)
{
	struct matter_deed_text text;
	struct matter_act act;
	struct db *db = site_db(call->site, err);

	return db != NULL && read_deed(call, &text, &act, err) && matter_close(db, &act, err) &&
	    matter_reply_one(call, act.matter, policy, out, err);
}

/* Clocks need the calendar: the pack is read anew, for these are asked rarely. */
void
matter_answer(struct call *call, matter_work *work)
{
	struct err err = {0};
	struct buf out = {0};
	struct policy *policy = policy_load(call->site->settings->policy, call->now, &err);

	if (policy != NULL && work(call, policy, &out, &err))
		call_reply_json(call, &out);
	else
		problem_reply_err(call->request, &err);
	policy_free(policy);
	buf_release(&out);
}

void
matter_list_show(struct call *call)
{
	matter_answer(call, list);
}

void
matter_show(struct call *call)
{
	matter_answer(call, show);
}

void
matter_take(struct call *call)
{
	matter_answer(call, open_it);
}

void
matter_extend_take(struct call *call)
{
	matter_answer(call, extend);
}

void
matter_close_take(struct call *call)
{
	matter_answer(call, close_it);
}
