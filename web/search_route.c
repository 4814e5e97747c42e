/* search_route.c - /api/v1/search and /api/v1/unmask: one person's timeline, one whole number; nothing of it in an address. */
#include <string.h>

#include "base/json.h"
#include "compliance/search_store.h"
#include "web/body.h"
#include "web/problem.h"
#include "web/route.h"

/* Why it is read, as both bodies say it; the buffers live as long as the read. */
struct reader {
	char reason[401], words[400];
};

static bool
read_reader(const struct call *call, const struct body *body, struct reader *reader, struct person_read *read, struct err *err)
{
	if (!body_text(body, "reason", reader->reason, sizeof(reader->reason), err) ||
	    (body_has(body, "campaign") && !body_int(body, "campaign", &read->campaign, err)) ||
	    (body_has(body, "matter") && !body_int(body, "matter", &read->matter, err)))
		return false;
	read->login = call->caller.login;
	read->reason = reader->reason;
	return true;
}

static bool
look(struct call *call, struct search *search, struct reader *reader, struct buf *out, struct err *err)
{
	static const char *const known[] = {"words", "reason", "campaign", "matter", "limit", NULL};
	struct entry who = {.at = call->now, .who_kind = "process", .process = call->site->name};
	int64_t limit = SEARCH_USUAL;

	struct body *body = body_read(call->request->body, known, err);
	bool read = body != NULL && read_reader(call, body, reader, &search->read, err) &&
	    body_text(body, "words", reader->words, sizeof(reader->words), err) &&
	    (!body_has(body, "limit") || body_int(body, "limit", &limit, err));
	body_free(body);
	struct db *db = read ? site_db(call->site, err) : NULL;
	search->words = reader->words;
	search->limit = limit >= 1 && limit <= SEARCH_MAX ? (int)limit : 0;
	return db != NULL && search_run(db, &call->site->key, search, &who, out, err);
}

void
search_take(struct call *call)
{
	struct search search = {0};
	struct reader reader;
	struct err err = {0};
	struct buf out = {0};

	if (look(call, &search, &reader, &out, &err))
		call_reply_json(call, &out);
	else
		problem_reply_err(call->request, &err);
	person_read_release(&search.read);
	buf_release(&out);
}

static bool
unmask(struct call *call, struct person_read *read, int64_t *point, struct buf *address, struct err *err)
{
	static const char *const known[] = {"contact_point", "reason", "campaign", "matter", NULL};
	struct entry who = {.at = call->now, .who_kind = "process", .process = call->site->name};
	struct reader reader;

	struct body *body = body_read(call->request->body, known, err);
	bool understood = body != NULL && read_reader(call, body, &reader, read, err) && body_int(body, "contact_point", point, err);
	body_free(body);
	struct db *db = understood ? site_db(call->site, err) : NULL;
	return db != NULL && person_read_address(db, *point, read, address, err) && person_read_note(db, read, &who, NULL, err);
}

void
unmask_take(struct call *call)
{
	struct person_read read = {.reading = READING_UNMASK};
	struct buf address = {0}, out = {0};
	struct err err = {0};
	struct json json;
	int64_t point;

	if (unmask(call, &read, &point, &address, &err)) {
		json_start(&json, &out);
		json_object(&json);
		json_key(&json, "address");
		json_text(&json, address.data);
		json_key(&json, "contact_point");
		json_int(&json, point);
		json_end(&json);
		call_reply_json(call, &out);
	} else {
		problem_reply_err(call->request, &err);
	}
	person_read_release(&read);
	buf_release(&address);
	buf_release(&out);
}
