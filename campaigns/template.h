/*
 * template.h - a text with {{fields}}, filled for one target.
 *
 * {{field|filter|filter:"argument"}}.  Strict: a field or filter that is not in
 * the list, or one of health, is an error when the text is written, with line,
 * column and the nearest name.  Fields of the campaign (phone, clinic,
 * offer_until, price) are put in when it is written, so that who reads the
 * text reads what is sent; fields of the target (name, unsubscribe,
 * code and confirm: compliance/code_check.h) when it is sent.
 */
#ifndef CAMPAIGNS_TEMPLATE_H
#define CAMPAIGNS_TEMPLATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "compliance/words.h"

struct template_values {
	struct view name;		/* of the party */
	struct view unsubscribe;	/* the link */
	struct view code, confirm;	/* what a form of consents asks back */
};

struct template_constants {
	struct view phone, clinic;	/* empty: not known */
	int64_t offer_until;		/* 0: not known */
	int64_t price;			/* kopecks; 0: not known */
};

bool template_check(const char *text, struct err *err) warn_unused;
bool template_uses(const char *text, const char *field);
/* Puts the campaign's fields in; one that is not known and has no default is an error.  text has passed template_check. */
bool template_bind(const char *text, const struct template_constants *constants, struct buf *out, struct err *err)
    warn_unused;
/* text must have passed template_check, and been bound. Values are made harmless for the channel. */
void template_fill(const char *text, const struct template_values *values, enum channel channel, struct buf *out);

#endif
