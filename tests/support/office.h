/*
 * office.h - where texts and campaigns are written: the linter's words; an entity 7701234560 with a branch, a list
 * "patients" without people, and staff "maria" (marketer), "vera" (compliance), "anna" (agent), "ivan" (auditor).
 */
#ifndef TESTS_SUPPORT_OFFICE_H
#define TESTS_SUPPORT_OFFICE_H

#include "compliance/content_words.h"
#include "tests/support/database.h"

/* config/content-words.yaml; set up and torn down with a group of tests. */
extern struct content_words *office_words;
int office_words_load(void **state);
int office_words_release(void **state);
void office_new(struct test_database *database);

#endif
