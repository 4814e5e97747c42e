/*
 * reason.h - why a rule did not allow: a closed list with a code and a sentence in two languages.
 *
 * The numbers are by the order of reasons.def and are stored in decisions
 * and targets for years: add at the end, never move or remove.
 */
#ifndef COMPLIANCE_REASON_H
#define COMPLIANCE_REASON_H

#include "base/buf.h"
#include "base/lang.h"

enum reason {
	REASON_NONE,
#define REASON(name, code, russian, english) REASON_##name,
#include "compliance/reasons.def"
#undef REASON
	REASON_COUNT
};

const char *reason_name(enum reason reason);		/* "OPTOUT": unique */
const char *reason_code(enum reason reason);		/* "DENY_OPTOUT": the family, as in law.md; may be shared */
const char *reason_says(enum reason reason, enum lang lang);
enum reason reason_find(struct view name);		/* 0 for what is not in the list */

#endif
