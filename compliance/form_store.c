/* form_store.c - forms of consents in the database. */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/lang.h"
#include "compliance/form.h"

enum { PLACE, WORDING, CODE, NAME, VERSION, LANGUAGE, BODY, HASH, CHANNELS, PURPOSES, PROCESSORS, MONTHS };	/* of form_items */

/* from: the column of the wording's id; the text's columns follow it in every query that gives texts. */
static void
read_text(const struct rows *rows, int row, int from, struct form_item *out)
{
	struct view hash = rows_bytes(rows, row, from + HASH - WORDING);

	out->wording_id = rows_int(rows, row, from);
	out->code = consent_code_find(view_of(rows_text(rows, row, from + CODE - WORDING)));
	out->wording = rows_text(rows, row, from + NAME - WORDING);
	out->version = rows_int(rows, row, from + VERSION - WORDING);
	out->language = rows_text(rows, row, from + LANGUAGE - WORDING);
	out->body = rows_text(rows, row, from + BODY - WORDING);
	must(hash.len == SHA256_SIZE);
	memcpy(out->sha256, hash.data, SHA256_SIZE);
}

static void
read_item(const struct rows *rows, int row, struct form_item *out)
{
	read_text(rows, row, WORDING, out);
	out->place = (int)rows_int(rows, row, PLACE);
	out->channels = (uint16_t)rows_int(rows, row, CHANNELS);
	out->purposes = (uint16_t)rows_int(rows, row, PURPOSES);
	out->processors = rows_text(rows, row, PROCESSORS);
	out->months = rows_int(rows, row, MONTHS);
}

static bool
load_items(struct db *db, struct form *form, struct err *err)
{
	struct args args;

	args_init(&args);
	args_int(&args, form->id);
	bool run = db_run(db, QUERY_FORM_ITEMS, &args, &form->rows[1], err);
	args_release(&args);
	if (!run)
		return false;
	form->items = rows_count(form->rows[1]);
	must(form->items <= FORM_ITEMS);
	for (int row = 0; row < form->items; row++)
		read_item(form->rows[1], row, &form->item[row]);
	return true;
}

static void
read_head(const struct rows *rows, const char *name, struct form *out)
{
	snprintf(out->name, sizeof(out->name), "%s", name);
	out->id = rows_int(rows, 0, 0);
	out->legal_entity_inn = rows_int(rows, 0, 1);
	out->ogrn = rows_int(rows, 0, 2);
	out->entity = rows_text(rows, 0, 3);
	out->title = rows_text(rows, 0, 4);
	out->sms_campaign = rows_int(rows, 0, 5);
	out->email_campaign = rows_int(rows, 0, 6);
	out->frame_origins = rows_text(rows, 0, 7);
	out->zone = rows_text(rows, 0, 8);
	out->shows = rows_bool(rows, 0, 9);
	out->place = rows_text(rows, 0, 10);
}

bool
form_load(struct db *db, const char *name, struct form *out, struct err *err)
{
	struct form form = {0};
	struct args args;

	args_init(&args);
	args_text(&args, name);
	bool loaded = db_run(db, QUERY_FORM_FIND, &args, &form.rows[0], err);
	args_release(&args);
	if (loaded && rows_count(form.rows[0]) == 0)
		loaded = fail(err, ERR_ABSENT, "there is no form \"%.60s\"", name);
	if (loaded) {
		read_head(form.rows[0], name, &form);
		loaded = load_items(db, &form, err);
	}
	if (loaded)
		*out = form;
	else
		form_release(&form);
	return loaded;
}

bool
form_load_by_id(struct db *db, int64_t id, struct form *out, struct err *err)
{
	struct rows *rows;
	struct args args;

	args_init(&args);
	args_int(&args, id);
	bool found = db_run(db, QUERY_FORM_NAME, &args, &rows, err);
	args_release(&args);
	if (!found)
		return false;
	found = rows_count(rows) == 1 ? form_load(db, rows_text(rows, 0, 0), out, err) :
	    fail(err, ERR_ABSENT, "there is no form %lld", (long long)id);
	rows_free(rows);
	return found;
}

