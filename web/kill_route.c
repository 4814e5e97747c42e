/* kill_route.c - /api/v1/kill-switches: one purpose, or all of them, stop in all campaigns, from the commit on. */
#include <string.h>

#include "base/json.h"
#include "compliance/kill_store.h"
#include "web/body.h"
#include "web/problem.h"
#include "web/route.h"

static void
write_line(void *context, const struct kill_line *line)
{
	struct json *json = context;

	json_object(json);
	json_key(json, "purpose");
	json_text(json, line->purpose);
	json_key(json, "reason");
	json_text(json, line->reason);
	json_key(json, "login");
	json_text(json, line->login);
	json_key(json, "thrown_at");
	json_instant(json, line->at);
	json_end(json);
}

void
kill_list_show(struct call *call)
{
	struct err err = {0};
	struct buf out = {0};
	struct json json;
	int64_t count;
	struct db *db = site_db(call->site, &err);

	json_start_loose(&json, &out);
	json_object(&json);
	json_key(&json, "thrown");
	json_array(&json);
	bool listed = db != NULL && kill_list(db, write_line, &json, &count, &err);
	json_end(&json);
	json_end(&json);
	if (listed)
		call_reply_json(call, &out);
	else
		problem_reply_err(call->request, &err);
	buf_release(&out);
}

struct kill_order {
	char purpose[24], reason[400], state[8];
};

static bool
read_order(const struct call *call, struct kill_order *out, struct err *err)
{
	static const char *const known[] = {"purpose", "state", "reason", NULL};
	struct body *body = body_read(call->request->body, known, err);
	bool read = body != NULL && body_text(body, "purpose", out->purpose, sizeof(out->purpose), err) &&
	    body_text(body, "state", out->state, sizeof(out->state), err) &&
	    body_text(body, "reason", out->reason, sizeof(out->reason), err);

	body_free(body);
	return read && (strcmp(out->state, "on") == 0 || strcmp(out->state, "off") == 0 ||
	    fail(err, ERR_INPUT, "the member \"state\" must be on or off"));
}

static bool
move(struct call *call, struct kill_order *order, struct err *err)
{
	struct entry who = {.at = call->now, .who_kind = "staff", .who_id = call->caller.staff, .process = call->site->name};

	if (!read_order(call, order, err))
		return false;
	enum purpose purpose;
	bool on = strcmp(order->state, "on") == 0;
	if (!kill_word(order->purpose, &purpose))
		return fail(err, ERR_INPUT, "there is no purpose \"%s\"", order->purpose);
	/* Whoever sees the fault may stop it; only the officer lets it go on. */
	if (!right_must(on ? RIGHT_REPORT : RIGHT_DECIDE, call->caller.role, call->caller.login, err))
		return false;
	struct db *db = site_db(call->site, err);
	return db != NULL && (on ? kill_throw : kill_lift)(db, purpose, order->reason, &who, err);
}

void
kill_take(struct call *call)
{
	struct kill_order order;
	struct err err = {0};
	struct buf out = {0};
	struct json json;

	if (!move(call, &order, &err)) {
		problem_reply_err(call->request, &err);
		return;
	}
	json_start(&json, &out);
	json_object(&json);
	json_key(&json, "purpose");
	json_text(&json, order.purpose);
	json_key(&json, "state");
	json_text(&json, order.state);
	json_end(&json);
	call_reply_json(call, &out);
	buf_release(&out);
}
