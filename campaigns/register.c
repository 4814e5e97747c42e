/* register.c - legal entities, branches and staff: checked, stated, and each statement kept as a fact with its entry. */
#include "campaigns/register.h"

#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/zone.h"
#include "campaigns/inn.h"
#include "campaigns/ogrn.h"
#include "campaigns/staff_role.h"
#include "compliance/entry.h"
#include "compliance/right.h"

bool
said(const char *text)
{
	return text != NULL && text[0] != '\0';
}

bool
inn_of(const char *text, const char *what, int64_t *out, struct err *err)
{
	if (!said(text))
		return fail(err, ERR_INPUT, "%s is missing", what);
	return inn_parse(view_of(text), out) ||
	    fail(err, ERR_INPUT, "%s %s: a wrong INN: 10 or 12 digits, the last are check digits", what, text);
}

bool
until_of(const char *text, const char *what, int64_t *out, struct err *err)
{
	*out = 0;
	return !said(text) || instant_parse(text, out) ||
	    fail(err, ERR_INPUT, "%s %s: expected a date like 2027-12-31", what, text);
}

/* The log names the fact by its hash: it may say what a person's login is. */
static bool
write_entry(struct db *db, const struct statement *statement, const struct stater *stater, int64_t id, const char *fact,
    struct err *err)
{
	static const struct {
		const char *act;
		enum entry_what what;
	} acts[] = {{"added", ENTRY_REGISTER_ADDED}, {"changed", ENTRY_REGISTER_CHANGED},
		{"blocked", ENTRY_NUMBER_BLOCKED}, {"retired", ENTRY_REGISTER_RETIRED}};
	struct entry entry = {.at = stater->now, .legal_entity_inn = statement->entity_inn,
		.who_kind = stater->staff ? "staff" : "process", .who_id = stater->staff, .process = stater->process};
	uint8_t hash[SHA256_SIZE];
	struct buf data = {0};
	struct json json;

