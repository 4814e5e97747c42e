/*
 * source.h - where a list may come from, and what follows (law.md I-01 to I-03).
 *
 * Bought and scraped lists are refused: to store them is an offence.  Contacts
 * from the open web and from third parties are kept in quarantine: no campaign reaches them.
 */
#ifndef CAMPAIGNS_SOURCE_H
#define CAMPAIGNS_SOURCE_H

#include "base/err.h"

/* Fails for unknown words and for sources that are refused. */
bool source_check(const char *word, bool *quarantined, struct err *err) warn_unused;

#endif
