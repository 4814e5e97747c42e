/* quarantine.c - documented decisions and notices, each in one transaction with its entry. */
#include "campaigns/quarantine.h"

#include <string.h>

#include "base/crypto.h"
#include "base/json.h"
#include "campaigns/list_store.h"
#include "campaigns/source.h"
#include "compliance/entry.h"

enum { REASON_CHARACTERS = 10 };

struct kept {
	const struct source *source;
	int64_t entity_inn;
	bool quarantined;
};

static bool
lock_list(struct db *db, int64_t list, struct kept *out, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, list);
	bool run = db_run(db, QUERY_LIST_LOCK, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	bool found = rows_count(rows) == 1 || fail(err, ERR_ABSENT, "there is no list %lld", (long long)list);
	if (found && rows_is_null(rows, 0, 4))
		found = fail(err, ERR_CONFLICT, "list %lld is not whole: import it again", (long long)list);
	if (found && (found = source_check(rows_text(rows, 0, 1), &out->source, err))) {
		out->entity_inn = rows_int(rows, 0, 2);
		out->quarantined = rows_bool(rows, 0, 3);
	}
	rows_free(rows);
	return found;
}

static bool
open_list(struct db *db, int64_t list, struct err *err)
{
	struct args args;

	args_init(&args);
	args_int(&args, list);
	bool opened = db_run(db, QUERY_LIST_OPEN, &args, NULL, err);
	args_release(&args);
	return opened;
}

