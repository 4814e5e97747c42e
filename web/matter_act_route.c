/* matter_act_route.c - POST below /api/v1/matters/{id}: identified, a clock met, a task done, data corrected, a leak noted; its tasks. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/lang.h"
#include "campaigns/register.h"
#include "compliance/correction_store.h"
#include "compliance/leak_store.h"
#include "web/matter.h"

enum { WORDS_MAX = 2048 };

static bool
identify(struct call *call, const struct policy *policy, struct buf *out, struct err *err)
{
	static const char *const known[] = {"says", "party", NULL};
	struct matter_deed_text text;
	struct matter_act act;
	struct body *body;
	struct db *db = site_db(call->site, err);

	if (db == NULL)
		return false;
	bool read = matter_read_deed(call, known, &text, &act, &body, err) && (!body_has(body, "party") || body_int(body, "party", &act.party, err));
	body_free(body);
	return read && matter_identify(db, &act, err) && matter_reply_one(call, act.matter, policy, out, err);
}

static bool
meet(struct call *call, const struct policy *policy, struct buf *out, struct err *err)
{
	static const char *const known[] = {"says", "document_sha256", "clock", NULL};
	struct matter_deed_text text;
	struct matter_act act;
	struct body *body;
	char clock[32];
	struct db *db = site_db(call->site, err);

	if (db == NULL)
		return false;
	bool read = matter_read_deed(call, known, &text, &act, &body, err) && body_text(body, "clock", clock, sizeof(clock), err);
	body_free(body);
	if (!read)
		return false;
	enum deadline deadline = deadline_find(view_of(clock));
	if (deadline == DEADLINE_COUNT)
		return fail(err, ERR_INPUT, "clock: there is no deadline \"%s\"", clock);
	return matter_meet(db, &act, deadline, err) && matter_reply_one(call, act.matter, policy, out, err);
}

static bool
do_task(struct call *call, const struct policy *policy, struct buf *out, struct err *err)
{
	static const char *const known[] = {"says", "document_sha256", NULL};
	struct matter_deed_text text;
	struct matter_act act;
	struct body *body;
	int64_t task;
	struct db *db = site_db(call->site, err);

	if (db == NULL)
		return false;
	bool read = matter_read_deed(call, known, &text, &act, &body, err) && call_id(call, 1, &task, err);
	body_free(body);
	return read && matter_task_done(db, &act, task, err) && matter_reply_one(call, act.matter, policy, out, err);
}

static void
write_tasks(const struct rows *rows, struct json *json)
{
	json_object(json);
	json_key(json, "tasks");
	json_array(json);
	for (int i = 0; i < rows_count(rows); i++) {
		json_object(json);
		json_key(json, "id");
		json_int(json, rows_int(rows, i, 0));
		json_key(json, "deed");
		json_text(json, rows_text(rows, i, 1));
		json_key(json, "place_kind");
		json_text(json, rows_text(rows, i, 2));
		json_key(json, "place");
		json_text(json, rows_text(rows, i, 3));
		json_key(json, "done_at");
		json_instant(json, rows_time(rows, i, 4));
		json_end(json);
	}
	json_end(json);
	json_end(json);
}

static bool
list_tasks(struct call *call, const struct policy *policy, struct buf *out, struct err *err)
{
	struct db *db = site_db(call->site, err);
	struct matter matter;
	struct rows *rows;
	struct json json;
	int64_t id;

	(void)policy;
	if (db == NULL || !call_id(call, 0, &id, err) || !matter_load(db, id, &matter, err) || !matter_tasks(db, id, &rows, err))
		return false;
	json_start_loose(&json, out);
	write_tasks(rows, &json);
	rows_free(rows);
	return true;
}

/* What a body of Correction says; "" is not said. */
struct correction_text {
	char name[256], birth_date[12], zone[64], region[128], inn[16], document[256], from[EMAIL_TEXT], to[EMAIL_TEXT];
	struct address old, now;
};

static bool
read_address(struct call *call, const char *name, const char *text, struct address *room, const struct address **out, struct err *err)
{
	const char *reason;

	if (text[0] == '\0')
		return true;
	if (!address_parse(view_of(text), &call->site->key, room, &reason))
		return fail(err, ERR_INPUT, "%s: %s", name, say(reason));
	*out = room;
	return true;
}

static bool
read_region(struct call *call, const char *name, int *out, struct err *err)
{
	const struct region *region = region_find_name(call->site->regions, view_of(name));

	*out = region != NULL ? region->code : 0;
	return region != NULL || fail(err, ERR_INPUT, "region: no region of Russia is called so");
}

