/* consent_withdrawal.c - a person takes back what was agreed to; and what is agreed to now, for showing. */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "compliance/consent_store.h"

/* Row i of consent_open as a withdrawal of that consent, for one channel or for all. */
static bool
read_open(const struct rows *rows, int i, const struct consent_withdrawal *withdrawal, int64_t at,
    struct consent_said *out)
{
	uint16_t channels = (uint16_t)rows_int(rows, i, 3);
	uint16_t taken = withdrawal->channel ? WORD_BIT(withdrawal->channel) : channels;
	struct json json;

	if ((channels & taken) == 0)
		return false;
	memset(out, 0, sizeof(*out));
	out->act = ACT_withdrawn;
	out->consent = rows_uuid(rows, i, 0);
	out->address = withdrawal->address;
	out->party = rows_int(rows, i, 1);
	out->at = at;
	out->fact.code = withdrawal->code;
	out->fact.legal_entity_inn = rows_int(rows, i, 2);
	out->fact.channels = taken == channels ? 0 : taken;
	json_start(&json, &out->evidence);
	json_object(&json);
	json_key(&json, "withdrawal_channel");
	json_text(&json, withdrawal->path);
	json_end(&json);
	return true;
}

static bool
find_open(struct db *db, const struct consent_withdrawal *withdrawal, struct rows **rows, struct err *err)
{
	struct args args;

	args_init(&args);
	args_bytes(&args, withdrawal->address.token, TOKEN_SIZE);
	args_text(&args, consent_code_name(withdrawal->code));
	bool found = db_run(db, QUERY_CONSENT_OPEN, &args, rows, err);
	args_release(&args);
	return found;
}

bool
consent_withdraw(struct db *db, const struct consent_withdrawal *withdrawal, const struct entry *who,
    int64_t *consents, struct err *err)
{
	struct rows *rows;
	size_t count = 0;

	if (!find_open(db, withdrawal, &rows, err))
		return false;
	size_t most = (size_t)rows_count(rows);
	struct consent_said *said = memory_new((most + 1) * sizeof(*said));
	struct consent_recorded *recorded = memory_new((most + 1) * sizeof(*recorded));
	for (size_t i = 0; i < most; i++)
		count += read_open(rows, (int)i, withdrawal, who->at, &said[count]);
	rows_free(rows);
	bool done = count > 0 ? consent_add(db, said, count, who, recorded, err) :
	    fail(err, ERR_ABSENT, "this address has no such consent to withdraw; a refusal is kept with \"suppress add\"");
	for (size_t i = 0; i < count; i++)
		consent_said_release(&said[i]);
	free(said);
	free(recorded);
	if (done)
		*consents = (int64_t)count;
	return done;
}

bool
consent_shown(struct db *db, const struct address *address, consent_show *show, void *context, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_bytes(&args, address->token, TOKEN_SIZE);
	bool read = db_run(db, QUERY_CONSENT_SHOWN, &args, &rows, err);
	args_release(&args);
	if (!read)
		return false;
	if (rows_count(rows) == 0)
		read = fail(err, ERR_ABSENT, "nobody in the lists holds this address");
	for (int i = 0; i < rows_count(rows) && read; i++) {
		struct consent_fact facts[FACTS_CONSENTS];
		uint8_t count = 0;
		if (consent_unpack(rows_bytes(rows, i, 2), facts, FACTS_CONSENTS, &count))
			show(context, rows_int(rows, i, 0), rows_text(rows, i, 1), facts, count);
		else
			read = fail(err, ERR_REFUSED, "the stored consents cannot be read: run \"dozvon consent rebuild\"");
	}
	rows_free(rows);
	return read;
}
