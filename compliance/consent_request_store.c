/* consent_request_store.c - forms that were sent in, and their codes. */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/lang.h"
#include "compliance/basis_store.h"
#include "compliance/consent_request.h"

bool
consent_request_count(struct db *db, const uint8_t token[TOKEN_SIZE], const char *ip, int64_t since,
    int64_t *of_address, int64_t *of_ip, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_bytes(&args, token, TOKEN_SIZE);
	args_text(&args, ip);
	args_time(&args, since);
	bool run = db_run(db, QUERY_CONSENT_REQUEST_COUNT, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	*of_address = rows_int(rows, 0, 0);
	*of_ip = rows_int(rows, 0, 1);
	rows_free(rows);
	return true;
}

static bool
insert(struct db *db, const struct consent_request *request, struct err *err)
{
	struct args args;

	args_init(&args);
	args_uuid(&args, request->id);
	args_int(&args, request->form);
	args_int(&args, request->party);
	args_int(&args, request->contact_point);
	args_bytes(&args, request->address.token, TOKEN_SIZE);
	args_int(&args, request->campaign);
	args_int(&args, request->items);
	args_text(&args, request->ip);
	args_text(&args, request->user_agent);
	args_time(&args, request->asked_at);
	args_bool(&args, request->is_new);
	bool inserted = db_run(db, QUERY_CONSENT_REQUEST_ADD, &args, NULL, err);
	args_release(&args);
	return inserted;
}

/* The request is the basis of one message, for ten minutes. */
static bool
add_basis(struct db *db, const struct consent_request *request, int64_t legal_entity_inn, const struct entry *who,
    struct err *err)
{
	struct basis_said said = {.address = request->address, .party = request->party, .fact = {
		.kind = BASIS_CODE_REQUEST, .purposes = WORD_BIT(PURPOSE_CONTRACT), .legal_entity_inn = legal_entity_inn,
		.valid_from = request->asked_at, .valid_until = request->asked_at + CODE_LASTS}};

	uuid_format(request->id, said.reference);
	return basis_append(db, &said, 1, who, err) &&
	    (said.reason == NULL || fail(err, ERR_ABSENT, "%s", say(said.reason)));
}

static bool
add_target(struct db *db, const struct consent_request *request, struct err *err)
{
	struct args args;

	args_init(&args);
	args_int(&args, request->campaign);
	args_int(&args, request->contact_point);
	args_int(&args, request->party);
	args_time(&args, request->asked_at);
	bool run = db_run(db, QUERY_CONSENT_REQUEST_TARGET, &args, NULL, err);
	args_release(&args);
	return run;
}

static bool
add_entry(struct db *db, const struct consent_request *request, int64_t legal_entity_inn, const struct entry *who,
    struct err *err)
{
	struct entry entry = *who;
	struct buf data = {0};
	struct json json;
	char session[UUID_TEXT];

	uuid_format(request->id, session);
	entry.what = ENTRY_CODE_ASKED;
	entry.legal_entity_inn = legal_entity_inn;
	entry.subject = request->address.token;
	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "campaign");
	json_int(&json, request->campaign);
	json_key(&json, "form");
	json_int(&json, request->form);
	json_key(&json, "session");
	json_text(&json, session);
	json_end(&json);
	bool added = entry_add(db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

bool
consent_request_order(struct db *db, const struct consent_request *request, int64_t legal_entity_inn, const struct entry *who,
    struct err *err)
{
	return add_basis(db, request, legal_entity_inn, who, err) && add_target(db, request, err) &&
	    add_entry(db, request, legal_entity_inn, who, err);
}

bool
consent_request_put(struct db *db, const struct consent_request *request, int64_t legal_entity_inn,
    const struct entry *who, struct err *err)
{
	return insert(db, request, err) && consent_request_order(db, request, legal_entity_inn, who, err);
}

static void
read_request(const struct rows *rows, struct consent_request *out)
{
	out->form = rows_int(rows, 0, 0);
	out->party = rows_int(rows, 0, 1);
	out->items = (uint16_t)rows_int(rows, 0, 3);
	snprintf(out->ip, sizeof(out->ip), "%s", rows_text(rows, 0, 4));
	snprintf(out->user_agent, sizeof(out->user_agent), "%s", rows_text(rows, 0, 5));
	out->asked_at = rows_time(rows, 0, 6);
	out->tries = (int)rows_int(rows, 0, 7);
	out->confirmed_at = rows_time(rows, 0, 8);
	if (!rows_is_null(rows, 0, 9))
		out->receipt = rows_uuid(rows, 0, 9);
	if (!rows_is_null(rows, 0, 10))
		out->code_check = rows_uuid(rows, 0, 10);
	out->code_sent_at = rows_time(rows, 0, 11);
	out->campaign = rows_int(rows, 0, 12);
}

bool
consent_request_find(struct db *db, const struct installation_key *key, struct uuid id, struct consent_request *out,
    struct err *err)
{
	struct consent_request request = {.id = id};
	struct rows *rows;
	struct args args;
	const char *reason;

	args_init(&args);
	args_uuid(&args, id);
	bool found = db_run(db, QUERY_CONSENT_REQUEST_FIND, &args, &rows, err);
	args_release(&args);
	if (!found)
		return false;
	found = rows_count(rows) == 1 && address_parse(view_of(rows_text(rows, 0, 2)), key, &request.address, &reason);
	if (found)
		read_request(rows, &request);
	rows_free(rows);
	if (!found)
		return fail(err, ERR_ABSENT, "the form has not been sent in, or it was long ago");
	*out = request;
	return true;
}

bool
consent_request_of(struct db *db, const struct installation_key *key, struct uuid attempt, struct consent_request *out,
    struct err *err)
{
	struct rows *rows;
	struct args args;

	args_init(&args);
	args_uuid(&args, attempt);
	bool found = db_run(db, QUERY_CONSENT_REQUEST_OF_ATTEMPT, &args, &rows, err);
	args_release(&args);
	if (!found)
		return false;
	found = rows_count(rows) == 1 ? consent_request_find(db, key, rows_uuid(rows, 0, 0), out, err) :
	    fail(err, ERR_ABSENT, "the form has not been sent in, or it was long ago");
	rows_free(rows);
	return found;
}

bool
consent_request_try(struct db *db, struct uuid id, bool *left, struct err *err)
{
	struct args args;
	int64_t count;

	args_init(&args);
	args_uuid(&args, id);
	args_int(&args, CODE_TRIES);
	bool run = db_run_count(db, QUERY_CONSENT_REQUEST_TRY, &args, &count, err);
	args_release(&args);
	if (run)
		*left = count == 1;
	return run;
}

static bool
end_request(struct db *db, const struct consent_request *request, struct uuid receipt, int64_t now, struct err *err)
{
	struct args args;
	int64_t count;

	args_init(&args);
	args_uuid(&args, request->id);
	args_uuid(&args, receipt);
	args_time(&args, now);
	args_uuid(&args, request->code_check);
	bool run = db_run_count(db, QUERY_CONSENT_REQUEST_CONFIRM, &args, &count, err);
	args_release(&args);
	return run && (count == 1 || fail(err, ERR_CONFLICT, "the form was confirmed before"));
}

bool
consent_request_confirm(struct db *db, const struct consent_request *request, const struct form *form,
    const struct entry *who, struct captured *out, struct err *err)
{
	struct capture capture = {.way = CAPTURE_WEB, .form = form, .address = request->address, .party = request->party,
		.given = request->items, .at = who->at, .session = request->id, .code_check = request->code_check,
		.code_sent_at = request->code_sent_at, .ip = request->ip, .user_agent = request->user_agent};
	struct captured captured;

	bool confirmed = db_begin(db, err) && capture_put(db, &capture, who, &captured, err) &&
	    end_request(db, request, captured.receipt, who->at, err) && db_commit(db, err);
	if (!confirmed)
		db_rollback(db);
	else
		*out = captured;
	return confirmed;
}
