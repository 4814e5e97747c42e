/* staff_store.h - who of the staff this login is, and whether they may: the one door for all that people do by name. */
#ifndef COMPLIANCE_STAFF_STORE_H
#define COMPLIANCE_STAFF_STORE_H

#include "compliance/right.h"
#include "db/db.h"

enum { STAFF_NAME = 121 };	/* bytes; a longer name is cut */

struct staff {
	int64_t id;
	enum role role;
	char name[STAFF_NAME];
};

/* ERR_REFUSED when nobody of the staff has this login. */
bool staff_find(struct db *db, const char *login, struct staff *out, struct err *err) warn_unused;
/* The number of one who has the right (right.def).  ERR_REFUSED when they do not, or are nobody. */
bool staff_must(struct db *db, const char *login, enum right right, int64_t *id, struct err *err) warn_unused;

#endif
