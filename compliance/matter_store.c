/* matter_store.c - matters in the database: opened with all that their kind brings along, and found again. */
#include "compliance/matter_store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/lang.h"
#include "compliance/holder_store.h"
#include "compliance/suppression_store.h"

static void
write_data(const struct matter *matter, const struct matter_deed *deed, struct buf *out)
{
	struct json json;

	json_start(&json, out);
	json_object(&json);
	if (deed->deadline != DEADLINE_COUNT) {
		json_key(&json, "deadline");
		json_text(&json, deadline_rule(deed->deadline)->name);
	}
	if (deed->field != NULL) {
		json_key(&json, "field");
		json_text(&json, deed->field);
	}
	if (deed->file_sha256 != NULL) {
		json_key(&json, "file");
		json_hex(&json, deed->file_sha256, SHA256_SIZE);
	}
	json_key(&json, "kind");
	json_text(&json, matter_kind_name(matter->kind));
	json_key(&json, "matter");
	json_int(&json, matter->id);
	json_key(&json, "opened_at");
	json_instant(&json, matter->opened_at);
	json_end(&json);
}

static struct entry
entry_of(const struct matter *matter, enum entry_what what, const struct entry *who)
{
	struct entry entry = *who;

	entry.what = what;
	entry.legal_entity_inn = matter->legal_entity_inn;
	entry.subject = matter->has_subject ? matter->subject : NULL;
	return entry;
}

bool
matter_record(struct db *db, const struct matter *matter, const struct matter_deed *deed, const struct entry *who,
    struct err *err)
{
	struct entry entry = entry_of(matter, deed->what, who);
	struct buf data = {0};
	struct args args;

