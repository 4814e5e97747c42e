/*
 * contact_mark.c - an answered call in which the person was identified confirms the address.
 *
 * Neither half is enough: an answer may be anybody's, and a mark on a call that
 * nobody answered is a mistake.  Mark and report lock the target first, so
 * one of them is second and sees the other.
 */
#include "dialer/contact_mark.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "compliance/contact_confirm_store.h"
#include "dialer/attempt_state.h"

struct marked_call {
	struct uuid attempt;
	enum attempt_state state;
	int64_t agent, legal_entity_inn;
	bool has_token;
	uint8_t token[TOKEN_SIZE];
};

static bool
load(struct db *db, const struct uuid *press, struct marked_call *out, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_uuid(&args, *press);
	bool run = db_run(db, QUERY_CONTACT_MARK_CALL, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	bool found = rows_count(rows) == 1;
	if (found) {
		struct view token = rows_bytes(rows, 0, 5);
		*out = (struct marked_call){.attempt = rows_uuid(rows, 0, 0), .state = attempt_state_find(view_of(rows_text(rows, 0, 1))),
			.agent = rows_int(rows, 0, 4), .legal_entity_inn = rows_int(rows, 0, 6), .has_token = token.len == TOKEN_SIZE};
		if (out->has_token)
			memcpy(out->token, token.data, TOKEN_SIZE);
	}
	rows_free(rows);
	return found || fail(err, ERR_ABSENT, "no call has come of this press yet");
}

/* An answer may still be reported: only an end that excludes it is refused. */
static bool
may_mark(const struct marked_call *call, int64_t agent, struct err *err)
{
	if (call->agent != agent)
		return fail(err, ERR_REFUSED, "another agent made this call: who spoke with the person marks it");
	return !attempt_state_is_final(call->state) || call->state == ATTEMPT_COMPLETED ||
	    fail(err, ERR_CONFLICT, "nobody answered this call: its state is %s", attempt_state_name(call->state));
}

static bool
add_entry(struct db *db, const struct marked_call *call, const struct entry *who, struct err *err)
{
	struct entry entry = *who;
	struct buf data = {0};
	struct json json;
	char id[UUID_TEXT];

	entry.what = ENTRY_CONTACT_MARKED;
	entry.subject = call->has_token ? call->token : NULL;
	entry.legal_entity_inn = call->legal_entity_inn;
	uuid_format(call->attempt, id);
	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "decision");
	json_text(&json, id);
	json_end(&json);
	bool added = entry_add(db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

static bool
write_mark(struct db *db, const struct marked_call *call, const struct entry *who, size_t *confirmed, struct err *err)
{
	struct args args;
	int64_t added;

	args_init(&args);
	args_uuid(&args, call->attempt);
	args_int(&args, who->who_id);
	args_time(&args, who->at);
	bool done = db_run_count(db, QUERY_CONTACT_MARK_ADD, &args, &added, err);
	args_release(&args);
	return done && (added == 0 || add_entry(db, call, who, err)) && contact_mark_answered(db, &call->attempt, 1, confirmed, err);
}

bool
contact_mark_add(struct db *db, struct contact_mark *mark, const struct entry *who, struct err *err)
{
	struct marked_call call;
	size_t confirmed;

	if (db_begin(db, err) && load(db, &mark->press, &call, err) && may_mark(&call, who->who_id, err) &&
	    write_mark(db, &call, who, &confirmed, err) && db_commit(db, err)) {
		mark->attempt = call.attempt;
		mark->confirmed = confirmed > 0;
		return true;
	}
	db_rollback(db);
	return false;
}

bool
contact_mark_answered(struct db *db, const struct uuid *attempts, size_t count, size_t *confirmed, struct err *err)
{
	struct args args;
	struct rows *rows;

	*confirmed = 0;
	if (count == 0)
		return true;
	args_init(&args);
	args_array(&args, ARRAY_UUID, count);
	for (size_t i = 0; i < count; i++)
		args_array_uuid(&args, &attempts[i]);
	bool done = db_run(db, QUERY_CONTACT_MARK_ANSWERED, &args, &rows, err);
	args_release(&args);
	if (!done)
		return false;
	size_t marked = (size_t)rows_count(rows);
	struct confirmed_contact *contacts = memory_new((marked + 1) * sizeof(*contacts));
	for (size_t i = 0; i < marked; i++)
		contacts[i] = (struct confirmed_contact){rows_int(rows, (int)i, 0), rows_time(rows, (int)i, 1)};
	rows_free(rows);
	done = contact_confirm(db, contacts, marked, err);
	*confirmed = marked;
	free(contacts);
	return done;
}
