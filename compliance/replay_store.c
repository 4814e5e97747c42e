/* replay_store.c - recorded decisions out of the database, with the packs under which they were made. */
#include "compliance/replay_store.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

enum { ID, OUTCOME, UNTIL, REASONS, FACTS, POLICY, DECIDED_AT, CONTACT_POINT, COLUMNS };
enum { PACKS = 8 };

static struct view
view_of_field(struct copy_field field)
{
	return (struct view){field.data, field.data ? (size_t)field.len : 0};
}

static bool
take_row(const struct copy_field row[COLUMNS], replay_take *take, void *context, struct err *err)
{
	struct past_decision past = {
		.outcome = outcome_find(view_of_field(row[OUTCOME])),
		.until = row[UNTIL].data ? copy_field_time(row[UNTIL]) : 0,
		.reasons = view_of_field(row[REASONS]),
		.facts = view_of_field(row[FACTS]),
		.decided_at = copy_field_time(row[DECIDED_AT]),
		.contact_point = copy_field_int(row[CONTACT_POINT]),
	};

	must(row[ID].len == (int)sizeof(past.id) && row[POLICY].len == (int)sizeof(past.policy_sha256));
	memcpy(&past.id, row[ID].data, sizeof(past.id));
	memcpy(past.policy_sha256, row[POLICY].data, sizeof(past.policy_sha256));
	return take(context, &past, err);
}

bool
replay_one(struct db *db, struct uuid id, replay_take *take, void *context, struct err *err)
{
	struct copy_field row[COLUMNS];
	char text[UUID_TEXT];
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_uuid(&args, id);
	bool run = db_run(db, QUERY_REPLAY_ONE, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	uuid_format(id, text);
	bool taken = rows_count(rows) == 1 || fail(err, ERR_ABSENT, "there is no decision %s", text);
	for (int i = 0; taken && i < COLUMNS; i++)
		row[i] = rows_field(rows, 0, i);
	taken = taken && take_row(row, take, context, err);
	rows_free(rows);
	return taken;
}

bool
replay_each(struct db *db, int64_t campaign, int64_t since, replay_take *take, void *context, struct err *err)
{
	int64_t number = campaign != 0 ? campaign : since - day_number(2000, 1, 1) * DAY;
	struct copy_field row[COLUMNS];
	bool more;

	if (!db_copy_out(db, campaign != 0 ? QUERY_REPLAY_CAMPAIGN : QUERY_REPLAY_SINCE, &number, 1, err))
		return false;
	while (db_copy_next(db, row, COLUMNS, &more, err)) {
		if (!more)
			return true;
		if (!take_row(row, take, context, err))
			return false;
	}
	return false;
}

struct packs {
	struct db *db;
	int count;
	struct {
		int64_t from;		/* as of when it was read */
		struct policy *policy;
	} pack[PACKS];
};

struct packs *
packs_open(struct db *db)
{
	struct packs *packs = memory_new(sizeof(*packs));
	packs->db = db;
	return packs;
}

void *
packs_free(struct packs *packs)
{
	for (int i = 0; packs != NULL && i < packs->count; i++)
		policy_free(packs->pack[i].policy);
	free(packs);
	return NULL;
}

static struct policy *
read_pack(struct db *db, const uint8_t sha[32], int64_t at, struct err *err)
{
	struct policy *policy = NULL;
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_bytes(&args, sha, 32);
	bool run = db_run(db, QUERY_REPLAY_PACK, &args, &rows, err);
	args_release(&args);
	if (!run)
		return NULL;
	if (rows_count(rows) != 1)
		fail(err, ERR_ABSENT, "the pack of this decision is not in the database");
	else
		policy = policy_read(rows_text(rows, 0, 0), view_of(rows_text(rows, 0, 1)), at, err);
	rows_free(rows);
	return policy;
}

/* A pack read as of one instant serves until a date of it comes. */
const struct policy *
packs_find(struct packs *packs, const uint8_t sha[32], int64_t at, struct err *err)
{
	for (int i = 0; i < packs->count; i++) {
		const struct policy *policy = packs->pack[i].policy;
		if (memcmp(policy->sha256, sha, 32) == 0 && at >= packs->pack[i].from && at < policy->valid_to &&
		    (policy->change_at == 0 || at < policy->change_at))
			return policy;
	}
	struct policy *policy = read_pack(packs->db, sha, at, err);
	if (policy == NULL)
		return NULL;
	if (packs->count == PACKS) {
		policy_free(packs->pack[0].policy);
		memmove(&packs->pack[0], &packs->pack[1], sizeof(packs->pack[0]) * (size_t)--packs->count);
	}
	packs->pack[packs->count].from = at;
	packs->pack[packs->count++].policy = policy;
	return policy;
}
