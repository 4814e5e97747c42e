/* document_store.c - the registers in the database. */
#include "compliance/document_store.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/json.h"
#include "base/lang.h"

static void
document_args(const struct document *d, const uint8_t *file_sha256, int64_t now, struct args *args)
{
	args_init(args);
	args_text(args, document_kind_name(d->kind));
	args_text(args, d->number);
	args_int(args, d->legal_entity_inn);
	args_text(args, d->provider[0] ? d->provider : NULL);
	args_text(args, d->roles);
	args_int(args, d->purposes);
	args_time(args, d->valid_from);
	args_time(args, d->valid_until);
	args_time(args, d->done_at);
	args_text(args, d->owner);
	args_bytes(args, file_sha256, file_sha256 ? SHA256_SIZE : 0);
	args_time(args, now);
}

static bool
insert(struct db *db, const struct document *d, const uint8_t *file_sha256, int64_t now, int64_t *id, struct err *err)
{
	struct args args;

	document_args(d, file_sha256, now, &args);
	bool added = db_run_int(db, QUERY_DOCUMENT_ADD, &args, id, err);
	args_release(&args);
	if (!added)
		return false;
	return *id != 0 ||
	    fail(err, ERR_ABSENT, "there is no legal entity with INN %lld; add it first", (long long)d->legal_entity_inn);
}

