/*
 * phone_plan.h - the digits of a number -> E.164: trunk and international prefixes, codes that exist, lengths.
 *
 * Of +7 numbers the first three digits are checked; whether a mobile range
 * was given to anybody is the register's question (campaigns/numbering.h).
 */
#ifndef BASE_PHONE_PLAN_H
#define BASE_PHONE_PLAN_H

#include "base/phone.h"

enum { PHONE_DIGITS = 24 };	/* more than any number with its prefixes has */

/* plus: a + stood before the digits.  out is untouched unless PHONE_OK. */
enum phone_fault phone_plan(const char *digits, int len, bool plus, char out[PHONE_TEXT]);
/* Whether +7 numbers with these three digits exist: 301 .. 999, Kazakhstan's 7xx among them. */
bool phone_plan_has_code(int code);

#endif
