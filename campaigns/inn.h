/* inn.h - taxpayer numbers: 10 digits for companies, 12 for people, the last one or two are check digits. */
#ifndef CAMPAIGNS_INN_H
#define CAMPAIGNS_INN_H

#include "base/buf.h"

/* False: not 10 or 12 digits, or the check digits are wrong.  Spreadsheets lose a leading zero: 9 and 11 digits are padded. */
bool inn_parse(struct view text, int64_t *out);
bool inn_is_person(int64_t inn);

#endif
