/* wording_approval_store.c - approving a text by persons other than its author; showing one with its approvals. */
#include "compliance/wording_store.h"

#include "base/json.h"
#include "compliance/staff_store.h"

enum { ID, AUTHOR, SHA256, CODE, BODY, LANGUAGE, STANDALONE, PURPOSES, APPROVED };	/* columns of wording_find */

static bool
find(struct db *db, const struct wording_key *key, struct rows **rows, struct err *err)
{
	struct args args;

	args_init(&args);
	args_int(&args, key->legal_entity_inn);
	args_text(&args, key->name);
	args_int(&args, key->version);
	bool found = db_run(db, QUERY_WORDING_FIND, &args, rows, err);
	args_release(&args);
	if (found && rows_count(*rows) == 0) {
		rows_free(*rows);
		found = fail(err, ERR_ABSENT, "there is no wording \"%s\" version %lld of this legal entity", key->name,
		    (long long)key->version);
	}
	return found;
}

/* Not the author, nor who cannot answer for a text. */
static bool
may_approve(const struct staff *staff, int64_t author, const char *login, struct err *err)
{
	if (staff->id == author)
		return fail(err, ERR_REFUSED, "%s has written this text and cannot approve it", login);
	return right_must(RIGHT_APPROVE_WORDING, staff->role, login, err);
}

static bool
insert(struct db *db, int64_t wording, const struct staff *staff, int64_t now, struct err *err)
{
	struct args args;
	int64_t inserted = 0;

	args_init(&args);
	args_int(&args, wording);
	args_int(&args, staff->id);
	args_text(&args, role_name(staff->role));
	args_time(&args, now);
	bool done = db_run_count(db, QUERY_WORDING_APPROVE, &args, &inserted, err);
	args_release(&args);
	return done && (inserted > 0 || fail(err, ERR_CONFLICT, "this person has approved the text already"));
}

static bool
add_entry(struct db *db, const struct wording_key *key, struct view sha256, int64_t staff, const struct entry *who,
    struct err *err)
{
	struct json json;
	struct buf data = {0};
	struct entry entry = *who;

	entry.what = ENTRY_WORDING_APPROVED;
	entry.legal_entity_inn = key->legal_entity_inn;
	entry.who_kind = "staff";
	entry.who_id = staff;
	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "name");
	json_text(&json, key->name);
	json_key(&json, "sha256");
	json_hex(&json, sha256.data, sha256.len);
	json_key(&json, "version");
	json_int(&json, key->version);
	json_end(&json);
	bool added = entry_add(db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

static bool
read_state(struct db *db, int64_t wording, bool *approved, int *approvals, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, wording);
	bool read = db_run(db, QUERY_WORDING_IS_APPROVED, &args, &rows, err);
	args_release(&args);
	if (read) {
		*approved = rows_bool(rows, 0, 0);
		*approvals = (int)rows_int(rows, 0, 1);
		rows_free(rows);
	}
	return read;
}

static bool
approve(struct db *db, const struct wording_key *key, const struct staff *staff, const char *login, const struct entry *who,
    int64_t *wording, struct err *err)
{
	struct rows *rows;

	if (!find(db, key, &rows, err))
		return false;
	*wording = rows_int(rows, 0, ID);
	bool done = may_approve(staff, rows_int(rows, 0, AUTHOR), login, err) &&
	    insert(db, *wording, staff, who->at, err) &&
	    add_entry(db, key, rows_bytes(rows, 0, SHA256), staff->id, who, err);
	rows_free(rows);
	return done;
}

bool
wording_approve(struct db *db, const struct wording_key *key, const char *login, const struct entry *who,
    bool *approved, int *approvals, struct err *err)
{
	struct staff staff;
	int64_t wording;

	if (!staff_find(db, login, &staff, err))
		return false;
	bool done = db_begin(db, err) && approve(db, key, &staff, login, who, &wording, err) &&
	    read_state(db, wording, approved, approvals, err) && db_commit(db, err);
	if (!done)
		db_rollback(db);
	return done;
}

static bool
show_approvals(struct db *db, int64_t wording, wording_show_approval *approval, void *context, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, wording);
	bool read = db_run(db, QUERY_WORDING_APPROVALS, &args, &rows, err);
	args_release(&args);
	if (!read)
		return false;
	for (int i = 0; i < rows_count(rows); i++)
		approval(context, rows_text(rows, i, 0), rows_text(rows, i, 1), rows_time(rows, i, 2));
	rows_free(rows);
	return true;
}

bool
wording_shown(struct db *db, const struct wording_key *key, wording_show *show, wording_show_approval *approval,
    void *context, struct err *err)
{
	struct rows *rows;

	if (!find(db, key, &rows, err))
		return false;
	show(context, &(struct wording_shown){
		.wording = {
			.id = rows_int(rows, 0, ID),
			.legal_entity_inn = key->legal_entity_inn,
			.code = consent_code_find(view_of(rows_text(rows, 0, CODE))),
			.name = key->name,
			.version = key->version,
			.language = rows_text(rows, 0, LANGUAGE),
			.body = rows_text(rows, 0, BODY),
			.purposes = (uint16_t)rows_int(rows, 0, PURPOSES),
			.standalone = rows_bool(rows, 0, STANDALONE),
		},
		.sha256 = rows_bytes(rows, 0, SHA256),
		.approved = rows_bool(rows, 0, APPROVED),
	});
	bool done = show_approvals(db, rows_int(rows, 0, ID), approval, context, err);
	rows_free(rows);
	return done;
}
