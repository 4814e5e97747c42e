/* why_store.c - askings of the page "Why did you contact me?", their codes and sessions. */
#include "compliance/why.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "compliance/consent_request.h"

enum { BATCH = 100 };

static bool
add_entry(struct db *db, enum entry_what what, struct uuid id, int64_t form, const uint8_t *token, const struct entry *who,
    struct err *err)
{
	struct entry entry = *who;
	struct buf data = {0};
	struct json json;
	char session[UUID_TEXT];

	uuid_format(id, session);
	entry.what = what;
	entry.subject = token;
	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "form");
	json_int(&json, form);
	json_key(&json, "session");
	json_text(&json, session);
	json_end(&json);
	bool added = entry_add(db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

static bool
insert(struct db *db, const uint8_t key[SHA256_SIZE], struct uuid id, int64_t form, const uint8_t token[TOKEN_SIZE], int64_t now,
    struct err *err)
{
	struct args args;

	args_init(&args);
	args_bytes(&args, key, SHA256_SIZE);
	args_uuid(&args, id);
	args_int(&args, form);
	args_bytes(&args, token, TOKEN_SIZE);
	args_time(&args, now);
	args_time(&args, now + WHY_LASTS);
	bool inserted = db_run(db, QUERY_WHY_ADD, &args, NULL, err);
	args_release(&args);
	return inserted;
}

bool
why_ask(struct db *db, const uint8_t key[SHA256_SIZE], const struct form *form, const uint8_t token[TOKEN_SIZE],
    const struct entry *who, struct err *err)
{
	struct uuid id = uuid_new(who->at);
	struct entry entry = *who;

	entry.legal_entity_inn = form->legal_entity_inn;
	bool asked = db_begin(db, err) && insert(db, key, id, form->id, token, who->at, err) &&
	    add_entry(db, ENTRY_WHY_ASKED, id, form->id, token, &entry, err) && db_commit(db, err);
	if (!asked)
		db_rollback(db);
	return asked;
}

static void
read_request(const struct rows *rows, struct why_request *out)
{
	struct view token = rows_bytes(rows, 0, 2);

	*out = (struct why_request){.id = rows_uuid(rows, 0, 0), .form = rows_int(rows, 0, 1), .opened_at = rows_time(rows, 0, 3),
		.ends_at = rows_time(rows, 0, 4)};
	out->address.kind = address_kind_find(view_of(rows_text(rows, 0, 6)));
	snprintf(out->address.text, sizeof(out->address.text), "%s", rows_text(rows, 0, 5));
	must(token.len == TOKEN_SIZE);
	memcpy(out->address.token, token.data, TOKEN_SIZE);
	if (!rows_is_null(rows, 0, 7))
		out->code_check = rows_uuid(rows, 0, 7);
	out->code_sent_at = rows_time(rows, 0, 8);
}

bool
why_find(struct db *db, const uint8_t key[SHA256_SIZE], int64_t now, struct why_request *out, struct err *err)
{
	struct rows *rows;
	struct args args;

	args_init(&args);
	args_bytes(&args, key, SHA256_SIZE);
	bool found = db_run(db, QUERY_WHY_FIND, &args, &rows, err);
	args_release(&args);
	if (!found)
		return false;
	found = rows_count(rows) == 1 && rows_time(rows, 0, 4) > now;
	if (found)
		read_request(rows, out);
	rows_free(rows);
	return found || fail(err, ERR_ABSENT, "this page is closed, or its time is over");
}

bool
why_try(struct db *db, const uint8_t key[SHA256_SIZE], int64_t now, bool *left, struct err *err)
{
	struct args args;
	int64_t count;

	args_init(&args);
	args_bytes(&args, key, SHA256_SIZE);
	args_int(&args, CODE_TRIES);
	args_time(&args, now - HOUR);
	args_int(&args, WHY_TRIES_IN_AN_HOUR);
	bool run = db_run_count(db, QUERY_WHY_TRY, &args, &count, err);
	args_release(&args);
	if (run)
		*left = count == 1;
	return run;
}

static bool
change_key(struct db *db, const uint8_t key[SHA256_SIZE], const uint8_t fresh[SHA256_SIZE], struct uuid attempt, int64_t now,
    struct err *err)
{
	struct args args;
	int64_t count;

	args_init(&args);
	args_bytes(&args, key, SHA256_SIZE);
	args_bytes(&args, fresh, SHA256_SIZE);
	args_uuid(&args, attempt);
	args_time(&args, now);
	args_time(&args, now + WHY_LASTS);
	bool run = db_run_count(db, QUERY_WHY_OPEN, &args, &count, err);
	args_release(&args);
	return run && (count == 1 || fail(err, ERR_CONFLICT, "this code has been used"));
}

bool
why_open(struct db *db, const uint8_t key[SHA256_SIZE], const uint8_t fresh[SHA256_SIZE], const struct why_request *request,
    const struct entry *who, struct err *err)
{
	bool opened = db_begin(db, err) && change_key(db, key, fresh, request->code_check, who->at, err) &&
	    add_entry(db, ENTRY_WHY_OPENED, request->id, request->form, request->address.token, who, err) && db_commit(db, err);

	if (!opened)
		db_rollback(db);
	return opened;
}

bool
why_close(struct db *db, const uint8_t key[SHA256_SIZE], int64_t now, struct err *err)
{
	struct args args;

	args_init(&args);
	args_bytes(&args, key, SHA256_SIZE);
	args_time(&args, now);
	bool closed = db_run(db, QUERY_WHY_CLOSE, &args, NULL, err);
	args_release(&args);
	return closed;
}

static bool
mark(struct db *db, struct uuid id, int64_t now, int64_t contact_point, struct err *err)
{
	struct args args;

	args_init(&args);
	args_uuid(&args, id);
	args_time(&args, now);
	args_int(&args, contact_point);
	bool marked = db_run(db, QUERY_WHY_ANSWERED, &args, NULL, err);
	args_release(&args);
	return marked;
}

/* A code for this address, where the form has a campaign that carries it. */
static bool
answer_one(struct db *db, const struct rows *rows, int row, const struct entry *who, int64_t *codes, struct err *err)
{
	struct consent_request request = {.id = rows_uuid(rows, row, 0), .form = rows_int(rows, row, 1),
		.contact_point = rows_int(rows, row, 3), .party = rows_int(rows, row, 4), .campaign = rows_int(rows, row, 7),
		.asked_at = who->at};
	bool goes = request.contact_point != 0 && request.campaign != 0;

	if (goes) {
		request.address.kind = address_kind_find(view_of(rows_text(rows, row, 6)));
		snprintf(request.address.text, sizeof(request.address.text), "%s", rows_text(rows, row, 5));
		memcpy(request.address.token, rows_bytes(rows, row, 8).data, TOKEN_SIZE);
	}
	bool answered = db_begin(db, err) && (!goes || consent_request_order(db, &request, rows_int(rows, row, 2), who, err)) &&
	    mark(db, request.id, who->at, goes ? request.contact_point : 0, err) && db_commit(db, err);
	*codes += answered && goes;
	if (answered)
		return true;
	db_rollback(db);
	return err->kind != ERR_RETRY && mark(db, request.id, who->at, 0, err);	/* one that cannot be ordered holds up nobody */
}

static bool
forget(struct db *db, int64_t before, struct err *err)
{
	struct args args;

	args_init(&args);
	args_time(&args, before);
	bool run = db_run(db, QUERY_WHY_FORGET, &args, NULL, err);
	args_release(&args);
	return run;
}

bool
why_answer(struct db *db, const struct entry *who, int64_t *codes, struct err *err)
{
	struct args args;
	struct rows *rows;

	*codes = 0;
	args_init(&args);
	args_int(&args, BATCH);
	args_int(&args, WHY_IN_AN_HOUR);
	args_int(&args, WHY_IN_A_DAY);
	bool done = db_run(db, QUERY_WHY_WAITING, &args, &rows, err);
	args_release(&args);
	if (!done)
		return false;
	for (int row = 0; row < rows_count(rows) && done; row++)
		done = answer_one(db, rows, row, who, codes, err);
	rows_free(rows);
	return done && forget(db, who->at - DAY, err);
}

bool
why_forms(struct db *db, why_form_see *see, void *context, struct err *err)
{
	struct rows *rows;

	if (!db_run(db, QUERY_WHY_FORMS, NULL, &rows, err))
		return false;
	for (int i = 0; i < rows_count(rows); i++)
		see(context, rows_text(rows, i, 0), rows_text(rows, i, 1), rows_text(rows, i, 2));
	rows_free(rows);
	return true;
}
