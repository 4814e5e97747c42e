/* receipt_store.c - receipts in the database: handed out, opened, used to take consents back. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "compliance/receipt.h"
#include "compliance/suppression_store.h"

static bool
add_entry(struct db *db, struct uuid id, const struct form *form, const struct consent_said *said, struct view hash,
    const struct entry *who, struct err *err)
{
	struct entry entry = *who;
	struct buf data = {0};
	struct json json;
	char text[UUID_TEXT];

	uuid_format(id, text);
	entry.what = ENTRY_RECEIPT_ISSUED;
	entry.legal_entity_inn = form->legal_entity_inn;
	entry.subject = said->address.token;
	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "receipt");
	json_text(&json, text);
	json_key(&json, "sha256");
	json_hex(&json, hash.data, hash.len);
	json_end(&json);
	bool added = entry_add(db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

static bool
insert(struct db *db, struct uuid id, const struct consent_said *said, const struct consent_recorded *recorded,
    size_t count, const struct buf *body, const uint8_t hash[SHA256_SIZE], int64_t now, struct err *err)
{
	struct args args;

	args_init(&args);
	args_uuid(&args, id);
	args_bytes(&args, said[0].address.token, TOKEN_SIZE);
	args_int(&args, recorded[0].party);
	args_array(&args, ARRAY_UUID, count);
	for (size_t i = 0; i < count; i++)
		args_array_uuid(&args, &said[i].consent);
	args_text(&args, body->data);
	args_bytes(&args, hash, SHA256_SIZE);
	args_time(&args, now);
	args_time(&args, now + RECEIPT_LASTS);
	bool inserted = db_run(db, QUERY_RECEIPT_ADD, &args, NULL, err);
	args_release(&args);
	return inserted;
}

bool
receipt_put(struct db *db, const struct form *form, const struct consent_said *said,
    const struct consent_recorded *recorded, size_t count, const struct entry *who, struct uuid *id, struct err *err)
{
	bool proven[FORM_ITEMS];
	struct receipt receipt = {.id = uuid_new(who->at), .made_at = who->at, .form = form, .said = said,
		.proven = proven, .count = count};
	uint8_t hash[SHA256_SIZE];
	struct buf body = {0};

	must(count > 0 && count <= FORM_ITEMS);
	for (size_t i = 0; i < count; i++)
		proven[i] = recorded[i].lack == LACK_NOTHING;
	receipt_write(&receipt, &body);
	sha256(body.data, body.len, hash);
	bool put = insert(db, receipt.id, said, recorded, count, &body, hash, who->at, err) &&
	    add_entry(db, receipt.id, form, said, (struct view){(const char *)hash, SHA256_SIZE}, who, err);
	buf_release(&body);
	if (put)
		*id = receipt.id;
	return put;
}

static bool
run_on(struct db *db, enum query query, struct uuid id, struct rows **rows, struct err *err)
{
	struct args args;

	args_init(&args);
	args_uuid(&args, id);
	bool run = db_run(db, query, &args, rows, err);
	args_release(&args);
	return run;
}

static void
read_head(const struct rows *rows, struct receipt_opened *out)
{
	struct view token = rows_bytes(rows, 0, 1);

	snprintf(out->address.text, sizeof(out->address.text), "%s", rows_text(rows, 0, 0));
	out->address.kind = strchr(out->address.text, '@') != NULL ? ADDRESS_EMAIL : ADDRESS_PHONE;
	must(token.len == TOKEN_SIZE);
	memcpy(out->address.token, token.data, TOKEN_SIZE);
	out->party = rows_int(rows, 0, 2);
	out->body = rows_text(rows, 0, 3);
	out->made_at = rows_time(rows, 0, 4);
	out->expires_at = rows_time(rows, 0, 5);
}

static void
read_line(const struct rows *rows, int row, struct receipt_line *out)
{
	*out = (struct receipt_line){
		.consent = rows_uuid(rows, row, 0),
		.code = consent_code_find(view_of(rows_text(rows, row, 1))),
		.channels = (uint16_t)rows_int(rows, row, 2), .purposes = (uint16_t)rows_int(rows, row, 3),
		.legal_entity_inn = rows_int(rows, row, 4), .entity = rows_text(rows, row, 5),
		.said_at = rows_time(rows, row, 6), .valid_until = rows_time(rows, row, 7), .text = rows_text(rows, row, 8),
		.given = strcmp(rows_text(rows, row, 9), "given") == 0, .taken_back = rows_bool(rows, row, 10),
	};
}

bool
receipt_open(struct db *db, struct uuid id, int64_t now, struct receipt_opened *out, struct err *err)
{
	struct receipt_opened receipt = {.id = id};

	if (!run_on(db, QUERY_RECEIPT_FIND, id, &receipt.rows[0], err))
		return false;
	if (rows_count(receipt.rows[0]) == 0 || rows_time(receipt.rows[0], 0, 5) <= now) {
		receipt_close(&receipt);
		return fail(err, ERR_ABSENT, "this link is not one of ours, or its time is over");
	}
	read_head(receipt.rows[0], &receipt);
	if (!run_on(db, QUERY_RECEIPT_CONSENTS, id, &receipt.rows[1], err)) {
		receipt_close(&receipt);
		return false;
	}
	for (int row = 0; row < rows_count(receipt.rows[1]) && receipt.lines < FORM_ITEMS; row++)
		read_line(receipt.rows[1], row, &receipt.line[receipt.lines++]);
	*out = receipt;
	return true;
}

bool
receipt_of_address(struct db *db, const struct address *address, int64_t party, struct receipt_opened *out, struct err *err)
{
	struct receipt_opened receipt = {.address = *address, .party = party, .body = ""};
	struct args args;

	args_init(&args);
	args_bytes(&args, address->token, TOKEN_SIZE);
	args_int(&args, FORM_ITEMS);
	bool run = db_run(db, QUERY_RECEIPT_OF_ADDRESS, &args, &receipt.rows[1], err);
	args_release(&args);
	if (!run)
		return false;
	for (int row = 0; row < rows_count(receipt.rows[1]); row++)
		read_line(receipt.rows[1], row, &receipt.line[receipt.lines++]);
	*out = receipt;
	return true;
}

void
receipt_close(struct receipt_opened *receipt)
{
	rows_free(receipt->rows[0]);
	rows_free(receipt->rows[1]);
	*receipt = (struct receipt_opened){0};
}

static void
write_evidence(const struct receipt_opened *receipt, struct buf *out)
{
	struct json json;
	char id[UUID_TEXT];

	static const struct uuid none;

	uuid_format(receipt->id, id);
	json_start(&json, out);
	json_object(&json);
	if (!uuid_equal(receipt->id, none)) {
		json_key(&json, "receipt");
		json_text(&json, id);
	}
	json_key(&json, "withdrawal_channel");
	json_text(&json, "web");
	json_end(&json);
}

static void
make_withdrawal(const struct receipt_opened *receipt, const struct receipt_line *line, int64_t at, struct consent_said *out)
{
	*out = (struct consent_said){.act = ACT_withdrawn, .consent = line->consent, .address = receipt->address,
		.party = receipt->party, .at = at,
		.fact = {.code = line->code, .legal_entity_inn = line->legal_entity_inn}};	/* no channel: all of them */
	write_evidence(receipt, &out->evidence);
}

