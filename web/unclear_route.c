/* unclear_route.c - /api/v1/unclear: answers of people that somebody has to read, and what they decide. */
#include <string.h>

#include "base/json.h"
#include "compliance/unclear_store.h"
#include "web/body.h"
#include "web/problem.h"
#include "web/read.h"
#include "web/route.h"

enum { LIST_MAX = 200 };

/* The answer and whom it shows. */
struct page {
	struct json json;
	struct person_read read;
};

static void
write_line(void *context, const struct unclear_line *line)
{
	struct page *page = context;
	struct json *json = &page->json;

	person_read_add(&page->read, line->token);
	json_object(json);
	json_key(json, "id");
	json_int(json, line->id);
	json_key(json, "said_at");
	json_instant(json, line->said_at);
	json_key(json, "channel");
	json_text(json, line->channel);
	json_key(json, "class");
	json_text(json, line->class);
	json_key(json, "words");
	json_text(json, line->words);
	json_key(json, "masked");
	json_text(json, line->address);
	json_key(json, "campaign");
	json_text(json, *line->campaign ? line->campaign : NULL);
	json_key(json, "purpose");
	json_text(json, *line->purpose ? line->purpose : NULL);
	json_end(json);
}

void
unclear_list_show(struct call *call)
{
	struct err err = {0};
	struct buf out = {0};
	struct page page = {.read = {.reading = READING_UNCLEAR_LIST}};
	int64_t count;
	struct db *db = site_db(call->site, &err);

	json_start_loose(&page.json, &out);
	json_object(&page.json);
	json_key(&page.json, "replies");
	json_array(&page.json);
	bool listed = db != NULL && unclear_list(db, 0, LIST_MAX, write_line, &page, &count, &err) &&
	    read_note(call, db, &page.read, &err);
	json_end(&page.json);
	json_end(&page.json);
	person_read_release(&page.read);
	if (listed)
		call_reply_json(call, &out);
	else
		problem_reply_err(call->request, &err);
	buf_release(&out);
}

static bool
read_decision(const struct body *body, char scope[24], char reason[400], struct unclear_decision *out,
    struct err *err)
{
	if (!body_text(body, "scope", scope, 24, err) || !body_text(body, "reason", reason, 400, err))
		return false;
	out->scope = scope_find(view_of(scope));
	out->reason = reason;
	return out->scope != SCOPE_UNKNOWN || strcmp(scope, "none") == 0 ||
	    fail(err, ERR_INPUT, "there is no scope \"%s\"", scope);
}

static bool
decide(struct call *call, struct unclear_decision *decision, char scope[24], struct err *err)
{
	static const char *const known[] = {"scope", "reason", NULL};
	struct entry who = {.at = call->now, .who_kind = "staff", .who_id = call->caller.staff,
	    .process = call->site->name};
	char reason[400];

	if (!call_id(call, 0, &decision->id, err))
		return false;
	struct body *body = body_read(call->request->body, known, err);
	bool read = body != NULL && read_decision(body, scope, reason, decision, err);
	body_free(body);
	if (!read)
		return false;
	struct db *db = site_db(call->site, err);
	return db != NULL && unclear_decide(db, decision, &who, err);
}

void
unclear_decision_take(struct call *call)
{
	struct unclear_decision decision = {0};
	struct err err = {0};
	struct buf out = {0};
	struct json json;
	char scope[24];

	if (!decide(call, &decision, scope, &err)) {
		problem_reply_err(call->request, &err);
		return;
	}
	json_start(&json, &out);
	json_object(&json);
	json_key(&json, "id");
	json_int(&json, decision.id);
	json_key(&json, "scope");
	json_text(&json, scope);
	json_end(&json);
	call_reply_json(call, &out);
	buf_release(&out);
}
