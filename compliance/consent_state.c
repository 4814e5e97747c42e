/*
 * consent_state.c - the stored state of consents: derived from the events, written beside the address.
 *
 * consent.c decides; this fetches the events of some contact points and
 * writes what came out, or says how many differ.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "compliance/consent_label.h"
#include "compliance/consent_store.h"
#include "config/processor.h"

enum { REBUILD_PARTIES = 2000 };
enum { POINT, STORED, NUMBER, CONSENT, ACT, CODE, CHANNELS, PURPOSES, INN, FROM, UNTIL, IDENTITY, SIGNATURE, STANDALONE,
	PROVEN, AGREEMENT, PROCESSORS, RECORDED };	/* columns of consent_events */

/* A list of texts; those beyond FACTS_PROCESSORS count as not named. */
static void
read_processors(const char *text, struct consent_fact *out)
{
	json_t *list = json_loads(text, 0, NULL), *name;
	size_t i;

	json_array_foreach(list, i, name)
		if (out->processors < FACTS_PROCESSORS)
			out->processor[out->processors++] = processor_key(view_of(json_string_value(name)));
	json_decref(list);
}

static void
read_event(const struct rows *rows, int row, struct consent_event *out)
{
	struct consent_fact *said = &out->said;

	memset(out, 0, sizeof(*out));
	out->number = rows_int(rows, row, NUMBER);
	out->consent = rows_uuid(rows, row, CONSENT);
	out->act = consent_act_find(view_of(rows_text(rows, row, ACT)));
	out->valid_from = rows_time(rows, row, FROM);
	out->recorded_at = rows_time(rows, row, RECORDED);
	out->proven = rows_bool(rows, row, PROVEN);
	said->code = consent_code_find(view_of(rows_text(rows, row, CODE)));
	said->channels = (uint16_t)rows_int(rows, row, CHANNELS);
	said->purposes = (uint16_t)rows_int(rows, row, PURPOSES);
	said->legal_entity_inn = rows_int(rows, row, INN);
	said->valid_until = rows_time(rows, row, UNTIL);
	said->identity = identity_level_find(view_of(rows_text(rows, row, IDENTITY)));
	said->signature = signature_kind_find(view_of(rows_text(rows, row, SIGNATURE)));
	said->agreement = rows_bool(rows, row, AGREEMENT) ? TRI_YES : TRI_UNKNOWN;
	read_processors(rows_text(rows, row, PROCESSORS), said);
	said->standalone = rows_is_null(rows, row, STANDALONE) ? TRI_UNKNOWN : tri_of(rows_bool(rows, row, STANDALONE));
}

/* One contact point's rows [from, until); the caller frees. */
static struct consent_event *
read_events(const struct rows *rows, int from, int until, size_t *count)
{
	struct consent_event *events = memory_new((size_t)(until - from + 1) * sizeof(*events));

	*count = 0;
	for (int row = from; row < until; row++)
		if (!rows_is_null(rows, row, NUMBER))
			read_event(rows, row, &events[(*count)++]);
	return events;
}

/* One contact point's rows [from, until) -> its packed consents. */
static void
derive_rows(const struct rows *rows, int from, int until, struct buf *packed)
{
	struct consent_fact facts[FACTS_CONSENTS] = {0};
	size_t count;
	struct consent_event *events = read_events(rows, from, until, &count);

	buf_clear(packed);
	consent_pack(facts, consent_derive(events, count, facts, FACTS_CONSENTS), packed);
	free(events);
}

/* What has to be written: contact points, and their packed bytes one behind the other. */
struct changes {
	size_t count;
	int64_t *points;
	size_t *ends;
	struct buf bytes;
};

static void
find_changes(const struct rows *rows, struct changes *changes)
{
	struct buf packed = {0};
	int count = rows_count(rows), until;

	buf_init(&packed);
	for (int row = 0; row < count; row = until) {
		int64_t point = rows_int(rows, row, POINT);
		for (until = row + 1; until < count && rows_int(rows, until, POINT) == point; until++)
			;
		derive_rows(rows, row, until, &packed);
		struct view stored = rows_bytes(rows, row, STORED);
		if (stored.len == packed.len && memcmp(stored.data, packed.data, packed.len) == 0)
			continue;
		buf_add(&changes->bytes, packed.data, packed.len);
		changes->points[changes->count] = point;
		changes->ends[changes->count++] = changes->bytes.len;
	}
	buf_release(&packed);
}

