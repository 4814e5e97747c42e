/* suppression_store.c - the refusal's transaction. */
#include "compliance/suppression_store.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "compliance/consent_store.h"
#include "compliance/holder_store.h"
#include "compliance/matter_refused_store.h"

enum { TRIES = 5 };

static const char *
channel_of(const struct suppression *s)
{
	return s->fact.channel ? channel_name(s->fact.channel) : NULL;
}

const char *
suppression_fault(const struct suppression *s)
{
	static const char *const paths[] = {"sms", "link", "agent", "dtmf", "desk", "letter", "web", "provider", "carrier",
		"import", "phrase", "hold"};

	if (s->fact.scope == SCOPE_UNKNOWN)
		return "the scope is missing";
	if ((s->fact.scope == SCOPE_ADS_CHANNEL) != (s->fact.channel != CHANNEL_UNKNOWN))
		return "a channel belongs to ADS_CHANNEL, and only to it";
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++)
		if (strcmp(s->path, paths[i]) == 0)
			return NULL;
	return "the path must be sms, link, agent, phrase, dtmf, desk, letter, web, provider, carrier or import";
}

/* The arrays that all the statements share; those of refusals that are new when only_new. */
#define COLUMN(type, add) \
	args_array(args, type, size); \
	for (size_t i = 0; i < count; i++) \
		if (!only_new || !list[i].known) \
			add
static void
add_columns(const struct suppression *list, size_t count, bool only_new, size_t size, struct args *args)
{
	COLUMN(ARRAY_BYTES, args_array_bytes(args, list[i].token, TOKEN_SIZE));
	COLUMN(ARRAY_TEXT, args_array_text(args, scope_name(list[i].fact.scope)));
	COLUMN(ARRAY_TEXT, args_array_text(args, channel_of(&list[i])));
	COLUMN(ARRAY_INT8, args_array_int(args, list[i].fact.legal_entity_inn));
}

static void
add_paths(const struct suppression *list, size_t count, bool only_new, size_t size, struct args *args)
{
	COLUMN(ARRAY_TEXT, args_array_text(args, list[i].path));
}

static void
add_evidence(const struct suppression *list, size_t count, bool only_new, size_t size, struct args *args)
{
	COLUMN(ARRAY_TEXT, args_array_text(args, list[i].evidence.len ? list[i].evidence.data : "{}"));
}

static void
add_instants(const struct suppression *list, size_t count, bool only_new, size_t size, struct args *args)
{
	COLUMN(ARRAY_TIME, args_array_time(args, list[i].fact.said_at));
}
#undef COLUMN

static bool
lock(struct db *db, const struct suppression *list, size_t count, struct err *err)
{
	struct holders holders = {0};
	struct buf tokens = {0};

	for (size_t i = 0; i < count; i++)
		buf_add(&tokens, list[i].token, TOKEN_SIZE);
	bool locked = holders_lock(db, buf_view(&tokens), &holders, err);
	holders_release(&holders);
	buf_release(&tokens);
	return locked;
}

static bool
find_known(struct db *db, struct suppression *list, size_t count, int64_t *known, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_array(&args, ARRAY_INT4, count);
	for (size_t i = 0; i < count; i++)
		args_array_int(&args, (int64_t)i);
	add_columns(list, count, false, count, &args);
	add_paths(list, count, false, count, &args);
	add_instants(list, count, false, count, &args);
	bool found = db_run(db, QUERY_SUPPRESSION_KNOWN, &args, &rows, err);
	args_release(&args);
	if (!found)
		return false;
	for (size_t i = 0; i < count; i++)
		list[i].known = false;
	for (int i = 0; i < rows_count(rows); i++)
		list[rows_int(rows, i, 0)].known = true;
	*known = rows_count(rows);
	rows_free(rows);
	return true;
}

static void
add_new(const struct suppression *list, size_t count, size_t news, int64_t now, struct args *args)
{
	args_time(args, now);
	add_columns(list, count, true, news, args);
	add_paths(list, count, true, news, args);
	add_evidence(list, count, true, news, args);
	add_instants(list, count, true, news, args);
}