static bool
add_entry(struct db *db, const struct document *d, int64_t id, const uint8_t *file_sha256, const struct entry *who, struct err *err)
{
	struct entry entry = *who;
	struct buf data = {0};
	struct json json;

	entry.what = ENTRY_DOCUMENT_ADDED;
	entry.legal_entity_inn = d->legal_entity_inn;
	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "document");
	json_int(&json, id);
	if (file_sha256 != NULL) {
		json_key(&json, "file");
		json_hex(&json, file_sha256, SHA256_SIZE);
	}
	json_key(&json, "kind");
	json_text(&json, document_kind_name(d->kind));
	json_key(&json, "number");
	json_text(&json, d->number);
	json_key(&json, "valid_from");
	json_instant(&json, d->valid_from);
	json_key(&json, "valid_until");
	json_instant(&json, d->valid_until);
	json_end(&json);
	bool added = entry_add(db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

bool
document_add(struct db *db, const struct document *document, const uint8_t *file_sha256, const struct entry *who, int64_t *id,
    struct err *err)
{
	const char *fault = document_fault(document);

	if (fault != NULL)
		return fail(err, ERR_INPUT, "document: %s", say(fault));
	if (db_begin(db, err) && insert(db, document, file_sha256, who->at, id, err) &&
	    add_entry(db, document, *id, file_sha256, who, err) && db_commit(db, err))
		return true;
	db_rollback(db);
	return false;
}

static void
take_row(const struct rows *rows, int row, struct document *out)
{
	*out = (struct document){.id = rows_int(rows, row, 0), .kind = document_kind_find(view_of(rows_text(rows, row, 1))),
		.legal_entity_inn = rows_int(rows, row, 3), .purposes = (uint16_t)rows_int(rows, row, 6),
		.valid_from = rows_time(rows, row, 7), .valid_until = rows_time(rows, row, 8), .done_at = rows_time(rows, row, 9)};
	snprintf(out->number, sizeof(out->number), "%s", rows_text(rows, row, 2));
	snprintf(out->provider, sizeof(out->provider), "%s", rows_text(rows, row, 4));
	snprintf(out->roles, sizeof(out->roles), "%s", rows_text(rows, row, 5));
	snprintf(out->owner, sizeof(out->owner), "%s", rows_text(rows, row, 10));
}

bool
document_list(struct db *db, enum document_kind kind, int64_t inn, struct document **out, int *count, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_text(&args, kind == DOCUMENT_UNKNOWN ? NULL : document_kind_name(kind));
	args_int(&args, inn);
	bool run = db_run(db, QUERY_DOCUMENT_ROWS, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	*count = rows_count(rows);
	*out = memory_new(((size_t)*count + 1) * sizeof(**out));
	for (int i = 0; i < *count; i++)
		take_row(rows, i, &(*out)[i]);
	rows_free(rows);
	return true;
}

static bool
set_demand(struct db *db, enum document_kind kind, bool needed, const struct entry *who, struct err *err)
{
	struct args args;

	args_init(&args);
	args_text(&args, document_kind_name(kind));
	if (needed) {
		args_int(&args, who->who_id);
		args_time(&args, who->at);
	}
	bool set = needed ? db_run(db, QUERY_DOCUMENT_DEMAND_ADD, &args, NULL, err) :
	    db_run(db, QUERY_DOCUMENT_DEMAND_REMOVE, &args, NULL, err);
	args_release(&args);
	return set;
}

bool
document_demand_set(struct db *db, enum document_kind kind, bool needed, const struct entry *who, struct err *err)
{
	struct entry entry = *who;
	struct buf data = {0};
	struct json json;

	entry.what = ENTRY_DOCUMENT_DEMANDED;
	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "kind");
	json_text(&json, document_kind_name(kind));
	json_key(&json, "needed");
	json_bool(&json, needed);
	json_end(&json);
	bool set = db_begin(db, err) && set_demand(db, kind, needed, who, err) && entry_add(db, &entry, buf_view(&data), err) &&
	    db_commit(db, err);
	if (!set)
		db_rollback(db);
	buf_release(&data);
	return set;
}

bool
document_demands(struct db *db, uint32_t *out, struct err *err)
{
	struct rows *rows;

	if (!db_run(db, QUERY_DOCUMENT_DEMAND_ROWS, NULL, &rows, err))
		return false;
	*out = 0;
	for (int i = 0; i < rows_count(rows); i++)
		*out |= 1u << (document_kind_find(view_of(rows_text(rows, i, 0))) - 1);
	rows_free(rows);
	return true;
}

/* 152-FZ 18.1, 22: of each operator, whatever the clinic demands beside it. */
static const uint32_t asked_by_law = 1u << (DOCUMENT_RKN_NOTIFICATION - 1) | 1u << (DOCUMENT_PRIVACY_POLICY - 1) |
    1u << (DOCUMENT_RESPONSIBLE_PERSON - 1) | 1u << (DOCUMENT_HARM_ASSESSMENT - 1);

static bool
ask_lacking(struct db *db, uint32_t kinds, int64_t inn, struct rows **rows, struct err *err)
{
	struct args args;

	args_init(&args);
	args_array(&args, ARRAY_TEXT, (size_t)__builtin_popcount(kinds));
	for (int kind = 1; kind < DOCUMENT_COUNT; kind++)
		if (kinds & 1u << (kind - 1))
			args_array_text(&args, document_kind_name((enum document_kind)kind));
	args_int(&args, inn);
	bool run = db_run(db, QUERY_DOCUMENT_LACKING, &args, rows, err);
	args_release(&args);
	return run;
}

bool
document_lacking(struct db *db, int64_t inn, document_lack *show, void *context, int *count, struct err *err)
{
	struct rows *rows;
	uint32_t kinds;

	if (!document_demands(db, &kinds, err))
		return false;
	kinds = (kinds | asked_by_law) & ~(1u << (DOCUMENT_RKN_CHANGE - 1));
	if (!ask_lacking(db, kinds, inn, &rows, err))
		return false;
	*count = 0;
	for (int i = 0; i < rows_count(rows); i++)
		if (!rows_is_null(rows, i, 1)) {
			show(context, rows_int(rows, i, 0), document_kind_find(view_of(rows_text(rows, i, 1))));
			++*count;
		}
	bool there = inn == 0 || rows_count(rows) > 0;
	rows_free(rows);
	return there || fail(err, ERR_ABSENT, "there is no legal entity with INN %lld; add it first", (long long)inn);
}
