/* export.c - copies of many persons' data: asked for by one, decided by another, made once, each step with its entry. */
#include "campaigns/export.h"

#include <stdio.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/lang.h"
#include "campaigns/csv_reader.h"
#include "campaigns/export_mark.h"
#include "compliance/act_reason_store.h"
#include "compliance/outside_file_store.h"
#include "compliance/person_read_store.h"

static bool
add_entry(struct db *db, enum entry_what what, struct buf *data, struct json *json, const struct entry *who, struct err *err)
{
	struct entry entry = *who;

	json_end(json);
	entry.what = what;
	bool added = entry_add(db, &entry, buf_view(data), err);
	buf_release(data);
	return added;
}

static bool
put_wish(struct db *db, const struct export_wish *wish, int64_t reason, const struct entry *who, int64_t *id, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, wish->campaign);
	args_int(&args, wish->list);
	args_int(&args, who->who_id);
	args_int(&args, reason);
	args_time(&args, who->at);
	bool put = db_run(db, QUERY_EXPORT_ASK, &args, &rows, err);
	args_release(&args);
	if (!put)
		return false;
	bool there = rows_count(rows) == 1;
	if (there)
		*id = rows_int(rows, 0, 0);
	rows_free(rows);
	return there || fail(err, ERR_ABSENT, "there is no such campaign or list");
}

static bool
ask(struct db *db, const struct export_wish *wish, const struct entry *who, int64_t *id, struct err *err)
{
	struct act_reason why = {0};
	struct buf data = {0};
	struct json json;

	if (!act_reason_add(db, ENTRY_EXPORT_ASKED, wish->reason, who, &why, err) || !put_wish(db, wish, why.id, who, id, err))
		return false;
	json_start(&json, &data);
	json_object(&json);
	if (wish->campaign != 0) {
		json_key(&json, "campaign");
		json_int(&json, wish->campaign);
	}
	json_key(&json, "export");
	json_int(&json, *id);
	if (wish->list != 0) {
		json_key(&json, "list");
		json_int(&json, wish->list);
	}
	act_reason_write(&why, &json);
	return add_entry(db, ENTRY_EXPORT_ASKED, &data, &json, who, err);
}

bool
export_ask(struct db *db, const struct export_wish *wish, const struct entry *who, int64_t *id, struct err *err)
{
	if ((wish->campaign > 0) == (wish->list > 0))
		return fail(err, ERR_INPUT, "say either a campaign or a list");
	if (db_begin(db, err) && ask(db, wish, who, id, err) && db_commit(db, err))
		return true;
	db_rollback(db);
	return false;
}

/* One export, locked until the commit. */
static bool
lock_export(struct db *db, int64_t id, struct rows **rows, struct err *err)
{
	struct args args;

	args_init(&args);
	args_int(&args, id);
	bool locked = db_run(db, QUERY_EXPORT_LOCK, &args, rows, err);
	args_release(&args);
	if (!locked)
		return false;
	if (rows_count(*rows) == 1)
		return true;
	rows_free(*rows);
	return fail(err, ERR_ABSENT, "there is no export %lld", (long long)id);
}

static bool
may_decide(struct db *db, int64_t id, const struct entry *who, struct err *err)
{
	struct rows *rows;

	if (!lock_export(db, id, &rows, err))
		return false;
	bool decided = !rows_is_null(rows, 0, 2), own = rows_int(rows, 0, 0) == who->who_id;
	rows_free(rows);
	if (decided)
		return fail(err, ERR_CONFLICT, "export %lld is decided already", (long long)id);
	return !own || fail(err, ERR_REFUSED, "who reads cannot approve it: it takes a second person");
}

static bool
decide(struct db *db, int64_t id, bool approved, const struct entry *who, struct err *err)
{
	struct buf data = {0};
	struct args args;
	struct json json;

	if (!may_decide(db, id, who, err))
		return false;
	args_init(&args);
	args_int(&args, id);
	args_int(&args, who->who_id);
	args_bool(&args, approved);
	args_time(&args, who->at);
	args_time(&args, approved ? who->at + EXPORT_HOURS * HOUR : 0);
	bool put = db_run(db, QUERY_EXPORT_DECIDE, &args, NULL, err);
	args_release(&args);
	if (!put)
		return false;
	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "approved");
	json_bool(&json, approved);
	json_key(&json, "export");
	json_int(&json, id);
	return add_entry(db, ENTRY_EXPORT_DECIDED, &data, &json, who, err);
}

bool
export_decide(struct db *db, int64_t id, bool approved, const struct entry *who, struct err *err)
{
	if (db_begin(db, err) && decide(db, id, approved, who, err) && db_commit(db, err))
		return true;
	db_rollback(db);
	return false;
}

static bool
may_make(const struct rows *export, const struct entry *who, struct err *err)
{
	if (rows_int(export, 0, 0) != who->who_id)
		return fail(err, ERR_REFUSED, "an export is made by who asked for it");
	if (rows_is_null(export, 0, 2) || !rows_bool(export, 0, 2))
		return fail(err, ERR_REFUSED, "this export is not approved");
	if (!rows_is_null(export, 0, 5))
		return fail(err, ERR_REFUSED, "this export was made already; ask for another");
	return rows_time(export, 0, 4) > who->at || fail(err, ERR_REFUSED, "the approval of this export has expired; ask for another");
}

