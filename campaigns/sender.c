/* sender.c - caller numbers, SMS sender names and carrier templates: what is registered, and how it ends. */
#include "campaigns/sender.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/phone.h"
#include "campaigns/inn.h"
#include "compliance/entry.h"

static const char *const categories[] = {"service", "transactional", "authorisation", "advertising"};

int
characters(const char *text)
{
	int count = 0;

	for (; *text != '\0'; text++)
		count += ((uint8_t)*text & 0xC0) != 0x80;
	return count;
}

bool
sender_name_is_right(const char *name)
{
	size_t len = strlen(name), digits = strspn(name, "0123456789");

	if (digits == len)
		return len >= 3 && len <= 15;
	return len >= 3 && len <= SENDER_CHARACTERS &&
	    strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._- &") == len;
}

static bool
is_category(struct view word)
{
	for (size_t i = 0; i < sizeof(categories) / sizeof(categories[0]); i++)
		if (view_is(word, categories[i]))
			return true;
	return false;
}

static const char *
or_null(const char *text)
{
	return said(text) ? text : NULL;
}

/* The number's owner is one of our entities, or a processor whose order is named: P-06. */
static bool
owner_may(struct db *db, int64_t inn, const char *order, struct err *err)
{
	struct args args;
	bool ours;

	args_init(&args);
	args_int(&args, inn);
	bool run = db_run_bool(db, QUERY_NUMBER_OWNER_IS_OURS, &args, &ours, err);
	args_release(&args);
	if (!run)
		return false;
	return ours || said(order) || fail(err, ERR_REFUSED, "--owner %lld: neither a legal entity of ours nor a processor "
	    "with an order: name its processing order with --order (126-FZ art. 46)", (long long)inn);
}

static bool
check_label(const struct number_text *text, struct err *err)
{
	if (said(text->label) && characters(text->label) > LABEL_CHARACTERS)
		return fail(err, ERR_INPUT, "--label: %d characters, and at most %d are shown (decree 1300)",
		    characters(text->label), LABEL_CHARACTERS);
	if (said(text->label) && !said(text->contract))
		return fail(err, ERR_INPUT, "--contract is missing: a label is shown under a contract with the carrier");
	return true;
}

/* "+7 495 123-45-67" -> "74951234567": as campaigns name it. */
static bool
number_of(const char *text, char out[PHONE_TEXT], struct err *err)
{
	enum phone_fault fault;
	struct phone phone;

	if (!said(text))
		return fail(err, ERR_INPUT, "%s is missing", "--number");
	if (!phone_parse(view_of(text), &phone, &fault))
		return fail(err, ERR_INPUT, "--number %s: not a telephone number", text);
	memcpy(out, phone.e164 + 1, strlen(phone.e164));
	return true;
}

bool
number_state(struct db *db, const struct number_text *text, bool change, const struct stater *stater, int64_t *id,
    struct err *err)
{
	struct statement statement = {.table = "number", .act = change ? "changed" : "added",
		.query = change ? QUERY_NUMBER_CHANGE : QUERY_NUMBER_ADD};
	char number[PHONE_TEXT];
	struct args args;
	int64_t owner = 0, until;

	if (!number_of(text->number, number, err) || !check_label(text, err) ||
	    !until_of(text->until, "--until", &until, err))
		return false;
	if (!change && (!inn_of(text->owner, "--owner", &owner, err) || !owner_may(db, owner, text->order, err)))
		return false;
	args_init(&args);
	args_text(&args, number);
	if (!change)
		args_int(&args, owner);
	args_text(&args, or_null(text->label));
	args_text(&args, or_null(text->category));
	args_text(&args, or_null(text->contract));
	args_time(&args, until);
	if (!change) {
		args_text(&args, or_null(text->order));
		args_time(&args, stater->now);
	}
	statement.args = &args;
	statement.entity_inn = owner;
	statement.name = number;
	bool stated = register_state(db, &statement, stater, id, err);
	args_release(&args);
	return stated;
}

