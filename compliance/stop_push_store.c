/* stop_push_store.c - the list of what providers have been told, and the letters' answers. */
#include "compliance/stop_push_store.h"

#include <string.h>

#include "base/email.h"
#include "base/phone.h"
#include "compliance/act_reason_store.h"

bool
stop_push_list(struct db *db, bool all, int64_t limit, stop_push_show *show, void *context, int64_t *count,
    struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_bool(&args, all);
	args_int(&args, limit);
	bool read = db_run(db, QUERY_STOP_PUSH_LIST, &args, &rows, err);
	args_release(&args);
	if (!read)
		return false;
	for (int i = 0; i < rows_count(rows); i++) {
		char mask[EMAIL_TEXT] = "";
		const char *address = rows_text(rows, i, 8);
		if (strchr(address, '@') != NULL)
			email_mask(address, mask);
		else if (*address != '\0')
			phone_mask(address, mask);
		show(context, &(struct stop_push_line){.id = rows_int(rows, i, 0), .provider = rows_text(rows, i, 1),
		    .state = rows_text(rows, i, 2), .tries = rows_int(rows, i, 3), .code = rows_text(rows, i, 4),
		    .created_at = rows_time(rows, i, 5), .acknowledged_at = rows_time(rows, i, 6),
		    .alarmed_at = rows_time(rows, i, 7), .address = mask, .token = rows_bytes(rows, i, 9)});
	}
	*count = rows_count(rows);
	rows_free(rows);
	return true;
}

static bool
add_entry(struct db *db, const struct rows *rows, int64_t id, const char *note, const struct entry *who, struct err *err)
{
	struct entry entry = *who;
	struct view token = rows_bytes(rows, 0, 0);
	struct act_reason answer;
	struct buf data = {0};
	struct json json;

	if (!act_reason_add(db, ENTRY_STOP_LIST_ACKNOWLEDGED, note, who, &answer, err))
		return false;
	entry.what = ENTRY_STOP_LIST_ACKNOWLEDGED;
	entry.subject = token.len == TOKEN_SIZE ? (const uint8_t *)token.data : NULL;
	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "code");
	json_text(&json, "letter");
	json_key(&json, "provider");
	json_text(&json, rows_text(rows, 0, 1));
	json_key(&json, "push");
	json_int(&json, id);
	act_reason_write(&answer, &json);
	json_end(&json);
	bool added = entry_add(db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

static bool
answer(struct db *db, int64_t id, const char *note, const struct entry *who, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, id);
	args_int(&args, who->who_id);
	args_text(&args, note);
	args_time(&args, who->at);
	bool done = db_run(db, QUERY_STOP_PUSH_LETTER, &args, &rows, err);
	args_release(&args);
	if (!done)
		return false;
	if (rows_count(rows) == 1)
		done = add_entry(db, rows, id, note, who, err);
	else
		done = fail(err, ERR_ABSENT, "no letter %lld waits for an answer", (long long)id);
	rows_free(rows);
	return done;
}

bool
stop_push_answered(struct db *db, int64_t id, const char *note, const struct entry *who, struct err *err)
{
	if (note == NULL || note[strspn(note, " ")] == '\0')
		return fail(err, ERR_INPUT, "say where the answer lies: the note is the evidence");
	if (db_begin(db, err) && answer(db, id, note, who, err) && db_commit(db, err))
		return true;
	db_rollback(db);
	return false;
}
