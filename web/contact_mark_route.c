/* contact_mark_route.c - POST /api/v1/presses/NONCE/mark: in the call the person was identified. */
#include <stdio.h>

#include "base/json.h"
#include "dialer/contact_mark.h"
#include "web/problem.h"
#include "web/route.h"

static bool
mark_it(struct call *call, struct contact_mark *mark, struct err *err)
{
	struct entry who = {.at = call->now, .who_kind = "staff", .who_id = call->caller.staff, .process = call->site->name};
	char nonce[UUID_TEXT];

	snprintf(nonce, sizeof(nonce), "%.*s", (int)call->param[0].len, call->param[0].data);
	if (call->param[0].len >= sizeof(nonce) || !uuid_parse(nonce, &mark->press))
		return fail(err, ERR_ABSENT, "no call has come of this press yet");
	struct db *db = site_db(call->site, err);
	return db != NULL && contact_mark_add(db, mark, &who, err);
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
