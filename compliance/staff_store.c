/* staff_store.c - who of the staff signs or decides. */
#include "compliance/staff_store.h"

#include <string.h>

bool
staff_find(struct db *db, const char *login, struct staff *out, struct err *err)
{
	struct args args;
	struct rows *rows;

	args_init(&args);
	args_text(&args, login);
	bool run = db_run(db, QUERY_STAFF_ROLE_OF, &args, &rows, err);
	args_release(&args);
	if (!run)
		return false;
	bool found = rows_count(rows) == 1;
	if (found) {
		*out = (struct staff){.id = rows_int(rows, 0, 0)};
		strncpy(out->role, rows_text(rows, 0, 1), sizeof(out->role) - 1);
	}
	rows_free(rows);
	return found || fail(err, ERR_REFUSED, "there is nobody with login \"%s\" on the staff", login);
}
