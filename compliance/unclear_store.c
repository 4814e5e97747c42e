/* unclear_store.c - the transactions of an answer that a person has to read. */
#include "compliance/unclear_store.h"

#include <stdio.h>
#include <string.h>

#include "base/email.h"
#include "base/phone.h"
#include "compliance/act_reason_store.h"

enum { TRIES = 5 };

/* The version of the words that understood it is a refusal's evidence. */
static bool
put_refusal(struct db *db, const struct refusal_words *words, const struct spoken *spoken,
    const struct suppression_fact *fact, const struct entry *who, struct err *err)
{
	struct suppression refusal = {.fact = *fact};
	struct suppression_effect effect;
	struct json json;

	memcpy(refusal.token, spoken->token, TOKEN_SIZE);
	snprintf(refusal.path, sizeof(refusal.path), "%s", spoken->path);
	json_start(&json, &refusal.evidence);
	json_object(&json);
	json_key(&json, "words_version");
	json_text(&json, refusal_words_version(words));
	json_end(&json);
	bool put = suppression_put(db, &refusal, 1, who, &effect, err);
	suppression_release(&refusal);
	return put;
}

bool
spoken_put(struct db *db, const struct refusal_words *words, struct spoken *spoken, const struct entry *who,
    struct err *err)
{
	struct suppression_fact fact = {.said_at = spoken->said_at ? spoken->said_at : who->at};

	spoken->class = refusal_words_read(words, view_of(spoken->words), spoken->channel, &fact);
	if (spoken->class == REFUSAL_NONE)
		return true;
	if (spoken->class == REFUSAL_UNDERSTOOD) {
		spoken->scope = fact.scope;
		return put_refusal(db, words, spoken, &fact, who, err);
	}
	struct unclear unclear = {.channel = spoken->channel, .class = spoken->class, .words = spoken->words,
	    .words_version = refusal_words_version(words), .said_at = fact.said_at};
	memcpy(unclear.token, spoken->token, TOKEN_SIZE);
	return unclear_add(db, &unclear, who, &spoken->reply, err);
}

bool
spoken_take(struct db *db, const struct refusal_words *words, struct spoken *spoken, const struct entry *who,
    struct err *err)
{
	for (int i = 0; i < TRIES; i++) {
		if (db_begin(db, err) && spoken_put(db, words, spoken, who, err) && db_commit(db, err))
			return true;
		db_rollback(db);
		if (err->kind != ERR_RETRY)
			break;
	}
	return false;
}