static bool
insert(struct db *db, const struct suppression *list, size_t count, size_t news, int64_t now, struct err *err)
{
	struct args args;

	args_init(&args);
	add_new(list, count, news, now, &args);
	bool inserted = db_run(db, QUERY_SUPPRESSION_APPEND, &args, NULL, err);
	args_release(&args);
	return inserted;
}

static bool
notify(struct db *db, const char *ids, struct err *err)
{
	int64_t *parties = memory_new((strlen(ids) / 2 + 2) * sizeof(*parties));
	size_t count = 0;
	char *end;

	for (const char *p = ids; *p != '\0'; p = *end == ',' ? end + 1 : end)
		parties[count++] = strtoll(p, &end, 10);
	bool told = refusal_notify(db, parties, count, err);
	free(parties);
	return told;
}

/* Repeated refusals stop and tell as well: a target may have been planned since. */
static bool
stop_targets(struct db *db, const struct suppression *list, size_t count, struct suppression_effect *effect,
    struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	add_columns(list, count, false, count, &args);
	bool stopped = db_run(db, QUERY_SUPPRESSION_STOP, &args, &rows, err);
	args_release(&args);
	if (!stopped)
		return false;
	effect->targets = rows_int(rows, 0, 0);
	effect->parties = rows_int(rows, 0, 1);
	stopped = notify(db, rows_text(rows, 0, 2), err);
	rows_free(rows);
	return stopped;
}

static void
write_entry(const struct suppression *s, const struct entry *who, struct buf *body)
{
	struct json json;
	struct buf data = {0};
	struct entry entry = *who;

	entry.what = ENTRY_SUPPRESSION_ADDED;
	entry.legal_entity_inn = s->fact.legal_entity_inn;
	entry.subject = s->token;
	json_start(&json, &data);
	json_object(&json);
	if (s->fact.channel != CHANNEL_UNKNOWN) {
		json_key(&json, "channel");
		json_text(&json, channel_name(s->fact.channel));
	}
	json_key(&json, "path");
	json_text(&json, s->path);
	json_key(&json, "said_at");
	json_instant(&json, s->fact.said_at);
	json_key(&json, "scope");
	json_text(&json, scope_name(s->fact.scope));
	json_end(&json);
	entry_write(&entry, buf_view(&data), body);
	buf_release(&data);
}

static void
add_bodies(const struct suppression *list, size_t count, size_t news, const struct entry *who, struct args *args)
{
	struct buf body = {0};

	args_array(args, ARRAY_BYTES, news);
	for (size_t i = 0; i < count; i++)
		if (!list[i].known)
			args_array_bytes(args, list[i].token, TOKEN_SIZE);
	args_array(args, ARRAY_BYTES, news);
	for (size_t i = 0; i < count; i++)
		if (!list[i].known) {
			buf_clear(&body);
			write_entry(&list[i], who, &body);
			args_array_bytes(args, body.data, body.len);
		}
	buf_release(&body);
}

static bool
add_entries(struct db *db, const struct suppression *list, size_t count, size_t news, const struct entry *who,
    struct err *err)
{
	struct args args;

	args_init(&args);
	add_bodies(list, count, news, who, &args);
	bool added = db_run(db, QUERY_SUPPRESSION_ENTRIES, &args, NULL, err);
	args_release(&args);
	return added;
}

/* C-11: somebody else answers there; what was agreed to for this address has ended, in the same transaction. */
static bool
end_consents(struct db *db, const struct suppression *list, size_t count, const struct entry *who, struct err *err)
{
	int64_t ended;

	for (size_t i = 0; i < count; i++)
		if (list[i].fact.scope == SCOPE_WRONG_PERSON && !list[i].known && !consent_end_all(db, list[i].token, 0,
		    list[i].fact.said_at, "WRONG_PERSON", who, &ended, err))
			return false;
	return true;
}

bool
suppression_put(struct db *db, struct suppression *list, size_t count, const struct entry *who,
    struct suppression_effect *effect, struct err *err)
{
	struct suppression_effect done = {0};

