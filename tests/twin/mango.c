/*
 * mango.c - Mango Office VPBX: commands/callback and callback_group, and what the PBX tells about the call afterwards.
 *
 * Requests and notifications are signed alike.  A call is two legs with one
 * entry_id: first to the employee, then to the person; of callback_group from an
 * external number first to the person, then to the group.  Notifications of legs
 * carry command_id and seq; the summary has neither.
 */
#include <inttypes.h>
#include <stdio.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "tests/twin/contact.h"

enum { DRAW_QUOTES = 400, DRAW_TALK };

struct call {
	struct exchange *exchange;
	const struct contact *contact;
	struct view extension, agent, line, command;	/* as the order gave them; the group is the extension */
	bool group;
	char entry[32], leg[2][32];
	const char *quote;		/* numbers and codes come as strings or integers */
	int sent, hooks;		/* so far, in all */
	int reason;
	int64_t at;			/* realtime of the one being built */
};

static void
post(struct call *call, const char *path, struct view json, const char *salt, int64_t forged_due)
{
	static struct buf body, url;
	struct twin *twin = call->exchange->twin;
	char sign[65];

	mango_sign(twin->secrets.mango_key, json, salt, sign);
	buf_clear(&body);
	buf_add_text(&body, "vpbx_api_key=");
	url_encode(&body, view_of(twin->secrets.mango_key));
	buf_add_format(&body, "&sign=%s&json=", sign);
	url_encode(&body, json);
	buf_clear(&url);
	buf_add_format(&url, "%s/hooks/mango/%s", hooks_url(twin->hooks), path);
	struct hook_order order = {.method = "POST", .url = buf_view(&url), .body = buf_view(&body),
	    .content_type = "application/x-www-form-urlencoded", .forged = forged_due != 0};
	if (order.forged)
		hooks_send(twin->hooks, call->exchange->counts, &order, forged_due);
	else
		contact_hook(call->exchange, call->contact, call->sent++, call->hooks, &order);
}

static int64_t
seconds_at(const struct call *call, int i)
{
	return (call->exchange->stated + contact_due(call->contact, i, call->hooks) - call->exchange->now) / SECOND;
}

/* leg 0: to the employee or the group, who see the person's number; leg 1: to the person. */
static void
event_call(struct call *call, int leg, int seq, const char *state)
{
	static struct buf json;
	struct view address = call->contact->address;
	const char *q = call->quote;

	buf_clear(&json);
	buf_add_format(&json, "{\"entry_id\":\"%s\",\"call_id\":\"%s\",\"timestamp\":%" PRId64 ",\"seq\":%s%d%s,"
	    "\"call_state\":\"%s\",\"location\":\"abonent\",", call->entry, call->leg[leg],
	    seconds_at(call, call->sent), q, seq, q, state);
	if (leg == 0)
		buf_add_format(&json, "\"from\":{\"number\":\"%.*s\"},\"to\":{\"extension\":\"%.*s\",\"number\":\"%.*s\"}",
		    (int)address.len, address.data, (int)call->extension.len, call->extension.data,
		    (int)call->agent.len, call->agent.data);
	else
		buf_add_format(&json, "\"from\":{\"extension\":\"%.*s\",\"number\":\"%.*s\",\"taken_from_call_id\":\"%s\"},"
		    "\"to\":{\"number\":\"%.*s\",\"line_number\":\"%.*s\"}", (int)call->extension.len,
		    call->extension.data, (int)call->agent.len, call->agent.data, call->leg[0], (int)address.len,
		    address.data, (int)call->line.len, call->line.data);
	if (state[0] == 'D')
		buf_add_format(&json, ",\"disconnect_reason\":%s%d%s", q, call->reason, q);
	buf_add_format(&json, ",\"dct\":{\"type\":0},\"command_id\":%.*s,\"callback_initiator\":\"%.*s\"}",
	    (int)call->command.len, call->command.data, (int)call->extension.len, call->extension.data);
	post(call, "events/call", buf_view(&json), call->exchange->twin->secrets.mango_salt, 0);
}

static void
event_summary(struct call *call, bool talked)
{
	static struct buf json;
	struct view address = call->contact->address;
	int64_t start = seconds_at(call, 0), end = seconds_at(call, call->hooks - 1);
	int64_t talk = talked ? (end > start ? start + (end - start) / 2 : start) : 0;

	buf_clear(&json);
	buf_add_format(&json, "{\"entry_id\":\"%s\",\"call_direction\":2,\"from\":{\"extension\":\"%.*s\",\"number\":\"%.*s\"},"
	    "\"to\":{\"number\":\"%.*s\"},\"line_number\":\"%.*s\",\"create_time\":%" PRId64 ",\"forward_time\":%" PRId64
	    ",\"talk_time\":%" PRId64 ",\"end_time\":%" PRId64 ",\"entry_result\":%d,\"disconnect_reason\":%s%d%s}",
	    call->entry, (int)call->extension.len, call->extension.data, (int)call->agent.len, call->agent.data,
	    (int)address.len, address.data, (int)call->line.len, call->line.data, start, start, talk, end, talked,
	    call->quote, call->reason, call->quote);
	post(call, "events/summary", buf_view(&json), call->exchange->twin->secrets.mango_salt, 0);
}

static void
result(struct call *call, int code, const char *salt, int64_t forged_due)
{
	static struct buf json;

	buf_clear(&json);
	buf_add_format(&json, "{\"command_id\":%.*s,\"result\":%s%d%s}", (int)call->command.len, call->command.data,
	    call->quote, code, call->quote);
	post(call, call->group ? "result/callback_group" : "result/callback", buf_view(&json), salt, forged_due);
}

