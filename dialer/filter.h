/*
 * filter.h - what can be done to a value inside a placeholder: {to|digits}, {text|trunc(160)}.
 *
 * Pure functions from text to text.  Those that say "leave the field out
 * when empty" are questions about the value, asked by template.c.
 */
#ifndef DIALER_FILTER_H
#define DIALER_FILTER_H

#include <stdbool.h>

#include "base/buf.h"

enum filter_kind {
	FILTER_OMIT_IF_EMPTY,	/* an empty value takes its whole field away */
	FILTER_NEEDED,		/* the same, and the value itself is not written */
	FILTER_DIGITS,		/* "+7 916..." -> "7916..." */
	FILTER_E164,		/* "7916...", "8916..." -> "+7916..." */
	FILTER_LAST4,		/* the last four characters */
	FILTER_NUMBER31,	/* a number from 1 to 2^31-1 that the text always gives */
	FILTER_TRUNC,		/* at most n bytes, never inside a UTF-8 character */
	FILTER_B64,
	FILTER_URL,		/* percent-encoded */
	FILTER_HTML,		/* & < > " ' escaped, line breaks as <br> */
	FILTER_LOWER,		/* ASCII letters */
	FILTER_MAIL_NAME,	/* of "Clinic <a@b>": Clinic; of "a@b": nothing */
	FILTER_MAIL_ADDRESS,	/* a@b of both */
	FILTERS
};

struct filter {
	enum filter_kind kind;
	size_t number;		/* of trunc(n) */
};

/* One word after "|"; false when it is not a filter. */
bool filter_find(struct view word, struct filter *out);
const char *const *filter_words(void);	/* NULL-terminated, for "did you mean" */
void filter_apply(struct filter filter, struct view value, struct buf *out);
void url_escape(struct view value, struct buf *out);

#endif
