/* log_state.c - how far the audit log is sealed. */
#include "web/log_state.h"

bool
log_state_load(struct db *db, struct log_state *out, struct err *err)
{
	struct rows *rows;

	if (!db_run(db, QUERY_METRIC_LOG, NULL, &rows, err))
		return false;
	*out = (struct log_state){
		.size = rows_int(rows, 0, 0),
		.signed_at = rows_time(rows, 0, 1),
		.waiting = rows_bool(rows, 0, 2),
	};
	rows_free(rows);
	return true;
}