bool
form_of_wording(struct db *db, int64_t wording, struct form *out, struct err *err)
{
	struct form form = {.title = "", .frame_origins = "", .zone = "", .place = "", .items = 1};
	struct args args;

	args_init(&args);
	args_int(&args, wording);
	bool loaded = db_run(db, QUERY_FORM_WORDING, &args, &form.rows[0], err);
	args_release(&args);
	if (!loaded)
		return false;
	if (rows_count(form.rows[0]) == 0) {
		form_release(&form);
		return fail(err, ERR_ABSENT, "there is no text %lld", (long long)wording);
	}
	form.legal_entity_inn = rows_int(form.rows[0], 0, 0);
	form.ogrn = rows_int(form.rows[0], 0, 1);
	form.entity = rows_text(form.rows[0], 0, 2);
	form.item[0].place = 1;
	form.item[0].processors = "[]";
	read_text(form.rows[0], 0, 3, &form.item[0]);
	*out = form;
	return true;
}

void
form_release(struct form *form)
{
	rows_free(form->rows[0]);
	rows_free(form->rows[1]);
	*form = (struct form){0};
}

const struct form_item *
form_item_at(const struct form *form, int place)
{
	for (int i = 0; i < form->items; i++)
		if (form->item[i].place == place)
			return &form->item[i];
	return NULL;
}

void
form_shown(const struct form *form, uint8_t out[SHA256_SIZE])
{
	struct hash *hash = hash_new();

	hash_start(hash);
	hash_add(hash, &form->id, sizeof(form->id));
	for (int i = 0; i < form->items; i++)
		hash_add(hash, form->item[i].sha256, SHA256_SIZE);
	hash_end(hash, out);
	hash_free(hash);
}

/* place 0: of the form itself. */
static bool
add_entry(struct db *db, const char *form, int64_t place, int64_t wording, const struct entry *who, struct err *err)
{
	struct entry entry = *who;
	struct buf data = {0};
	struct json json;

	entry.what = ENTRY_FORM_ADDED;
	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "form");
	json_text(&json, form);
	if (place > 0) {
		json_key(&json, "place");
		json_int(&json, place);
		json_key(&json, "wording");
		json_int(&json, wording);
	}
	json_end(&json);
	bool added = entry_add(db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

static bool
insert(struct db *db, enum query query, const struct args *args, int64_t *out, const char *absent, struct err *err)
{
	return db_run_int(db, query, args, out, err) && (*out != 0 || fail(err, ERR_ABSENT, "%s", say(absent)));
}

bool
form_add(struct db *db, const struct form_new *form, const struct entry *who, struct err *err)
{
	struct args args;
	int64_t id;

	args_init(&args);
	args_text(&args, form->name);
	args_int(&args, form->legal_entity_inn);
	args_text(&args, form->title);
	args_int(&args, form->sms_campaign);
	args_int(&args, form->email_campaign);
	args_text(&args, form->frame_origins);
	args_time(&args, who->at);
	args_bool(&args, form->shows);
	bool added = db_begin(db, err) &&
	    insert(db, QUERY_FORM_ADD, &args, &id, "there is no such legal entity, or a campaign of the form is over: name it before it is started", err) &&
	    add_entry(db, form->name, 0, 0, who, err) && db_commit(db, err);
	args_release(&args);
	if (!added)
		db_rollback(db);
	if (!added && err->kind == ERR_CONFLICT)
		fail(err, ERR_CONFLICT, "there is a form \"%.60s\" already, or its name is not of small Latin letters, digits and hyphens, or there is no such campaign",
		    form->name);
	return added;
}

bool
form_item_add(struct db *db, const struct form_item_new *item, const struct entry *who, int64_t *place, struct err *err)
{
	struct args args;

	args_init(&args);
	args_text(&args, item->form);
	args_int(&args, item->wording_id);
	args_int(&args, item->channels);
	args_int(&args, item->purposes);
	args_text(&args, item->processors);
	args_int(&args, item->months);
	args_time(&args, who->at);
	bool added = db_begin(db, err) && insert(db, QUERY_FORM_ITEM_ADD, &args, place,
	    "there is no such form of consents, or no such text of its legal entity that is a document of its own", err) &&
	    add_entry(db, item->form, *place, item->wording_id, who, err) && db_commit(db, err);
	args_release(&args);
	if (!added)
		db_rollback(db);
	if (!added && err->kind == ERR_CONFLICT)
		fail(err, ERR_CONFLICT, "form \"%.60s\" has this text already, or is full", item->form);
	return added;
}
