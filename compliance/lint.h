/*
 * lint.h - what the law finds in a text before anybody is sent it (M-01 to M-10, W-01).
 *
 * Pure: a list of words, a message and an instant in, findings out.  A finding
 * of severity error forbids approval, review asks the compliance officer,
 * warning is advice.  What the gate wants to know of a text is beside them.
 */
#ifndef COMPLIANCE_LINT_H
#define COMPLIANCE_LINT_H

#include "compliance/content_words.h"

enum { FINDINGS_MAX = 40, FINDING_WORDS = 120, LINT_TEXT_MAX = 32768 };

/* What is known of the offer beside the text; without it dates and licence are not judged. */
struct lint_offer {
	int64_t until;			/* 0: nobody said */
	bool licence;			/* the advertiser has one */
	int64_t licence_until;		/* 0: open */
};

struct lint_text {
	struct view text, subject, sender;
	enum message_class class;
	enum channel channel;
	enum purpose purpose;
	bool professionals;		/* the audience is medical workers only */
	const char *sms_category;	/* "service", "advertising"...; NULL: not known */
	const struct lint_offer *offer;	/* NULL: not known */
	int64_t now;
};

struct finding {
	const char *rule, *group;
	enum content_severity severity;
	unsigned place;			/* PART_... */
	uint32_t at, chars;		/* characters from 0; 0 and 0 when something is lacking */
	uint32_t line, column;		/* from 1 */
	char words[FINDING_WORDS];
	const char *says, *remedy;	/* Russian; live as long as the list of words */
};

struct lint {
	int count;
	struct finding finding[FINDINGS_MAX];
	bool warning;			/* M-02: it is there and large enough */
	int warning_share;		/* thousandths of the text's characters */
	bool neutral;			/* M-04: nothing of doctor, specialty, diagnosis, result */
	bool stop_path, human_key;
	int64_t offer_until;		/* the latest date that the text names, or the offer's; 0: none */
};

void lint(const struct content_words *words, const struct lint_text *text, struct lint *out);
/* How many findings are of this severity. */
int lint_count(const struct lint *lint, enum content_severity severity);
bool lint_has(const struct lint *lint, const char *rule);
const char *lint_place_name(unsigned place);

#endif