bool
number_end(struct db *db, const char *text, bool blocked, const char *reason, const struct stater *stater,
    struct err *err)
{
	struct statement statement = {.table = "number", .act = blocked ? "blocked" : "retired", .query = QUERY_NUMBER_END,
		.reason = reason};
	char number[PHONE_TEXT];
	struct args args;
	int64_t id;

	if (!number_of(text, number, err))
		return false;
	if (!said(reason))
		return fail(err, ERR_INPUT, "%s is missing", "--reason");
	args_init(&args);
	args_text(&args, number);
	args_time(&args, blocked ? stater->now : 0);
	args_time(&args, blocked ? 0 : stater->now);
	statement.args = &args;
	statement.name = number;
	bool ended = register_state(db, &statement, stater, &id, err);
	args_release(&args);
	return ended;
}

static bool
list_of_categories(const char *text, struct args *args, struct err *err)
{
	struct view word[8];
	size_t count = 0;

	for (const char *from = said(text) ? text : ""; *from != '\0';) {
		size_t len = strcspn(from, ",");
		if (count == sizeof(word) / sizeof(word[0]) || !is_category((struct view){from, len}))
			return fail(err, ERR_INPUT, "--category: expected service, transactional, authorisation, advertising, or several with commas");
		word[count++] = (struct view){from, len};
		from += len + (from[len] == ',');
	}
	if (count == 0)
		return fail(err, ERR_INPUT, "%s is missing", "--category");
	args_array(args, ARRAY_TEXT, count);
	for (size_t i = 0; i < count; i++) {
		char own[16] = "";
		memcpy(own, word[i].data, word[i].len);
		args_array_text(args, own);
	}
	return true;
}

/* "all", or their INNs. */
static bool
list_of_carriers(const char *text, struct args *args, struct err *err)
{
	int64_t inn[SENDER_CARRIERS];
	size_t count = 0;

	if (!said(text))
		return fail(err, ERR_INPUT, "--carriers is missing: \"all\", or the INNs of the carriers where the name is registered");
	for (const char *from = strcmp(text, "all") == 0 ? "" : text; *from != '\0';) {
		size_t len = strcspn(from, ",");
		if (count == SENDER_CARRIERS || !inn_parse((struct view){from, len}, &inn[count++]))
			return fail(err, ERR_INPUT, "--carriers: expected \"all\", or INNs with commas between them");
		from += len + (from[len] == ',');
	}
	args_array(args, ARRAY_INT8, count);
	for (size_t i = 0; i < count; i++)
		args_array_int(args, inn[i]);
	return true;
}

bool
sender_state(struct db *db, const struct sender_text *text, const struct stater *stater, int64_t *id, struct err *err)
{
	struct statement statement = {.table = "sender", .act = "added", .query = QUERY_SENDER_ADD, .name = text->name};
	struct args args;
	int64_t until;

	if (!inn_of(text->entity, "--entity", &statement.entity_inn, err) || !until_of(text->until, "--until", &until, err))
		return false;
	if (!said(text->name) || !sender_name_is_right(text->name))
		return fail(err, ERR_INPUT, "--name: a sender name has 3 to %d Latin letters and digits", SENDER_CHARACTERS);
	if (!said(text->contract))
		return fail(err, ERR_INPUT, "%s is missing", "--contract");
	args_init(&args);
	args_int(&args, statement.entity_inn);
	args_text(&args, text->name);
	bool right = list_of_categories(text->categories, &args, err) && list_of_carriers(text->carriers, &args, err);
	args_text(&args, text->contract);
	args_time(&args, until);
	args_time(&args, stater->now);
	statement.args = &args;
	right = right && register_state(db, &statement, stater, id, err);
	args_release(&args);
	return right;
}

bool
sender_retire(struct db *db, const char *entity, const char *name, const char *reason, const struct stater *stater,
    struct err *err)
{
	struct statement statement = {.table = "sender", .act = "retired", .query = QUERY_SENDER_RETIRE, .reason = reason,
		.name = name};
	struct args args;
	int64_t id;

