/*
 * words.h - the closed lists as enumerations, and their names.
 *
 * The value 0 of each is X_UNKNOWN: a fact nobody has stated.  The names are
 * those of the database's types, of the API and of the policy pack.
 */
#ifndef COMPLIANCE_WORDS_H
#define COMPLIANCE_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/tri.h"

#define LIST(type, prefix) enum type { prefix##_UNKNOWN,
#define WORD(prefix, name, russian) prefix##_##name,
#define END(type, prefix) prefix##_COUNT };
#include "compliance/words.def"
#undef LIST
#undef WORD
#undef END

/* party_kind_name(PARTY_PERSON) is "PERSON"; 0 and strangers are "UNKNOWN". */
/* party_kind_russian(...) is what the screens say. */
/* party_kind_find(view) is 0 for what is not in the list. */
#define LIST(type, prefix) \
	const char *type##_name(enum type value); \
	const char *type##_russian(enum type value); \
	enum type type##_find(struct view name);
#define WORD(prefix, name, russian)
#define END(type, prefix)
#include "compliance/words.def"
#undef LIST
#undef WORD
#undef END

/* Bits of masks: bit 0 is the first word of the list. */
#define WORD_BIT(value) ((uint16_t)(1u << ((unsigned)(value) - 1)))

bool channel_is_call(enum channel channel);
/* "AD_PROMO,SURVEY" as bits; false when a word is not in the list, or there is none. */
bool purposes_read(const char *text, uint16_t *out);

#endif
