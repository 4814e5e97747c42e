/* source.c - where a list may come from, and what follows. */
#include "campaigns/source.h"

#include <stddef.h>
#include <string.h>

static const struct source sources[] = {
	{"CLINIC", FATE_TAKEN, NULL, "list"},		/* the clinic's own system: the people told us themselves */
	{"PERSON", FATE_TAKEN, NULL, "person"},		/* each told us of themselves */
	{"FORM", FATE_TAKEN, NULL, "person"},		/* a form on paper or on our site */
	{"EVENT", FATE_TAKEN, NULL, "person"},		/* handed to us in person */
	{"CONTRACT", FATE_TAKEN, NULL, "list"},		/* 152-FZ art. 18 part 4: a contract that is theirs or for them */
	{"REPRESENTATIVE", FATE_TAKEN, NULL, "person"},	/* who decides for them told us */
	{"PARTNER", FATE_NOTICE, "NOTICE_DUE", "list"},	/* not from the person: I-03, notice first */
	{"EMPLOYER", FATE_NOTICE, "NOTICE_DUE", "list"},	/* a company named its people */
	{"OPEN_WEB", FATE_QUARANTINED, "OPEN_WEB", "company_site"},	/* I-02: "it was on a website" is no basis */
	{"BOUGHT", FATE_QUARANTINED, "BOUGHT", "list"},	/* with a business, under a contract that names where from */
	{"PURCHASED", FATE_REFUSED, NULL, "list"},	/* I-01 */
	{"SCRAPED", FATE_REFUSED, NULL, "list"},
};

bool
source_check(const char *word, const struct source **out, struct err *err)
{
	for (size_t i = 0; i < sizeof(sources) / sizeof(sources[0]); i++) {
		if (strcmp(sources[i].word, word) != 0)
			continue;
		if (sources[i].fate == FATE_REFUSED)
			return fail(err, ERR_REFUSED, "a list from the source %s may not be imported: storing personal data that "
			    "were obtained unlawfully is a crime (Criminal Code art. 272.1)", word);
		*out = &sources[i];
		return true;
	}
	return fail(err, ERR_INPUT, "unknown source \"%s\"; one of CLINIC, PERSON, FORM, EVENT, CONTRACT, REPRESENTATIVE, PARTNER, "
	    "EMPLOYER, OPEN_WEB, BOUGHT, PURCHASED, SCRAPED", word);
}
