/* campaign_report.c - where the audience of a campaign stands. */
#include "dialer/campaign_report.h"

#include <string.h>

static const struct {
	const char *name, *russian;
} states[TARGET_STATES] = {
	{"excluded", "исключено"}, {"review", "ждёт решения ответственного"}, {"card", "ждёт оператора"},
	{"due", "ждёт своего часа"}, {"held", "в работе"}, {"denied", "отказано перед отправкой"}, {"done", "завершено"},
	{"unknown", "исход неизвестен"}, {"stopped", "снято отказом или остановкой"},
};

const char *
target_state_name(enum target_state state)
{
	must((unsigned)state < TARGET_STATES);
	return states[state].name;
}

const char *
target_state_russian(enum target_state state)
{
	must((unsigned)state < TARGET_STATES);
	return states[state].russian;
}

static enum target_state
state_find(const char *name)
{
	for (int i = 0; i < TARGET_STATES; i++)
		if (strcmp(states[i].name, name) == 0)
			return (enum target_state)i;
	must(!"the database's target_state is ours");
	return TARGET_EXCLUDED;
}

static bool
load_targets(struct db *db, const struct args *args, struct campaign_report *out, struct err *err)
{
	struct rows *rows;

	if (!db_run(db, QUERY_CAMPAIGN_PROGRESS, args, &rows, err))
		return false;
	for (int i = 0; i < rows_count(rows); i++) {
		struct report_line line = {.state = state_find(rows_text(rows, i, 0)),
			.result = attempt_state_find(view_of(rows_text(rows, i, 1))), .rule = (uint8_t)rows_int(rows, i, 2),
			.reason = (uint8_t)rows_int(rows, i, 3), .count = rows_int(rows, i, 4)};
		out->audience += line.count;
		out->state[line.state] += line.count;
		if (out->lines < REPORT_LINES)
			out->line[out->lines++] = line;
	}
	rows_free(rows);
	return true;
}

static bool
load_attempts(struct db *db, const struct args *args, struct campaign_report *out, struct err *err)
{
	struct rows *rows;

	if (!db_run(db, QUERY_CAMPAIGN_ATTEMPTS, args, &rows, err))
		return false;
	for (int i = 0; i < rows_count(rows); i++) {
		out->attempt[attempt_state_find(view_of(rows_text(rows, i, 0)))] = rows_int(rows, i, 1);
		out->attempts += rows_int(rows, i, 1);
	}
	rows_free(rows);
	return true;
}

static bool
load_rows(struct db *db, const struct args *args, struct campaign_report *out, struct err *err)
{
	struct rows *rows;

	if (!db_run(db, QUERY_CAMPAIGN_LIST_ROWS, args, &rows, err))
		return false;
	out->file_rows = rows_int(rows, 0, 0);
	out->rejected_rows = rows_int(rows, 0, 1);
	out->duplicate_rows = rows_int(rows, 0, 2);
	rows_free(rows);
	if (!db_run(db, QUERY_CAMPAIGN_LIST_PARTIES, args, &rows, err))
		return false;
	out->named = rows_int(rows, 0, 0);
	out->parties = rows_int(rows, 0, 1);
	out->unreached = rows_int(rows, 0, 2);
	rows_free(rows);
	if (!db_run(db, QUERY_FORM_TARGET_COUNT, args, &rows, err))
		return false;
	out->visitors = rows_int(rows, 0, 0);
	rows_free(rows);
	return true;
}

bool
campaign_progress_load(struct db *db, int64_t id, struct campaign_report *out, struct err *err)
{
	struct args args;

	memset(out, 0, sizeof(*out));
	args_init(&args);
	args_int(&args, id);
	bool loaded = load_targets(db, &args, out, err) && load_attempts(db, &args, out, err);
	args_release(&args);
	return loaded;
}

bool
campaign_report_load(struct db *db, int64_t id, struct campaign_report *out, struct err *err)
{
	struct args args;

	if (!campaign_progress_load(db, id, out, err))
		return false;
	args_init(&args);
	args_int(&args, id);
	bool loaded = load_rows(db, &args, out, err);
	args_release(&args);
	return loaded;
}

static int64_t
lines_of(const struct campaign_report *report, enum target_state state)
{
	int64_t sum = 0;

	for (int i = 0; i < report->lines; i++)
		if (report->line[i].state == state)
			sum += report->line[i].count;
	return sum;
}

bool
campaign_report_adds_up(const struct campaign_report *report)
{
	int64_t sum = 0;

	for (int state = 0; state < TARGET_STATES; state++) {
		if (lines_of(report, (enum target_state)state) != report->state[state])
			return false;
		sum += report->state[state];
	}
	return sum == report->audience && report->file_rows - report->rejected_rows - report->duplicate_rows == report->named &&
	    report->parties - report->unreached + report->visitors == report->audience;
}

bool
campaign_waiting_load(struct db *db, int64_t id, int64_t now, struct campaign_waiting *out, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, id);
	args_time(&args, now);
	bool loaded = db_run(db, QUERY_CAMPAIGN_WAITING, &args, &rows, err);
	args_release(&args);
	if (!loaded)
		return false;
	*out = (struct campaign_waiting){rows_int(rows, 0, 0), rows_int(rows, 0, 1), rows_int(rows, 0, 2), rows_int(rows, 0, 3),
	    rows_is_null(rows, 0, 4) ? 0 : rows_time(rows, 0, 4)};
	rows_free(rows);
	return true;
}
