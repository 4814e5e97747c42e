/* read.c - the trace of a read over the API. */
#include "web/read.h"

bool
read_note(struct call *call, struct db *db, struct person_read *read, struct err *err)
{
	struct entry who = {.at = call->now, .who_kind = "process", .process = call->site->name};

	if (read->tokens.len == 0)
		return true;
	read->login = call->caller.login;
	bool noted = person_read_note(db, read, &who, NULL, err);
	read->login = NULL;
	return noted;
}
