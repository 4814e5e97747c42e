/*
 * claim_bench.c - does a claim get dearer with the length of the queue, or while another session holds a long snapshot?
 *
 * claim_bench LONG SHORT: the claiming statement and the move of what it claimed, batch after batch with the dispatcher's
 * watermark, on a campaign with SHORT due targets, on one with LONG, and on LONG again under a long snapshot.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "tests/support/database.h"
#include "tests/support/world.h"

enum { BATCH = 200, PARTIES = 50000 };

struct watermark {
	int64_t time, contact_point;
};

static int
claim(struct db *db, int64_t campaign, struct watermark *after)
{
	struct args args;
	struct rows *rows;
	struct err err;

	args_init(&args);
	args_int(&args, campaign);
	args_time(&args, WORLD_NOW);
	args_time(&args, after->time);
	args_int(&args, after->contact_point);
	args_int(&args, BATCH);
	must(db_begin(db, &err) && db_run(db, QUERY_TARGET_CLAIM, &args, &rows, &err));
	int count = rows_count(rows);
	args_clear(&args);
	args_int(&args, campaign);
	args_array(&args, ARRAY_INT8, (size_t)count);
	for (int i = 0; i < count; i++)
		args_array_int(&args, rows_int(rows, i, 0));
	args_array(&args, ARRAY_TEXT, (size_t)count);
	for (int i = 0; i < count; i++)
		args_array_text(&args, "held");
	args_array(&args, ARRAY_TIME, (size_t)count);
	for (int i = 0; i < count; i++)
		args_array_time(&args, rows_time(rows, i, 3));
	args_array(&args, ARRAY_BYTES, (size_t)count);
	for (int i = 0; i < count; i++)
		args_array_bytes(&args, "", 0);
	args_array(&args, ARRAY_INT2, (size_t)count);
	for (int i = 0; i < count; i++)
		args_array_int(&args, 1);
	must(count == 0 || db_run(db, QUERY_TARGET_MOVE, &args, NULL, &err));
	must(db_commit(db, &err));
	if (count > 0)
		*after = (struct watermark){rows_time(rows, count - 1, 3), rows_int(rows, count - 1, 0)};
	rows_free(rows);
	args_release(&args);
	return count;
}

/* The dispatcher rewinds its watermark once a second, so this does. */
static double
rate(struct db *db, int64_t campaign, int64_t most)
{
	struct watermark after = {1, 0};
	int64_t started = clock_monotonic(), rewound = started, claimed = 0;
	int count;

	while (claimed < most && (count = claim(db, campaign, &after)) > 0) {
		claimed += count;
		if (clock_monotonic() - rewound > SECOND) {
			after = (struct watermark){1, 0};
			rewound = clock_monotonic();
		}
	}
	return (double)claimed * SECOND / (double)(clock_monotonic() - started);
}

static void
add_campaign(struct db *db, int64_t id, int64_t targets)
{
	test_sql(db, "insert into campaign (name, legal_entity_id, branch_id, purpose, channel, class, provider, body, lists, state, "
	    "author_id, approver_id, created_at) values ('c%lld', 1, 1, 'AD_PROMO', 'SMS', 'AD', 'kannel', 'x', '{1}', 'running', 1, 2, "
	    "'2026-11-01')", (long long)id);
	test_sql(db, "insert into target (campaign_id, contact_point_id, party_id, state, not_before) select (select id from campaign where "
	    "name = 'c%lld'), g, g %% %d + 1, 'due', '2026-11-23 07:00Z' from generate_series(1, %lld) g", (long long)id, PARTIES,
	    (long long)targets);
}

int
main(int argc, char **argv)
{
	int64_t many = argc > 1 ? atoll(argv[1]) : 5000000, few = argc > 2 ? atoll(argv[2]) : 50000;
	struct test_database database;
	struct world world = {.people = 1, .provider = "kannel"};
	struct err err;

	test_database_new(&database);
	world_people(database.db, PARTIES);
	world_campaign(database.db, &world, true);
	add_campaign(database.db, 2, few);
	add_campaign(database.db, 3, many);
	test_sql(database.db, "vacuum analyze");
	test_sql(database.db, "checkpoint");
	double alone = rate(database.db, 2, few);
	double crowd = rate(database.db, 3, few);
	struct db *reader = db_open_bare(database.dsn, &err);
	must(reader != NULL && db_script(reader, "begin isolation level repeatable read; select count(*) from staff", &err));
	double early = rate(database.db, 3, few);
	double late = rate(database.db, 3, few * 4);
	printf("claim due=%lld: %.0f/s; due=%lld: %.0f/s ratio=%.2f; under a long snapshot: %.0f/s ratio=%.2f, later %.0f/s ratio=%.2f\n",
	    (long long)few, alone, (long long)many, crowd, crowd / alone, early, early / crowd, late, late / crowd);
	db_close(reader);
	test_database_drop(&database);
	return 0;
}
