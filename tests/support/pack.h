/* pack.h - the shipped policy pack, signed by two of the staff and put in force in a test's database. */
#ifndef TESTS_SUPPORT_PACK_H
#define TESTS_SUPPORT_PACK_H

#include "db/db.h"

/* Does nothing when one is in force already.  second must be of compliance. */
void test_pack_in_force(struct db *db, int64_t now, const char *first, const char *second);

#endif
