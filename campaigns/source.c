/* source.c - where a list may come from, and what follows. */
#include "campaigns/source.h"

#include <string.h>

enum fate { TAKEN, QUARANTINED, REFUSED };

static const struct source {
	const char *word;
	enum fate fate;
} sources[] = {
	{"CLINIC", TAKEN},		/* the clinic's own system: the people told us themselves */
	{"FORM", TAKEN},		/* a form on paper or on our site */
	{"EVENT", TAKEN},		/* handed to us in person */
	{"PARTNER", QUARANTINED},	/* not from the person: I-03, notice first */
	{"OPEN_WEB", QUARANTINED},	/* I-02: "it was on a website" is no basis */
	{"PURCHASED", REFUSED},		/* I-01 */
	{"SCRAPED", REFUSED},
};

bool
source_check(const char *word, bool *quarantined, struct err *err)
{
	for (size_t i = 0; i < sizeof(sources) / sizeof(sources[0]); i++) {
		if (strcmp(sources[i].word, word) != 0)
			continue;
		if (sources[i].fate == REFUSED)
			return fail(err, ERR_REFUSED, "a list from the source %s may not be imported: storing personal data that "
			    "were obtained unlawfully is a crime (Criminal Code art. 272.1)", word);
		*quarantined = sources[i].fate == QUARANTINED;
		return true;
	}
	return fail(err, ERR_INPUT, "unknown source \"%s\"; one of CLINIC, FORM, EVENT, PARTNER, OPEN_WEB, PURCHASED, SCRAPED",
	    word);
}
