/* contact_confirm_store.c - contact_point.confirmed_at moves forward, in the transaction of what proved it. */
#include "compliance/contact_confirm_store.h"

bool
contact_confirm(struct db *db, const struct confirmed_contact *contacts, size_t count, struct err *err)
{
	struct args args;

	if (count == 0)
		return true;
	args_init(&args);
	args_array(&args, ARRAY_INT8, count);
	for (size_t i = 0; i < count; i++)
		args_array_int(&args, contacts[i].contact_point);
	args_array(&args, ARRAY_TIME, count);
	for (size_t i = 0; i < count; i++)
		args_array_time(&args, contacts[i].at);
	bool done = db_run(db, QUERY_CONTACT_CONFIRM, &args, NULL, err);
	args_release(&args);
	return done;
}
