/* party_state_store.c - the transaction that blocks, frees, or closes a person's data. */
#include "compliance/party_state_store.h"

#include <string.h>

#include "compliance/act_reason_store.h"
#include "compliance/holder_store.h"

enum { TRIES = 5 };

/* The party that is meant, and the state that it is in; locked. */
static bool
choose(struct db *db, struct party_move *move, enum party_state *was, struct err *err)
{
	struct args args;
	struct rows *rows;
	int found = -1;

	args_init(&args);
	args_bytes(&args, move->address.token, TOKEN_SIZE);
	bool asked = db_run(db, QUERY_PARTY_STATE_HOLDERS, &args, &rows, err);
	args_release(&args);
	if (!asked)
		return false;
	int count = rows_count(rows);
	for (int i = 0; i < count; i++)
		if (move->party == rows_int(rows, i, 0) || (move->party == 0 && count == 1))
			found = i;
	if (found >= 0) {
		move->party = rows_int(rows, found, 0);
		*was = party_state_find(view_of(rows_text(rows, found, 1)));
	}
	rows_free(rows);
	if (found >= 0)
		return true;
	if (count == 0 || move->party != 0)
		return fail(err, ERR_ABSENT, "nobody we know has this address");
	return fail(err, ERR_CONFLICT, "%d people have this address: say which, with the number of the party", count);
}

/* Blocked and active change about; death comes from either and stays. */
static bool
permits(enum party_state from, enum party_state to, struct err *err)
{
	if (from == STATE_DECEASED)
		return fail(err, ERR_CONFLICT, "this person is marked as deceased; that is not undone here");
	return from != to || fail(err, ERR_CONFLICT, "the state is %s already", party_state_name(to));
}

static bool
write_move(struct db *db, struct party_move *move, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, move->party);
	args_text(&args, party_state_name(move->to));
	bool done = db_run(db, QUERY_PARTY_STATE_MOVE, &args, NULL, err);
	args_clear(&args);
	args_int(&args, move->party);
	move->stopped = 0;
	if (done && move->to == STATE_DECEASED) {
		done = db_run(db, QUERY_PARTY_STATE_STOP, &args, &rows, err);
		if (done) {
			move->stopped = rows_int(rows, 0, 0);
			rows_free(rows);
		}
	}
	args_release(&args);
	return done && (move->to == STATE_ACTIVE || refusal_notify(db, &move->party, 1, err));
}

static bool
add_entry(struct db *db, const struct party_move *move, enum party_state was, const struct entry *who, struct err *err)
{
	struct entry entry = *who;
	struct act_reason why;
	struct buf data = {0};
	struct json json;

	if (!act_reason_add(db, ENTRY_PARTY_STATE, move->reason, who, &why, err))
		return false;
	entry.what = ENTRY_PARTY_STATE;
	entry.subject = move->address.token;
	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "from");
	json_text(&json, party_state_name(was));
	json_key(&json, "party");
	json_int(&json, move->party);
	act_reason_write(&why, &json);
	json_key(&json, "to");
	json_text(&json, party_state_name(move->to));
	json_end(&json);
	bool added = entry_add(db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

bool
party_state_move(struct db *db, struct party_move *move, const struct entry *who, struct err *err)
{
	enum party_state was = 0;

	for (int i = 0; i < TRIES; i++) {
		if (db_begin(db, err) && choose(db, move, &was, err) && permits(was, move->to, err) &&
		    write_move(db, move, err) && add_entry(db, move, was, who, err) && db_commit(db, err))
			return true;
		db_rollback(db);
		if (err->kind != ERR_RETRY)
			break;
	}
	return false;
}
