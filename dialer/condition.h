/*
 * condition.h - what a rule of a recipe asks of an answer or a report before it speaks.
 *
 *   http: [200, 500-599]        the HTTP status
 *   pointer: /error_code        with eq: 9, in: [2, 4], starts: err_, or exists: yes
 *   text_prefix, text_regex     of a body that is not JSON
 *   path: result/callback       how the path of a webhook ends
 *   also: {...}                 and this as well
 */
#ifndef DIALER_CONDITION_H
#define DIALER_CONDITION_H

#include <regex.h>

#include "dialer/template.h"

/* Of a map of YAML that may hold other keys too: these are ours. */
#define CONDITION_KEYS "http", "pointer", "eq", "in", "starts", "exists", "text_prefix", "text_regex", "path", "also"

enum test { TEST_NONE, TEST_IN, TEST_STARTS, TEST_EXISTS, TEST_ABSENT };
struct condition {
	int ranges;
	struct { int from, to; } *range;
	bool has_pointer;
	struct pointer pointer;
	enum test test;
	int values;
	struct view *value;
	struct view text_prefix;
	regex_t *text_regex;
	struct view path;
	struct condition *also;
};

/* What is asked. */
struct subject {
	int http;
	struct view text;
	struct view path;	/* without its query */
	const json_t *tree;
	const char *address;	/* the order's, for {to} */
};

bool condition_compile(const struct recipe_scope *scope, const struct yaml *map, struct condition *out,
    struct err *err) warn_unused;
bool condition_holds(const struct condition *condition, const struct subject *subject);

#endif
