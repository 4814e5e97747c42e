/* checked_text.h - texts as `campaign approve` leaves them: read, in order, on record. */
#ifndef TESTS_SUPPORT_CHECKED_TEXT_H
#define TESTS_SUPPORT_CHECKED_TEXT_H

#include "db/db.h"

/* All campaigns that a test has written by SQL, and that nobody has read yet. */
void test_text_checked(struct db *db);

#endif
