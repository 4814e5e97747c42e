/* leak_store.c - a leak: the persons counted, the notice kept, its words. */
#include "compliance/leak_store.h"

#include <string.h>

#include "base/json.h"

/* A column of times is what tells when a row came. */
static bool
is_scope(const char *word)
{
	static const char *const words[] = {"list", "campaign", "reads", "all", "party", "contact_point", "consent_event", "decision",
		"attempt"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i], word) == 0)
			return true;
	return false;
}

bool
leak_count(struct db *db, const struct leak_scope *scope, int64_t now, struct leak_count *out, struct err *err)
{
	struct args args;
	struct rows *rows;

	if (!is_scope(scope->what))
		return fail(err, ERR_INPUT, "the persons cannot be counted from \"%s\": name a list, a campaign, reads, all, or one of the tables "
		    "party, contact_point, consent_event, decision, attempt", scope->what);
	args_init(&args);
	args_text(&args, scope->what);
	args_int(&args, scope->id);
	args_text(&args, scope->login);
	args_time(&args, scope->since != 0 ? scope->since : 1);
	args_time(&args, scope->until != 0 ? scope->until : now + 1);
	bool counted = db_run(db, QUERY_LEAK_COUNT, &args, &rows, err);
	args_release(&args);
	if (!counted)
		return false;
	bool known = rows_bool(rows, 0, 0);
	*out = (struct leak_count){rows_int(rows, 0, 1), rows_int(rows, 0, 2), rows_int(rows, 0, 3), rows_int(rows, 0, 4), rows_int(rows, 0, 5)};
	rows_free(rows);
	return known || fail(err, ERR_ABSENT, "there is no such list, campaign or login to count the persons from");
}

/* A staff member's login is no datum of the affected: it says whose password it was. */
static void
write_counted(const struct leak_scope *scope, const struct leak_count *count, struct buf *out)
{
	struct buf words = {0};
	struct json json;

	buf_add_text(&words, scope->what);
	if (scope->id != 0)
		buf_add_format(&words, " %lld", (long long)scope->id);
	if (scope->login != NULL)
		buf_add_format(&words, " %s", scope->login);
	json_start_loose(&json, out);
	json_object(&json);
	json_key(&json, "scope");
	json_text(&json, words.data);
	json_key(&json, "since");
	json_instant(&json, scope->since);
	json_key(&json, "until");
	json_instant(&json, scope->until);
	json_key(&json, "phones");
	json_int(&json, count->phones);
	json_key(&json, "emails");
	json_int(&json, count->emails);
	json_key(&json, "names");
	json_int(&json, count->names);
	json_key(&json, "health");
	json_int(&json, count->health);
	json_end(&json);
	buf_release(&words);
}

static bool
write_notice(struct db *db, const struct matter_act *act, const struct matter_acting *acting, const struct leak *leak,
    int64_t *affected, struct err *err)
{
	struct args args;
	struct leak_count count;
	struct buf counted = {0};

	*affected = leak->affected;
	if (leak->scope.what != NULL) {
		if (!leak_count(db, &leak->scope, act->now, &count, err))
			return false;
		write_counted(&leak->scope, &count, &counted);
		*affected = count.persons;
	}
	args_init(&args);
	args_int(&args, act->matter);
	args_text(&args, leak->incident);
	args_text(&args, leak->cause);
	args_text(&args, leak->harm);
	args_text(&args, leak->measures);
	args_text(&args, leak->contact);
	args_int(&args, *affected);
	args_text(&args, counted.data);
	args_time(&args, act->now);
	args_int(&args, acting->who.who_id);
	bool written = db_run(db, QUERY_LEAK_NOTE, &args, NULL, err);
	args_release(&args);
	buf_release(&counted);
	return written;
}

static bool
is_leak(const struct matter_acting *acting, struct err *err)
{
	return acting->matter.kind == MATTER_LEAK || fail(err, ERR_INPUT, "matter %lld is no leak", (long long)acting->matter.id);
}

bool
matter_leak(struct db *db, const struct matter_act *act, const struct leak *leak, struct err *err)
{
	struct matter_deed deed = {ENTRY_MATTER_NOTED, "noted", DEADLINE_COUNT, act->says, act->file_sha256, NULL};
	struct matter_acting acting;
	int64_t affected;

	return matter_finish(db, matter_begin(db, act, &acting, err) && matter_is_open(&acting, err) && is_leak(&acting, err) &&
	    write_notice(db, act, &acting, leak, &affected, err) && matter_move(db, act->matter, 0, 0, 0, affected, err) &&
	    matter_record(db, &acting.matter, &deed, &acting.who, err), err);
}

static void
write_words(const struct rows *rows, struct buf *out)
{
	static const char *const lines[] = {"Что произошло", "Предполагаемая причина", "Предполагаемый вред субъектам",
	    "Принятые меры", "Контактное лицо оператора"};
	const char *found = rows_text(rows, 0, 11);

	for (int i = 0; i < 5; i++)
		buf_add_format(out, "%s: %s\n", lines[i], rows_text(rows, 0, i));
	buf_add_format(out, "Число затронутых лиц: %lld\n", (long long)rows_int(rows, 0, 5));
	if (!rows_is_null(rows, 0, 6)) {
		buf_add_format(out, "Посчитано по: %s\n", rows_text(rows, 0, 6));
		buf_add_format(out, "Какие данные: имён — %lld, телефонов — %lld, адресов эл. почты — %lld; лиц со сведениями о здоровье — %lld\n",
		    (long long)rows_int(rows, 0, 9), (long long)rows_int(rows, 0, 7), (long long)rows_int(rows, 0, 8), (long long)rows_int(rows, 0, 10));
	}
	buf_add_text(out, "\n# Результаты внутреннего расследования (в течение 72 часов)\n");
	buf_add_format(out, "%s\n", found[0] ? found : "Ещё не установлены; сообщаются отдельно, с лицами, чьи действия стали причиной.");
}

bool
leak_write(struct db *db, int64_t matter, struct buf *out, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, matter);
	bool run = db_run(db, QUERY_LEAK_NOTICE, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	bool written = rows_count(rows) == 1;
	if (written)
		write_words(rows, out);
	rows_free(rows);
	return written || fail(err, ERR_ABSENT, "the leak's notice is not written: dozvon matter leak %lld", (long long)matter);
}
