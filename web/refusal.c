/* refusal.c - a refusal that came through the web process. */
#include "web/refusal.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"

enum { TRIES = 5 };

/* The refusal, and the result of the contact that it answers, in one transaction. */
static bool
put_answer(struct db *db, struct suppression *refusal, struct uuid attempt, const struct entry *who, struct err *err)
{
	struct suppression_effect effect;

	for (int i = 0; i < TRIES; i++) {
		if (db_begin(db, err) && suppression_put(db, refusal, 1, who, &effect, err) &&
		    target_refused(db, &attempt, 1, err) && db_commit(db, err))
			return true;
		db_rollback(db);
		if (err->kind != ERR_RETRY)
			break;
	}
	return false;
}

bool
refusal_by_link(struct site *site, const uint8_t token[TOKEN_SIZE], enum scope scope, struct uuid attempt, int64_t now,
    struct err *err)
{
	struct suppression refusal = {.fact = {.scope = scope, .said_at = now}, .path = "link"};
	struct entry who = {.at = now, .who_kind = "person", .process = site->name};
	struct json json;
	char id[UUID_TEXT];
	struct db *db = site_db(site, err);

	if (db == NULL)
		return false;
	memcpy(refusal.token, token, TOKEN_SIZE);
	uuid_format(attempt, id);
	json_start(&json, &refusal.evidence);
	json_object(&json);
	json_key(&json, "attempt");
	json_text(&json, id);
	json_end(&json);
	bool added = put_answer(db, &refusal, attempt, &who, err);
	suppression_release(&refusal);
	return added;
}

bool
refusal_by_page(struct site *site, const uint8_t token[TOKEN_SIZE], enum scope scope, int64_t now, struct err *err)
{
	struct suppression refusal = {.fact = {.scope = scope, .said_at = now}, .path = "web"};
	struct entry who = {.at = now, .who_kind = "person", .process = site->name};
	struct suppression_effect effect;
	struct db *db = site_db(site, err);

	memcpy(refusal.token, token, TOKEN_SIZE);
	return db != NULL && suppression_add(db, &refusal, 1, &who, &effect, err);
}

bool
refusal_by_staff(struct site *site, struct suppression *refusal, int64_t agent, int64_t now,
    struct suppression_effect *effect, struct err *err)
{
	struct entry who = {.at = now, .who_kind = agent != 0 ? "staff" : "process", .who_id = agent,
	    .process = site->name};
	struct db *db = site_db(site, err);
	const char *fault = suppression_fault(refusal);

	if (fault != NULL)
		return fail(err, ERR_INPUT, "%s", say(fault));
	return db != NULL && suppression_add(db, refusal, 1, &who, effect, err);
}
