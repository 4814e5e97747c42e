/*
 * lost_store.c - the database's side of what it has lost: reading it out of the log's entries, and their rows.
 *
 * An entry's place in the log is (xid, id).  What is put back gets the
 * transaction number of the entry before it and a new id, so it stands behind
 * that one and before all that has a later number: the order is the log's.
 */
#include "compliance/lost_store.h"

#include <string.h>

#include "compliance/sealer.h"

enum { BATCH = 1000 };

static struct lost
read_row(const struct rows *rows, int i)
{
	struct view subject = rows_bytes(rows, i, 1);

	return (struct lost){
		.what = rows_text(rows, i, 0),
		.subject = subject.len == TOKEN_SIZE ? (const uint8_t *)subject.data : NULL,
		.at = rows_time(rows, i, 2),
		.refusal = {.legal_entity_inn = rows_int(rows, i, 3), .scope = scope_find(view_of(rows_text(rows, i, 4))),
		    .channel = channel_find(view_of(rows_text(rows, i, 5))), .said_at = rows_time(rows, i, 2)},
		.path = rows_text(rows, i, 6), .party = rows_int(rows, i, 7), .act = rows_int(rows, i, 8), .reason = rows_text(rows, i, 9),
		.consent = rows_is_null(rows, i, 10) ? (struct uuid){{0}} : rows_uuid(rows, i, 10), .deed = rows_text(rows, i, 11),
		.code = rows_text(rows, i, 12), .channels = rows_text(rows, i, 13), .campaign = rows_int(rows, i, 14),
		.state = rows_text(rows, i, 15),
	};
}

/* Adds the bodies of at most BATCH entries to args as one array. */
static bool
add_bodies(struct log_tree *tree, uint64_t from, uint64_t end, struct args *args, struct err *err)
{
	struct view body;

	args_array(args, ARRAY_BYTES, (size_t)(end - from));
	for (uint64_t i = from; i < end; i++) {
		if (!log_tree_entry(tree, i, &body, err))
			return false;
		args_array_bytes(args, body.data, body.len);
	}
	return true;
}

static bool
read_batch(struct db *db, struct log_tree *tree, uint64_t from, uint64_t end, struct rows **rows, struct err *err)
{
	struct args args;

	args_init(&args);
	bool read = add_bodies(tree, from, end, &args, err) && db_run(db, QUERY_LOST_READ, &args, rows, err);
	args_release(&args);
	return read;
}

bool
lost_each(struct db *db, struct log_tree *tree, uint64_t from, lost_take *take, void *self, struct err *err)
{
	struct rows *rows;
	bool taken = true;

	for (; taken && from < tree->size; from += BATCH) {
		if (!read_batch(db, tree, from, from + BATCH < tree->size ? from + BATCH : tree->size, &rows, err))
			return false;
		for (int i = 0; taken && i < rows_count(rows); i++) {
			struct lost lost = read_row(rows, i);
			taken = take(self, &lost, err);
		}
		rows_free(rows);
	}
	return taken;
}

bool
lost_is_holder(struct db *db, int64_t party, const uint8_t token[TOKEN_SIZE], bool *out, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_int(&args, party);
	args_bytes(&args, token, TOKEN_SIZE);
	bool run = db_run(db, QUERY_LOST_HOLDER, &args, &rows, err);
	args_release(&args);
	if (run) {
		*out = rows_count(rows) > 0;
		rows_free(rows);
	}
	return run;
}

bool
lost_stop(struct db *db, int64_t campaign, const uint8_t token[TOKEN_SIZE], int64_t *stopped, struct err *err)
{
	struct args args;

	args_init(&args);
	args_int(&args, campaign);
	args_bytes(&args, token, TOKEN_SIZE);
	bool run = db_run_count(db, QUERY_LOST_STOP, &args, stopped, err);
	args_release(&args);
	return run;
}

/* How far the entries have been put back. */
struct putting {
	struct db *db;
	struct log_tree *tree;
	struct rows *there;		/* what the database has behind its last seal */
	int next_there;
	struct seal sealed, at;		/* the last seal written; the last entry that has its place */
	uint64_t missing;		/* from the leaf at.leaves on, so many are to be inserted */
};

static bool
insert_missing(struct putting *putting, struct err *err)
{
	uint64_t from = (uint64_t)putting->at.leaves;
	struct args args;
	struct rows *rows;

	if (putting->missing == 0)
		return true;
	args_init(&args);
	args_int(&args, putting->at.xid);
	bool added = add_bodies(putting->tree, from, from + putting->missing, &args, err) &&
	    db_run(putting->db, QUERY_LOST_ADD, &args, &rows, err);
	args_release(&args);
	if (!added)
		return false;
	putting->at.id = rows_int(rows, 0, 0);
	putting->at.leaves += (int64_t)putting->missing;
	putting->missing = 0;
	rows_free(rows);
	return true;
}

/* The leaf is the next entry that the database has: those before it are inserted before it. */
static bool
take_there(struct putting *putting, struct err *err)
{
	if (!insert_missing(putting, err))
		return false;
	putting->at = (struct seal){putting->at.leaves + 1, rows_int(putting->there, putting->next_there, 0),
	    rows_int(putting->there, putting->next_there, 1)};
	putting->next_there++;
	return true;
}

static bool
is_there(const struct putting *putting, struct view body)
{
	uint8_t sum[SHA256_SIZE];

	if (putting->next_there == rows_count(putting->there))
		return false;
	sha256(body.data, body.len, sum);
	return memcmp(rows_bytes(putting->there, putting->next_there, 2).data, sum, sizeof(sum)) == 0;
}

static bool
put_all(struct putting *putting, struct err *err)
{
	struct view body;
	bool put = true;

	for (uint64_t i = (uint64_t)putting->at.leaves; put && i < putting->tree->size; i++) {
		if (!log_tree_entry(putting->tree, i, &body, err))
			return false;
		bool known = is_there(putting, body);
		putting->missing += !known;
		bool is_last = i + 1 == putting->tree->size, is_full = (i + 1 - (uint64_t)putting->sealed.leaves) % SEALER_BATCH == 0;
		if (known)
			put = take_there(putting, err);
		else if (putting->missing == BATCH || is_last || is_full)
			put = insert_missing(putting, err);
		if (put && (is_last || is_full)) {
			put = seal_add(putting->db, &putting->sealed, &putting->at, err);
			putting->sealed = putting->at;
		}
	}
	return put;
}

bool
lost_put_back(struct db *db, struct log_tree *tree, const struct seal *head, struct err *err)
{
	struct putting putting = {.db = db, .tree = tree, .sealed = *head, .at = *head};
	struct args args;

	args_init(&args);
	args_int(&args, head->xid);
	args_int(&args, head->id);
	bool read = db_run(db, QUERY_LOST_UNSEALED, &args, &putting.there, err);
	args_release(&args);
	if (!read)
		return false;
	bool put = put_all(&putting, err);
	rows_free(putting.there);
	return put;
}
