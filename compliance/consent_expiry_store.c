/*
 * consent_expiry_store.c - consents that end because the address is no longer that person's (C-11).
 *
 * Deriving is the database's here (migration 0052): the roles that learn of a
 * wrong person may end consents, and may not write one.
 */
#include "base/json.h"
#include "compliance/consent_store.h"
#include "compliance/holder_store.h"

static bool
add_entry(struct db *db, const struct rows *rows, int row, const uint8_t token[TOKEN_SIZE], int64_t at, const char *reason,
    const struct entry *who, struct err *err)
{
	struct json json;
	struct buf data = {0};
	char id[UUID_TEXT];
	struct entry entry = *who;

	entry.what = ENTRY_CONSENT_EVENT;
	entry.legal_entity_inn = rows_int(rows, row, 2);
	entry.subject = token;
	uuid_format(rows_uuid(rows, row, 0), id);
	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "act");
	json_text(&json, consent_act_name(ACT_expired));
	json_key(&json, "code");
	json_text(&json, rows_text(rows, row, 1));
	json_key(&json, "consent");
	json_text(&json, id);
	json_key(&json, "reason");
	json_text(&json, reason);
	json_key(&json, "said_at");
	json_instant(&json, at);
	json_end(&json);
	bool added = entry_add(db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

bool
consent_end_all(struct db *db, const uint8_t token[TOKEN_SIZE], int64_t party, int64_t at, const char *reason,
    const struct entry *who, int64_t *count, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_bytes(&args, token, TOKEN_SIZE);
	args_int(&args, party);
	args_time(&args, at);
	args_time(&args, who->at);
	args_text(&args, reason);
	bool done = db_run(db, QUERY_CONSENT_END, &args, &rows, err);
	args_release(&args);
	if (!done)
		return false;
	*count = rows_count(rows);
	for (int i = 0; i < rows_count(rows) && done; i++)
		done = add_entry(db, rows, i, token, at, reason, who, err);
	rows_free(rows);
	return done;
}

bool
consent_expire(struct db *db, const struct address *address, int64_t party, int64_t at, const char *reason,
    const struct entry *who, int64_t *count, struct err *err)
{
	struct holders holders = {0};
	struct view token = {(const char *)address->token, TOKEN_SIZE};
	bool done = db_begin(db, err) && holders_lock(db, token, &holders, err);

	if (done && holders.count == 0)
		done = fail(err, ERR_ABSENT, "nobody in the lists holds this address");
	done = done && consent_end_all(db, address->token, party, at, reason, who, count, err);
	for (size_t i = 0; i < holders.count && done; i++)
		done = refusal_notify(db, &holders.list[i].party, 1, err);
	holders_release(&holders);
	done = done && db_commit(db, err);
	if (!done)
		db_rollback(db);
	return done;
}