static bool
write_entry(struct db *db, enum entry_what what, int64_t list, int64_t inn, int64_t parties, const char *word, const char *value,
    const struct stater *stater, struct err *err)
{
	struct entry entry = {.what = what, .at = stater->now, .legal_entity_inn = inn, .who_kind = "staff",
		.who_id = stater->staff, .process = stater->process};
	struct buf data = {0};
	struct json json;

	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "list");
	json_int(&json, list);
	json_key(&json, "parties");
	json_int(&json, parties);
	json_key(&json, word);
	json_text(&json, value);
	json_end(&json);
	bool added = entry_add(db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

static bool
decide(struct db *db, int64_t list, const struct kept *kept, const char *reason, const char *document,
    const struct stater *stater, int64_t *parties, struct err *err)
{
	struct args args;

	args_init(&args);
	args_int(&args, list);
	bool done = db_run_int(db, QUERY_LIST_PERSONS, &args, parties, err);
	args_text(&args, kept->source->quarantine);
	args_int(&args, done ? *parties : 0);
	args_text(&args, reason);
	args_text(&args, document);
	args_int(&args, stater->staff);
	args_time(&args, stater->now);
	done = done && db_run(db, QUERY_LIST_DECISION_ADD, &args, NULL, err);
	args_release(&args);
	return done && list_let_out(db, list, err) && open_list(db, list, err) && write_entry(db, ENTRY_QUARANTINE_LIFTED, list, kept->entity_inn, *parties,
	    "was", kept->source->quarantine, stater, err);
}

static bool
is_kept(const struct kept *kept, int64_t list, struct err *err)
{
	if (kept->source->fate != FATE_QUARANTINED)
		return fail(err, ERR_CONFLICT, "list %lld comes from %s: who is kept back there waits for a notice, not for a decision",
		    (long long)list, kept->source->word);
	return kept->quarantined || fail(err, ERR_CONFLICT, "list %lld is not in quarantine", (long long)list);
}

bool
quarantine_lift(struct db *db, int64_t list, const char *reason, const char *document, const struct stater *stater,
    int64_t *parties, struct err *err)
{
	struct kept kept;

	if (stater->staff == 0)
		return fail(err, ERR_REFUSED, "a compliance officer decides this, and is named");
	if (!said(reason) || strlen(reason) < REASON_CHARACTERS)
		return fail(err, ERR_INPUT, "--reason: say in a sentence why these data may be used");
	if (!said(document))
		return fail(err, ERR_INPUT, "%s is missing", "--document");
	if (db_begin(db, err) && lock_list(db, list, &kept, err) && is_kept(&kept, list, err) &&
	    decide(db, list, &kept, reason, document, stater, parties, err) && db_commit(db, err))
		return true;
	db_rollback(db);
	return false;
}

/* The cases of 152-FZ art. 18 part 4. */
static bool
is_exemption(const char *word)
{
	static const char *const cases[] = {"PERSON_TOLD", "CONTRACT", "PUBLISHED_BY_PERSON", "STATISTICS", "OTHERS_RIGHTS"};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (strcmp(cases[i], word) == 0)
			return true;
	return false;
}

static bool
add_notices(struct db *db, const struct notice *notice, const uint8_t hash[SHA256_SIZE], const struct stater *stater,
    int64_t *told, struct err *err)
{
	struct args args;

	args_init(&args);
	args_int(&args, notice->list);
	args_int(&args, notice->party);
	args_text(&args, notice->exempt != NULL ? "EXEMPT" : "SENT");
	args_time(&args, notice->sent_at);
	if (notice->exempt == NULL)
		args_bytes(&args, hash, SHA256_SIZE);
	else
		args_null(&args);
	args_text(&args, notice->exempt);
	args_int(&args, stater->staff);
	args_time(&args, stater->now);
	bool added = db_run_count(db, QUERY_NOTICE_ADD, &args, told, err);
	args_release(&args);
	return added;
}

/* Nobody waits any more: the list is open to campaigns. */
static bool
open_when_told(struct db *db, int64_t list, struct err *err)
{
	struct args args;
	int64_t waiting;

	args_init(&args);
	args_int(&args, list);
	bool run = db_run_int(db, QUERY_NOTICE_WAITING, &args, &waiting, err);
	args_release(&args);
	return run && (waiting > 0 || open_list(db, list, err));
}

static bool
mark(struct db *db, const struct notice *notice, const struct stater *stater, int64_t *told, struct err *err)
{
	uint8_t hash[SHA256_SIZE] = {0};
	struct buf hex = {0};
	struct kept kept;

	if (!lock_list(db, notice->list, &kept, err))
		return false;
	if (kept.source->fate != FATE_NOTICE)
		return fail(err, ERR_CONFLICT, "list %lld comes from %s: nobody in it waits for a notice", (long long)notice->list,
		    kept.source->word);
	sha256(notice->text.data, notice->text.len, hash);
	hex_add(&hex, hash, sizeof(hash));
	bool marked = add_notices(db, notice, hash, stater, told, err) && open_when_told(db, notice->list, err) &&
	    write_entry(db, ENTRY_NOTICE_MARKED, notice->list, kept.entity_inn, *told,
		notice->exempt != NULL ? "reason" : "text_sha256", notice->exempt != NULL ? notice->exempt : hex.data, stater, err);
	buf_release(&hex);
	return marked;
}

bool
notice_mark(struct db *db, const struct notice *notice, const struct stater *stater, int64_t *told, struct err *err)
{
	if (stater->staff == 0)
		return fail(err, ERR_REFUSED, "who marks a notice is named");
	if ((notice->exempt == NULL) == (notice->sent_at == 0))
		return fail(err, ERR_INPUT, "a notice was sent (--sent DATE --text FILE), or none is owed (--exempt CASE)");
	if (notice->exempt != NULL && !is_exemption(notice->exempt))
		return fail(err, ERR_INPUT, "--exempt: expected PERSON_TOLD, CONTRACT, PUBLISHED_BY_PERSON, STATISTICS or OTHERS_RIGHTS "
		    "(152-FZ art. 18 part 4)");
	if (notice->exempt == NULL && (notice->text.len == 0 || notice->sent_at > stater->now))
		return fail(err, ERR_INPUT, "the notice has no text, or a date in the future");
	if (db_begin(db, err) && mark(db, notice, stater, told, err) && db_commit(db, err))
		return true;
	db_rollback(db);
	return false;
}

static bool
show_persons(struct db *db, int64_t list, const char *source_word, struct rows **parties, struct err *err)
{
	const struct source *source;
	struct args args;

	if (!source_check(source_word, &source, err))
		return false;
	args_init(&args);
	args_int(&args, list);
	args_text(&args, source->quarantine);
	bool run = db_run(db, QUERY_LIST_PARTIES, &args, parties, err);
	args_release(&args);
	return run;
}

bool
list_show(struct db *db, int64_t list, struct rows **row, struct rows **parties, struct err *err)
{
	struct args args;

	args_init(&args);
	args_int(&args, list);
	bool run = db_run(db, QUERY_LIST_ROW, &args, row, err);
	args_release(&args);
	if (!run)
		return false;
	run = rows_count(*row) == 0 ? fail(err, ERR_ABSENT, "there is no list %lld", (long long)list) :
	    show_persons(db, list, rows_text(*row, 0, 3), parties, err);
	if (!run)
		*row = rows_free(*row);
	return run;
}
