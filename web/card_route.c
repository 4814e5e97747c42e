/* card_route.c - /api/v1/campaigns/N/cards and /presses: whom the agent may call, and that they do. */
#include <stdlib.h>
#include <string.h>

#include "compliance/person_read_store.h"
#include "web/body.h"
#include "web/card_store.h"
#include "web/problem.h"
#include "web/query.h"
#include "web/route.h"

enum { CARDS_USUAL = 20 };

static bool
read_limit(const struct call *call, int *out, struct err *err)
{
	char text[8];
	char *end;

	if (!query_field(call->request->query, "limit", text, sizeof(text))) {
		*out = CARDS_USUAL;
		return true;
	}
	long limit = strtol(text, &end, 10);
	if (end == text || *end != '\0' || limit < 1 || limit > CARDS_MAX)
		return fail(err, ERR_INPUT, "limit must be a number from 1 to %d", (int)CARDS_MAX);
	*out = (int)limit;
	return true;
}

/* Whom the cards show is kept before they are shown. */
static bool
note_cards(struct call *call, struct db *db, int64_t campaign, int64_t agent, const struct rows *rows, struct err *err)
{
	struct entry who = {.at = call->now, .who_kind = "staff", .who_id = agent, .process = call->site->name};
	struct person_read read = {.reading = READING_CARDS, .campaign = campaign};

	for (int i = 0; i < rows_count(rows); i++)
		person_read_add(&read, rows_bytes(rows, i, 15));
	bool noted = read.tokens.len == 0 || person_read_note(db, &read, &who, NULL, err);
	person_read_release(&read);
	return noted;
}

static bool
write_cards(struct call *call, struct db *db, int64_t campaign, int64_t agent, int limit, struct buf *out, struct err *err)
{
	struct rows *rows;
	struct card card;
	struct json json;
	int64_t later, next_at;

	if (!cards_later(db, campaign, call->now, &later, &next_at, err) ||
	    !cards_load(db, campaign, agent, call->now, limit, &rows, err))
		return false;
	if (!note_cards(call, db, campaign, agent, rows, err)) {
		rows_free(rows);
		return false;
	}
	json_start_loose(&json, out);
	json_object(&json);
	json_key(&json, "cards");
	json_array(&json);
	for (int i = 0; i < rows_count(rows); i++) {
		card_read(rows, i, campaign, call->site->regions, call->now, &card);
		card_write(&card, &json);
	}
	json_end(&json);
	json_key(&json, "later");
	json_int(&json, later);
	json_key(&json, "next_at");
	json_instant(&json, next_at);
	json_end(&json);
	rows_free(rows);
	return true;
}

static bool
list(struct call *call, struct buf *out, struct err *err)
{
	int64_t campaign;
	int limit = 0;

	if (!call_id(call, 0, &campaign, err) || !read_limit(call, &limit, err))
		return false;
	struct db *db = site_db(call->site, err);
	return db != NULL && campaign_must_run(db, campaign, err) &&
	    write_cards(call, db, campaign, call->caller.staff, limit, out, err);
}

void
card_list(struct call *call)
{
	struct err err = {0};
	struct buf out = {0};

	if (list(call, &out, &err))
		call_reply_json(call, &out);
	else
		problem_reply_err(call->request, &err);
	buf_release(&out);
}

static bool
read_press(const struct body *body, struct press *press, struct err *err)
{
	char nonce[UUID_TEXT];

	if (!body_int(body, "contact_point", &press->contact_point, err) ||
	    !body_hex(body, "card_sha256", press->card_sha256, SHA256_SIZE, err) ||
	    !body_text(body, "session", press->session, sizeof(press->session), err) ||
	    !body_text(body, "nonce", nonce, sizeof(nonce), err))
		return false;
	return uuid_parse(nonce, &press->nonce) || fail(err, ERR_INPUT, "the member \"nonce\" must be a UUID");
}

static bool
take(struct call *call, struct press *press, struct err *err)
{
	static const char *const known[] = {"contact_point", "card_sha256", "session", "nonce", NULL};

	if (!call_id(call, 0, &press->campaign, err))
		return false;
	struct body *body = body_read(call->request->body, known, err);
	bool read = body != NULL && read_press(body, press, err);
	body_free(body);
	if (!read)
		return false;
	press->pressed_at = call->now;
	press->agent = call->caller.staff;
	struct db *db = site_db(call->site, err);
	return db != NULL && press_commit(db, call->site->regions, call->site->name, press, err);
}

void
press_take(struct call *call)
{
	struct err err = {0};
	struct press press = {0};
	struct buf out = {0};
	struct json json;
	char nonce[UUID_TEXT];

	if (!take(call, &press, &err)) {
		problem_reply_err(call->request, &err);
		return;
	}
	uuid_format(press.nonce, nonce);
	json_start(&json, &out);
	json_object(&json);
	json_key(&json, "contact_point");
	json_int(&json, press.contact_point);
	json_key(&json, "nonce");
	json_text(&json, nonce);
	json_key(&json, "pressed_at");
	json_instant(&json, press.pressed_at);
	json_end(&json);
	call_reply_json(call, &out);
	buf_release(&out);
}
