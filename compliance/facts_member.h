/*
 * facts_member.h - the members of facts as a table: one source for writing, reading and the schema.
 *
 * The members of each table are in the order of their names: canonical JSON.
 */
#ifndef COMPLIANCE_FACTS_MEMBER_H
#define COMPLIANCE_FACTS_MEMBER_H

#include <stddef.h>
#include <stdint.h>

#include "compliance/facts.h"

enum member_kind {
	MEMBER_WORD, MEMBER_TRI, MEMBER_NUMBER, MEMBER_INSTANT, MEMBER_COUNTER, MEMBER_TEXT, MEMBER_MASK, MEMBER_ZONES,
	MEMBER_OBJECT, MEMBER_LIST
};

/* words[0] stands for UNKNOWN and is never written. */
struct member_words {
	const char *const *words;
	int count;
};

struct member {
	const char *name;
	enum member_kind kind;
	size_t offset;
	const struct member_words *words;	/* WORD, MASK */
	const struct member *inner;		/* OBJECT, LIST: ends with a NULL name */
	size_t count_offset, stride;		/* LIST: a uint8_t counts; TEXT: stride is its size */
	int max;				/* LIST */
	const char *says;
};

extern const struct member facts_members[];

/* Whether the struct at base states this member. */
bool member_is_known(const struct member *member, const char *base);
/* An enumeration's value at its place. */
unsigned member_word(const char *place);

#endif