	for (size_t i = 0; i < count; i++)
		must(suppression_fault(&list[i]) == NULL);
	if (!lock(db, list, count, err) || !find_known(db, list, count, &done.known, err))
		return false;
	done.added = (int64_t)count - done.known;
	if (done.added > 0 && (!insert(db, list, count, (size_t)done.added, who->at, err) ||
	    !add_entries(db, list, count, (size_t)done.added, who, err) || !end_consents(db, list, count, who, err)))
		return false;
	if (!stop_targets(db, list, count, &done, err) || !matter_open_refused(db, list, count, who, err))
		return false;
	*effect = done;
	return true;
}

static void
add_tokens(const struct suppression *list, size_t count, struct args *args)
{
	args_clear(args);
	args_array(args, ARRAY_BYTES, count);
	for (size_t i = 0; i < count; i++)
		args_array_bytes(args, list[i].token, TOKEN_SIZE);
}

void
suppression_send(struct pipe *pipe, const struct suppression *list, size_t count, const struct entry *who)
{
	struct args args;

	args_init(&args);
	for (size_t i = 0; i < count; i++)
		must(suppression_fault(&list[i]) == NULL && !list[i].known &&
		    list[i].fact.scope != SCOPE_ALL_CONTACT && list[i].fact.scope != SCOPE_PD_WITHDRAWAL);	/* those open matters */
	add_tokens(list, count, &args);
	pipe_send(pipe, QUERY_SUPPRESSION_LOCK, &args, NULL, NULL);
	args_clear(&args);
	add_new(list, count, count, who->at, &args);
	pipe_send(pipe, QUERY_SUPPRESSION_APPEND, &args, NULL, NULL);
	args_clear(&args);
	add_bodies(list, count, count, who, &args);
	pipe_send(pipe, QUERY_SUPPRESSION_ENTRIES, &args, NULL, NULL);
	args_clear(&args);
	add_columns(list, count, false, count, &args);
	pipe_send(pipe, QUERY_SUPPRESSION_STOP, &args, NULL, NULL);
	add_tokens(list, count, &args);
	pipe_send(pipe, QUERY_SUPPRESSION_NOTIFY, &args, NULL, NULL);
	args_release(&args);
}

bool
target_refused(struct db *db, const struct uuid *decision, size_t count, struct err *err)
{
	struct args args;

	if (count == 0)
		return true;
	args_init(&args);
	args_array(&args, ARRAY_UUID, count);
	for (size_t i = 0; i < count; i++)
		args_array_uuid(&args, &decision[i]);
	bool done = db_run(db, QUERY_TARGET_REFUSED, &args, NULL, err);
	args_release(&args);
	return done;
}

bool
suppression_add(struct db *db, struct suppression *list, size_t count, const struct entry *who,
    struct suppression_effect *effect, struct err *err)
{
	for (int i = 0; i < TRIES; i++) {
		if (db_begin(db, err) && suppression_put(db, list, count, who, effect, err) && db_commit(db, err))
			return true;
		db_rollback(db);
		if (err->kind != ERR_RETRY)
			break;
	}
	return false;
}

void
suppression_release(struct suppression *suppression)
{
	buf_release(&suppression->evidence);
}

bool
suppression_shown(struct db *db, const struct address *address, suppression_show *show, void *context,
    int64_t *count, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_bytes(&args, address->token, TOKEN_SIZE);
	bool read = db_run(db, QUERY_SUPPRESSION_LIST, &args, &rows, err);
	args_release(&args);
	if (!read)
		return false;
	for (int i = 0; i < rows_count(rows); i++) {
		struct suppression_fact fact = {
			.scope = scope_find(view_of(rows_text(rows, i, 0))),
			.channel = channel_find(view_of(rows_text(rows, i, 1))),
			.legal_entity_inn = rows_int(rows, i, 2),
			.said_at = rows_time(rows, i, 4),
		};
		show(context, &fact, rows_text(rows, i, 3));
	}
	*count = rows_count(rows);
	rows_free(rows);
	return true;
}