static bool
read_correction(struct call *call, const struct body *body, struct correction_text *text, struct correction *out, struct err *err)
{
	if (!body_text_or_none(body, "name", text->name, sizeof(text->name), err) ||
	    !body_text_or_none(body, "birth_date", text->birth_date, sizeof(text->birth_date), err) ||
	    !body_text_or_none(body, "zone", text->zone, sizeof(text->zone), err) ||
	    !body_text_or_none(body, "region", text->region, sizeof(text->region), err) ||
	    !body_text_or_none(body, "inn", text->inn, sizeof(text->inn), err) ||
	    !body_text_or_none(body, "representative_document", text->document, sizeof(text->document), err) ||
	    !body_text_or_none(body, "from_address", text->from, sizeof(text->from), err) ||
	    !body_text_or_none(body, "to_address", text->to, sizeof(text->to), err))
		return false;
	*out = (struct correction){.name = text->name[0] ? text->name : NULL, .birth_date = text->birth_date[0] ? text->birth_date : NULL,
		.zone = text->zone[0] ? text->zone : NULL, .document = text->document[0] ? text->document : NULL};
	return (!body_has(body, "representative") || body_int(body, "representative", &out->representative, err)) &&
	    (text->region[0] == '\0' || read_region(call, text->region, &out->region, err)) &&
	    (text->inn[0] == '\0' || inn_of(text->inn, "inn", &out->inn, err)) &&
	    read_address(call, "from_address", text->from, &text->old, &out->from, err) &&
	    read_address(call, "to_address", text->to, &text->now, &out->to, err);
}

static bool
correct(struct call *call, const struct policy *policy, struct buf *out, struct err *err)
{
	static const char *const known[] = {"name", "birth_date", "zone", "region", "inn", "representative", "representative_document", "from_address", "to_address", NULL};
	struct matter_deed_text text;
	struct correction_text words;
	struct correction correction;
	struct matter_act act;
	struct body *body;
	struct db *db = site_db(call->site, err);

	if (db == NULL)
		return false;
	bool read = matter_read_deed(call, known, &text, &act, &body, err) && read_correction(call, body, &words, &correction, err);
	body_free(body);
	return read && matter_correct(db, &act, &correction, err) && matter_reply_one(call, act.matter, policy, out, err);
}

/* What a body of Leak says. */
struct leak_text {
	char incident[WORDS_MAX], cause[WORDS_MAX], harm[WORDS_MAX], measures[WORDS_MAX], contact[WORDS_MAX], scope[24], reads_of[64];
	char since[40], until[40];
};

static bool
read_scope(const struct body *body, struct leak_text *text, struct leak *out, struct err *err)
{
	if (!body_text_or_none(body, "scope", text->scope, sizeof(text->scope), err) ||
	    !body_text_or_none(body, "reads_of", text->reads_of, sizeof(text->reads_of), err) ||
	    !body_text_or_none(body, "since", text->since, sizeof(text->since), err) ||
	    !body_text_or_none(body, "until", text->until, sizeof(text->until), err) ||
	    (body_has(body, "number") && !body_int(body, "number", &out->scope.id, err)))
		return false;
	if ((text->since[0] && !instant_parse(text->since, &out->scope.since)) || (text->until[0] && !instant_parse(text->until, &out->scope.until)))
		return fail(err, ERR_INPUT, "since, until: not an instant");
	out->scope.what = text->scope[0] ? text->scope : NULL;
	out->scope.login = text->reads_of[0] ? text->reads_of : NULL;
	if (out->scope.what == NULL)
		return body_int(body, "affected", &out->affected, err) &&
		    (out->affected >= 0 || fail(err, ERR_INPUT, "affected: how many persons"));
	return !body_has(body, "affected") || fail(err, ERR_INPUT, "affected: it is counted from the scope");
}

static bool
read_leak(const struct body *body, struct leak_text *text, struct leak *out, struct err *err)
{
	*out = (struct leak){.incident = text->incident, .cause = text->cause, .harm = text->harm, .measures = text->measures,
		.contact = text->contact};
	return body_text(body, "incident", text->incident, WORDS_MAX, err) && body_text(body, "cause", text->cause, WORDS_MAX, err) &&
	    body_text(body, "harm", text->harm, WORDS_MAX, err) && body_text(body, "measures", text->measures, WORDS_MAX, err) &&
	    body_text(body, "contact", text->contact, WORDS_MAX, err) && read_scope(body, text, out, err);
}

static bool
note_leak(struct call *call, const struct policy *policy, struct buf *out, struct err *err)
{
	static const char *const known[] = {"says", "incident", "cause", "harm", "measures", "contact", "affected", "scope", "number",
		"reads_of", "since", "until", NULL};
	struct matter_deed_text text;
	struct leak_text *words = memory_new(sizeof(*words));
	struct matter_act act;
	struct leak leak;
	struct body *body = NULL;
	struct db *db = site_db(call->site, err);

	bool noted = db != NULL && matter_read_deed(call, known, &text, &act, &body, err) && read_leak(body, words, &leak, err) &&
	    matter_leak(db, &act, &leak, err) && matter_reply_one(call, act.matter, policy, out, err);
	body_free(body);
	free(words);
	return noted;
}

void
matter_identify_take(struct call *call)
{
	matter_answer(call, identify);
}

void
matter_meet_take(struct call *call)
{
	matter_answer(call, meet);
}

void
matter_task_list_show(struct call *call)
{
	matter_answer(call, list_tasks);
}

void
matter_task_take(struct call *call)
{
	matter_answer(call, do_task);
}

void
matter_correct_take(struct call *call)
{
	matter_answer(call, correct);
}

void
matter_leak_take(struct call *call)
{
	matter_answer(call, note_leak);
}
