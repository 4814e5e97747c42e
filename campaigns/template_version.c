/* template_version.c - templates' versions in the database: added, found, approved, each with its entry. */
#include "campaigns/template_version.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "campaigns/campaign_text.h"
#include "compliance/entry.h"
#include "compliance/staff_store.h"

static bool
log_it(struct db *db, enum entry_what what, const struct template_version *version, int64_t who, int64_t now,
    struct err *err)
{
	struct buf data = {0};
	struct json json;
	struct entry entry = {.what = what, .at = now, .who_kind = "staff", .who_id = who, .process = "cli"};

	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "class");
	json_text(&json, message_class_name(version->class));
	json_key(&json, "template_version");
	json_int(&json, version->id);
	json_key(&json, "version");
	json_int(&json, version->version);
	json_end(&json);
	bool added = entry_add(db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

static const char *
or_null(const char *text)
{
	return text[0] != '\0' ? text : NULL;
}

static bool
insert(struct db *db, struct template_version *version, const struct content_words *words, int64_t author, int64_t now,
    struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_text(&args, version->name);
	args_text(&args, message_class_name(version->class));
	args_text(&args, channel_name(version->channel));
	args_text(&args, purpose_name(version->purpose));
	args_text(&args, or_null(version->subject));
	args_text(&args, version->body);
	args_text(&args, or_null(version->sender));
	args_text(&args, or_null(version->sms_category));
	args_text(&args, or_null(version->carrier_template));
	args_time(&args, version->offer_until);
	if (version->price != 0)
		args_int(&args, version->price);
	else
		args_null(&args);
	args_text(&args, or_null(version->price_list));
	args_text(&args, or_null(version->licence));
	args_bool(&args, version->professionals);
	args_text(&args, words->version);
	args_int(&args, author);
	args_time(&args, now);
	bool added = db_run(db, QUERY_TEMPLATE_ADD, &args, &rows, err);
	args_release(&args);
	if (!added)
		return false;
	version->id = rows_int(rows, 0, 0);
	version->version = rows_int(rows, 0, 1);
	rows_free(rows);
	return true;
}

bool
template_version_add(struct db *db, struct template_version *version, const char *author,
    const struct content_words *words, int64_t now, struct err *err)
{
	int64_t who;

	if (db_begin(db, err) && staff_must(db, author, RIGHT_CAMPAIGN, &who, err) && insert(db, version, words, who, now, err) &&
	    log_it(db, ENTRY_TEMPLATE_ADDED, version, who, now, err) && db_commit(db, err))
		return true;
	db_rollback(db);
	return false;
}

#define COPY_TEXT(field, column) snprintf(field, sizeof(field), "%s", rows_text(rows, 0, column))

static void
take_row(const struct rows *rows, struct template_version *out)
{
	static const char digits[] = "0123456789abcdef";
	struct view sha256 = rows_bytes(rows, 0, 19);

	*out = (struct template_version){.id = rows_int(rows, 0, 0), .version = rows_int(rows, 0, 2)};
	COPY_TEXT(out->name, 1);
	out->class = message_class_find(view_of(rows_text(rows, 0, 3)));
	out->channel = channel_find(view_of(rows_text(rows, 0, 4)));
	out->purpose = purpose_find(view_of(rows_text(rows, 0, 5)));
	COPY_TEXT(out->subject, 6);
	out->body = memory_text(rows_text(rows, 0, 7));
	COPY_TEXT(out->sender, 8);
	COPY_TEXT(out->sms_category, 9);
	COPY_TEXT(out->carrier_template, 10);
	out->offer_until = rows_time(rows, 0, 11);
	out->price = rows_int(rows, 0, 12);
	COPY_TEXT(out->price_list, 13);
	COPY_TEXT(out->licence, 14);
	out->professionals = rows_bool(rows, 0, 15);
	COPY_TEXT(out->author_login, 16);
	COPY_TEXT(out->approver_login, 17);
	out->approved_at = rows_time(rows, 0, 18);
	for (size_t i = 0; i < sha256.len && i < 32; i++) {
		out->sha256[2 * i] = digits[(unsigned char)sha256.data[i] >> 4];
		out->sha256[2 * i + 1] = digits[(unsigned char)sha256.data[i] & 15];
	}
	out->author = rows_int(rows, 0, 20);
	out->created_at = rows_time(rows, 0, 22);
}

bool
template_version_load(struct db *db, const char *name, struct template_version *out, struct err *err)
{
	const char *at = strrchr(name, '@');
	struct args args;
	struct rows *rows;
	char base[64];

	*out = (struct template_version){0};
	if (at == NULL || at == name || (size_t)(at - name) >= sizeof(base) || strtoll(at + 1, NULL, 10) < 1)
		return fail(err, ERR_INPUT, "a template is named NAME@VERSION: \"%.80s\"", name);
	snprintf(base, sizeof(base), "%.*s", (int)(at - name), name);
	args_init(&args);
	args_text(&args, base);
	args_int(&args, strtoll(at + 1, NULL, 10));
	bool run = db_run(db, QUERY_TEMPLATE_ROW, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	bool found = rows_count(rows) == 1;
	if (found)
		take_row(rows, out);
	rows_free(rows);
	return found || fail(err, ERR_ABSENT, "there is no template %.80s", name);
}

static bool
may_approve(const struct template_version *version, int64_t who, const struct lint *lint, struct err *err)
{
	if (version->approved_at != 0)
		return fail(err, ERR_CONFLICT, "the template is approved already");
	if (version->author == who)
		return fail(err, ERR_REFUSED, "the author cannot approve; ask another person");
	return lint_count(lint, SEVERITY_ERROR) == 0 || campaign_text_refused(lint, err);
}

static bool
approve(struct db *db, const struct template_version *version, int64_t who, const struct content_words *words,
    int64_t now, struct err *err)
{
	struct args args;

	args_init(&args);
	args_int(&args, version->id);
	args_int(&args, who);
	args_time(&args, now);
	args_text(&args, words->version);
	bool approved = db_run(db, QUERY_TEMPLATE_APPROVE, &args, NULL, err);
	args_release(&args);
	return approved && log_it(db, ENTRY_TEMPLATE_APPROVED, version, who, now, err);
}

bool
template_version_approve(struct db *db, const char *name, const char *login, const struct content_words *words,
    int64_t now, struct lint *out, struct err *err)
{
	struct template_version version = {0};
	int64_t who;

	*out = (struct lint){0};
	bool done = db_begin(db, err) && staff_must(db, login, RIGHT_CAMPAIGN, &who, err) && template_version_load(db, name, &version, err);
	if (done) {
		template_version_lint(&version, words, now, out);
		done = may_approve(&version, who, out, err) && approve(db, &version, who, words, now, err) && db_commit(db, err);
	}
	template_version_release(&version);
	if (!done)
		db_rollback(db);
	return done;
}
