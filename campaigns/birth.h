/* birth.h - a year of birth out of a date as people and spreadsheets write it.  Only the year is kept (law.md I-05). */
#ifndef CAMPAIGNS_BIRTH_H
#define CAMPAIGNS_BIRTH_H

#include "base/buf.h"

/* 1984, 12.03.1984, 1984-03-12, 12/03/1984, a spreadsheet's day number.  False: none of them, or not from 1900 to this_year. */
bool birth_year(struct view text, int this_year, int *out);

#endif
