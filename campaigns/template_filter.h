/* template_filter.h - what a field's value goes through: date, time, money, upper-first, default, transliterate-not. */
#ifndef CAMPAIGNS_TEMPLATE_FILTER_H
#define CAMPAIGNS_TEMPLATE_FILTER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

enum template_kind { TEMPLATE_TEXT, TEMPLATE_INSTANT, TEMPLATE_MONEY };

struct template_value {
	enum template_kind kind;
	struct view text;
	int64_t number;			/* instant, or kopecks */
};

extern const char *const template_filters[];	/* names, NULL at the end */

/* filters: what follows the field's name, "|date|default:\"...\"".  Each must be known, fit the kind, and have its argument. */
bool template_filters_check(struct view filters, enum template_kind kind, struct err *err) warn_unused;
bool template_filters_have_default(struct view filters);
/* filters have passed the check; the value becomes text. */
void template_filters_apply(struct view filters, const struct template_value *value, struct buf *out);

#endif
