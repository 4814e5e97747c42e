/* person_read_store.c - the trace that a read of a person's data leaves: rows for whom, one entry for the answer. */
#include "compliance/person_read_store.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "compliance/act_reason_store.h"
#include "compliance/staff_store.h"

static const struct {
	const char *word;
	enum right right;
	bool reason;
	const char *fields;
} readings[READING_COUNT] = {
#define READING(name, word, right, reason, fields) [READING_##name] = {word, RIGHT_##right, reason, fields},
#include "compliance/reading.def"
#undef READING
};

const char *
reading_word(enum reading reading)
{
	must((unsigned)reading < READING_COUNT);
	return readings[reading].word;
}

void
person_read_add(struct person_read *read, struct view token)
{
	if (token.len == TOKEN_SIZE)
		buf_add(&read->tokens, token.data, token.len);
}

void
person_read_release(struct person_read *read)
{
	buf_release(&read->tokens);
}

static bool
said(const char *text)
{
	return text != NULL && text[strspn(text, " ")] != '\0';
}

static int
compare(const void *a, const void *b)
{
	return memcmp(a, b, TOKEN_SIZE);
}

/* In order, each once: so their hash can be computed again from the rows. */
static size_t
put_in_order(struct buf *tokens)
{
	size_t count = tokens->len / TOKEN_SIZE, kept = 0;

	if (count == 0)
		return 0;
	qsort(tokens->data, count, TOKEN_SIZE, compare);
	for (size_t i = 0; i < count; i++) {
		char *token = tokens->data + i * TOKEN_SIZE;
		if (kept == 0 || memcmp(tokens->data + (kept - 1) * TOKEN_SIZE, token, TOKEN_SIZE) != 0)
			memmove(tokens->data + kept++ * TOKEN_SIZE, token, TOKEN_SIZE);
	}
	tokens->len = kept * TOKEN_SIZE;
	return kept;
}

/* Who reads, and who approved that so many are read: of the staff, each with the right, not the same person. */
static bool
admit(struct db *db, const struct person_read *read, size_t persons, struct entry *who, int64_t *approver, struct err *err)
{
	struct staff staff;

	*approver = 0;
	if (said(read->login)) {
		if (!staff_find(db, read->login, &staff, err) ||
		    !right_must(readings[read->reading].right, staff.role, read->login, err))
			return false;
		who->who_kind = "staff";
		who->who_id = staff.id;
	}
	if (readings[read->reading].reason && (who->who_id == 0 || !said(read->reason)))
		return fail(err, ERR_INPUT, "say who reads and why: the read is kept with both");
	if (said(read->reason) && who->who_id == 0)
		return fail(err, ERR_INPUT, "a reason is somebody's: say whose");
	if (read->reading == READING_SEARCH && persons > READ_MANY)
		return fail(err, ERR_REFUSED, "%zu persons at once: above %d ask for an export, and a second person approves it", persons,
		    (int)READ_MANY);
	if (read->reading != READING_EXPORT)
		return true;
	if (!said(read->approver))
		return fail(err, ERR_REFUSED, "an export takes the approval of a second person");
	if (!staff_find(db, read->approver, &staff, err) ||
	    !right_must(RIGHT_APPROVE_MASS, staff.role, read->approver, err))
		return false;
	*approver = staff.id;
	return staff.id != who->who_id || fail(err, ERR_REFUSED, "who reads cannot approve it: it takes a second person");
}

static bool
put_rows(struct db *db, const struct person_read *read, size_t addresses, const struct entry *who, int64_t approver,
    int64_t reason, int64_t *id, struct err *err)
{
	struct args args;

	args_init(&args);
	args_text(&args, readings[read->reading].word);
	args_text(&args, who->who_kind);
	args_int(&args, who->who_id);
	args_int(&args, approver);
	args_text(&args, who->process);
	args_int(&args, read->campaign);
	args_int(&args, read->matter);
	args_int(&args, reason);
	args_time(&args, who->at);
	args_array(&args, ARRAY_BYTES, addresses);
	for (size_t i = 0; i < addresses; i++)
		args_array_bytes(&args, read->tokens.data + i * TOKEN_SIZE, TOKEN_SIZE);
	args_int(&args, read->persons != 0 ? read->persons : (int64_t)addresses);
	bool put = db_run_int(db, QUERY_READ_ADD, &args, id, err);
	args_release(&args);
	return put;
}

