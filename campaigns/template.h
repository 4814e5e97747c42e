/*
 * template.h - a text with {{fields}}, filled for one target.
 *
 * Strict: a field that is not in the list is an error when the campaign is
 * written, not when it is sent.  Fields: name (of the party), unsubscribe (the link),
 * code and confirm (what a form of consents asks back: compliance/code_check.h).
 */
#ifndef CAMPAIGNS_TEMPLATE_H
#define CAMPAIGNS_TEMPLATE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

struct template_values {
	struct view name;
	struct view unsubscribe;
	struct view code;
	struct view confirm;
};

bool template_check(const char *text, struct err *err) warn_unused;
bool template_uses(const char *text, const char *field);
/* text must have passed template_check. */
void template_fill(const char *text, const struct template_values *values, struct buf *out);

#endif
