/* register_view.h - the registers as people and programs read them: one table of columns for the command line and the API. */
#ifndef CAMPAIGNS_REGISTER_VIEW_H
#define CAMPAIGNS_REGISTER_VIEW_H

#include "db/db.h"

enum { VIEW_COLUMNS = 12 };

struct register_view {
	const char *table;		/* "entity" */
	const char *plural;		/* "entities" */
	enum query query;
	const char *form;		/* a letter a column: n number, s text, t instant, b truth */
	const char *column[VIEW_COLUMNS];
};

const struct register_view *register_view_get(const char *table);	/* the table must be known */
bool register_view_rows(struct db *db, const struct register_view *view, struct rows **rows, struct err *err) warn_unused;
/* What was stated of one object: when, act, fact, reason, login. */
bool register_history(struct db *db, const char *table, int64_t id, struct rows **rows, struct err *err) warn_unused;

#endif
