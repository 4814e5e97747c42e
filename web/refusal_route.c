/* refusal_route.c - POST /api/v1/refusals: somebody said no, to an agent, at the desk, in a letter. */
#include <string.h>

#include "base/json.h"
#include "base/lang.h"
#include "web/body.h"
#include "web/card_store.h"
#include "web/problem.h"
#include "web/refusal.h"
#include "web/route.h"

static bool
token_of_contact_point(struct db *db, int64_t id, uint8_t out[TOKEN_SIZE], struct err *err)
{
	struct rows *rows;
	struct args args;

	args_init(&args);
	args_int(&args, id);
	bool asked = db_run(db, QUERY_REFUSAL_TOKEN, &args, &rows, err);
	args_release(&args);
	if (!asked)
		return false;
	struct view token = rows_count(rows) == 1 ? rows_bytes(rows, 0, 0) : (struct view){0};
	if (token.len == TOKEN_SIZE)
		memcpy(out, token.data, TOKEN_SIZE);
	bool found = token.len == TOKEN_SIZE;
	rows_free(rows);
	return found || fail(err, ERR_ABSENT, "there is no contact point %lld", (long long)id);
}

/* Exactly one of contact_point and address says whose refusal it is. */
static bool
read_whose(const struct call *call, const struct body *body, struct db *db, uint8_t out[TOKEN_SIZE], struct err *err)
{
	struct address address;
	const char *reason;
	char text[EMAIL_TEXT];
	int64_t id;

	if (body_has(body, "contact_point") == body_has(body, "address"))
		return fail(err, ERR_INPUT, "say either \"contact_point\" or \"address\"");
	if (body_has(body, "contact_point"))
		return body_int(body, "contact_point", &id, err) && token_of_contact_point(db, id, out, err);
	if (!body_text(body, "address", text, sizeof(text), err))
		return false;
	if (!address_parse(view_of(text), &call->site->key, &address, &reason))
		return fail(err, ERR_INPUT, "address: %s", say(reason));
	memcpy(out, address.token, TOKEN_SIZE);
	return true;
}

static bool
read_what(const struct body *body, struct suppression *out, struct err *err)
{
	char scope[24], channel[24];

	if (!body_text(body, "scope", scope, sizeof(scope), err) ||
	    !body_text_or_none(body, "channel", channel, sizeof(channel), err) ||
	    !body_text(body, "path", out->path, sizeof(out->path), err))
		return false;
	out->fact.scope = scope_find(view_of(scope));
	out->fact.channel = channel_find(view_of(channel));
	if (out->fact.scope == SCOPE_UNKNOWN)
		return fail(err, ERR_INPUT, "there is no scope \"%s\"", scope);
	if (channel[0] != '\0' && out->fact.channel == CHANNEL_UNKNOWN)
		return fail(err, ERR_INPUT, "there is no channel \"%s\"", channel);
	return true;
}

static bool
commit(struct call *call, const struct body *body, struct suppression_effect *effect, struct err *err)
{
	struct suppression refusal = {.fact.said_at = call->now};
	struct db *db = site_db(call->site, err);
	char login[64];
	int64_t agent = 0;

	if (db == NULL || !body_text_or_none(body, "agent", login, sizeof(login), err) ||
	    !read_what(body, &refusal, err) || !read_whose(call, body, db, refusal.token, err))
		return false;
	if (login[0] != '\0' && !agent_find(db, login, &agent, err))
		return false;
	bool done = refusal_by_staff(call->site, &refusal, agent, call->now, effect, err);
	suppression_release(&refusal);
	return done;
}

static void
reply(struct call *call, const struct suppression_effect *effect)
{
	struct buf out = {0};
	struct json json;

	json_start(&json, &out);
	json_object(&json);
	json_key(&json, "added");
	json_int(&json, effect->added);
	json_key(&json, "parties");
	json_int(&json, effect->parties);
	json_key(&json, "targets");
	json_int(&json, effect->targets);
	json_end(&json);
	call_reply_json(call, &out);
	buf_release(&out);
}

void
refusal_take(struct call *call)
{
	static const char *const known[] = {"contact_point", "address", "scope", "channel", "path", "agent", NULL};
	struct suppression_effect effect = {0};
	struct err err = {0};

	struct body *body = body_read(call->request->body, known, &err);
	if (body != NULL && commit(call, body, &effect, &err))
		reply(call, &effect);
	else
		problem_reply_err(call->request, &err);
	body_free(body);
}
