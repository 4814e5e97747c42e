/* party_state_route.c - POST /api/v1/party-states: a person's data are blocked, freed, or the person has died. */
#include "base/json.h"
#include "base/lang.h"
#include "compliance/party_state_store.h"
#include "web/body.h"
#include "web/problem.h"
#include "web/route.h"

struct move_text {
	char address[EMAIL_TEXT], state[16], reason[400];
};

static bool
read_move(struct call *call, struct move_text *text, struct party_move *out, struct err *err)
{
	static const char *const known[] = {"address", "party", "state", "reason", NULL};
	const char *wrong;
	struct body *body = body_read(call->request->body, known, err);
	bool read = body != NULL && body_text(body, "address", text->address, sizeof(text->address), err) &&
	    body_text(body, "state", text->state, sizeof(text->state), err) &&
	    body_text(body, "reason", text->reason, sizeof(text->reason), err) &&
	    (!body_has(body, "party") || body_int(body, "party", &out->party, err));

	body_free(body);
	if (!read)
		return false;
	out->reason = text->reason;
	out->to = party_state_find(view_of(text->state));
	if (out->to == 0)
		return fail(err, ERR_INPUT, "the member \"state\" must be ACTIVE, BLOCKED or DECEASED");
	return address_parse(view_of(text->address), &call->site->key, &out->address, &wrong) ||
	    fail(err, ERR_INPUT, "address: %s", say(wrong));
}

void
party_state_take(struct call *call)
{
	struct entry who = {.at = call->now, .who_kind = "staff", .who_id = call->caller.staff, .process = call->site->name};
	struct party_move move = {0};
	struct move_text text;
	struct err err = {0};
	struct buf out = {0};
	struct json json;
	struct db *db = site_db(call->site, &err);

	if (db == NULL || !read_move(call, &text, &move, &err) || !party_state_move(db, &move, &who, &err)) {
		problem_reply_err(call->request, &err);
		return;
	}
	json_start(&json, &out);
	json_object(&json);
	json_key(&json, "party");
	json_int(&json, move.party);
	json_key(&json, "state");
	json_text(&json, party_state_name(move.to));
	json_key(&json, "stopped");
	json_int(&json, move.stopped);
	json_end(&json);
	call_reply_json(call, &out);
	buf_release(&out);
}
