/*
 * content_phrase.h - a pattern of words, and where it fits a text.
 *
 * Elements, parted by spaces: слово (any form, by stem), =слово (this form
 * only), слов* (any ending), # (a number), % ₽ №, _ (any one token), ... (up to
 * four tokens); a|b are alternatives.  A phrase does not reach over the end of
 * a sentence.
 */
#ifndef COMPLIANCE_CONTENT_PHRASE_H
#define COMPLIANCE_CONTENT_PHRASE_H

#include "base/err.h"
#include "compliance/content_graph.h"

enum { PHRASE_ELEMENTS = 10, PHRASE_GAP = 4 };
enum element_kind { ELEMENT_STEM, ELEMENT_FORM, ELEMENT_PREFIX, ELEMENT_NUMBER, ELEMENT_ANY, ELEMENT_GAP };

struct content_element {
	enum element_kind kind;
	const char *word;			/* stem, form or beginning */
	size_t same;				/* STEM: bytes that a form must begin with like the list's */
	const char *form, *whole;		/* STEM: the list's form, and the stem of it with its doubled letters */
	bool adjective;				/* STEM: every ending of an adjective fits as well */
	struct content_element *other;		/* the next alternative */
};

struct content_phrase {
	int count;
	struct content_element element[PHRASE_ELEMENTS];
	struct content_phrase *next;
};

/* NULL when it has too many elements or none. */
struct content_phrase *content_phrase_read(struct sb_stemmer *stemmer, struct view text, struct arena *arena);
/* Whether it fits at this node; *end is the node behind it. */
bool content_phrase_fits(const struct content_phrase *phrase, const struct content_graph *graph, int node, int *end);

#endif
