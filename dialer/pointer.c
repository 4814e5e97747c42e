/* pointer.c - JSON pointers, compiled. */
#include "dialer/pointer.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "~1" is a slash and "~0" a tilde. */
static const char *
step_of(struct arena *arena, struct view text)
{
	char *step = arena_new(arena, text.len + 1);
	size_t len = 0;

	for (size_t i = 0; i < text.len; i++) {
		char c = text.data[i];
		if (c == '~' && i + 1 < text.len)
			c = text.data[++i] == '1' ? '/' : '~';
		step[len++] = c;
	}
	return step;
}

bool
pointer_compile(struct arena *arena, struct view text, struct pointer *out)
{
	*out = (struct pointer){0};
	if (text.len == 0 || text.data[0] != '/')
		return false;
	for (size_t i = 0; i < text.len;) {
		const char *from = text.data + i + 1;
		const char *slash = memchr(from, '/', text.len - i - 1);
		struct view step = {from, slash != NULL ? (size_t)(slash - from) : text.len - i - 1};
		if (out->steps == POINTER_STEPS)
			return false;
		out->step[out->steps++] = view_is(step, "{to}") ? NULL : step_of(arena, step);
		i += step.len + 1;
	}
	return true;
}

const json_t *
pointer_find(const struct pointer *pointer, const json_t *tree, const char *address)
{
	for (int i = 0; i < pointer->steps && tree != NULL; i++) {
		const char *step = pointer->step[i] != NULL ? pointer->step[i] : address;
		if (json_is_array(tree))
			tree = step[0] >= '0' && step[0] <= '9' ? json_array_get(tree, (size_t)atol(step)) : NULL;
		else
			tree = json_object_get(tree, step);
	}
	return tree;
}

bool
json_value_text(const json_t *value, char room[VALUE_TEXT], struct view *out)
{
	if (json_is_string(value))
		*out = (struct view){json_string_value(value), json_string_length(value)};
	else if (json_is_integer(value))
		*out = (struct view){room, (size_t)snprintf(room, VALUE_TEXT, "%lld", (long long)json_integer_value(value))};
	else if (json_is_real(value))
		*out = (struct view){room, (size_t)snprintf(room, VALUE_TEXT, "%.15g", json_real_value(value))};
	else if (json_is_boolean(value))
		*out = view_of(json_is_true(value) ? "true" : "false");
	else
		return false;
	return true;
}
