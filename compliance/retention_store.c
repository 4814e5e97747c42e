/* retention_store.c - what is kept beyond its term. */
#include "compliance/retention_store.h"

#include <stdio.h>

#define DEADLINE_NONE DEADLINE_COUNT
static const struct retention_class classes[RETENTION_COUNT] = {
#define RETENTION(name, table, deadline, end, rule, since) \
	[RETENTION_CLASS_##name] = {#name, table, DEADLINE_##deadline, RETENTION_##end, rule, since},
#include "compliance/retention.def"
#undef RETENTION
};

const struct retention_class *
retention_class(enum retention retention)
{
	must((unsigned)retention < RETENTION_COUNT);
	return &classes[retention];
}

enum retention
retention_find(struct view name)
{
	int i = 0;

	while (i < RETENTION_COUNT && !view_is(name, classes[i].name))
		i++;
	return (enum retention)i;
}

/* The clinic's terms end with Moscow's days. */
bool
retention_cutoff(const struct policy *policy, enum deadline deadline, int64_t now, int64_t *out, struct err *err)
{
	return deadline_cutoff(policy, zone_find("Europe/Moscow"), deadline, now, out, err);
}

static bool
run(struct db *db, const struct policy *policy, int64_t now, struct rows **rows, struct err *err)
{
	static const enum deadline deadlines[] = {DEADLINE_PURPOSE_DESTROY, DEADLINE_PROOF_KEEP, DEADLINE_AD_KEEP, DEADLINE_ACT_KEEP};
	struct args args;

	args_init(&args);
	for (size_t i = 0; i < sizeof(deadlines) / sizeof(deadlines[0]); i++) {
		int64_t before;
		if (!retention_cutoff(policy, deadlines[i], now, &before, err)) {
			args_release(&args);
			return false;
		}
		args_time(&args, before);
	}
	args_time(&args, now);
	bool done = db_run(db, QUERY_RETENTION_DUE, &args, rows, err);
	args_release(&args);
	return done;
}

bool
retention_report(struct db *db, const struct policy *policy, int64_t now, retention_show *show, void *context, int64_t *holds,
    struct err *err)
{
	struct rows *rows;

	if (!run(db, policy, now, &rows, err))
		return false;
	for (int class = 0; class < RETENTION_COUNT; class++) {
		struct retention_line line = {.retention = (enum retention)class};
		int shown = 0;
		for (int i = 0; i < rows_count(rows); i++) {
			if (!view_is(view_of(rows_text(rows, i, 0)), classes[class].name))
				continue;
			snprintf(line.purpose, sizeof(line.purpose), "%s", rows_text(rows, i, 1));
			line.rows = rows_int(rows, i, 2);
			line.oldest = rows_time(rows, i, 3);
			show(context, &line);
			shown++;
		}
		if (shown == 0)
			show(context, &(struct retention_line){.retention = (enum retention)class});
	}
	*holds = rows_int(rows, 0, 4);
	rows_free(rows);
	return true;
}
