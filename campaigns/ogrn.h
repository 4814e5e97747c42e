/* ogrn.h - state registration numbers: 13 digits for companies, 15 for sole traders (ОГРНИП); the last is a check digit. */
#ifndef CAMPAIGNS_OGRN_H
#define CAMPAIGNS_OGRN_H

#include "base/buf.h"

/* False: not 13 or 15 digits, or the check digit is wrong.  Spaces between the digits are passed over. */
bool ogrn_parse(struct view text, int64_t *out);
bool ogrn_is_person(int64_t ogrn);

#endif
