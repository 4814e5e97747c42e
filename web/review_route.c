/* review_route.c - /api/v1/reviews: what waits for the compliance officer, and what they decide. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "compliance/review.h"
#include "compliance/review_store.h"
#include "compliance/rule.h"
#include "web/body.h"
#include "web/problem.h"
#include "web/query.h"
#include "web/route.h"

static void
write_held(struct json *json, const struct rows *rows, int row)
{
	const struct rule *rule = rule_find((uint8_t)rows_int(rows, row, 0));
	enum reason reason = (enum reason)rows_int(rows, row, 1);
	struct buf points = {0};

	if (rule == NULL || !review_may(reason))
		return;
	buf_add_format(&points, "[%s]", rows_text(rows, row, 3));
	json_object(json);
	json_key(json, "rule");
	json_text(json, rule->id);
	json_key(json, "reason");
	json_text(json, reason_name(reason));
	json_key(json, "says");
	json_text(json, reason_says(reason, LANG_RU));
	json_key(json, "targets");
	json_int(json, rows_int(rows, row, 2));
	json_key(json, "contact_points");
	json_raw(json, buf_view(&points));
	json_key(json, "one_by_one");
	json_bool(json, review_is_single(reason));
	json_end(json);
	buf_release(&points);
}

static bool
list(struct call *call, struct buf *out, struct err *err)
{
	char text[24];
	char *end;
	struct rows *rows;
	struct json json;

	if (!query_field(call->request->query, "campaign", text, sizeof(text)))
		return fail(err, ERR_INPUT, "say which campaign: ?campaign=N");
	int64_t campaign = strtoll(text, &end, 10);
	if (end == text || *end != '\0')
		return fail(err, ERR_INPUT, "say which campaign: ?campaign=N");
	struct db *db = site_db(call->site, err);
	if (db == NULL || !review_list(db, campaign, &rows, err))
		return false;
	json_start_loose(&json, out);
	json_object(&json);
	json_key(&json, "campaign");
	json_int(&json, campaign);
	json_key(&json, "held");
	json_array(&json);
	for (int i = 0; i < rows_count(rows); i++)
		write_held(&json, rows, i);
	json_end(&json);
	json_end(&json);
	rows_free(rows);
	return true;
}

void
review_list_show(struct call *call)
{
	struct err err = {0};
	struct buf out = {0};

	if (list(call, &out, &err))
		call_reply_json(call, &out);
	else
		problem_reply_err(call->request, &err);
	buf_release(&out);
}

/* The words of one decision, while it is made. */
struct words {
	char rule[16], reason[40], decision[8], says[1001], until[40];
};

static bool
read_review(const struct body *body, struct words *words, struct review *out, struct err *err)
{
	if (!body_int(body, "campaign", &out->campaign, err) ||
	    !body_text(body, "rule", words->rule, sizeof(words->rule), err) ||
	    !body_text(body, "reason", words->reason, sizeof(words->reason), err) ||
	    (body_has(body, "contact_point") && !body_int(body, "contact_point", &out->contact_point, err)) ||
	    !body_text(body, "decision", words->decision, sizeof(words->decision), err) ||
	    !body_text(body, "says", words->says, sizeof(words->says), err) ||
	    !body_text_or_none(body, "until", words->until, sizeof(words->until), err))
		return false;
	out->rule = rule_number_of(words->rule);
	out->reason = reason_find(view_of(words->reason));
	out->allowed = strcmp(words->decision, "allow") == 0;
	out->says = words->says;
	if (!out->allowed && strcmp(words->decision, "deny") != 0)
		return fail(err, ERR_INPUT, "decision: expected allow or deny");
	if (body_has(body, "contact_point") && out->contact_point <= 0)
		return fail(err, ERR_INPUT, "there is no contact point %lld", (long long)out->contact_point);
	if (words->until[0] != '\0' && !instant_parse(words->until, &out->until))
		return fail(err, ERR_INPUT, "until: expected an instant like 2026-11-23T08:00:00Z");
	return true;
}

static void
reply(struct call *call, const struct review_effect *effect)
{
	struct buf out = {0};
	struct json json;

	json_start(&json, &out);
	json_object(&json);
	json_key(&json, "review");
	json_int(&json, effect->id);
	json_key(&json, "targets");
	json_int(&json, effect->targets);
	json_end(&json);
	call_reply_json(call, &out);
	buf_release(&out);
}

void
review_take(struct call *call)
{
	static const char *const known[] = {"campaign", "rule", "reason", "contact_point", "decision", "says", "until", NULL};
	struct review_effect effect;
	struct review review = {.login = call->caller.login};
	struct words words;
	struct err err = {0};

	struct body *body = body_read(call->request->body, known, &err);
	struct db *db = body != NULL && read_review(body, &words, &review, &err) ? site_db(call->site, &err) : NULL;
	if (db != NULL && review_decide(db, &review, "web", call->now, &effect, &err))
		reply(call, &effect);
	else
		problem_reply_err(call->request, &err);
	body_free(body);
}
