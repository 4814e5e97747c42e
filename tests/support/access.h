/* access.h - the header with which somebody of the staff calls the API in a test. */
#ifndef TESTS_SUPPORT_ACCESS_H
#define TESTS_SUPPORT_ACCESS_H

#include "base/crypto.h"
#include "db/db.h"

/*
 * "Authorization: Bearer ...\r\n" (static memory), under a token of ten years that is put there at the first asking for
 * this login in this database; "" for login NULL: nobody.  Stops the test when there is no such person.
 */
const char *test_access(struct db *db, const struct installation_key *key, const char *login);

#endif
