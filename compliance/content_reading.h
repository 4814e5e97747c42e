/*
 * content_reading.h - the Russian words that a run of letters may be meant for.
 *
 * "cкидкa" with two Latin letters, "ck1дка", "skidka", "скиидка" are all read
 * as "скидка".  A reading is a form (doubled letters said once) and its stems by
 * Snowball, so that all forms of a word have one stem, nearly.
 */
#ifndef COMPLIANCE_CONTENT_READING_H
#define COMPLIANCE_CONTENT_READING_H

#include "compliance/content_letters.h"

enum { READINGS_MAX = 4, READING_LETTERS = 40 };

struct content_reading {
	const char *form;	/* UTF-8; a * stands for one letter that was hidden */
	const char *stem;	/* of the form */
	const char *whole_stem;	/* of the form with its doubled letters: лотерее */
};

struct sb_stemmer;

/* letters: of one word, at most READING_LETTERS; the number of readings, different ones only. */
int content_readings(struct sb_stemmer *stemmer, const ucs4_t *letters, size_t count, struct arena *arena,
    struct content_reading out[READINGS_MAX]);
/* A word of a list, which hides nothing. */
struct content_reading content_reading_of(struct sb_stemmer *stemmer, struct view word, struct arena *arena);
/* The Russian letter that a Latin one (or a digit, a sign) looks like; others stay. */
ucs4_t content_look(ucs4_t c);
/* A digit or sign that stands for a letter inside a word. */
bool content_is_mask(ucs4_t c);

#endif