	if (!inn_of(entity, "--entity", &statement.entity_inn, err))
		return false;
	if (!said(name))
		return fail(err, ERR_INPUT, "%s is missing", "--name");
	if (!said(reason))
		return fail(err, ERR_INPUT, "%s is missing", "--reason");
	args_init(&args);
	args_int(&args, statement.entity_inn);
	args_text(&args, name);
	args_time(&args, stater->now);
	statement.args = &args;
	bool retired = register_state(db, &statement, stater, &id, err);
	args_release(&args);
	return retired;
}

bool
template_state(struct db *db, const struct template_text *text, const struct stater *stater, int64_t *id,
    struct err *err)
{
	struct statement statement = {.table = "template", .act = "added", .query = QUERY_SENDER_TEMPLATE_ADD,
		.name = text->name};
	struct args args;
	int64_t until, carrier = 0;

	if (!inn_of(text->entity, "--entity", &statement.entity_inn, err) || !until_of(text->until, "--until", &until, err) ||
	    (said(text->carrier) && strcmp(text->carrier, "all") != 0 && !inn_of(text->carrier, "--carrier", &carrier, err)))
		return false;
	if (!said(text->sender) || !said(text->name) || !said(text->body))
		return fail(err, ERR_INPUT, "a carrier's template needs --name (of the sender), --template and --file");
	if (!said(text->category) || !is_category(view_of(text->category)))
		return fail(err, ERR_INPUT, "--category: expected service, transactional, authorisation, advertising, or several with commas");
	args_init(&args);
	args_int(&args, statement.entity_inn);
	args_text(&args, text->sender);
	args_text(&args, text->name);
	args_text(&args, text->category);
	args_int(&args, carrier);
	args_text(&args, text->body);
	args_time(&args, until);
	args_time(&args, stater->now);
	statement.args = &args;
	bool stated = register_state(db, &statement, stater, id, err);
	args_release(&args);
	return stated;
}

bool
template_retire(struct db *db, const struct template_text *text, const char *reason, const struct stater *stater,
    struct err *err)
{
	struct statement statement = {.table = "template", .act = "retired", .query = QUERY_SENDER_TEMPLATE_RETIRE,
		.reason = reason, .name = text->name};
	struct args args;
	int64_t id, carrier = 0;

	if (!inn_of(text->entity, "--entity", &statement.entity_inn, err) ||
	    (said(text->carrier) && strcmp(text->carrier, "all") != 0 && !inn_of(text->carrier, "--carrier", &carrier, err)))
		return false;
	if (!said(text->sender) || !said(text->name) || !said(reason))
		return fail(err, ERR_INPUT, "a carrier's template is retired with --name (of the sender), --template and --reason");
	args_init(&args);
	args_int(&args, statement.entity_inn);
	args_text(&args, text->sender);
	args_text(&args, text->name);
	args_int(&args, carrier);
	args_time(&args, stater->now);
	statement.args = &args;
	bool retired = register_state(db, &statement, stater, &id, err);
	args_release(&args);
	return retired;
}

