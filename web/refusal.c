/* refusal.c - a refusal that came through the web process. */
#include "web/refusal.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"

enum { TRIES = 5 };

/* The refusals, and the results of the contacts that they answer, in one transaction. */
static bool
put_answers(struct db *db, struct suppression *refusals, const struct uuid *attempts, size_t count, const struct entry *who,
    struct err *err)
{
	struct suppression_effect effect;

	for (int i = 0; i < TRIES; i++) {
		if (db_begin(db, err) && suppression_put(db, refusals, count, who, &effect, err) &&
		    target_refused(db, attempts, count, err) && db_commit(db, err))
			return true;
		db_rollback(db);
		if (err->kind != ERR_RETRY)
			break;
	}
	return false;
}

bool
refusal_by_person(struct site *site, struct suppression *refusals, const struct uuid *attempts, size_t count, int64_t now,
    struct err *err)
{
	struct entry who = {.at = now, .who_kind = "person", .process = site->name};
	struct db *db = site_db(site, err);

	return db != NULL && put_answers(db, refusals, attempts, count, &who, err);
}

void
refusal_of_link(const uint8_t token[TOKEN_SIZE], enum scope scope, struct uuid attempt, int64_t now, struct suppression *out)
{
	struct json json;
	char id[UUID_TEXT];

	*out = (struct suppression){.fact = {.scope = scope, .said_at = now}, .path = "link"};
	memcpy(out->token, token, TOKEN_SIZE);
	uuid_format(attempt, id);
	json_start(&json, &out->evidence);
	json_object(&json);
	json_key(&json, "attempt");
	json_text(&json, id);
	json_end(&json);
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