static void
play_employee(struct call *call, bool talked)
{
	event_call(call, 0, 1, "Appeared");
	event_call(call, 0, 2, "Connected");
	result(call, 1000, call->exchange->twin->secrets.mango_salt, 0);
	event_call(call, 1, 1, "Appeared");
	if (talked)
		event_call(call, 1, 2, "Connected");
	event_call(call, 1, 3, "Disconnected");
	event_call(call, 0, 3, "Disconnected");
}

/* The group is rung only when the person has answered. */
static void
play_group(struct call *call, bool talked)
{
	result(call, 1000, call->exchange->twin->secrets.mango_salt, 0);
	event_call(call, 1, 1, "Appeared");
	if (talked) {
		event_call(call, 1, 2, "Connected");
		event_call(call, 0, 1, "Connected");
		event_call(call, 0, 2, "Disconnected");
	}
	event_call(call, 1, 3, "Disconnected");
}

/* A call that the PBX refuses has a result and nothing else. */
static void
play_call(struct call *call)
{
	const char *salt = call->exchange->twin->secrets.mango_salt;
	bool talked = contact_reached(call->contact) || call->contact->outcome == OUTCOME_SPAM;

	call->hooks = call->reason >= 2000 ? 1 : call->group ? (talked ? 7 : 4) : talked ? 8 : 7;
	if (call->reason >= 2000) {
		result(call, call->reason, salt, 0);
		return;
	}
	if (call->group)
		play_group(call, talked);
	else
		play_employee(call, talked);
	event_summary(call, talked);
}

/* Texts go back into JSON as they came; what would need escaping is not taken. */
static bool
is_plain(struct view text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.data[i] < 0x20 || text.data[i] == '"' || text.data[i] == '\\')
			return false;
	return true;
}

static bool
read_call(struct call *call, struct view json, struct view *attempt, struct view *to)
{
	struct arena *arena = call->exchange->arena;

	call->command = json_at(json, "command_id");
	call->extension = json_text_at(json, call->group ? "to" : "from.extension", arena);
	call->agent = call->group ? (struct view){"", 0} : json_text_at(json, "from.number", arena);
	call->line = json_text_at(json, "line_number", arena);
	*attempt = json_text_of(call->command, arena);
	*to = json_text_at(json, call->group ? "from" : "to_number", arena);
	if (call->group && call->line.len == 0)
		return false;
	return attempt->len > 0 && attempt->len <= 128 && call->extension.len > 0 && to->len > 0 && to->len < 32 &&
	    is_plain(call->extension) && is_plain(call->agent) && is_plain(call->line) && is_plain(*to);
}

static void
callback(struct exchange *exchange, struct view json, bool group)
{
	struct call call = {.exchange = exchange, .group = group};
	struct contact contact;
	struct view attempt, to;
	enum outcome forged;
	int64_t due;

	if (!json_is_valid(json) || !read_call(&call, json, &attempt, &to)) {
		refuse(exchange, 420, "application/json", "{\"code\":3104}");
		return;
	}
	enum taken taken = contact_take(exchange, attempt, to, &contact);
	if (taken != TAKEN) {
		if (taken == TAKEN_ERROR_IN_200)
			answer(exchange, 200, "application/json", "{\"code\":%d}",
			    contact.script->fault[FAULT_ERROR_IN_200].code ? contact.script->fault[FAULT_ERROR_IN_200].code : 5001);
		return;
	}
	uint64_t serial = ++exchange->twin->serial;
	call.contact = &contact;
	call.reason = outcome_words[contact.outcome].mango_reason;
	call.quote = (dice_bits(&contact.dice, DRAW_QUOTES) & 1) != 0 ? "\"" : "";
	snprintf(call.entry, sizeof(call.entry), "MTU2%012" PRIu64 "=", serial);
	snprintf(call.leg[0], sizeof(call.leg[0]), "MToxMDA%010" PRIu64 "=", serial * 2);
	snprintf(call.leg[1], sizeof(call.leg[1]), "MToxMDA%010" PRIu64 "=", serial * 2 + 1);
	play_call(&call);
	if (contact_forged(exchange, &contact, &forged, &due))
		result(&call, forged == OUTCOME_DELIVERED ? 1000 : outcome_words[forged].mango_reason, "forged", due);
	contact_settle(exchange, &contact, call.hooks);
	answer(exchange, 200, "application/json", "{\"result\":1000}");
}

/* 0, or Mango's code of what is wrong with the form. */
static int
form_fault(struct exchange *exchange, const struct form *form, struct view *json)
{
	const struct secrets *secrets = &exchange->twin->secrets;
	struct view key = form_get(form, "vpbx_api_key", exchange->arena);
	struct view sign = form_get(form, "sign", exchange->arena);
	char wanted[65];

	*json = form_get(form, "json", exchange->arena);
	if (!view_is(exchange->request->method, "POST"))
		return 3101;
	if (key.len == 0 || sign.len == 0 || json->len == 0)
		return 3103;
	if (!view_is(key, secrets->mango_key))
		return 3105;
	mango_sign(secrets->mango_key, *json, secrets->mango_salt, wanted);
	return view_is(sign, wanted) ? 0 : 3102;
}

void
mango_exchange(struct exchange *exchange)
{
	struct view path = exchange->request->path;
	struct form form;
	struct view json;

	form_read(exchange->request->body, &form);
	int fault = form_fault(exchange, &form, &json);
	if (fault != 0)
		refuse(exchange, 420, "application/json", "{\"code\":%d}", fault);
	else if (path.data[path.len - 1] == 'k' || path.data[path.len - 1] == 'p')
		callback(exchange, json, path.data[path.len - 1] == 'p');
	else
		answer(exchange, 200, "application/json", "{\"result\":1000,\"balance\":12345.6,\"currency\":\"RUB\"}");
}
