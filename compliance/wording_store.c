/* wording_store.c - the registered texts of consents: added, listed, found for a consent that names one. */
#include "compliance/wording_store.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/lang.h"

struct wordings {
	struct rows *rows;
};

enum { ID, INN, CODE, NAME, VERSION, STANDALONE, PURPOSES, APPROVED, LANGUAGE, SHA256, APPROVALS, AUTHOR };	/* columns of wording_list */

struct wordings *
wordings_load(struct db *db, struct err *err)
{
	struct wordings *wordings = memory_new(sizeof(*wordings));

	if (!db_run(db, QUERY_WORDING_LIST, NULL, &wordings->rows, err))
		return wordings_free(wordings);
	return wordings;
}

void *
wordings_free(struct wordings *wordings)
{
	if (wordings != NULL)
		rows_free(wordings->rows);
	free(wordings);
	return NULL;
}

/* Who says "a document of its own" of a text that is a clause of another is not believed. */
void
wordings_resolve(const struct wordings *wordings, struct consent_said *said)
{
	const char *code = consent_code_name(said->fact.code);

	for (int i = 0; i < rows_count(wordings->rows) && said->wording[0] != '\0'; i++) {
		if (rows_int(wordings->rows, i, INN) != said->fact.legal_entity_inn ||
		    rows_int(wordings->rows, i, VERSION) != said->wording_version ||
		    strcmp(rows_text(wordings->rows, i, CODE), code) != 0 ||
		    strcmp(rows_text(wordings->rows, i, NAME), said->wording) != 0)
			continue;
		said->wording_id = rows_int(wordings->rows, i, ID);
		said->wording_approved = rows_bool(wordings->rows, i, APPROVED);
		said->wording_purposes = (uint16_t)rows_int(wordings->rows, i, PURPOSES);
		memcpy(said->wording_sha256, rows_bytes(wordings->rows, i, SHA256).data, SHA256_SIZE);
		if (!rows_bool(wordings->rows, i, STANDALONE) && said->fact.standalone == TRI_YES)
			said->fact.standalone = TRI_NO;
		return;
	}
}

/* C-01: a consent to processing personal data is for one purpose.  C-02: advertising is asked for by itself. */
const char *
wording_fault(const struct wording *wording)
{
	static const uint16_t advertising = WORD_BIT(PURPOSE_AD_PROMO) | WORD_BIT(PURPOSE_B2B_OFFER) | WORD_BIT(PURPOSE_RECALL);
	bool one = (wording->purposes & (wording->purposes - 1)) == 0;

	if (wording->preticked)
		return "a form whose tick is set beforehand asks for no consent (C-07)";
	if (wording->mandatory)
		return "a form that cannot be sent without this tick asks for no consent (C-07)";
	if (wording->purposes == 0)
		return "a text names its purpose";
	if (!one && (wording->code == CONSENT_PD_PROMO || wording->code == CONSENT_HEALTH_WRITTEN))
		return "one consent to processing personal data is for one purpose (C-01)";
	if (wording->code == CONSENT_AD_CHANNEL && (wording->purposes & ~advertising) != 0)
		return "a consent to advertising is asked for by itself (C-02)";
	return NULL;
}

static bool
entry_of(struct db *db, const struct wording *wording, struct view hash, const struct entry *who, struct err *err)
{
	struct json json;
	struct buf data = {0};
	struct entry entry = *who;

	entry.what = ENTRY_WORDING_ADDED;
	entry.legal_entity_inn = wording->legal_entity_inn;
	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "code");
	json_text(&json, consent_code_name(wording->code));
	json_key(&json, "language");
	json_text(&json, wording->language);
	json_key(&json, "name");
	json_text(&json, wording->name);
	json_key(&json, "sha256");
	json_hex(&json, hash.data, hash.len);
	json_key(&json, "standalone");
	json_bool(&json, wording->standalone);
	json_key(&json, "version");
	json_int(&json, wording->version);
	json_end(&json);
	bool added = entry_add(db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

static bool
insert(struct db *db, const struct wording *wording, int64_t now, struct rows **rows, struct err *err)
{
	struct args args;

	args_init(&args);
	args_int(&args, wording->legal_entity_inn);
	args_text(&args, consent_code_name(wording->code));
	args_text(&args, wording->name);
	args_int(&args, wording->version);
	args_text(&args, wording->body);
	args_bool(&args, wording->standalone);
	args_time(&args, now);
	args_int(&args, wording->purposes);
	args_text(&args, wording->language);
	args_text(&args, wording->author);
	bool inserted = db_run(db, QUERY_WORDING_ADD, &args, rows, err);
	args_release(&args);
	return inserted;
}

bool
wording_add(struct db *db, const struct wording *wording, const struct entry *who, struct err *err)
{
	struct rows *rows = NULL;
	const char *fault = wording_fault(wording);
	if (fault != NULL)
		return fail(err, ERR_REFUSED, "%s", say(fault));
	bool added = db_begin(db, err) && insert(db, wording, who->at, &rows, err);

	if (added && rows_count(rows) == 0)
		added = fail(err, ERR_ABSENT, "there is no legal entity with INN %lld, or nobody of the staff is \"%s\"",
		    (long long)wording->legal_entity_inn, wording->author);
	else if (!added && err->kind == ERR_CONFLICT)
		fail(err, ERR_CONFLICT, "wording \"%s\" version %lld is registered already; a changed text is a new version",
		    wording->name, (long long)wording->version);
	added = added && entry_of(db, wording, rows_bytes(rows, 0, 1), who, err) && db_commit(db, err);
	if (!added)
		db_rollback(db);
	rows_free(rows);
	return added;
}

bool
wording_listed(struct db *db, wording_show *show, void *context, struct err *err)
{
	struct wordings *wordings = wordings_load(db, err);

	if (wordings == NULL)
		return false;
	for (int i = 0; i < rows_count(wordings->rows); i++) {
		const struct rows *rows = wordings->rows;
		show(context, &(struct wording_shown){
			.wording = {
				.id = rows_int(rows, i, ID),
				.legal_entity_inn = rows_int(rows, i, INN),
				.code = consent_code_find(view_of(rows_text(rows, i, CODE))),
				.name = rows_text(rows, i, NAME),
				.version = rows_int(rows, i, VERSION),
				.language = rows_text(rows, i, LANGUAGE),
				.purposes = (uint16_t)rows_int(rows, i, PURPOSES),
				.standalone = rows_bool(rows, i, STANDALONE),
				.author = rows_text(rows, i, AUTHOR),
			},
			.sha256 = rows_bytes(rows, i, SHA256),
			.approved = rows_bool(rows, i, APPROVED),
			.approvals = rows_int(rows, i, APPROVALS),
		});
	}
	wordings_free(wordings);
	return true;
}
