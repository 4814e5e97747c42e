/* read.c - the trace of a read over the API. */
#include "web/read.h"

#include "web/query.h"

bool
read_note(struct call *call, struct db *db, struct person_read *read, struct err *err)
{
	struct entry who = {.at = call->now, .who_kind = "process", .process = call->site->name};
	char login[64] = "";

	query_field(call->request->query, "login", login, sizeof(login));
	if (read->tokens.len == 0 && login[0] == '\0')
		return true;
	read->login = login;
	bool noted = person_read_note(db, read, &who, NULL, err);
	read->login = NULL;
	return noted;
}

bool
read_note_named(struct call *call, struct db *db, struct person_read *read, struct err *err)
{
	char login[64] = "";

	query_field(call->request->query, "login", login, sizeof(login));
	return login[0] != '\0' ? read_note(call, db, read, err) : fail(err, ERR_INPUT, "say who reads: ?login=");
}
