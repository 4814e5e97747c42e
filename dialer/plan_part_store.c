/*
 * plan_part_store.c - in which parts a campaign is planned, and how far each of them has come.
 *
 * Reading, judging and writing a contact takes more than one core's time, but
 * none of the three takes half of two: two such chains fill both cores.
 */
#include "dialer/plan_part_store.h"

static bool
load(struct db *db, int64_t campaign, struct plan_part part[PLAN_PARTS], int *count, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, campaign);
	bool run = db_run(db, QUERY_PLAN_PARTS, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	*count = rows_count(rows);
	must(*count <= PLAN_PARTS);
	for (int i = 0; i < *count; i++)
		part[i] = (struct plan_part){(int)rows_int(rows, i, 0), rows_int(rows, i, 1), rows_int(rows, i, 2)};
	rows_free(rows);
	return true;
}

/* *out: the last party of the first part; everybody, where one part is enough. */
static bool
find_middle(struct db *db, int64_t campaign, int64_t *out, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, campaign);
	bool run = db_run(db, QUERY_PLAN_MIDDLE, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	*out = rows_count(rows) == 1 ? rows_int(rows, 0, 0) : PLAN_EVERYBODY.until;
	rows_free(rows);
	return true;
}

static bool
add(struct db *db, int64_t campaign, const struct plan_part *part, struct err *err)
{
	struct args args;

	args_init(&args);
	args_int(&args, campaign);
	args_int(&args, part->number);
	args_int(&args, part->after);
	args_int(&args, part->until);
	bool added = db_run(db, QUERY_PLAN_PART_ADD, &args, NULL, err);
	args_release(&args);
	return added;
}

static bool
divide(struct db *db, int64_t campaign, struct err *err)
{
	struct plan_part first = PLAN_EVERYBODY;

	if (!find_middle(db, campaign, &first.until, err))
		return false;
	struct plan_part second = {1, first.until, PLAN_EVERYBODY.until};
	bool divided = db_begin(db, err) && add(db, campaign, &first, err) &&
	    (second.after == second.until || add(db, campaign, &second, err)) && db_commit(db, err);
	if (!divided)
		db_rollback(db);
	return divided;
}

bool
plan_parts_open(struct db *db, int64_t campaign, struct plan_part part[PLAN_PARTS], int *count, struct err *err)
{
	return load(db, campaign, part, count, err) &&
	    (*count > 0 || (divide(db, campaign, err) && load(db, campaign, part, count, err)));
}
