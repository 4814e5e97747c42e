/* review_store.c - the compliance officer decides about targets held in REVIEW. */
#include "compliance/review_store.h"

#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "compliance/review.h"
#include "compliance/rule.h"
#include "compliance/staff_store.h"

enum { SAYS_MAX = 1000 };

static bool
is_in_order(const struct review *r, int64_t now, struct err *err)
{
	if (rule_find(r->rule) == NULL || !review_may(r->reason))
		return fail(err, ERR_INPUT, "this is not an answer that an officer decides about");
	if (r->says == NULL || r->says[0] == '\0' || strlen(r->says) > SAYS_MAX)
		return fail(err, ERR_INPUT, "say why, in 1 to %d bytes", SAYS_MAX);
	if (r->until != 0 && (r->until <= now || r->until > now + REVIEW_DAYS_MAX * DAY))
		return fail(err, ERR_INPUT, "an approval ends within %d days", REVIEW_DAYS_MAX);
	if (r->contact_point == 0 && review_is_single(r->reason))
		return fail(err, ERR_REFUSED, "who refused all contact is decided about one target at a time");
	return true;
}

/* One that was stopped, or whose end has come, contacts nobody any more. */
static bool
lock_campaign(struct db *db, const struct review *r, int64_t now, int64_t *inn, bool *finished, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, r->campaign);
	bool run = db_run(db, QUERY_REVIEW_CAMPAIGN, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	bool right = rows_count(rows) == 1 || fail(err, ERR_ABSENT, "there is no campaign %lld", (long long)r->campaign);
	if (right) {
		int64_t ends_at = rows_time(rows, 0, 1);
		*inn = rows_int(rows, 0, 2);
		*finished = strcmp(rows_text(rows, 0, 0), "finished") == 0;
		right = (strcmp(rows_text(rows, 0, 0), "stopped") != 0 && (ends_at == 0 || now < ends_at)) ||
		    fail(err, ERR_CONFLICT, "campaign %lld is over: nothing of it waits for a decision", (long long)r->campaign);
	}
	rows_free(rows);
	return right;
}

static bool
insert(struct db *db, const struct review *r, int64_t officer, int64_t now, struct review_effect *out,
    uint8_t token[TOKEN_SIZE], struct err *err)
{
	uint8_t reasons[REASON_COUNT];
	size_t count = 0;
	struct args args;
	struct rows *rows;

	for (int reason = 1; reason < REASON_COUNT; reason++)
		if (review_may((enum reason)reason))
			reasons[count++] = (uint8_t)reason;
	args_init(&args);
	args_int(&args, r->campaign);
	args_int(&args, r->rule);
	args_int(&args, r->reason);
	if (r->contact_point != 0)
		args_int(&args, r->contact_point);
	else
		args_null(&args);
	args_bool(&args, r->allowed);
	args_text(&args, r->says);
	args_int(&args, officer);
	args_time(&args, now);
	args_time(&args, r->until != 0 ? r->until : now + REVIEW_DAYS * DAY);
	args_bytes(&args, reasons, count);
	bool run = db_run(db, QUERY_REVIEW_ADD, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	*out = (struct review_effect){rows_int(rows, 0, 0), rows_int(rows, 0, 1)};
	if (rows_bytes(rows, 0, 2).len == TOKEN_SIZE)
		memcpy(token, rows_bytes(rows, 0, 2).data, TOKEN_SIZE);
	rows_free(rows);
	return out->targets > 0 || fail(err, ERR_ABSENT, "no target of campaign %lld is held for this", (long long)r->campaign);
}

/* Of one target the entry has its subject; the officer's words stay in the table. */
static bool
write_entry(struct db *db, const struct review *r, const struct entry *who, const struct review_effect *effect, struct err *err)
{
	struct buf data = {0};
	struct json json;

	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "campaign");
	json_int(&json, r->campaign);
	json_key(&json, "reason");
	json_text(&json, reason_name(r->reason));
	json_key(&json, "review");
	json_int(&json, effect->id);
	json_key(&json, "rule");
	json_text(&json, rule_find(r->rule)->id);
	json_key(&json, "targets");
	json_int(&json, effect->targets);
	json_end(&json);
	bool added = entry_add(db, who, buf_view(&data), err);
	buf_release(&data);
	return added;
}

/* A campaign that had nobody left runs again, and the log says so. */
static bool
reopen(struct db *db, const struct review *r, const struct entry *who, struct err *err)
{
	struct entry entry = *who;
	struct buf data = {0};
	struct args args;
	struct json json;

	entry.what = ENTRY_CAMPAIGN_RESUMED;
	entry.subject = NULL;
	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "campaign");
	json_int(&json, r->campaign);
	json_key(&json, "from");
	json_text(&json, "finished");
	json_end(&json);
	args_init(&args);
	args_int(&args, r->campaign);
	bool done = db_run(db, QUERY_REVIEW_REOPEN, &args, NULL, err) && entry_add(db, &entry, buf_view(&data), err);
	args_release(&args);
	buf_release(&data);
	return done;
}

static bool
decide(struct db *db, const struct review *r, const char *process, int64_t now, struct review_effect *out, struct err *err)
{
	struct entry who = {.what = r->allowed ? ENTRY_REVIEW_ALLOWED : ENTRY_REVIEW_DENIED, .at = now, .who_kind = "staff",
		.process = process};
	uint8_t token[TOKEN_SIZE];
	bool finished = false;

	if (!is_in_order(r, now, err) || !staff_must(db, r->login, RIGHT_DECIDE, &who.who_id, err) ||
	    !lock_campaign(db, r, now, &who.legal_entity_inn, &finished, err) ||
	    !insert(db, r, who.who_id, now, out, token, err))
		return false;
	who.subject = r->contact_point != 0 ? token : NULL;
	return write_entry(db, r, &who, out, err) && (!finished || !r->allowed || reopen(db, r, &who, err));
}

bool
review_decide(struct db *db, const struct review *review, const char *process, int64_t now, struct review_effect *out,
    struct err *err)
{
	if (db_begin(db, err) && decide(db, review, process, now, out, err) && db_commit(db, err))
		return true;
	db_rollback(db);
	return false;
}

bool
review_list(struct db *db, int64_t campaign, struct rows **rows, struct err *err)
{
	struct args args;

	args_init(&args);
	args_int(&args, campaign);
	bool run = db_run(db, QUERY_REVIEW_LIST, &args, rows, err);
	args_release(&args);
	return run;
}