static bool
log_held(struct db *db, const struct unclear *unclear, const struct entry *who, int64_t id, struct err *err)
{
	struct entry entry = *who;
	struct buf data = {0};
	struct json json;

	entry.what = ENTRY_REPLY_HELD;
	entry.subject = unclear->token;
	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "channel");
	json_text(&json, channel_name(unclear->channel));
	json_key(&json, "class");
	json_text(&json, refusal_class_name(unclear->class));
	json_key(&json, "reply");
	json_int(&json, id);
	json_end(&json);
	bool added = entry_add(db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

static bool
log_decided(struct db *db, const struct unclear_decision *decision, const uint8_t token[TOKEN_SIZE],
    const struct entry *who, struct err *err)
{
	struct entry entry = *who;
	struct act_reason why;
	struct buf data = {0};
	struct json json;

	if (!act_reason_add(db, ENTRY_REPLY_DECIDED, decision->reason, who, &why, err))
		return false;
	entry.what = ENTRY_REPLY_DECIDED;
	entry.subject = token;
	json_start(&json, &data);
	json_object(&json);
	act_reason_write(&why, &json);
	json_key(&json, "reply");
	json_int(&json, decision->id);
	json_key(&json, "scope");
	json_text(&json, decision->scope != SCOPE_UNKNOWN ? scope_name(decision->scope) : NULL);
	json_end(&json);
	bool added = entry_add(db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

static bool
hold(struct db *db, const struct unclear *unclear, const struct entry *who, struct err *err)
{
	struct suppression hold = {.fact = {.scope = SCOPE_ALL_CONTACT, .said_at = unclear->said_at}, .path = "hold"};
	struct suppression_effect effect;

	memcpy(hold.token, unclear->token, TOKEN_SIZE);
	return suppression_put(db, &hold, 1, who, &effect, err);
}

bool
unclear_add(struct db *db, const struct unclear *unclear, const struct entry *who, int64_t *id, struct err *err)
{
	struct args args;

	must(unclear->class == REFUSAL_UNCLEAR || unclear->class == REFUSAL_COMPLAINT);
	if (!hold(db, unclear, who, err))
		return false;
	args_init(&args);
	args_bytes(&args, unclear->token, TOKEN_SIZE);
	args_text(&args, channel_name(unclear->channel));
	args_text(&args, refusal_class_name(unclear->class));
	args_text(&args, unclear->words);
	args_text(&args, unclear->words_version);
	args_time(&args, unclear->said_at);
	args_time(&args, who->at);
	bool added = db_run_int(db, QUERY_UNCLEAR_ADD, &args, id, err);
	args_release(&args);
	return added && log_held(db, unclear, who, *id, err);
}

/* What the decision needs to know of the answer, locked. */
static bool
lock(struct db *db, int64_t id, struct suppression *refusal, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, id);
	bool asked = db_run(db, QUERY_UNCLEAR_LOCK, &args, &rows, err);
	args_release(&args);
	if (!asked)
		return false;
	bool there = rows_count(rows) == 1, decided = there && rows_bool(rows, 0, 4);
	if (there) {
		enum channel channel = channel_find(view_of(rows_text(rows, 0, 1)));
		memcpy(refusal->token, rows_bytes(rows, 0, 0).data, TOKEN_SIZE);
		refusal->fact.said_at = rows_time(rows, 0, 3);
		snprintf(refusal->path, sizeof(refusal->path), "%s", channel == CHANNEL_SMS ? "sms" :
		    channel_is_call(channel) ? "phrase" : "letter");
	}
	rows_free(rows);
	if (!there)
		return fail(err, ERR_ABSENT, "there is no answer %lld to decide", (long long)id);
	return !decided || fail(err, ERR_CONFLICT, "answer %lld has been decided before", (long long)id);
}

static bool
write_decision(struct db *db, const struct unclear_decision *decision, const struct entry *who, struct err *err)
{
	struct args args;

	args_init(&args);
	args_int(&args, decision->id);
	args_text(&args, decision->scope != SCOPE_UNKNOWN ? "refusal" : "no_refusal");
	args_text(&args, decision->scope != SCOPE_UNKNOWN ? scope_name(decision->scope) : NULL);
	args_int(&args, who->who_id);
	args_text(&args, decision->reason);
	args_time(&args, who->at);
	bool written = db_run(db, QUERY_UNCLEAR_DECIDE, &args, NULL, err);
	args_clear(&args);
	args_int(&args, decision->id);
	written = written && db_run(db, QUERY_UNCLEAR_LIFT, &args, NULL, err);
	args_release(&args);
	return written;
}

/* The real refusal is there before the hold goes: nobody slips between, and both are of one commit anyway. */
static bool
decide(struct db *db, const struct unclear_decision *decision, const struct entry *who, struct err *err)
{
	struct suppression refusal = {.fact = {.scope = decision->scope}};
	struct suppression_effect effect;

	if (!lock(db, decision->id, &refusal, err))
		return false;
	if (decision->scope != SCOPE_UNKNOWN && !suppression_put(db, &refusal, 1, who, &effect, err))
		return false;
	return write_decision(db, decision, who, err) && log_decided(db, decision, refusal.token, who, err);
}

bool
unclear_decide(struct db *db, const struct unclear_decision *decision, const struct entry *who, struct err *err)
{
	if (decision->reason == NULL || decision->reason[strspn(decision->reason, " ")] == '\0')
		return fail(err, ERR_INPUT, "a decision needs a reason");
	if (decision->scope == SCOPE_ADS_CHANNEL)
		return fail(err, ERR_INPUT, "words of a person refuse one channel wholly, or all advertising: not ADS_CHANNEL");
	for (int i = 0; i < TRIES; i++) {
		if (db_begin(db, err) && decide(db, decision, who, err) && db_commit(db, err))
			return true;
		db_rollback(db);
		if (err->kind != ERR_RETRY)
			break;
	}
	return false;
}

bool
unclear_list(struct db *db, int64_t after, int64_t limit, unclear_show *show, void *context, int64_t *count,
    struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, after);
	args_int(&args, limit);
	bool read = db_run(db, QUERY_UNCLEAR_LIST, &args, &rows, err);
	args_release(&args);
	if (!read)
		return false;
	for (int i = 0; i < rows_count(rows); i++) {
		char mask[EMAIL_TEXT] = "";
		const char *address = rows_text(rows, i, 5);
		if (strchr(address, '@') != NULL)
			email_mask(address, mask);
		else if (*address != '\0')
			phone_mask(address, mask);
		show(context, &(struct unclear_line){.id = rows_int(rows, i, 0), .channel = rows_text(rows, i, 1),
		    .class = rows_text(rows, i, 2), .words = rows_text(rows, i, 3), .said_at = rows_time(rows, i, 4),
		    .address = mask, .campaign = rows_text(rows, i, 6), .purpose = rows_text(rows, i, 7),
		    .token = rows_bytes(rows, i, 8)});
	}
	*count = rows_count(rows);
	rows_free(rows);
	return true;
}
