/* card_store.c - the cards of a campaign, and what a press does to one. */
#include "web/card_store.h"

#include <string.h>

#include "compliance/entry.h"

bool
campaign_must_run(struct db *db, int64_t campaign, struct err *err)
{
	struct rows *rows;
	struct args args;
	bool runs = false;

	args_init(&args);
	args_int(&args, campaign);
	bool asked = db_run(db, QUERY_CARD_CAMPAIGN, &args, &rows, err);
	args_release(&args);
	if (!asked)
		return false;
	if (rows_count(rows) == 0)
		fail(err, ERR_ABSENT, "there is no campaign %lld", (long long)campaign);
	else if (strcmp(rows_text(rows, 0, 0), "running") != 0)
		fail(err, ERR_CONFLICT, "campaign %lld does not run: its state is %s", (long long)campaign,
		    rows_text(rows, 0, 0));
	else
		runs = true;
	rows_free(rows);
	return runs;
}

static bool
run_with(struct db *db, enum query query, int64_t campaign, int64_t now, int64_t last, int count, struct rows **rows,
    struct err *err)
{
	struct args args;

	args_init(&args);
	args_int(&args, campaign);
	args_time(&args, now);
	if (count == 3)
		args_int(&args, last);
	bool done = db_run(db, query, &args, rows, err);
	args_release(&args);
	return done;
}

bool
cards_load(struct db *db, int64_t campaign, int64_t agent, int64_t now, int limit, struct rows **rows, struct err *err)
{
	struct args args;

	args_init(&args);
	args_int(&args, campaign);
	args_time(&args, now);
	args_int(&args, limit);
	args_int(&args, agent);
	bool done = db_run(db, QUERY_CARD_LIST, &args, rows, err);
	args_release(&args);
	return done;
}

bool
cards_later(struct db *db, int64_t campaign, int64_t now, int64_t *count, int64_t *next_at, struct err *err)
{
	struct rows *rows;

	if (!run_with(db, QUERY_CARD_LATER, campaign, now, 0, 2, &rows, err))
		return false;
	*count = rows_int(rows, 0, 0);
	*next_at = rows_time(rows, 0, 1);
	rows_free(rows);
	return true;
}

/* *pressed_at stays 0 when the nonce is new. */
static bool
find_before(struct db *db, const struct press *press, int64_t *pressed_at, struct err *err)
{
	struct rows *rows;
	struct args args;
	bool same = true;

	args_init(&args);
	args_uuid(&args, press->nonce);
	bool asked = db_run(db, QUERY_PRESS_FIND, &args, &rows, err);
	args_release(&args);
	if (!asked)
		return false;
	if (rows_count(rows) == 1) {
		same = rows_int(rows, 0, 0) == press->campaign && rows_int(rows, 0, 1) == press->contact_point &&
		    rows_int(rows, 0, 2) == press->agent;
		*pressed_at = rows_time(rows, 0, 3);
	}
	rows_free(rows);
	return same || fail(err, ERR_CONFLICT, "this nonce was used for another press");
}

static bool
lock_card(struct db *db, const struct regions *regions, const struct press *press, struct card *card, struct err *err)
{
	struct rows *rows;

	if (!run_with(db, QUERY_CARD_LOCK, press->campaign, press->pressed_at, press->contact_point, 3, &rows, err))
		return false;
	bool there = rows_count(rows) == 1;
	if (there)
		card_read(rows, 0, press->campaign, regions, press->pressed_at, card);
	rows_free(rows);
	if (!there)
		return fail(err, ERR_CONFLICT, "this card is not to be called now: taken by another, refused, or too early");
	if (memcmp(card->sha256, press->card_sha256, SHA256_SIZE) != 0)
		return fail(err, ERR_CONFLICT, "the card has changed since it was shown: load it again");
	return true;
}

static bool
insert(struct db *db, const struct press *press, struct err *err)
{
	struct args args;

	args_init(&args);
	args_uuid(&args, press->nonce);
	args_int(&args, press->campaign);
	args_int(&args, press->contact_point);
	args_int(&args, press->agent);
	args_text(&args, press->session);
	args_bytes(&args, press->card_sha256, SHA256_SIZE);
	args_time(&args, press->pressed_at);
	bool added = db_run(db, QUERY_PRESS_ADD, &args, NULL, err);
	args_clear(&args);
	args_int(&args, press->campaign);
	args_int(&args, press->contact_point);
	args_time(&args, press->pressed_at);
	bool done = added && db_run(db, QUERY_PRESS_DUE, &args, NULL, err);
	args_release(&args);
	return done;
}

static bool
log_press(struct db *db, const struct press *press, const struct card *card, const char *process, struct err *err)
{
	struct entry entry = {.what = ENTRY_CARD_PRESSED, .at = press->pressed_at, .subject = card->token,
	    .legal_entity_inn = card->legal_entity_inn, .who_kind = "staff", .who_id = press->agent,
	    .process = process};
	char nonce[UUID_TEXT];
	struct buf data = {0};
	struct json json;

	uuid_format(press->nonce, nonce);
	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "campaign");
	json_int(&json, press->campaign);
	json_key(&json, "card");
	json_hex(&json, press->card_sha256, SHA256_SIZE);
	json_key(&json, "contact_point");
	json_int(&json, press->contact_point);
	json_key(&json, "nonce");
	json_text(&json, nonce);
	json_end(&json);
	bool logged = entry_add(db, &entry, buf_view(&data), err);
	buf_release(&data);
	return logged;
}

static bool
commit_new(struct db *db, const struct regions *regions, const char *process, const struct press *press,
    struct err *err)
{
	struct card card;

	if (!db_begin(db, err))
		return false;
	if (campaign_must_run(db, press->campaign, err) && lock_card(db, regions, press, &card, err) &&
	    insert(db, press, err) && log_press(db, press, &card, process, err) && db_commit(db, err))
		return true;
	db_rollback(db);
	return false;
}

bool
press_commit(struct db *db, const struct regions *regions, const char *process, struct press *press, struct err *err)
{
	int64_t before = 0;

	if (!find_before(db, press, &before, err))
		return false;
	if (before == 0)
		return commit_new(db, regions, process, press, err);
	press->pressed_at = before;
	return true;
}
