/* register_route.c - our registers over the API: entities, branches, staff, lists, numbers, sender names; read, and added to. */
#include <string.h>

#include "base/json.h"
#include "campaigns/register_view.h"
#include "campaigns/sender.h"
#include "compliance/staff_store.h"
#include "web/body.h"
#include "web/problem.h"
#include "web/route.h"

static void
write_value(struct json *json, const struct rows *rows, int row, int column, char form)
{
	if (rows_is_null(rows, row, column))
		json_null(json);
	else if (form == 'n')
		json_int(json, rows_int(rows, row, column));
	else if (form == 't')
		json_instant(json, rows_time(rows, row, column));
	else if (form == 'b')
		json_bool(json, rows_bool(rows, row, column));
	else
		json_text(json, rows_text(rows, row, column));
}

static void
show(struct call *call, const char *table)
{
	const struct register_view *view = register_view_get(table);
	struct err err = {0};
	struct buf out = {0};
	struct rows *rows;
	struct json json;
	struct db *db = site_db(call->site, &err);

	if (db == NULL || !register_view_rows(db, view, &rows, &err)) {
		problem_reply_err(call->request, &err);
		return;
	}
	json_start_loose(&json, &out);
	json_object(&json);
	json_key(&json, view->plural);
	json_array(&json);
	for (int row = 0; row < rows_count(rows); row++) {
		json_object(&json);
		for (int column = 0; view->form[column] != '\0'; column++) {
			json_key(&json, view->column[column]);
			write_value(&json, rows, row, column, view->form[column]);
		}
		json_end(&json);
	}
	json_end(&json);
	json_end(&json);
	call_reply_json(call, &out);
	rows_free(rows);
	buf_release(&out);
}

void entity_list(struct call *call) { show(call, "entity"); }
void branch_list(struct call *call) { show(call, "branch"); }
void staff_list(struct call *call) { show(call, "staff"); }
void list_list(struct call *call) { show(call, "list"); }
void number_list(struct call *call) { show(call, "number"); }
void sender_list(struct call *call) { show(call, "sender"); }

/* A body of texts, each of them perhaps not there. */
enum { TEXTS = 8, TEXT_MAX = 512 };
struct texts {
	char text[TEXTS][TEXT_MAX];
};

static bool
read_texts(struct call *call, const char *const *names, struct texts *out, struct err *err)
{
	struct body *body = body_read(call->request->body, names, err);
	bool read = body != NULL;

	for (int i = 0; read && names[i] != NULL; i++)
		read = body_text_or_none(body, names[i], out->text[i], TEXT_MAX, err);
	body_free(body);
	return read;
}

static struct db *
stated_by(struct call *call, struct stater *stater, struct err *err)
{
	*stater = (struct stater){.staff = call->caller.staff, .process = call->site->name, .now = call->now};
	return site_db(call->site, err);
}

static void
reply_added(struct call *call, bool added, int64_t id, const struct err *err)
{
	struct buf out = {0};
	struct json json;

	if (!added) {
		problem_reply_err(call->request, err);
		return;
	}
	json_start(&json, &out);
	json_object(&json);
	json_key(&json, "id");
	json_int(&json, id);
	json_end(&json);
	call_reply_json(call, &out);
	buf_release(&out);
}

void
entity_take(struct call *call)
{
	static const char *const names[] = {"inn", "ogrn", "name", "licence", "licence_until", "address", NULL};
	struct texts t = {0};
	struct stater stater;
	struct err err = {0};
	int64_t id = 0;

	bool read = read_texts(call, names, &t, &err);
	const struct entity_text text = {t.text[0], t.text[1], t.text[2], t.text[3], t.text[4], t.text[5]};
	struct db *db = read ? stated_by(call, &stater, &err) : NULL;
	bool added = db != NULL && entity_state(db, &text, false, &stater, &id, &err);
	reply_added(call, added, id, &err);
}

void
branch_take(struct call *call)
{
	static const char *const names[] = {"legal_entity_inn", "name", "zone", NULL};
	struct texts t = {0};
	struct stater stater;
	struct err err = {0};
	int64_t id = 0;

	bool read = read_texts(call, names, &t, &err);
	const struct branch_text text = {t.text[0], t.text[1], t.text[2]};
	struct db *db = read ? stated_by(call, &stater, &err) : NULL;
	bool added = db != NULL && branch_state(db, &text, false, &stater, &id, &err);
	reply_added(call, added, id, &err);
}

void
staff_take(struct call *call)
{
	static const char *const names[] = {"new_login", "name", "role", "extension", "person", NULL};
	struct texts t = {0};
	struct stater stater;
	struct err err = {0};
	int64_t id = 0;

	bool read = read_texts(call, names, &t, &err);
	const struct staff_text text = {t.text[0], t.text[1], t.text[2], t.text[3], t.text[4]};
	struct db *db = read ? stated_by(call, &stater, &err) : NULL;
	bool added = db != NULL && staff_state(db, &text, false, &stater, &id, &err);
	reply_added(call, added, id, &err);
}

void
number_take(struct call *call)
{
	static const char *const names[] = {"number", "owner_inn", "label", "category", "contract", "until", "order", NULL};
	struct texts t = {0};
	struct stater stater;
	struct err err = {0};
	int64_t id = 0;

	bool read = read_texts(call, names, &t, &err);
	const struct number_text text = {t.text[0], t.text[1], t.text[2], t.text[3], t.text[4], t.text[5], t.text[6]};
	struct db *db = read ? stated_by(call, &stater, &err) : NULL;
	bool added = db != NULL && number_state(db, &text, false, &stater, &id, &err);
	reply_added(call, added, id, &err);
}

void
sender_take(struct call *call)
{
	static const char *const names[] = {"legal_entity_inn", "name", "categories", "carriers", "contract", "until", NULL};
	struct texts t = {0};
	struct stater stater;
	struct err err = {0};
	int64_t id = 0;

	bool read = read_texts(call, names, &t, &err);
	const struct sender_text text = {t.text[0], t.text[1], t.text[2], t.text[3], t.text[4], t.text[5]};
	struct db *db = read ? stated_by(call, &stater, &err) : NULL;
	bool added = db != NULL && sender_state(db, &text, &stater, &id, &err);
	reply_added(call, added, id, &err);
}
