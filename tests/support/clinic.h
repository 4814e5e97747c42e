/*
 * clinic.h - a small clinic in a test database: entity 7701234567, branch, staff "anna" (agent), "boris" (marketer),
 * "vera" (compliance), a running campaign 1 of operator calls by card, and an e-mail campaign 2.
 * Parties 1..people with contact points of the same numbers (phones +7916000NNNN), and 1000+n (n@example.ru).
 */
#ifndef TESTS_SUPPORT_CLINIC_H
#define TESTS_SUPPORT_CLINIC_H

#include "base/crypto.h"
#include "tests/support/database.h"

/* key: the installation key, by which the addresses have their tokens. */
void test_clinic_new(struct test_database *database, const struct installation_key *key, int people);

#endif
