/* officer_store.h - who of the staff may act on matters and registers. */
#ifndef COMPLIANCE_OFFICER_STORE_H
#define COMPLIANCE_OFFICER_STORE_H

#include "db/db.h"

enum officer_right {
	OFFICER_REPORTS,	/* may open a matter: all but the auditor */
	OFFICER_DECIDES,	/* may extend and close them, keep registers: compliance only */
};
/* ERR_REFUSED when the person is not on the staff or may not. */
bool officer_find(struct db *db, const char *login, enum officer_right right, int64_t *id, struct err *err) warn_unused;

#endif
