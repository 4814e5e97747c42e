/* contact_mark_route.c - POST /api/v1/presses/NONCE/mark: in the call the person was identified. */
#include <stdio.h>

#include "base/json.h"
#include "dialer/contact_mark.h"
#include "web/body.h"
#include "web/card_store.h"
#include "web/problem.h"
#include "web/route.h"

static bool
mark_it(struct call *call, struct contact_mark *mark, struct err *err)
{
	static const char *const known[] = {"agent", NULL};
	struct entry who = {.at = call->now, .who_kind = "staff", .process = call->site->name};
	char login[64], nonce[UUID_TEXT];

	snprintf(nonce, sizeof(nonce), "%.*s", (int)call->param[0].len, call->param[0].data);
	if (call->param[0].len >= sizeof(nonce) || !uuid_parse(nonce, &mark->press))
		return fail(err, ERR_ABSENT, "no call has come of this press yet");
	struct body *body = body_read(call->request->body, known, err);
	bool read = body != NULL && body_text(body, "agent", login, sizeof(login), err);
	body_free(body);
	if (!read)
		return false;
	struct db *db = site_db(call->site, err);
	return db != NULL && agent_find(db, login, &who.who_id, err) && contact_mark_add(db, mark, &who, err);
}

void
contact_mark_take(struct call *call)
{
	struct contact_mark mark = {0};
	struct err err = {0};
	struct buf out = {0};
	struct json json;
	char id[UUID_TEXT];

	if (!mark_it(call, &mark, &err)) {
		problem_reply_err(call->request, &err);
		return;
	}
	uuid_format(mark.attempt, id);
	json_start(&json, &out);
	json_object(&json);
	json_key(&json, "attempt");
	json_text(&json, id);
	json_key(&json, "confirmed");
	json_bool(&json, mark.confirmed);
	json_end(&json);
	call_reply_json(call, &out);
	buf_release(&out);
}
