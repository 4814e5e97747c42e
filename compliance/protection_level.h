/*
 * protection_level.h - which level of protection the law asks for as many persons as are on record (decree 1119, X-01).
 *
 * For threats of type 3: other data up to 100,000 persons level 4, more level
 * 3; health data level 3, more level 2.
 */
#ifndef COMPLIANCE_PROTECTION_LEVEL_H
#define COMPLIANCE_PROTECTION_LEVEL_H

#include <stdbool.h>
#include <stdint.h>

enum { PERSONS_WARN = 80000, PERSONS_MOST = 100000 };

/* 4 is the lightest. */
int protection_level(int64_t persons, bool health);

#endif
