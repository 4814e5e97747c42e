/* campaign_move.c - who may move a campaign from which state to which, each move with its entry. */
#include <string.h>

#include "base/json.h"
#include "campaigns/campaign.h"
#include "campaigns/campaign_text.h"
#include "compliance/document_store.h"
#include "compliance/entry.h"
#include "compliance/staff_store.h"

struct move {
	const char *verb;
	unsigned from;			/* bits of campaign_state */
	enum campaign_state to;
	enum entry_what entry;
	bool second_person;		/* not the author */
	bool stops_targets;
};

#define FROM(state) (1u << CAMPAIGN_##state)
static const struct move approve = {"approve", FROM(DRAFT), CAMPAIGN_APPROVED, ENTRY_CAMPAIGN_APPROVED, true, false};
static const struct move start = {"start", FROM(APPROVED), CAMPAIGN_PLANNING, ENTRY_CAMPAIGN_STARTED, false, false};
static const struct move pause_move = {"pause", FROM(RUNNING), CAMPAIGN_PAUSED, ENTRY_CAMPAIGN_PAUSED, false, false};
static const struct move resume = {"resume", FROM(PAUSED), CAMPAIGN_RUNNING, ENTRY_CAMPAIGN_RESUMED, false, false};
static const struct move stop = {"stop", FROM(DRAFT) | FROM(APPROVED) | FROM(PLANNING) | FROM(RUNNING) | FROM(PAUSED),
	CAMPAIGN_STOPPED, ENTRY_CAMPAIGN_STOPPED, false, true};

struct standing {
	char state[16];
	int64_t author, legal_entity_inn;
};

static bool
lock_campaign(struct db *db, int64_t id, struct standing *out, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, id);
	bool run = db_run(db, QUERY_CAMPAIGN_LOCK, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	bool found = rows_count(rows) == 1;
	if (found) {
		strncpy(out->state, rows_text(rows, 0, 0), sizeof(out->state) - 1);
		out->author = rows_int(rows, 0, 1);
		out->legal_entity_inn = rows_int(rows, 0, 3);
	}
	rows_free(rows);
	return found || fail(err, ERR_ABSENT, "there is no campaign %lld", (long long)id);
}

static bool
permits(const struct move *move, const struct standing *standing, int64_t who, struct err *err)
{
	bool from = false;

	for (int i = 0; i < CAMPAIGN_STATES; i++)
		if ((move->from & 1u << i) && strcmp(campaign_state_name((enum campaign_state)i), standing->state) == 0)
			from = true;
	if (!from)
		return fail(err, ERR_CONFLICT, "cannot %s a campaign that is %s", move->verb, standing->state);
	if (move->second_person && who == standing->author)
		return fail(err, ERR_REFUSED, "the author cannot approve; ask another person");
	return true;
}

static bool
write_move(struct db *db, int64_t id, const struct move *move, const struct standing *standing, int64_t who, int64_t now,
    const char *process, struct err *err)
{
	struct args args;
	struct buf data = {0};
	struct json json;
	struct entry entry = {.what = move->entry, .at = now, .legal_entity_inn = standing->legal_entity_inn,
		.who_kind = "staff", .who_id = who, .process = process};

	args_init(&args);
	args_int(&args, id);
	args_text(&args, campaign_state_name(move->to));
	if (move->second_person)
		args_int(&args, who);
	else
		args_null(&args);
	args_time(&args, now);
	bool written = db_run(db, QUERY_CAMPAIGN_MOVE, &args, NULL, err);
	args_clear(&args);
	args_int(&args, id);
	if (written && move->stops_targets)
		written = db_run(db, QUERY_CAMPAIGN_STOP_TARGETS, &args, NULL, err);
	args_release(&args);
	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "campaign");
	json_int(&json, id);
	json_key(&json, "from");
	json_text(&json, standing->state);
	json_end(&json);
	written = written && entry_add(db, &entry, buf_view(&data), err);
	buf_release(&data);
	return written;
}

static bool
make(struct db *db, int64_t id, const struct move *move, const char *login, int64_t now, const char *process, struct err *err)
{
	struct standing standing = {0};
	int64_t who;

	if (db_begin(db, err) && staff_must(db, login, RIGHT_CAMPAIGN, &who, err) && lock_campaign(db, id, &standing, err) &&
	    permits(move, &standing, who, err) && write_move(db, id, move, &standing, who, now, process, err) &&
	    db_commit(db, err))
		return true;
	db_rollback(db);
	return false;
}

bool
campaign_approve(struct db *db, int64_t id, const char *login, const char *why, const struct content_words *words,
    int64_t now, const char *process, struct lint *out, struct err *err)
{
	struct standing standing = {0};
	int64_t who;

	*out = (struct lint){0};
	if (db_begin(db, err) && staff_must(db, login, RIGHT_CAMPAIGN, &who, err) && lock_campaign(db, id, &standing, err) &&
	    permits(&approve, &standing, who, err) && document_permits(db, id, login, why, now, err) &&
	    campaign_text_check(db, id, words, now, out, err) &&
	    write_move(db, id, &approve, &standing, who, now, process, err) && db_commit(db, err))
		return true;
	db_rollback(db);
	return false;
}

bool
campaign_start(struct db *db, int64_t id, const char *login, int64_t now, const char *process, struct err *err)
{
	return make(db, id, &start, login, now, process, err);
}

bool
campaign_pause(struct db *db, int64_t id, const char *login, int64_t now, const char *process, struct err *err)
{
	return make(db, id, &pause_move, login, now, process, err);
}

bool
campaign_resume(struct db *db, int64_t id, const char *login, int64_t now, const char *process, struct err *err)
{
	return make(db, id, &resume, login, now, process, err);
}

bool
campaign_stop(struct db *db, int64_t id, const char *login, int64_t now, const char *process, struct err *err)
{
	return make(db, id, &stop, login, now, process, err);
}
