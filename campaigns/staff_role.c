/* staff_role.c - which roles do not go together: who audits has not worked here, who administers sees no person. */
#include "campaigns/staff_role.h"

#include <string.h>

#include "compliance/right.h"

static bool
ask(struct db *db, enum query query, const char *login, const char *name, struct rows **rows, struct err *err)
{
	struct args args;

	args_init(&args);
	args_text(&args, login);
	if (name != NULL)
		args_text(&args, name);
	bool asked = db_run(db, query, &args, rows, err);
	args_release(&args);
	return asked;
}

static bool
own_fits(const struct rows *rows, const struct staff_text *text, const struct stater *stater, struct err *err)
{
	if (rows_count(rows) == 0 || strcmp(rows_text(rows, 0, 1), text->role) == 0)
		return true;
	if (stater->staff != 0 && stater->staff == rows_int(rows, 0, 0))
		return fail(err, ERR_REFUSED, "nobody changes their own role");
	return role_find(text->role) != ROLE_AUDITOR || !rows_bool(rows, 0, 2) ||
	    fail(err, ERR_REFUSED, "%.60s has worked in what is audited and cannot be the auditor", text->login);
}

static bool
others_fit(const struct rows *rows, const struct staff_text *text, struct err *err)
{
	for (int i = 0; i < rows_count(rows); i++)
		if (role_conflicts(role_find(rows_text(rows, i, 1)), role_find(text->role)))
			return fail(err, ERR_REFUSED, "the same person is %s (%.60s): that does not go with %s", rows_text(rows, i, 1),
			    rows_text(rows, i, 0), text->role);
	return true;
}

bool
staff_role_fits(struct db *db, const struct staff_text *text, const struct stater *stater, struct err *err)
{
	struct rows *rows;

	if (!said(text->role))
		return true;
	if (!ask(db, QUERY_STAFF_ROLE_OWN, text->login, NULL, &rows, err))
		return false;
	bool fits = own_fits(rows, text, stater, err);
	rows_free(rows);
	if (!fits || !said(text->name))
		return fits;
	if (!ask(db, QUERY_STAFF_ROLE_SAME, text->login, text->name, &rows, err))
		return false;
	fits = others_fit(rows, text, err);
	rows_free(rows);
	return fits;
}
