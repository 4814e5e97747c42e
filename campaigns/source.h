/*
 * source.h - where a list may come from, and what follows (law.md I-01 to I-03).
 *
 * Scraped lists, and those bought without papers, are refused: to store them is an offence.  Who is named by the
 * open web or a bought list is kept in quarantine until a compliance officer's documented decision (list_store.h's
 * neighbour quarantine.h); whom somebody else named waits for a notice.
 */
#ifndef CAMPAIGNS_SOURCE_H
#define CAMPAIGNS_SOURCE_H

#include <stdbool.h>

#include "base/err.h"

enum fate { FATE_TAKEN, FATE_NOTICE, FATE_QUARANTINED, FATE_REFUSED };

struct source {
	const char *word;
	enum fate fate;
	const char *quarantine;		/* party.quarantine of the people in it; NULL: none */
	const char *how;		/* contact_point.source: list, person, company_site */
};

/* Fails for unknown words and for sources that are refused. */
bool source_check(const char *word, const struct source **out, struct err *err) warn_unused;

#endif
