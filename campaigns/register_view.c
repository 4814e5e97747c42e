/* register_view.c - the columns of the registers, and their rows. */
#include "campaigns/register_view.h"

#include <string.h>

static const struct register_view views[] = {
	{"entity", "entities", QUERY_REGISTER_ENTITIES, "nnnssts", {"id", "inn", "ogrn", "name", "licence", "licence_until", "address"}},
	{"branch", "branches", QUERY_REGISTER_BRANCHES, "nnss", {"id", "legal_entity_inn", "name", "zone"}},
	{"staff", "staff", QUERY_REGISTER_STAFF, "nssss", {"id", "login", "name", "role", "extension"}},
	{"number", "numbers", QUERY_REGISTER_NUMBERS, "nsnssststt", {"id", "number", "owner_inn", "label", "category", "contract",
		"until", "order", "blocked_at", "retired_at"}},
	{"sender", "senders", QUERY_REGISTER_SENDERS, "nnssssttn", {"id", "legal_entity_inn", "name", "categories", "carriers",
		"contract", "until", "retired_at", "templates"}},
	{"template", "carrier_templates", QUERY_SENDER_TEMPLATE_LIST, "nnsssnstt", {"id", "legal_entity_inn", "sender", "template",
		"category", "carrier", "text", "until", "retired_at"}},
	{"list", "lists", QUERY_LIST_ALL, "nsnsssnbt", {"id", "name", "legal_entity_inn", "source", "ground", "responsible", "rows",
		"quarantined", "imported_at"}},
};

const struct register_view *
register_view_get(const char *table)
{
	for (size_t i = 0; i < sizeof(views) / sizeof(views[0]); i++)
		if (strcmp(views[i].table, table) == 0)
			return &views[i];
	must(!"a view of this name");
	return NULL;
}

bool
register_view_rows(struct db *db, const struct register_view *view, struct rows **rows, struct err *err)
{
	return db_run(db, view->query, NULL, rows, err);
}

bool
register_history(struct db *db, const char *table, int64_t id, struct rows **rows, struct err *err)
{
	struct args args;

	args_init(&args);
	args_text(&args, table);
	args_int(&args, id);
	bool run = db_run(db, QUERY_REGISTER_HISTORY, &args, rows, err);
	args_release(&args);
	return run;
}
