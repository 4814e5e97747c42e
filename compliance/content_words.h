/*
 * content_words.h - what texts may not say: config/content-words.yaml, read once.
 *
 * A list with its version and source.  A group is phrases with the rule they
 * break, for which classes, channels and parts of a message, and what to say
 * about it.  Groups without a rule are things that a text should have: the
 * warning, the way to refuse, the robot's keys.
 */
#ifndef COMPLIANCE_CONTENT_WORDS_H
#define COMPLIANCE_CONTENT_WORDS_H

#include "compliance/content_phrase.h"
#include "compliance/words.h"

enum content_severity { SEVERITY_WARNING, SEVERITY_REVIEW, SEVERITY_ERROR };
const char *content_severity_name(enum content_severity severity);

enum { PART_TEXT = 1, PART_SUBJECT = 2, PART_SENDER = 4 };

/* The groups that the code asks for by name; all others are only walked over. */
enum content_need {
	NEED_NONE, NEED_CONTRAINDICATIONS, NEED_CONSULTATION, NEED_STOP, NEED_IDENTITY, NEED_RECORDING, NEED_ROBOT,
	NEED_HUMAN_KEY, NEED_STOP_KEY, NEED_TRADE_MARK, NEED_SENDER, NEED_OFFER, NEED_COUNT
};

struct content_group {
	const char *name;
	enum content_need need;
	const char *rule;		/* "M-01"; NULL for a need */
	enum content_severity severity;
	uint32_t classes, channels;	/* bits; 0: all */
	unsigned places;
	bool after_identity;		/* allowed in a live call once the person is identified */
	const char *says, *remedy;
	struct content_phrase *phrases, *except;
	struct content_group *next;
};

struct content_words {
	const char *version, *source;
	struct content_group *groups;
	const struct content_group *need[NEED_COUNT];
	struct sb_stemmer *stemmer;
	struct arena arena;
};

struct content_words *content_words_load(const char *path, struct err *err);
void *content_words_free(struct content_words *words);

#endif
