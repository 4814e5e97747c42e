/* matter_watch_store.c - reminding of clocks, once each. */
#include "compliance/matter_watch_store.h"

#include <stdlib.h>

#include "base/json.h"

enum { MARKS = MATTER_CLOCKS * (DEADLINE_REMINDERS + 1) };

/* The reminders of one clock that have come: those of the pack, and that it is too late. */
static void
add_marks(const struct matter *m, const struct matter_clock *clock, const struct policy *policy, int64_t now,
    struct matter_due *out, size_t *count)
{
	const struct deadline_value *value = &policy->deadlines[clock->deadline];
	struct matter_due due = {m->id, m->kind, clock->deadline, 0, clock->due};
	struct err err;
	int64_t at;

	if (clock->state == CLOCK_MET || clock->state == CLOCK_MET_LATE)
		return;
	if (clock->state == CLOCK_UNKNOWN || clock->state == CLOCK_OVERDUE) {
		due.mark = clock->state == CLOCK_OVERDUE ? MARK_OVERDUE : MARK_UNKNOWN;
		out[(*count)++] = due;
	}
	for (int n = 0; clock->state != CLOCK_UNKNOWN && n < value->reminders; n++)
		if (deadline_reminder(policy, zone_find(m->zone), clock->deadline, m->opened_at, n, &at, &err) && now >= at) {
			due.mark = value->remind[n];
			out[(*count)++] = due;
		}
}

static bool
find_new(struct db *db, const struct matter_due *list, size_t count, int64_t now, struct rows **rows, struct err *err)
{
	struct args args;

	args_init(&args);
	args_array(&args, ARRAY_INT8, count);
	for (size_t i = 0; i < count; i++)
		args_array_int(&args, list[i].matter);
	args_array(&args, ARRAY_TEXT, count);
	for (size_t i = 0; i < count; i++)
		args_array_text(&args, deadline_rule(list[i].deadline)->name);
	args_array(&args, ARRAY_INT4, count);
	for (size_t i = 0; i < count; i++)
		args_array_int(&args, list[i].mark);
	args_time(&args, now);
	bool run = db_run(db, QUERY_MATTER_REMIND, &args, rows, err);
	args_release(&args);
	return run;
}

static bool
add_entry(struct db *db, const struct matter_due *due, int64_t now, const char *process, struct err *err)
{
	struct entry entry = {.what = ENTRY_MATTER_REMINDED, .at = now, .who_kind = "process", .process = process};
	struct buf data = {0};
	struct json json;

	json_start(&json, &data);
	json_object(&json);
	json_key(&json, "deadline");
	json_text(&json, deadline_rule(due->deadline)->name);
	json_key(&json, "due");
	json_instant(&json, due->due);
	json_key(&json, "kind");
	json_text(&json, matter_kind_name(due->kind));
	json_key(&json, "mark");
	json_int(&json, due->mark);
	json_key(&json, "matter");
	json_int(&json, due->matter);
	json_end(&json);
	bool added = entry_add(db, &entry, buf_view(&data), err);
	buf_release(&data);
	return added;
}

/* fresh: the places in list of what was written. */
static bool
write_new(struct db *db, const struct matter_due *list, size_t count, int64_t now, const char *process, size_t *fresh,
    int64_t *found, struct err *err)
{
	struct rows *rows;

	if (!db_begin(db, err) || !find_new(db, list, count, now, &rows, err))
		return false;
	bool written = true;
	for (int i = 0; i < rows_count(rows) && written; i++) {
		fresh[i] = (size_t)rows_int(rows, i, 0);
		written = add_entry(db, &list[fresh[i]], now, process, err);
	}
	*found = rows_count(rows);
	rows_free(rows);
	return written && db_commit(db, err);
}

/* The matters after *after, and *more when there may be others behind them. */
static bool
watch_some(struct db *db, const struct policy *policy, int64_t now, const char *process, matter_remind *remind, void *context,
    int64_t *after, bool *more, int64_t *count, struct err *err)
{
	struct matter *matters;
	struct matter_clock clocks[MATTER_CLOCKS];
	size_t marks = 0;
	int64_t found = 0;
	int open;

	if (!matter_list(db, MATTER_UNKNOWN, true, *after, &matters, &open, err))
		return false;
	struct matter_due *list = memory_new(((size_t)open * MARKS + 1) * sizeof(*list));
	size_t *fresh = memory_new(((size_t)open * MARKS + 1) * sizeof(*fresh));
	for (int i = 0; i < open; i++) {
		int n = matter_clocks(&matters[i], policy, now, clocks);
		for (int k = 0; k < n; k++)
			add_marks(&matters[i], &clocks[k], policy, now, list, &marks);
		*after = matters[i].id;
	}
	bool watched = marks == 0 || write_new(db, list, marks, now, process, fresh, &found, err);
	if (!watched)
		db_rollback(db);
	for (int64_t i = 0; watched && i < found; i++)
		remind(context, &list[fresh[i]]);
	*more = open == MATTER_LIST;
	*count += found;
	free(fresh);
	free(list);
	free(matters);
	return watched;
}

bool
matter_watch(struct db *db, const struct policy *policy, int64_t now, const char *process, matter_remind *remind, void *context,
    int64_t *count, struct err *err)
{
	int64_t after = 0;
	bool more = true, watched = true;

	*count = 0;
	while (watched && more)
		watched = watch_some(db, policy, now, process, remind, context, &after, &more, count, err);
	return watched;
}

bool
matter_sum(struct db *db, const struct policy *policy, int64_t now, struct matter_sums *out, struct err *err)
{
	struct matter_clock clocks[MATTER_CLOCKS];
	struct matter *matters;
	int64_t due, after = 0;
	int open = MATTER_LIST;

	*out = (struct matter_sums){0};
	while (open == MATTER_LIST) {
		if (!matter_list(db, MATTER_UNKNOWN, true, after, &matters, &open, err))
			return false;
		for (int i = 0; i < open; i++) {
			enum clock_state state = matter_state(clocks, matter_clocks(&matters[i], policy, now, clocks), &due);
			out->open[matters[i].kind]++;
			out->soon[matters[i].kind] += state == CLOCK_SOON;
			out->overdue[matters[i].kind] += state == CLOCK_OVERDUE || state == CLOCK_UNKNOWN;
			after = matters[i].id;
		}
		free(matters);
	}
	return true;
}
