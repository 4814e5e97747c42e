/* progress.c - where a campaign's targets are. */
#include "web/progress.h"

#include <stdio.h>
#include <string.h>

#include "compliance/rule.h"

static void
count_add(struct counts *counts, const char *name, int64_t value)
{
	int i = 0;

	while (i < counts->count && strcmp(counts->of[i].name, name) != 0)
		i++;
	if (i == PROGRESS_COUNTS)
		return;
	if (i == counts->count)
		snprintf(counts->of[counts->count++].name, sizeof(counts->of[i].name), "%s", name);
	counts->of[i].value += value;
}

static void
count_rule(struct counts *counts, int number, int64_t value)
{
	const struct rule *rule = rule_find((uint8_t)number);

	count_add(counts, rule ? rule->id : "?", value);
}

bool
progress_load(struct db *db, int64_t campaign, struct progress *out, struct err *err)
{
	struct rows *rows;
	struct args args;

	args_init(&args);
	args_int(&args, campaign);
	bool loaded = db_run(db, QUERY_OVERVIEW_PROGRESS, &args, &rows, err);
	args_release(&args);
	if (!loaded)
		return false;
	*out = (struct progress){0};
	for (int i = 0; i < rows_count(rows); i++) {
		int64_t value = rows_int(rows, i, 3);
		out->targets += value;
		count_add(&out->state, rows_text(rows, i, 0), value);
		if (!rows_is_null(rows, i, 1))
			count_add(&out->result, rows_text(rows, i, 1), value);
		if (!rows_is_null(rows, i, 2))
			count_rule(&out->excluded_by, (int)rows_int(rows, i, 2), value);
	}
	rows_free(rows);
	return true;
}

static void
write_counts(struct json *json, const char *name, const struct counts *counts)
{
	json_key(json, name);
	json_object(json);
	for (int i = 0; i < counts->count; i++) {
		json_key(json, counts->of[i].name);
		json_int(json, counts->of[i].value);
	}
	json_end(json);
}

void
progress_write(const struct progress *progress, struct json *json)
{
	json_object(json);
	json_key(json, "targets");
	json_int(json, progress->targets);
	write_counts(json, "by_state", &progress->state);
	write_counts(json, "by_result", &progress->result);
	write_counts(json, "excluded_by", &progress->excluded_by);
	json_end(json);
}
