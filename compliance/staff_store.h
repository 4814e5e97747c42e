/* staff_store.h - who of the staff signs or decides, and in which role. */
#ifndef COMPLIANCE_STAFF_STORE_H
#define COMPLIANCE_STAFF_STORE_H

#include "db/db.h"

struct staff {
	int64_t id;
	char role[24];		/* staff_role: "compliance", "marketer"... */
};

/* ERR_REFUSED when nobody of the staff has this login. */
bool staff_find(struct db *db, const char *login, struct staff *out, struct err *err) warn_unused;

#endif