static void
write_cells(struct buf *out, const char *const cells[5])
{
	for (int i = 0; i < 5; i++) {
		if (i > 0)
			buf_add_char(out, ';');
		csv_cell_add(out, view_of(cells[i]), ';');
	}
	buf_add_text(out, "\r\n");
}

/* First whose copy it is, for whoever opens it. */
static void
write_copy(const struct installation_key *key, int64_t id, const struct rows *export, const struct rows *people, int64_t now,
    struct buf *out)
{
	char code[EXPORT_MARK_CODE], party[24], at[28];
	struct buf line = {0}, name = {0};

	export_mark_code(key, id, code);
	instant_format(now, at);
	buf_add_format(&line, say("Export %s: made %s by %s, approved by %s. Personal data: not to be passed on."), code, at,
	    rows_text(export, 0, 1), rows_text(export, 0, 3));
	write_cells(out, (const char *const[]){line.data, "", "", "", ""});
	write_cells(out, (const char *const[]){say("Party"), say("Kind"), say("Name"), say("Address"), say("Export")});
	for (int i = 0; i < rows_count(people); i++) {
		snprintf(party, sizeof(party), "%lld", (long long)rows_int(people, i, 0));
		buf_clear(&name);
		export_mark_name(key, id, view_of(rows_text(people, i, 2)), &name);
		write_cells(out, (const char *const[]){party, rows_text(people, i, 1), name.data, rows_text(people, i, 3), code});
	}
	buf_release(&line);
	buf_release(&name);
}

static bool
load_people(struct db *db, const struct rows *export, struct rows **people, struct err *err)
{
	struct args args;

	args_init(&args);
	args_int(&args, rows_is_null(export, 0, 6) ? 0 : rows_int(export, 0, 6));
	args_int(&args, rows_is_null(export, 0, 7) ? 0 : rows_int(export, 0, 7));
	args_int(&args, EXPORT_ADDRESSES + 1);
	bool loaded = db_run(db, QUERY_EXPORT_PEOPLE, &args, people, err);
	args_release(&args);
	if (!loaded)
		return false;
	if (rows_count(*people) <= EXPORT_ADDRESSES)
		return true;
	rows_free(*people);
	return fail(err, ERR_REFUSED, "more than %d addresses: ask for a smaller list", (int)EXPORT_ADDRESSES);
}

static bool
keep_made(struct db *db, int64_t id, int64_t read, int persons, const uint8_t sum[SHA256_SIZE], const struct entry *who, struct err *err)
{
	struct buf data = {0};
	struct args args;
	struct json json;

	args_init(&args);
	args_int(&args, id);
	args_time(&args, who->at);
	args_int(&args, persons);
	args_bytes(&args, sum, SHA256_SIZE);
	args_int(&args, read);
	bool put = db_run(db, QUERY_EXPORT_MADE, &args, NULL, err);
	args_release(&args);
	if (!put)
		return false;
	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "export");
	json_int(&json, id);
	json_key(&json, "file_sha256");
	json_hex(&json, sum, SHA256_SIZE);
	json_key(&json, "persons");
	json_int(&json, persons);
	json_key(&json, "read");
	json_int(&json, read);
	return add_entry(db, ENTRY_EXPORT_MADE, &data, &json, who, err);
}

static bool
copy_out(struct db *db, const struct installation_key *key, int64_t id, const char *login, const char *path, const struct rows *export,
    const struct entry *who, struct buf *out, struct err *err)
{
	uint8_t sum[SHA256_SIZE];
	struct outside_file file = {.kind = OUTSIDE_EXPORT, .path = path, .staff = who->who_id, .sha256 = sum, .now = who->at};
	struct person_read read = {.reading = READING_EXPORT, .login = login, .approver = rows_text(export, 0, 3),
		.campaign = rows_is_null(export, 0, 6) ? 0 : rows_int(export, 0, 6)};
	struct rows *people;
	int64_t number, unused;

	if (!may_make(export, who, err) || !load_people(db, export, &people, err))
		return false;
	for (int i = 0; i < rows_count(people); i++) {
		read.persons += i == 0 || rows_int(people, i, 0) != rows_int(people, i - 1, 0);
		person_read_add(&read, rows_bytes(people, i, 4));
	}
	write_copy(key, id, export, people, who->at, out);
	sha256(out->data, out->len, sum);
	bool kept = person_read_put(db, &read, who, &number, err) && keep_made(db, id, number, read.persons, sum, who, err);
	file.tokens = buf_view(&read.tokens);
	kept = kept && outside_file_add(db, &file, &unused, err);
	person_read_release(&read);
	rows_free(people);
	return kept;
}

static bool
make(struct db *db, const struct installation_key *key, int64_t id, const char *login, const char *path, const struct entry *who,
    struct buf *out, struct err *err)
{
	struct rows *export;

	if (!lock_export(db, id, &export, err))
		return false;
	bool made = copy_out(db, key, id, login, path, export, who, out, err);
	rows_free(export);
	return made;
}

bool
export_make(struct db *db, const struct installation_key *key, int64_t id, const char *login, const char *path,
    const struct entry *who, struct buf *out, struct err *err)
{
	if (db_begin(db, err) && make(db, key, id, login, path, who, out, err) && db_commit(db, err))
		return true;
	buf_clear(out);
	db_rollback(db);
	return false;
}

bool
export_list(struct db *db, int64_t now, struct rows **rows, struct err *err)
{
	struct args args;

	args_init(&args);
	args_time(&args, now);
	bool listed = db_run(db, QUERY_EXPORT_LIST, &args, rows, err);
	args_release(&args);
	return listed;
}
