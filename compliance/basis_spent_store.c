/* basis_spent_store.c - an own request ends when the series of calls that it asked for is over: one series a request. */
#include <stdio.h>
#include <stdlib.h>

#include "compliance/basis_store.h"

enum { MOST = 200 };

static struct basis_said *
read_spent(const struct rows *rows, int64_t now)
{
	struct basis_said *said = memory_new((size_t)(rows_count(rows) + 1) * sizeof(*said));

	for (int i = 0; i < rows_count(rows); i++) {
		said[i].party = rows_int(rows, i, 0);
		said[i].fact = (struct basis_fact){.kind = BASIS_OWN_REQUEST, .legal_entity_inn = rows_int(rows, i, 1), .valid_from = now};
		snprintf(said[i].reference, sizeof(said[i].reference), "%s", rows_text(rows, i, 2));
		said[i].ended = true;
	}
	return said;
}

static bool
end_some(struct db *db, const struct entry *who, int64_t *count, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_time(&args, who->at);
	args_int(&args, MOST);
	bool done = db_run(db, QUERY_BASIS_SPENT, &args, &rows, err);
	args_release(&args);
	if (!done)
		return false;
	*count = rows_count(rows);
	if (*count > 0) {
		struct basis_said *said = read_spent(rows, who->at);
		done = basis_append_locked(db, said, (size_t)*count, who, err);
		free(said);
	}
	rows_free(rows);
	return done;
}

bool
basis_end_spent(struct db *db, const struct entry *who, int64_t *count, struct err *err)
{
	bool done = db_begin(db, err) && end_some(db, who, count, err) && db_commit(db, err);

	if (!done)
		db_rollback(db);
	return done;
}