static bool
replaced_entry(struct db *db, int64_t campaign, int64_t inn, const char *reason, const struct stater *stater,
    struct err *err)
{
	struct entry entry = {.what = ENTRY_NUMBER_REPLACED, .at = stater->now, .legal_entity_inn = inn, .who_kind = "staff",
		.who_id = stater->staff, .process = stater->process};
	struct buf data = {0};
	struct json json;

	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "campaign");
	json_int(&json, campaign);
	json_key(&json, "reason");
	json_text(&json, reason);
	json_end(&json);
	bool added = entry_add(db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

static bool
replace(struct db *db, int64_t campaign, int64_t number, const char *reason, const struct stater *stater, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, campaign);
	args_int(&args, number);
	bool run = db_run(db, QUERY_NUMBER_REPLACE, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	bool replaced = rows_count(rows) == 1
	    ? replaced_entry(db, campaign, rows_int(rows, 0, 0), reason, stater, err)
	    : fail(err, ERR_CONFLICT, "campaign %lld has no number that a carrier blocked: it keeps the one it has", (long long)campaign);
	rows_free(rows);
	return replaced;
}

/* id 0: not in the register. */
struct standing {
	int64_t id;
	bool owned, blocked, retired, over;
};

static bool
standing_of(struct db *db, const char *number, int64_t entity, int64_t now, struct standing *out, struct err *err)
{
	struct args args;
	struct rows *rows;

	*out = (struct standing){0};
	args_init(&args);
	args_text(&args, number);
	args_int(&args, entity);
	args_time(&args, now);
	bool run = db_run(db, QUERY_NUMBER_STANDING, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	if (rows_count(rows) == 1)
		*out = (struct standing){rows_int(rows, 0, 0), rows_bool(rows, 0, 1), rows_bool(rows, 0, 2), rows_bool(rows, 0, 3),
			rows_bool(rows, 0, 4)};
	rows_free(rows);
	return true;
}

static bool
may_stand(const struct standing *standing, const char *number, struct err *err)
{
	if (standing->id == 0)
		return fail(err, ERR_INPUT, "\"%s\" is not in the register", number);
	if (!standing->owned)
		return fail(err, ERR_INPUT, "%s: the number is neither the campaign's entity's nor a processor's with an order (126-FZ art. 46)", number);
	if (standing->blocked || standing->retired)
		return fail(err, ERR_INPUT, "%s: the number is %s", number, standing->blocked ? "blocked by a carrier" : "retired");
	if (standing->over)
		return fail(err, ERR_INPUT, "%s: the contract of its label has run out", number);
	return true;
}

bool
number_replace(struct db *db, int64_t campaign, const char *text, const char *reason, const struct stater *stater,
    struct err *err)
{
	char number[PHONE_TEXT];
	struct standing standing;
	struct args args;
	struct rows *rows;

	if (!number_of(text, number, err))
		return false;
	if (!said(reason))
		return fail(err, ERR_INPUT, "%s is missing", "--reason");
	args_init(&args);
	args_int(&args, campaign);
	bool run = db_run(db, QUERY_NUMBER_OF_CAMPAIGN, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	bool found = rows_count(rows) == 1 || fail(err, ERR_ABSENT, "there is no campaign %lld", (long long)campaign);
	found = found && standing_of(db, number, rows_int(rows, 0, 0), stater->now, &standing, err) &&
	    may_stand(&standing, number, err);
	rows_free(rows);
	if (found && db_begin(db, err) && replace(db, campaign, standing.id, reason, stater, err) && db_commit(db, err))
		return true;
	db_rollback(db);
	return false;
}

/* A new campaign with the same aim and people as one whose number was blocked is the same campaign again. */
static bool
not_in_place_of_a_blocked_one(struct db *db, const struct appearance *appearance, int64_t number, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, appearance->entity);
	args_text(&args, appearance->purpose);
	args_array(&args, ARRAY_INT8, (size_t)appearance->lists);
	for (int i = 0; i < appearance->lists; i++)
		args_array_int(&args, appearance->list[i]);
	args_int(&args, number);
	bool run = db_run(db, QUERY_NUMBER_BLOCKED_BEFORE, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	bool free_to = rows_count(rows) == 0 || appearance->by_officer ||
	    fail(err, ERR_INPUT, "%s: a carrier blocked %s in a campaign like this one; another number takes a compliance officer",
		appearance->number, rows_text(rows, 0, 0));
	rows_free(rows);
	return free_to;
}

bool
number_check(struct db *db, const struct appearance *appearance, int64_t now, struct err *err)
{
	struct standing standing;

	return standing_of(db, appearance->number, appearance->entity, now, &standing, err) &&
	    may_stand(&standing, appearance->number, err) &&
	    not_in_place_of_a_blocked_one(db, appearance, standing.id, err);
}