static void
add_refusal(const struct receipt_opened *receipt, const struct receipt_line *line, enum scope scope, enum channel channel,
    int64_t at, struct suppression *out)
{
	*out = (struct suppression){.path = "web", .fact = {.scope = scope, .channel = channel,
	    .legal_entity_inn = line->legal_entity_inn, .said_at = at}};
	memcpy(out->token, receipt->address.token, TOKEN_SIZE);
	write_evidence(receipt, &out->evidence);
}

/* What taking a consent back stops: of advertising its channels, of its processing all of it; the person named the entity. */
static size_t
make_refusals(const struct receipt_opened *receipt, const struct receipt_line *line, int64_t at, struct suppression *out)
{
	size_t count = 0;

	switch (line->code) {
	case CONSENT_AD_CHANNEL:
		for (int channel = 1; channel < CHANNEL_COUNT; channel++)
			if (line->channels & WORD_BIT(channel))
				add_refusal(receipt, line, SCOPE_ADS_CHANNEL, (enum channel)channel, at, &out[count++]);
		return count;
	case CONSENT_COMM_SMS:
		add_refusal(receipt, line, SCOPE_SMS_ALL, CHANNEL_UNKNOWN, at, out);
		return 1;
	case CONSENT_COMM_AUTOCALL:
		add_refusal(receipt, line, SCOPE_AUTOCALL, CHANNEL_UNKNOWN, at, out);
		return 1;
	default:
		add_refusal(receipt, line, SCOPE_ADS_ALL, CHANNEL_UNKNOWN, at, out);
		return 1;
	}
}

bool
receipt_withdraw(struct db *db, const struct receipt_opened *receipt, uint16_t lines, const struct entry *who,
    int *withdrawn, struct err *err)
{
	struct consent_said said[FORM_ITEMS];
	struct consent_recorded recorded[FORM_ITEMS];
	struct suppression refusals[FORM_ITEMS * CHANNEL_COUNT];
	struct suppression_effect effect;
	size_t count = 0, more = 0;

	for (int i = 0; i < receipt->lines; i++)
		if ((lines & WORD_BIT(i + 1)) && receipt->line[i].given && !receipt->line[i].taken_back) {
			make_withdrawal(receipt, &receipt->line[i], who->at, &said[count++]);
			more += make_refusals(receipt, &receipt->line[i], who->at, &refusals[more]);
		}
	bool done = db_begin(db, err) && (count == 0 || (suppression_put(db, refusals, more, who, &effect, err) &&
	    consent_put(db, said, count, who, recorded, err))) && db_commit(db, err);
	if (!done)
		db_rollback(db);
	else
		*withdrawn = (int)count;
	for (size_t i = 0; i < count; i++)
		consent_said_release(&said[i]);
	for (size_t i = 0; i < more; i++)
		suppression_release(&refusals[i]);
	return done;
}

bool
receipt_revoke(struct db *db, struct uuid id, int64_t now, struct err *err)
{
	struct args args;

	args_init(&args);
	args_uuid(&args, id);
	args_time(&args, now);
	bool run = db_run(db, QUERY_RECEIPT_REVOKE, &args, NULL, err);
	args_release(&args);
	return run;
}
