/*
 * judgement.h - whose an address is: the company's or one person's, judged with a reason (law.md I-06).  Pure.
 *
 * The safe answer is "a person's": an address counts as corporate only where
 * something speaks for it, and what cannot be told stays unknown, which never
 * allows.  The words of mailbox.def are the data; the reason is stored.
 */
#ifndef CAMPAIGNS_JUDGEMENT_H
#define CAMPAIGNS_JUDGEMENT_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/tri.h"

enum judged_by {
	JUDGED_BY_NOTHING,
#define JUDGEMENT(name, russian) JUDGED_BY_##name,
#include "campaigns/judgement.def"
#undef JUDGEMENT
	JUDGED_BY_COUNT
};
const char *judged_by_name(enum judged_by reason);	/* "MOBILE"; NULL for NOTHING */

enum judged_party { JUDGED_PERSON, JUDGED_COMPANY, JUDGED_SOLE_TRADER, JUDGED_CONTACT_PERSON };

struct judged_address {
	enum judged_party party;
	bool is_email;
	const char *address;		/* normalised */
	bool has_extension;
	const char *name;		/* of the contact person; NULL: nobody is named */
	bool from_site;			/* the company's own site showed it */
};
struct judgement {
	enum tri corporate;
	enum tri published;
	enum judged_by reason;
};
struct judgement address_judge(const struct judged_address *question);

/* What a row of a list of companies says of who it is about: I-06. */
struct judged_row {
	bool person_named;
	int64_t inn, ogrn;		/* 0: none */
	bool titled_sole_trader;	/* its name begins with ИП */
};
enum judged_party row_judge(const struct judged_row *row, enum judged_by *reason);

#endif
