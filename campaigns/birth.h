/* birth.h - a date of birth as people and spreadsheets write it, or its year.  Of adults only the year is kept (law.md I-05). */
#ifndef CAMPAIGNS_BIRTH_H
#define CAMPAIGNS_BIRTH_H

#include "base/buf.h"

/*
 * 1984, 12.03.1984, 1984-03-12, 12/03/1984, a spreadsheet's day number.  False: none of them, or not from 1900 to
 * this_year.  *day: days since 1970, NO_BIRTH_DAY when only the year is known.
 */
#define NO_BIRTH_DAY INT64_MIN
bool birth_date(struct view text, int this_year, int *year, int64_t *day);

#endif