	args_init(&args);
	args_int(&args, matter->id);
	args_text(&args, deed->act);
	args_text(&args, deed->deadline == DEADLINE_COUNT ? NULL : deadline_rule(deed->deadline)->name);
	args_time(&args, who->at);
	if (who->who_id != 0)
		args_int(&args, who->who_id);
	else
		args_null(&args);
	args_text(&args, deed->says ? deed->says : "");
	args_bytes(&args, deed->file_sha256, deed->file_sha256 ? SHA256_SIZE : 0);
	bool added = db_run(db, QUERY_MATTER_EVENT_ADD, &args, NULL, err);
	args_release(&args);
	write_data(matter, deed, &data);
	added = added && entry_add(db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

static bool
block(struct db *db, const struct matter *matter, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, matter->party);
	bool run = db_run(db, QUERY_MATTER_LOCK_PARTY, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	bool ours = rows_count(rows) == 1 && (rows_bool(rows, 0, 0) || rows_bool(rows, 0, 1));
	rows_free(rows);
	if (!ours)	/* dead, blocked by somebody else, or gone: nothing to give back at the end */
		return true;
	args_init(&args);
	args_int(&args, matter->id);
	args_int(&args, matter->party);
	run = db_run(db, QUERY_MATTER_BLOCK, &args, NULL, err) && refusal_notify(db, &matter->party, 1, err);
	args_release(&args);
	return run;
}

static bool
hold(struct db *db, const struct matter *matter, int64_t now, struct err *err)
{
	struct args args;

	args_init(&args);
	args_int(&args, matter->id);
	args_time(&args, now);
	bool held = db_run(db, QUERY_MATTER_HOLD, &args, NULL, err);
	args_release(&args);
	return held;
}

/* What a new matter of this kind does, beside running its clocks. */
static bool
begin(struct db *db, const struct matter *matter, int64_t now, struct err *err)
{
	unsigned does = matter_rule(matter->kind)->does;

	if ((does & NAMES) && matter->party == 0)
		return fail(err, ERR_INPUT, "whose data is it? name an address that one person holds, or --party");
	return (!(does & BLOCKS) || matter->party == 0 || block(db, matter, err)) && (!(does & HOLDS) || hold(db, matter, now, err));
}

static bool
add_entries(struct db *db, const struct matter *list, size_t count, const struct entry *who, struct err *err)
{
	static const struct matter_deed opened = {ENTRY_MATTER_OPENED, "opened", DEADLINE_COUNT, NULL, NULL, NULL};
	struct args args;
	struct buf body = {0}, data = {0};

	args_init(&args);
	args_array(&args, ARRAY_BYTES, count);
	for (size_t i = 0; i < count; i++)
		args_array_bytes(&args, list[i].has_subject ? list[i].subject : NULL, TOKEN_SIZE);
	args_array(&args, ARRAY_BYTES, count);
	for (size_t i = 0; i < count; i++) {
		struct entry entry = entry_of(&list[i], opened.what, who);
		buf_clear(&body);
		buf_clear(&data);
		write_data(&list[i], &opened, &data);
		entry_write(&entry, buf_view(&data), &body);
		args_array_bytes(&args, body.data, body.len);
	}
	bool added = db_run(db, QUERY_MATTER_ENTRIES, &args, NULL, err);
	args_release(&args);
	buf_release(&body);
	buf_release(&data);
	return added;
}

static bool
add_tasks(struct db *db, const int64_t *ids, size_t count, struct err *err)
{
	struct args args;

	args_init(&args);
	args_array(&args, ARRAY_INT8, count);
	for (size_t i = 0; i < count; i++)
		args_array_int(&args, ids[i]);
	bool added = db_run(db, QUERY_MATTER_TASK_ADD, &args, NULL, err);
	args_release(&args);
	return added;
}

/* The columns that matter_open gives. */
static void
take_new(const struct rows *rows, int row, struct matter *out)
{
	struct view subject = rows_bytes(rows, row, 2);

	*out = (struct matter){.id = rows_int(rows, row, 0), .kind = matter_kind_find(view_of(rows_text(rows, row, 1))),
		.legal_entity_inn = rows_int(rows, row, 3), .opened_at = rows_time(rows, row, 4), .party = rows_int(rows, row, 5),
		.has_subject = subject.len == TOKEN_SIZE};
	if (out->has_subject)
		memcpy(out->subject, subject.data, TOKEN_SIZE);
}

static void
opening_args(const struct matter_opening *list, size_t count, const struct entry *who, struct args *args)
{
	args_init(args);
	args_time(args, who->at);
#define COLUMN(type, add) \
	args_array(args, type, count); \
	for (size_t i = 0; i < count; i++) \
		add
	COLUMN(ARRAY_TEXT, args_array_text(args, matter_kind_name(list[i].kind)));
	COLUMN(ARRAY_BYTES, args_array_bytes(args, list[i].subject, TOKEN_SIZE));
	COLUMN(ARRAY_INT8, args_array_int(args, list[i].party));
	COLUMN(ARRAY_INT8, args_array_int(args, list[i].legal_entity_inn));
	COLUMN(ARRAY_TIME, args_array_time(args, list[i].opened_at));
	COLUMN(ARRAY_TEXT, args_array_text(args, list[i].path));
	COLUMN(ARRAY_TEXT, args_array_text(args, list[i].reference));
	COLUMN(ARRAY_TEXT, args_array_text(args, list[i].zone));
#undef COLUMN
	if (who->who_id != 0)
		args_int(args, who->who_id);
	else
		args_null(args);
}

/* What comes with new matters; ids has room for them. */
static bool
take_all_new(struct db *db, const struct rows *rows, const struct entry *who, int64_t *ids, struct err *err)
{
	size_t count = (size_t)rows_count(rows);
	struct matter *list = memory_new((count + 1) * sizeof(*list));

	for (size_t i = 0; i < count; i++) {
		take_new(rows, (int)i, &list[i]);
		ids[i] = list[i].id;
	}
	bool taken = count == 0 || (add_tasks(db, ids, count, err) && add_entries(db, list, count, who, err));
	for (size_t i = 0; i < count && taken; i++)
		taken = begin(db, &list[i], who->at, err);
	free(list);
	return taken;
}

bool
matter_put(struct db *db, const struct matter_opening *list, size_t count, const struct entry *who, int64_t *ids,
    size_t *opened, struct err *err)
{
	struct args args;
	struct rows *rows;

	opening_args(list, count, who, &args);
	bool put = db_run(db, QUERY_MATTER_OPEN, &args, &rows, err);
	args_release(&args);
	if (!put)
		return false;
	put = take_all_new(db, rows, who, ids, err);
	*opened = (size_t)rows_count(rows);
	rows_free(rows);
	return put;
}

/* The addresses that the demand closes: the one it named, or all of the person's. */
static bool
find_tokens(struct db *db, const struct matter_opening *opening, struct buf *tokens, struct err *err)
{
	struct args args;
	struct rows *rows;

	if (opening->subject != NULL) {
		buf_add(tokens, opening->subject, TOKEN_SIZE);
		return true;
	}
	args_init(&args);
	args_int(&args, opening->party);
	bool found = db_run(db, QUERY_MATTER_PARTY_TOKENS, &args, &rows, err);
	args_release(&args);
	if (!found)
		return false;
	for (int i = 0; i < rows_count(rows); i++)
		buf_add(tokens, rows_bytes(rows, i, 0).data, TOKEN_SIZE);
	rows_free(rows);
	return tokens->len > 0 || fail(err, ERR_INPUT, "whose demand is it? --address is missing");
}

static bool
refuse(struct db *db, const struct matter_opening *opening, const struct entry *who, struct err *err)
{
	struct suppression suppression = {.fact = {.scope = matter_rule(opening->kind)->refuses,
		.legal_entity_inn = opening->legal_entity_inn, .said_at = opening->opened_at}};
	struct suppression_effect effect;
	struct buf tokens = {0};

	snprintf(suppression.path, sizeof(suppression.path), "%s", opening->path);
	const char *fault = suppression_fault(&suppression);
	if (fault != NULL)
		return fail(err, ERR_INPUT, "%s", say(fault));
	bool refused = find_tokens(db, opening, &tokens, err);
	size_t count = tokens.len / TOKEN_SIZE;
	struct suppression *list = memory_new((count + 1) * sizeof(*list));
	for (size_t i = 0; i < count; i++) {
		list[i] = suppression;
		memcpy(list[i].token, tokens.data + i * TOKEN_SIZE, TOKEN_SIZE);
	}
	refused = refused && suppression_put(db, list, count, who, &effect, err);
	free(list);
	buf_release(&tokens);
	return refused;
}

/* W-01: the refusal is the stop, at its commit. */
static bool
meet_at_once(struct db *db, int64_t id, const struct entry *who, struct err *err)
{
	static const struct matter_deed met = {ENTRY_MATTER_MET, "met", DEADLINE_AD_STOP, NULL, NULL, NULL};
	struct matter matter;

	return matter_load(db, id, &matter, err) && matter_record(db, &matter, &met, who, err);
}

/* A refusing kind first: its matter has the reference, and the refusal that follows finds it open. */
static bool
open_whole(struct db *db, const struct matter_opening *opening, const struct entry *who, int64_t *id, struct err *err)
{
	const struct matter_rule *rule = matter_rule(opening->kind);
	size_t opened;

	if (rule->refuses != SCOPE_UNKNOWN && opening->subject == NULL && opening->party == 0)
		return fail(err, ERR_INPUT, "whose demand is it? --address is missing");
	if (!matter_put(db, opening, 1, who, id, &opened, err))
		return false;
	if (opened == 0)
		return fail(err, ERR_CONFLICT, "the same demand of this person is open already");
	return (rule->refuses == SCOPE_UNKNOWN || refuse(db, opening, who, err)) &&
	    (rule->deadline[0] != DEADLINE_AD_STOP || meet_at_once(db, *id, who, err));
}

bool
matter_open(struct db *db, const struct matter_opening *opening, const struct entry *who, int64_t *id, struct err *err)
{
	if (db_begin(db, err) && open_whole(db, opening, who, id, err) && db_commit(db, err))
		return true;
	db_rollback(db);
	return false;
}

static void
take_row(const struct rows *rows, int row, struct matter *out)
{
	struct view subject = rows_bytes(rows, row, 6);

	*out = (struct matter){.id = rows_int(rows, row, 0), .kind = matter_kind_find(view_of(rows_text(rows, row, 1))),
		.opened_at = rows_time(rows, row, 2), .recorded_at = rows_time(rows, row, 3),
		.legal_entity_inn = rows_int(rows, row, 4), .party = rows_int(rows, row, 7),
		.identified_at = rows_time(rows, row, 10), .extended_at = rows_time(rows, row, 11),
		.closed_at = rows_time(rows, row, 12), .blocked = rows_bool(rows, row, 13), .affected = rows_int(rows, row, 14),
		.met_at = {rows_time(rows, row, 15), rows_time(rows, row, 16)}, .tasks = (int)rows_int(rows, row, 17),
		.tasks_open = (int)rows_int(rows, row, 18), .has_subject = subject.len == TOKEN_SIZE};
	if (out->has_subject)
		memcpy(out->subject, subject.data, TOKEN_SIZE);
	snprintf(out->zone, sizeof(out->zone), "%s", rows_text(rows, row, 5));
	snprintf(out->path, sizeof(out->path), "%s", rows_text(rows, row, 8));
	snprintf(out->reference, sizeof(out->reference), "%s", rows_text(rows, row, 9));
}

static void
add_kinds(struct args *args)
{
	args_array(args, ARRAY_TEXT, MATTER_COUNT - 1);
	for (int kind = 1; kind < MATTER_COUNT; kind++)
		args_array_text(args, matter_kind_name((enum matter_kind)kind));
	for (int n = 0; n < MATTER_CLOCKS; n++) {
		args_array(args, ARRAY_TEXT, MATTER_COUNT - 1);
		for (int kind = 1; kind < MATTER_COUNT; kind++) {
			const struct matter_rule *rule = matter_rule((enum matter_kind)kind);
			args_array_text(args, n < rule->clocks ? deadline_rule(rule->deadline[n])->name : NULL);
		}
	}
}

static bool
read_rows(struct db *db, int64_t id, enum matter_kind kind, bool only_open, int64_t after, struct rows **rows, struct err *err)
{
	struct args args;

	args_init(&args);
	add_kinds(&args);
	args_int(&args, id);
	args_text(&args, kind == MATTER_UNKNOWN ? NULL : matter_kind_name(kind));
	args_bool(&args, only_open);
	args_int(&args, after);
	args_int(&args, MATTER_LIST);
	bool run = db_run(db, QUERY_MATTER_ROWS, &args, rows, err);
	args_release(&args);
	return run;
}

bool
matter_load(struct db *db, int64_t id, struct matter *out, struct err *err)
{
	struct rows *rows;

	if (id <= 0)
		return fail(err, ERR_ABSENT, "there is no matter %lld", (long long)id);
	if (!read_rows(db, id, MATTER_UNKNOWN, false, 0, &rows, err))
		return false;
	bool found = rows_count(rows) == 1;
	if (found)
		take_row(rows, 0, out);
	rows_free(rows);
	return found || fail(err, ERR_ABSENT, "there is no matter %lld", (long long)id);
}

bool
matter_list(struct db *db, enum matter_kind kind, bool only_open, int64_t after, struct matter **out, int *count, struct err *err)
{
	struct rows *rows;

	if (!read_rows(db, 0, kind, only_open, after, &rows, err))
		return false;
	*count = rows_count(rows);
	*out = memory_new(((size_t)*count + 1) * sizeof(**out));
	for (int i = 0; i < *count; i++)
		take_row(rows, i, &(*out)[i]);
	rows_free(rows);
	return true;
}

static bool
read_some(struct db *db, enum query query, int64_t id, struct rows **rows, struct err *err)
{
	struct args args;

	args_init(&args);
	args_int(&args, id);
	bool read = db_run(db, query, &args, rows, err);
	args_release(&args);
	return read;
}

bool
matter_tasks(struct db *db, int64_t id, struct rows **rows, struct err *err)
{
	return read_some(db, QUERY_MATTER_TASKS, id, rows, err);
}

bool
matter_events(struct db *db, int64_t id, struct rows **rows, struct err *err)
{
	return read_some(db, QUERY_MATTER_EVENTS, id, rows, err);
}
