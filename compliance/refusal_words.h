/*
 * refusal_words.h - a refusal in a person's own words -> its scope.
 *
 * Any ambiguous refusal is the wider scope.  A text without any word of
 * refusal is none; a complaint, and what only smells of a refusal ("не надо",
 * a misspelt стоп), goes to a person.  The words stand, with the version
 * under which they are read, in config/refusal-words.yaml.
 */
#ifndef COMPLIANCE_REFUSAL_WORDS_H
#define COMPLIANCE_REFUSAL_WORDS_H

#include "base/buf.h"
#include "base/err.h"
#include "compliance/facts.h"

struct refusal_words;

struct refusal_words *refusal_words_load(const char *path, struct err *err);
void *refusal_words_free(struct refusal_words *words);

const char *refusal_words_version(const struct refusal_words *words);	/* "2026-11-22" */

enum refusal { REFUSAL_NONE, REFUSAL_UNCLEAR, REFUSAL_COMPLAINT, REFUSAL_UNDERSTOOD };
const char *refusal_class_name(enum refusal refusal);	/* "none", "unclear", "complaint", "refusal" */
/* came_by: what "do not write" is about.  UNDERSTOOD: scope of out is set. */
enum refusal refusal_words_read(const struct refusal_words *words, struct view text, enum channel came_by,
    struct suppression_fact *out);

#endif
