/* hold_store.c - the transactions of legal holds. */
#include "compliance/hold_store.h"

#include "compliance/act_reason_store.h"

/* reason NULL: the hold's own end. */
static bool
add_entry(struct db *db, enum entry_what what, int64_t id, const uint8_t *token, const struct act_reason *reason,
    const struct entry *who, struct err *err)
{
	struct entry entry = *who;
	struct buf data = {0};
	struct json json;

	entry.what = what;
	entry.subject = token;
	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "hold");
	json_int(&json, id);
	if (reason != NULL)
		act_reason_write(reason, &json);
	json_end(&json);
	bool added = entry_add(db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

static bool
insert(struct db *db, const struct hold *hold, const struct act_reason *reason, const struct entry *who, int64_t *id,
    struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, hold->legal_entity_inn);
	if (hold->address != NULL)
		args_bytes(&args, hold->address->token, TOKEN_SIZE);
	else
		args_null(&args);
	args_int(&args, hold->party);
	args_time(&args, who->at);
	args_int(&args, who->who_id);
	args_int(&args, reason->id);
	args_time(&args, hold->ends_at);
	bool run = db_run(db, QUERY_HOLD_ADD, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	bool set = rows_count(rows) == 1 || fail(err, ERR_ABSENT, "there is no contact %lld", (long long)hold->party);
	if (set)
		*id = rows_int(rows, 0, 0);
	rows_free(rows);
	return set;
}

bool
hold_set(struct db *db, const struct hold *hold, const struct entry *who, int64_t *id, struct err *err)
{
	struct act_reason reason;

	if (hold->ends_at <= who->at)
		return fail(err, ERR_INPUT, "a hold ends some day that is to come");
	bool done = db_begin(db, err) && act_reason_add(db, ENTRY_HOLD_SET, hold->reason, who, &reason, err) &&
	    insert(db, hold, &reason, who, id, err) &&
	    add_entry(db, ENTRY_HOLD_SET, *id, hold->address ? hold->address->token : NULL, &reason, who, err) && db_commit(db, err);
	if (!done)
		db_rollback(db);
	return done;
}

static const uint8_t *
token_of(struct view bytes)
{
	return bytes.len == TOKEN_SIZE ? (const uint8_t *)bytes.data : NULL;
}

static bool
lift(struct db *db, int64_t id, const char *words, const struct entry *who, struct err *err)
{
	struct act_reason reason;
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, id);
	args_int(&args, who->who_id);
	args_time(&args, who->at);
	bool run = db_run(db, QUERY_HOLD_LIFT, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	bool lifted = (rows_count(rows) == 1 || fail(err, ERR_ABSENT, "no officer's hold %lld is in force", (long long)id)) &&
	    act_reason_add(db, ENTRY_HOLD_LIFTED, words, who, &reason, err) &&
	    add_entry(db, ENTRY_HOLD_LIFTED, id, token_of(rows_bytes(rows, 0, 0)), &reason, who, err);
	rows_free(rows);
	return lifted;
}

bool
hold_lift(struct db *db, int64_t id, const char *reason, const struct entry *who, struct err *err)
{
	bool done = db_begin(db, err) && lift(db, id, reason, who, err) && db_commit(db, err);

	if (!done)
		db_rollback(db);
	return done;
}

static bool
end_over(struct db *db, const struct entry *who, int64_t *count, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_time(&args, who->at);
	bool done = db_run(db, QUERY_HOLD_OVER, &args, &rows, err);
	args_release(&args);
	if (!done)
		return false;
	*count = rows_count(rows);
	for (int i = 0; i < *count && done; i++)
		done = add_entry(db, ENTRY_HOLD_LIFTED, rows_int(rows, i, 0), token_of(rows_bytes(rows, i, 1)), NULL, who, err);
	rows_free(rows);
	return done;
}

bool
hold_end_over(struct db *db, const struct entry *who, int64_t *count, struct err *err)
{
	bool done = db_begin(db, err) && end_over(db, who, count, err) && db_commit(db, err);

	if (!done)
		db_rollback(db);
	return done;
}

bool
hold_list(struct db *db, bool lifted_too, hold_show *show, void *context, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_bool(&args, lifted_too);
	bool run = db_run(db, QUERY_HOLD_LIST, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	for (int i = 0; i < rows_count(rows); i++) {
		struct hold_line line = {.id = rows_int(rows, i, 0), .matter = rows_int(rows, i, 1), .legal_entity_inn = rows_int(rows, i, 2),
			.party = rows_int(rows, i, 3), .has_address = rows_bool(rows, i, 4), .placed_at = rows_time(rows, i, 5),
			.ends_at = rows_time(rows, i, 6), .lifted_at = rows_time(rows, i, 7), .login = rows_text(rows, i, 8),
			.reason = rows_text(rows, i, 9)};
		show(context, &line);
	}
	rows_free(rows);
	return true;
}
