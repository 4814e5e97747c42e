/* refusal_route.c - POST /api/v1/refusals: somebody said no, to an agent, at the desk, in a letter. */
#include <string.h>

#include "base/json.h"
#include "base/lang.h"
#include "compliance/unclear_store.h"
#include "web/body.h"
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
	if (strcmp(out->path, "hold") == 0)
		return fail(err, ERR_INPUT, "a hold comes of words that nobody understood: send the words");
	return true;
}

/* What came of the request. */
struct taken {
	struct suppression_effect effect;
	struct spoken spoken;		/* words NULL: a scope was named */
	char words[500];
};

/* The words as the agent heard them: read by the same list as an SMS. */
static bool
take_words(struct call *call, const struct body *body, struct db *db, struct taken *out, struct err *err)
{
	struct entry who = {.at = call->now, .who_kind = "staff", .who_id = call->caller.staff,
	    .process = call->site->name};
	struct spoken *spoken = &out->spoken;
	char channel[24];

	if (body_has(body, "scope") || body_has(body, "path"))
		return fail(err, ERR_INPUT, "say either \"words\", or \"scope\" and \"path\"");
	if (!body_text(body, "words", out->words, sizeof(out->words), err) ||
	    !body_text_or_none(body, "channel", channel, sizeof(channel), err) ||
	    !read_whose(call, body, db, spoken->token, err))
		return false;
	spoken->words = out->words;
	spoken->path = "phrase";
	spoken->channel = channel[0] ? channel_find(view_of(channel)) : CHANNEL_CALL_OPERATOR;
	if (spoken->channel == CHANNEL_UNKNOWN)
		return fail(err, ERR_INPUT, "there is no channel \"%s\"", channel);
	return spoken_take(db, call->site->words, spoken, &who, err);
}

static bool
commit(struct call *call, const struct body *body, struct taken *out, struct err *err)
{
	struct suppression refusal = {.fact.said_at = call->now};
	struct db *db = site_db(call->site, err);

	if (db == NULL)
		return false;
	if (body_has(body, "words"))
		return take_words(call, body, db, out, err);
	if (!read_what(body, &refusal, err) || !read_whose(call, body, db, refusal.token, err))
		return false;
	bool done = refusal_by_staff(call->site, &refusal, call->caller.staff, call->now, &out->effect, err);
	suppression_release(&refusal);
	return done;
}

static void
write_words(const struct spoken *spoken, struct json *json)
{
	json_key(json, "class");
	json_text(json, refusal_class_name(spoken->class));
	json_key(json, "reply");
	if (spoken->reply != 0)
		json_int(json, spoken->reply);
	else
		json_text(json, NULL);
	json_key(json, "scope");
	json_text(json, spoken->scope != SCOPE_UNKNOWN ? scope_name(spoken->scope) : NULL);
}

static void
reply(struct call *call, const struct taken *taken)
{
	struct buf out = {0};
	struct json json;

	json_start_loose(&json, &out);
	json_object(&json);
	if (taken->spoken.words != NULL) {
		write_words(&taken->spoken, &json);
	} else {
		json_key(&json, "added");
		json_int(&json, taken->effect.added);
		json_key(&json, "parties");
		json_int(&json, taken->effect.parties);
		json_key(&json, "targets");
		json_int(&json, taken->effect.targets);
	}
	json_end(&json);
	call_reply_json(call, &out);
	buf_release(&out);
}

void
refusal_take(struct call *call)
{
	static const char *const known[] = {"contact_point", "address", "scope", "channel", "path", "words", NULL};
	struct taken taken = {0};
	struct err err = {0};

	struct body *body = body_read(call->request->body, known, &err);
	if (body != NULL && commit(call, body, &taken, &err))
		reply(call, &taken);
	else
		problem_reply_err(call->request, &err);
	body_free(body);
}
