/* retention_sweep_store.c - the sweep's batches, and the order in whose names persons are destroyed. */
#include "compliance/retention_sweep_store.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "compliance/erasure_store.h"

enum { ROWS = 5000, PERSONS = 200 };	/* of one batch: well under a second */

static bool
add_entry(struct db *db, const struct sweep *sweep, enum retention class, int64_t before, int64_t rows, struct err *err)
{
	struct entry entry = {.what = ENTRY_RETENTION_SWEPT, .at = sweep->now, .who_kind = "process", .process = sweep->process};
	struct buf data = {0};
	struct json json;
	char at[28];

	instant_format(before, at);
	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "before");
	json_text(&json, at);
	json_key(&json, "class");
	json_text(&json, retention_class(class)->name);
	json_key(&json, "rows");
	json_int(&json, rows);
	json_end(&json);
	bool added = entry_add(db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

static bool
sweep_rows(struct db *db, const struct sweep *sweep, enum retention class, int64_t before, int64_t *count, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_text(&args, retention_class(class)->name);
	args_time(&args, before);
	args_time(&args, sweep->now);
	args_int(&args, ROWS);
	bool run = db_run(db, QUERY_RETENTION_SWEEP_ROW, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	*count = rows_int(rows, 0, 0);
	rows_free(rows);
	return *count == 0 || add_entry(db, sweep, class, before, *count, err);
}

/* Rows of one person stand together; the last row says how far the look went. */
static void
take_persons(const struct rows *rows, struct erasure *out, int64_t *looked_to)
{
	struct erasure_person person = {0};

	*looked_to = 0;
	for (int i = 0; i < rows_count(rows); i++) {
		struct view token = rows_bytes(rows, i, 1), file = rows_bytes(rows, i, 2);
		if (rows_int(rows, i, 0) != person.party && person.party != 0) {
			buf_add(&out->persons, &person, sizeof(person));
			person.party = 0;
		}
		if (file.len == SHA256_SIZE)
			buf_add(&out->files, file.data, file.len);
		if (rows_int(rows, i, 0) == 0) {
			*looked_to = rows_int(rows, i, 3);
			continue;
		}
		if (person.party == 0)
			person = (struct erasure_person){rows_int(rows, i, 0), out->tokens.len / TOKEN_SIZE, 0};
		if (token.len == TOKEN_SIZE) {
			buf_add(&out->tokens, token.data, token.len);
			person.count++;
		}
	}
}

static bool
go_through_the_door(struct db *db, const struct sweep *sweep, int64_t before, int64_t behind, struct erasure *out,
    int64_t *looked_to, struct err *err)
{
	struct args args;
	struct rows *rows;
	int64_t proof_before;

	if (!retention_cutoff(sweep->policy, DEADLINE_PROOF_KEEP, sweep->now, &proof_before, err))
		return false;
	args_init(&args);
	args_time(&args, before);
	args_time(&args, proof_before);
	args_time(&args, sweep->now);
	args_int(&args, behind);
	args_int(&args, PERSONS);
	bool run = db_run(db, QUERY_RETENTION_SWEEP_PERSON, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	take_persons(rows, out, looked_to);
	rows_free(rows);
	return true;
}

static bool
write_down(struct db *db, const struct sweep *sweep, struct erasure *erasure, int64_t before, struct err *err)
{
	static const struct matter none;
	int64_t count = (int64_t)erasure_persons(erasure);

	snprintf(erasure->count[0].what, sizeof(erasure->count[0].what), "party");
	erasure->count[0].rows = count;
	erasure->counts = 1;
	return erasure_number(db, 0, erasure, err) && erasure_write_down(db, erasure, &none, err) &&
	    add_entry(db, sweep, RETENTION_CLASS_PERSON, before, count, err);
}

static bool
sweep_persons(struct db *db, const struct sweep *sweep, int64_t before, struct sweep_place *place, int64_t *count, struct err *err)
{
	struct erasure erasure = {.process = sweep->process, .reason = ERASURE_PURPOSE_REACHED, .now = sweep->now};
	int64_t looked_to = 0;
	bool done = erasure_sign(db, sweep->by, sweep->second, &erasure, err) &&
	    erasure_prepare(db, sweep->certificate, 0, &erasure, err) &&
	    go_through_the_door(db, sweep, before, place->behind, &erasure, &looked_to, err);

	*count = erasure.persons.len > 0 ? (int64_t)erasure_persons(&erasure) : 0;
	if (done && *count > 0)
		done = write_down(db, sweep, &erasure, before, err);
	erasure_release(&erasure);
	place->behind = looked_to;
	return done;
}

/* What is over for people's hands, or never, is none of ours; persons only in somebody's name. */
static bool
is_swept(const struct sweep *sweep, enum retention class)
{
	enum retention_end end = retention_class(class)->end;

	return (end == RETENTION_DESTROY || end == RETENTION_KEEP) && (class != RETENTION_CLASS_PERSON || sweep->by[0] != '\0');
}

bool
retention_sweep(struct db *db, const struct sweep *sweep, struct sweep_place *place, struct err *err)
{
	struct sweep_place next = *place;
	int64_t before, rows = 0;

	while (next.class < RETENTION_COUNT && !is_swept(sweep, next.class))
		next.class++;
	if (next.class == RETENTION_COUNT) {
		*place = next;
		return true;
	}
	bool persons = next.class == RETENTION_CLASS_PERSON;
	if (!retention_cutoff(sweep->policy, retention_class(next.class)->deadline, sweep->now, &before, err))
		return false;
	bool done = db_begin(db, err) && (persons ? sweep_persons(db, sweep, before, &next, &rows, err) :
	    sweep_rows(db, sweep, next.class, before, &rows, err)) && db_commit(db, err);
	if (!done) {
		db_rollback(db);
		return false;
	}
	next.rows[next.class] += rows;
	if (persons ? next.behind == 0 : rows < ROWS)
		next.class++;
	*place = next;
	return !persons || rows == 0 || erasure_remove_files(db, sweep->dir, sweep->now, err);
}

static bool
add_order(struct db *db, const struct erasure *signers, int64_t until, const struct entry *who, struct err *err)
{
	struct entry entry = *who;
	struct buf data = {0};
	struct json json;
	struct args args;
	char at[28];

	args_init(&args);
	args_int(&args, signers->signer_id[0]);
	args_int(&args, signers->signer_id[1]);
	args_time(&args, who->at);
	args_time(&args, until);
	bool added = db_run(db, QUERY_RETENTION_ORDER_ADD, &args, NULL, err);
	args_release(&args);
	entry.what = ENTRY_RETENTION_ORDERED;
	entry.who_id = signers->signer_id[0];
	instant_format(until, at);
	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "second");
	json_int(&json, signers->signer_id[1]);
	json_key(&json, "until");
	json_text(&json, at);
	json_end(&json);
	added = added && entry_add(db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

bool
retention_order(struct db *db, const char *by, const char *second, int64_t until, const struct entry *who, struct err *err)
{
	struct erasure signers = {0};

	if (until <= who->at || until > who->at + 366 * DAY)
		return fail(err, ERR_INPUT, "an order to destroy is given for a year at most");
	bool done = db_begin(db, err) && erasure_sign(db, by, second, &signers, err) && add_order(db, &signers, until, who, err) &&
	    db_commit(db, err);
	if (!done)
		db_rollback(db);
	return done;
}

bool
retention_order_find(struct db *db, int64_t now, struct sweep_order *out, struct err *err)
{
	struct args args;
	struct rows *rows;

	*out = (struct sweep_order){0};
	args_init(&args);
	args_time(&args, now);
	bool run = db_run(db, QUERY_RETENTION_ORDER, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	if (rows_count(rows) == 1) {
		snprintf(out->by, sizeof(out->by), "%s", rows_text(rows, 0, 0));
		snprintf(out->second, sizeof(out->second), "%s", rows_text(rows, 0, 1));
		out->until = rows_time(rows, 0, 2);
	}
	rows_free(rows);
	return true;
}
