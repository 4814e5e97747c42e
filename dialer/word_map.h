/*
 * word_map.h - a provider's words for what became of an attempt -> ours.
 *
 *   statuses: {"1": delivered, "22": bad_recipient, 25xx: {state: failed, class: account}}
 *
 * {state: opted_out, by: carrier} is a refusal that the subscriber gave to the carrier.  "x" in a number stands for any digit, and the longer match wins: an
 * unknown 2219 is read as 221x, then 22xx, then 2xxx.
 */
#ifndef DIALER_WORD_MAP_H
#define DIALER_WORD_MAP_H

#include "dialer/template.h"

struct meaning {
	enum attempt_state state;	/* ATTEMPT_NONE: it says nothing about the state */
	enum answer_class class;
	enum report_kind kind;
	bool by_carrier;		/* of a refusal: the subscriber said it to the carrier (G-09) */
};
struct word_map {
	const char *name;
	int count;
	struct word_entry {
		const char *word;
		struct meaning meaning;
	} *entry;
};

bool word_map_compile(const struct recipe_scope *scope, const struct yaml *node, struct word_map *out,
    struct err *err) warn_unused;
bool word_map_find(const struct word_map *map, struct view word, struct meaning *out);

/* The words themselves, as recipes write them. */
bool answer_class_read(const struct yaml *node, enum answer_class *out, struct err *err) warn_unused;
bool report_kind_read(const struct yaml *node, enum report_kind *out, struct err *err) warn_unused;
bool reported_state_read(const struct yaml *node, enum attempt_state *out, struct err *err) warn_unused;
const char *report_kind_name(enum report_kind kind);
/* What an attempt becomes when the provider's answer is of this class; and back. */
enum attempt_state answer_class_state(enum answer_class class);
enum answer_class attempt_state_class(enum attempt_state state);

#endif