	for (size_t i = 0; i < sizeof(acts) / sizeof(acts[0]); i++)
		if (strcmp(acts[i].act, statement->act) == 0)
			entry.what = acts[i].what;
	sha256(fact, strlen(fact), hash);
	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "fact_sha256");
	json_hex(&json, hash, SHA256_SIZE);
	json_key(&json, "id");
	json_int(&json, id);
	json_key(&json, "register");
	json_text(&json, statement->table);
	json_end(&json);
	bool added = entry_add(db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

static bool
write_fact(struct db *db, const struct statement *statement, const struct stater *stater, int64_t id, const char *fact,
    struct err *err)
{
	struct args args;

	args_init(&args);
	args_text(&args, statement->table);
	args_int(&args, id);
	args_text(&args, statement->act);
	args_text(&args, fact);
	args_text(&args, statement->reason);
	if (stater->staff != 0)
		args_int(&args, stater->staff);
	else
		args_null(&args);
	args_time(&args, stater->now);
	bool added = db_run(db, QUERY_REGISTER_FACT_ADD, &args, NULL, err);
	args_release(&args);
	return added && write_entry(db, statement, stater, id, fact, err);
}

static bool
state_all(struct db *db, const struct statement *statement, const struct stater *stater, int64_t *id, struct err *err)
{
	struct rows *rows;

	if (!db_run(db, statement->query, statement->args, &rows, err))
		return false;
	bool stated = rows_count(rows) == 1;
	if (stated) {
		*id = rows_int(rows, 0, 0);
		stated = write_fact(db, statement, stater, *id, rows_text(rows, 0, 1), err);
	} else if (strcmp(statement->act, "added") == 0) {
		fail(err, ERR_CONFLICT, "%s is in the register already; what has changed is said with \"change\"", statement->name);
	} else {
		fail(err, ERR_ABSENT, "%s is not in the register, or has ended", statement->name);
	}
	rows_free(rows);
	return stated;
}

bool
register_state(struct db *db, const struct statement *statement, const struct stater *stater, int64_t *id,
    struct err *err)
{
	int64_t stated;

	if (db_begin(db, err) && state_all(db, statement, stater, &stated, err) && db_commit(db, err)) {
		*id = stated;
		return true;
	}
	db_rollback(db);
	return false;
}

/* Whether the entity is a company or a sole trader must be the same by both numbers. */
static bool
numbers_of(const struct entity_text *text, int64_t *inn, int64_t *ogrn, struct err *err)
{
	*ogrn = 0;
	if (!inn_of(text->inn, "--inn", inn, err))
		return false;
	if (said(text->ogrn) && !ogrn_parse(view_of(text->ogrn), ogrn))
		return fail(err, ERR_INPUT, "--ogrn %s: a wrong OGRN: 13 or 15 digits, the last is a check digit", text->ogrn);
	return *ogrn == 0 || ogrn_is_person(*ogrn) == inn_is_person(*inn) ||
	    fail(err, ERR_INPUT, "--ogrn %s: of a company, and the INN of a person, or the reverse", text->ogrn);
}

bool
entity_state(struct db *db, const struct entity_text *text, bool change, const struct stater *stater, int64_t *id,
    struct err *err)
{
	struct statement statement = {.table = "entity", .act = change ? "changed" : "added",
		.query = change ? QUERY_ENTITY_CHANGE : QUERY_ENTITY_ADD, .name = text->inn};
	struct args args;
	int64_t ogrn, until;

	if (!numbers_of(text, &statement.entity_inn, &ogrn, err) ||
	    !until_of(text->licence_until, "--licence-until", &until, err))
		return false;
	if (!change && !said(text->name))
		return fail(err, ERR_INPUT, "%s is missing", "--name");
	if (until != 0 && !change && !said(text->licence))
		return fail(err, ERR_INPUT, "%s is missing", "--licence");
	args_init(&args);
	args_int(&args, statement.entity_inn);
	if (ogrn != 0)
		args_int(&args, ogrn);
	else
		args_null(&args);
	args_text(&args, said(text->name) ? text->name : NULL);
	args_text(&args, said(text->licence) ? text->licence : NULL);
	args_time(&args, until);
	args_text(&args, said(text->address) ? text->address : NULL);
	if (!change)
		args_time(&args, stater->now);
	statement.args = &args;
	bool stated = register_state(db, &statement, stater, id, err);
	args_release(&args);
	return stated;
}

bool
branch_state(struct db *db, const struct branch_text *text, bool change, const struct stater *stater, int64_t *id,
    struct err *err)
{
	struct statement statement = {.table = "branch", .act = change ? "changed" : "added",
		.query = change ? QUERY_BRANCH_CHANGE : QUERY_BRANCH_ADD, .name = text->name};
	struct args args;

	if (!inn_of(text->entity, "--entity", &statement.entity_inn, err))
		return false;
	if (!said(text->name))
		return fail(err, ERR_INPUT, "%s is missing", "--name");
	if (!said(text->zone) || zone_find(text->zone) == NULL)
		return fail(err, ERR_INPUT, "--zone %s: expected a name like Europe/Moscow", said(text->zone) ? text->zone : "");
	args_init(&args);
	args_int(&args, statement.entity_inn);
	args_text(&args, text->name);
	args_text(&args, text->zone);
	if (!change)
		args_time(&args, stater->now);
	statement.args = &args;
	bool stated = register_state(db, &statement, stater, id, err);
	args_release(&args);
	return stated;
}

bool
staff_state(struct db *db, const struct staff_text *text, bool change, const struct stater *stater, int64_t *id,
    struct err *err)
{
	struct statement statement = {.table = "staff", .act = change ? "changed" : "added",
		.query = change ? QUERY_STAFF_CHANGE : QUERY_STAFF_ADD, .name = text->login};
	struct args args;

	if (!said(text->login))
		return fail(err, ERR_INPUT, "%s is missing", "--login");
	if ((!change || said(text->role)) && (!said(text->role) || role_find(text->role) == ROLE_UNKNOWN))
		return fail(err, ERR_INPUT, "--role: expected agent, marketer, compliance, auditor or administrator");
	if (!staff_role_fits(db, text, stater, err))
		return false;
	args_init(&args);
	args_text(&args, text->login);
	args_text(&args, said(text->name) ? text->name : change ? NULL : text->login);
	args_text(&args, said(text->role) ? text->role : NULL);
	args_text(&args, said(text->extension) ? text->extension : NULL);
	args_text(&args, said(text->person) ? text->person : NULL);
	if (!change)
		args_time(&args, stater->now);
	statement.args = &args;
	bool stated = register_state(db, &statement, stater, id, err);
	args_release(&args);
	return stated;
}
