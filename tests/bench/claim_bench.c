/*
 * claim_bench.c - does a claim get dearer with the length of the queue, or while another session holds a long snapshot?
 *
 * claim_bench LONG SHORT: the claiming statement and the move of what it claimed, batch after batch with the dispatcher's
 * watermark, on a campaign with SHORT due targets, on one with LONG, and on LONG again under a long snapshot; once for
 * targets that wait for a moment, once for those that may go at once.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "dialer/watermark.h"
#include "tests/support/database.h"
#include "tests/support/world.h"

enum { BATCH = 200, PARTIES = 50000 };

static struct rows *
ask(struct db *db, int64_t campaign, const struct watermark *mark, bool walks)
{
	struct args args;
	struct rows *rows;
	struct err err;

	args_init(&args);
	args_int(&args, campaign);
	if (!walks) {
		args_time(&args, WORLD_NOW);
		args_time(&args, mark->after_time);
	}
	args_int(&args, walks ? mark->walk_after : mark->after_contact_point);
	args_int(&args, BATCH);
	must(db_begin(db, &err) && db_run(db, walks ? QUERY_TARGET_CLAIM_AT_ONCE : QUERY_TARGET_CLAIM, &args, &rows, &err));
	args_release(&args);
	return rows;
}

static int
claim(struct db *db, int64_t campaign, struct watermark *mark, bool walks)
{
	struct rows *rows = ask(db, campaign, mark, walks);
	int count = rows_count(rows);
	struct args args;
	struct err err;

	args_init(&args);
	args_int(&args, campaign);
	args_array(&args, ARRAY_INT8, (size_t)count);
	for (int i = 0; i < count; i++)
		args_array_int(&args, rows_int(rows, i, 0));
	args_array(&args, ARRAY_TEXT, (size_t)count);
	for (int i = 0; i < count; i++)
		args_array_text(&args, "held");
	args_array(&args, ARRAY_TIME, (size_t)count);
	for (int i = 0; i < count; i++)
		args_array_time(&args, 0);
	args_array(&args, ARRAY_BYTES, (size_t)count);
	for (int i = 0; i < count; i++)
		args_array_bytes(&args, "", 0);
	args_array(&args, ARRAY_INT2, (size_t)count);
	for (int i = 0; i < count; i++)
		args_array_int(&args, 1);
	must(count == 0 || db_run(db, QUERY_TARGET_MOVE, &args, NULL, &err));
	must(db_commit(db, &err));
	int64_t last = count > 0 ? rows_int(rows, count - 1, 0) : 0;
	if (walks)
		watermark_walked(mark, WORLD_NOW, count == 0, count, last);
	else
		watermark_waited(mark, WORLD_NOW, count == 0, count > 0 ? rows_time(rows, count - 1, 3) : 0, last);
	rows_free(rows);
	args_release(&args);
	return count;
}

/* The dispatcher rewinds its watermark of those that wait once a second, so this does. */
static double
rate(struct db *db, int64_t campaign, int64_t most, bool walks)
{
	struct watermark mark = {0};
	int64_t started = clock_monotonic(), claimed = 0;
	int count;

	do {
		watermark_rewind(&mark, clock_monotonic());
		claimed += count = claim(db, campaign, &mark, walks);
	} while (claimed < most && count > 0);
	return (double)claimed * SECOND / (double)(clock_monotonic() - started);
}

static void
add_campaign(struct db *db, int64_t id, int64_t targets, const char *not_before)
{
	test_sql(db, "insert into campaign (name, legal_entity_id, branch_id, purpose, channel, class, provider, body, lists, state, "
	    "author_id, approver_id, created_at) values ('c%lld', 1, 1, 'AD_PROMO', 'SMS', 'AD', 'kannel', 'x', '{1}', 'running', 1, 2, "
	    "'2026-11-01')", (long long)id);
	test_sql(db, "insert into target (campaign_id, contact_point_id, party_id, state, not_before) select (select id from campaign where "
	    "name = 'c%lld'), g, g %% %d + 1, 'due', %s from generate_series(1, %lld) g", (long long)id, PARTIES,
	    not_before, (long long)targets);
}

static void
measure(struct test_database *database, int64_t first, int64_t few, int64_t many, bool walks)
{
	struct err err;

	double alone = rate(database->db, first, few, walks);
	double crowd = rate(database->db, first + 1, few, walks);
	struct db *reader = db_open_bare(database->dsn, &err);
	must(reader != NULL && db_script(reader, "begin isolation level repeatable read; select count(*) from staff", &err));
	double early = rate(database->db, first + 1, few, walks);
	double late = rate(database->db, first + 1, few * 4, walks);
	printf("claim %s, due=%lld: %.0f/s; due=%lld: %.0f/s ratio=%.2f; under a long snapshot: %.0f/s ratio=%.2f, later %.0f/s ratio=%.2f\n",
	    walks ? "at once" : "by moment", (long long)few, alone, (long long)many, crowd, crowd / alone, early, early / crowd, late,
	    late / crowd);
	db_close(reader);
}

int
main(int argc, char **argv)
{
	int64_t many = argc > 1 ? atoll(argv[1]) : 5000000, few = argc > 2 ? atoll(argv[2]) : 50000;
	struct test_database database;
	struct world world = {.people = 1, .provider = "kannel"};

	test_database_new(&database);
	world_people(database.db, PARTIES);
	world_campaign(database.db, &world, true);
	add_campaign(database.db, 2, few, "'2026-11-23 07:00Z'");
	add_campaign(database.db, 3, many, "'2026-11-23 07:00Z'");
	add_campaign(database.db, 4, few, "null");
	add_campaign(database.db, 5, many, "null");
	test_sql(database.db, "vacuum analyze");
	test_sql(database.db, "checkpoint");
	measure(&database, 2, few, many, false);
	measure(&database, 4, few, many, true);
	test_database_drop(&database);
	return 0;
}
