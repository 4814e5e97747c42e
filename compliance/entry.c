/* entry.c - one entry of the audit log. */
#include "compliance/entry.h"

#include <string.h>

#include "base/json.h"

static const char *const words[ENTRY_COUNT] = {
#define ENTRY(name, word) [ENTRY_##name] = word,
#include "compliance/entries.def"
#undef ENTRY
};

enum { NOBODY = -1 };
static int64_t run_by = NOBODY;

void
entry_run_by(int64_t os_uid)
{
	run_by = os_uid;
}

const char *
entry_word(enum entry_what what)
{
	must((unsigned)what < ENTRY_COUNT);
	return words[what];
}

enum entry_what
entry_of_decision(enum outcome outcome)
{
	switch (outcome) {
	case OUTCOME_ALLOW:
		return ENTRY_ATTEMPT_CLEARED;
	case OUTCOME_DEFER:
		return ENTRY_DECISION_DEFERRED;
	case OUTCOME_REVIEW:
		return ENTRY_DECISION_REVIEW;
	default:
		return ENTRY_DECISION_DENIED;
	}
}

void
entry_write(const struct entry *entry, struct view data, struct buf *body)
{
	struct json json;
	char id[UUID_TEXT];
	size_t before = body->len;

	uuid_format(uuid_new(entry->at), id);
	json_start(&json, body);
	json_object(&json);
	json_key(&json, "at");
	json_instant(&json, entry->at);
	json_key(&json, "data");
	json_raw(&json, data);
	if (entry->legal_entity_inn != 0) {
		json_key(&json, "entity");
		json_int(&json, entry->legal_entity_inn);
	}
	json_key(&json, "id");
	json_text(&json, id);
	json_key(&json, "process");
	json_text(&json, entry->process);
	if (entry->subject != NULL) {
		json_key(&json, "subject");
		json_hex(&json, entry->subject, TOKEN_SIZE);
	}
	json_key(&json, "v");
	json_int(&json, 1);
	json_key(&json, "what");
	json_text(&json, entry_word(entry->what));
	json_key(&json, "who");
	json_object(&json);
	json_key(&json, "id");
	json_int(&json, entry->who_id);
	json_key(&json, "kind");
	json_text(&json, entry->who_kind);
	if (run_by != NOBODY && strcmp(entry->process, "cli") == 0) {
		json_key(&json, "os_uid");
		json_int(&json, run_by);
	}
	json_end(&json);
	json_end(&json);
	must(body->len - before <= UINT16_MAX);
}

bool
entry_add(struct db *db, const struct entry *entry, struct view data, struct err *err)
{
	struct buf body = {0};
	struct args args;

	entry_write(entry, data, &body);
	args_init(&args);
	args_bytes(&args, entry->subject, TOKEN_SIZE);
	args_bytes(&args, body.data, body.len);
	bool added = db_run(db, QUERY_ENTRY_ADD, &args, NULL, err);
	args_release(&args);
	buf_release(&body);
	return added;
}