static bool
write_changes(struct db *db, const struct changes *changes, struct err *err)
{
	struct args args;
	size_t start = 0;

	args_init(&args);
	args_array(&args, ARRAY_INT8, changes->count);
	for (size_t i = 0; i < changes->count; i++)
		args_array_int(&args, changes->points[i]);
	args_array(&args, ARRAY_BYTES, changes->count);
	for (size_t i = 0; i < changes->count; start = changes->ends[i++])
		args_array_bytes(&args, changes->bytes.data + start, changes->ends[i] - start);
	bool written = db_run(db, QUERY_CONSENT_WRITE, &args, NULL, err);
	args_release(&args);
	return written;
}

static bool
read_of(struct db *db, const int64_t *points, size_t count, struct rows **rows, struct err *err)
{
	struct args args;

	args_init(&args);
	args_array(&args, ARRAY_INT8, count);
	for (size_t i = 0; i < count; i++)
		args_array_int(&args, points[i]);
	bool read = db_run(db, QUERY_CONSENT_EVENTS, &args, rows, err);
	args_release(&args);
	return read;
}

bool
consent_derive_stored(struct db *db, const int64_t *contact_points, size_t count, bool check, int64_t *different,
    struct err *err)
{
	struct rows *rows;
	struct changes changes = {0};
	bool done = read_of(db, contact_points, count, &rows, err);

	if (!done)
		return false;
	buf_init(&changes.bytes);
	changes.points = memory_new((count + 1) * sizeof(*changes.points));
	changes.ends = memory_new((count + 1) * sizeof(*changes.ends));
	find_changes(rows, &changes);
	*different = (int64_t)changes.count;
	if (!check && changes.count > 0)
		done = write_changes(db, &changes, err);
	rows_free(rows);
	buf_release(&changes.bytes);
	free(changes.points);
	free(changes.ends);
	return done;
}

/* The next parties, locked, and their contact points; *last is the party to go on after. */
static bool
rebuild_some(struct db *db, bool check, int64_t *last, int64_t *points, int64_t *different, bool *more, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, *last);
	args_int(&args, REBUILD_PARTIES);
	bool done = db_run(db, QUERY_CONSENT_REBUILD, &args, &rows, err);
	args_release(&args);
	if (!done)
		return false;
	int count = rows_count(rows);
	int64_t *list = memory_new((size_t)(count + 1) * sizeof(*list)), found = 0;
	size_t listed = 0;
	for (int i = 0; i < count; i++) {
		*last = rows_int(rows, i, 1);
		if (!rows_is_null(rows, i, 0))
			list[listed++] = rows_int(rows, i, 0);
	}
	rows_free(rows);
	done = consent_derive_stored(db, list, listed, check, &found, err);
	free(list);
	*points += (int64_t)listed;
	*different += found;
	*more = count > 0;
	return done;
}

bool
consent_rebuild(struct db *db, bool check, int64_t *contact_points, int64_t *different, struct err *err)
{
	int64_t last = 0;
	bool more = true;

	*contact_points = *different = 0;
	while (more)
		if (!db_begin(db, err) || !rebuild_some(db, check, &last, contact_points, different, &more, err) ||
		    !db_commit(db, err)) {
			db_rollback(db);
			return false;
		}
	return true;
}

static bool
show_point_at(struct db *db, const struct rows *points, int row, int64_t valid, int64_t known, consent_show_at *show,
    void *context, struct err *err)
{
	struct consent_fact facts[FACTS_CONSENTS] = {0};
	struct rows *rows;
	int64_t point = rows_int(points, row, 0);
	size_t count;

	if (!read_of(db, &point, 1, &rows, err))
		return false;
	struct consent_event *events = read_events(rows, 0, rows_count(rows), &count);
	int kept = consent_state_at(events, count, valid, known, facts, FACTS_CONSENTS);
	show(context, rows_int(points, row, 1), rows_time(points, row, 2), facts, kept);
	free(events);
	rows_free(rows);
	return true;
}

bool
consent_shown_at(struct db *db, const struct address *address, int64_t valid, int64_t known, consent_show_at *show,
    void *context, struct err *err)
{
	struct args args;
	struct rows *points;

	args_init(&args);
	args_bytes(&args, address->token, TOKEN_SIZE);
	bool read = db_run(db, QUERY_CONSENT_POINTS, &args, &points, err);
	args_release(&args);
	if (!read)
		return false;
	if (rows_count(points) == 0)
		read = fail(err, ERR_ABSENT, "nobody in the lists holds this address");
	for (int i = 0; i < rows_count(points) && read; i++)
		read = show_point_at(db, points, i, valid, known, show, context, err);
	rows_free(points);
	return read;
}