static void
write_entry(const struct person_read *read, size_t addresses, int64_t id, int64_t approver, const struct act_reason *why,
    struct buf *data)
{
	uint8_t sum[SHA256_SIZE];
	struct json json;
	struct { const char *name; int64_t value; } numbers[] = {{"persons", read->persons != 0 ? read->persons : (int64_t)addresses}, {"read", id}};

	json_start(&json, data);
	json_object(&json);
	if (approver != 0) {
		json_key(&json, "approver");
		json_int(&json, approver);
	}
	if (read->campaign != 0) {
		json_key(&json, "campaign");
		json_int(&json, read->campaign);
	}
	json_key(&json, "fields");
	json_text(&json, readings[read->reading].fields);
	if (read->matter != 0) {
		json_key(&json, "matter");
		json_int(&json, read->matter);
	}
	for (size_t i = 0; i < 2; i++) {
		json_key(&json, numbers[i].name);
		json_int(&json, numbers[i].value);
	}
	json_key(&json, "reading");
	json_text(&json, readings[read->reading].word);
	if (why != NULL)
		act_reason_write(why, &json);
	sha256(read->tokens.data ? read->tokens.data : "", read->tokens.len, sum);
	json_key(&json, "tokens_sha256");
	json_hex(&json, sum, sizeof(sum));
	json_end(&json);
}

static bool
put_all(struct db *db, const struct person_read *read, size_t addresses, const struct entry *who, int64_t approver, int64_t *id,
    struct err *err)
{
	bool reasoned = said(read->reason);
	struct entry entry = *who;
	struct act_reason why = {0};
	struct buf data = {0};

	if ((reasoned && !act_reason_add(db, ENTRY_PERSON_READ, read->reason, who, &why, err)) ||
	    !put_rows(db, read, addresses, who, approver, why.id, id, err))
		return false;
	entry.what = ENTRY_PERSON_READ;
	entry.subject = addresses == 1 ? (const uint8_t *)read->tokens.data : NULL;
	write_entry(read, addresses, *id, approver, reasoned ? &why : NULL, &data);
	bool added = entry_add(db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

bool
person_read_put(struct db *db, struct person_read *read, const struct entry *who, int64_t *id, struct err *err)
{
	size_t addresses = put_in_order(&read->tokens);
	size_t persons = read->persons != 0 ? (size_t)read->persons : addresses;
	struct entry reader = *who;
	int64_t approver, number = 0;

	if (!admit(db, read, persons, &reader, &approver, err) || !put_all(db, read, addresses, &reader, approver, &number, err))
		return false;
	if (id != NULL)
		*id = number;
	return true;
}

bool
person_read_note(struct db *db, struct person_read *read, const struct entry *who, int64_t *id, struct err *err)
{
	if (db_begin(db, err) && person_read_put(db, read, who, id, err) && db_commit(db, err))
		return true;
	db_rollback(db);
	return false;
}

bool
person_read_of_decision(struct db *db, struct uuid decision, struct person_read *read, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_uuid(&args, decision);
	bool asked = db_run(db, QUERY_READ_DECISION, &args, &rows, err);
	args_release(&args);
	if (!asked)
		return false;
	if (rows_count(rows) == 1) {
		person_read_add(read, rows_bytes(rows, 0, 0));
		read->campaign = rows_int(rows, 0, 1);
	}
	rows_free(rows);
	return true;
}

bool
person_read_of_evidence(struct db *db, const uint8_t sha256[SHA256_SIZE], struct person_read *read, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_bytes(&args, sha256, SHA256_SIZE);
	bool asked = db_run(db, QUERY_READ_EVIDENCE, &args, &rows, err);
	args_release(&args);
	if (!asked)
		return false;
	for (int i = 0; i < rows_count(rows); i++)
		person_read_add(read, rows_bytes(rows, i, 0));
	rows_free(rows);
	return true;
}

bool
person_read_address(struct db *db, int64_t contact_point, struct person_read *read, struct buf *address, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, contact_point);
	bool asked = db_run(db, QUERY_READ_ADDRESS, &args, &rows, err);
	args_release(&args);
	if (!asked)
		return false;
	bool there = rows_count(rows) == 1;
	if (there) {
		person_read_add(read, rows_bytes(rows, 0, 0));
		buf_add_text(address, rows_text(rows, 0, 1));
	}
	rows_free(rows);
	return there || fail(err, ERR_ABSENT, "there is no contact point %lld", (long long)contact_point);
}
