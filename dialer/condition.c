/* condition.c - what a rule of a recipe asks before it speaks. */
#include "dialer/condition.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* One node, or each child of a list. */
#define EACH_OF(item, node) \
	for (const struct yaml *item = (node)->kind == YAML_LIST ? (node)->first : (node); item != NULL; \
	     item = (node)->kind == YAML_LIST ? item->next : NULL)

static size_t
count_of(const struct yaml *node)
{
	return node->kind == YAML_LIST ? yaml_count(node) : 1;
}

static bool
compile_http(const struct recipe_scope *scope, const struct yaml *node, struct condition *out, struct err *err)
{
	out->range = arena_new(scope->arena, count_of(node) * sizeof(*out->range));
	EACH_OF(item, node) {
		char *end = NULL;
		long from = item->kind == YAML_TEXT ? strtol(item->text, &end, 10) : 0;
		long to = end != NULL && *end == '-' ? strtol(end + 1, &end, 10) : from;
		if (end == NULL || *end != '\0' || from < 100 || to < from || to > 599)
			return yaml_wrong(item, err, "expected HTTP statuses like 200 or 500-599");
		out->range[out->ranges].from = (int)from;
		out->range[out->ranges++].to = (int)to;
	}
	return true;
}

static bool
compile_values(const struct recipe_scope *scope, const struct yaml *node, enum test test, struct condition *out,
    struct err *err)
{
	if (out->test != TEST_NONE)
		return yaml_wrong(node, err, "only one of eq, in, starts and exists");
	out->test = test;
	out->value = arena_new(scope->arena, count_of(node) * sizeof(struct view));
	EACH_OF(item, node) {
		const char *text;
		if (!yaml_text(item, &text, err))
			return false;
		out->value[out->values++] = arena_copy(scope->arena, view_of(text));
	}
	return true;
}

static bool
compile_pointer(const struct recipe_scope *scope, const struct yaml *map, struct condition *out, struct err *err)
{
	const struct yaml *node = yaml_find(map, "pointer"), *test;
	const char *text;
	bool exists = true;

	if (node == NULL)
		return true;
	if (!yaml_text(node, &text, err))
		return false;
	if (!pointer_compile(scope->arena, view_of(text), &out->pointer))
		return yaml_wrong(node, err, "expected a JSON pointer like /data/id");
	out->has_pointer = true;
	if ((test = yaml_find(map, "eq")) != NULL && !compile_values(scope, test, TEST_IN, out, err))
		return false;
	if ((test = yaml_find(map, "in")) != NULL && !compile_values(scope, test, TEST_IN, out, err))
		return false;
	if ((test = yaml_find(map, "starts")) != NULL && !compile_values(scope, test, TEST_STARTS, out, err))
		return false;
	if ((test = yaml_find(map, "exists")) != NULL && !yaml_bool(test, &exists, err))
		return false;
	if (out->test == TEST_NONE)
		out->test = exists ? TEST_EXISTS : TEST_ABSENT;
	return true;
}

static void
regex_release(void *piece)
{
	regfree(piece);
}

static bool
compile_regex(const struct recipe_scope *scope, const struct yaml *node, struct condition *out, struct err *err)
{
	const char *text;

	if (!yaml_text(node, &text, err))
		return false;
	regex_t *regex = arena_new(scope->arena, sizeof(*regex));
	if (regcomp(regex, text, REG_EXTENDED | REG_NOSUB) != 0)
		return yaml_wrong(node, err, "not a regular expression");
	arena_at_release(scope->arena, regex_release, regex);
	out->text_regex = regex;
	return true;
}

static bool
compile_text(const struct recipe_scope *scope, const struct yaml *map, const char *key, struct view *out,
    struct err *err)
{
	const struct yaml *node = yaml_find(map, key);
	const char *text;

	if (node == NULL)
		return true;
	if (!yaml_text(node, &text, err))
		return false;
	*out = arena_copy(scope->arena, view_of(text));
	return true;
}

bool
condition_compile(const struct recipe_scope *scope, const struct yaml *map, struct condition *out, struct err *err)
{
	static const char *const known[] = {CONDITION_KEYS, NULL};
	const struct yaml *node;

	if ((node = yaml_find(map, "http")) != NULL && !compile_http(scope, node, out, err))
		return false;
	if (!compile_pointer(scope, map, out, err) || !compile_text(scope, map, "text_prefix", &out->text_prefix, err) ||
	    !compile_text(scope, map, "path", &out->path, err))
		return false;
	if ((node = yaml_find(map, "text_regex")) != NULL && !compile_regex(scope, node, out, err))
		return false;
	if ((node = yaml_find(map, "also")) == NULL)
		return true;
	out->also = arena_new(scope->arena, sizeof(*out->also));
	return yaml_all_known(node, known, err) && condition_compile(scope, node, out->also, err);
}

static bool
in_ranges(const struct condition *condition, int http)
{
	for (int i = 0; i < condition->ranges; i++)
		if (http >= condition->range[i].from && http <= condition->range[i].to)
			return true;
	return condition->ranges == 0;
}

static bool
begins(struct view text, struct view with)
{
	return text.len >= with.len && memcmp(text.data, with.data, with.len) == 0;
}

static bool
pointer_holds(const struct condition *condition, const struct subject *subject)
{
	char room[VALUE_TEXT];
	struct view text = {"", 0};
	const json_t *value = pointer_find(&condition->pointer, subject->tree, subject->address);
	bool there = value != NULL && !json_is_null(value);

	if (condition->test == TEST_EXISTS || condition->test == TEST_ABSENT) {
		bool empty = json_is_string(value) && json_string_length(value) == 0;
		return (there && !empty) == (condition->test == TEST_EXISTS);
	}
	if (!json_value_text(value, room, &text))
		return false;
	for (int i = 0; i < condition->values; i++)
		if (begins(text, condition->value[i]) &&
		    (condition->test == TEST_STARTS || text.len == condition->value[i].len))
			return true;
	return false;
}

/* "result/callback" is how "/v1/result/callback" ends, and "/noresult/callback" does not. */
static bool
path_ends(struct view path, struct view with)
{
	if (path.len < with.len || memcmp(path.data + path.len - with.len, with.data, with.len) != 0)
		return false;
	return path.len == with.len || path.data[path.len - with.len - 1] == '/';
}

/* The text of a body is followed by a NUL, as all of buf.h is. */
bool
condition_holds(const struct condition *condition, const struct subject *subject)
{
	for (; condition != NULL; condition = condition->also) {
		if (!in_ranges(condition, subject->http))
			return false;
		if (condition->has_pointer && !pointer_holds(condition, subject))
			return false;
		if (condition->text_prefix.len > 0 && !begins(subject->text, condition->text_prefix))
			return false;
		if (condition->text_regex != NULL &&
		    (subject->text.len == 0 || regexec(condition->text_regex, subject->text.data, 0, NULL, 0) != 0))
			return false;
		if (condition->path.len > 0 && !path_ends(subject->path, condition->path))
			return false;
	}
	return true;
}
