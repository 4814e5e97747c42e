/* template.c - a text with {{fields}}, filled for one target. */
#include "campaigns/template.h"

#include <stddef.h>
#include <string.h>

static const struct field {
	const char *name;
	size_t offset;
} fields[] = {
	{"name", offsetof(struct template_values, name)},
	{"unsubscribe", offsetof(struct template_values, unsubscribe)},
	{"code", offsetof(struct template_values, code)},
	{"confirm", offsetof(struct template_values, confirm)},
};
enum { FIELDS = sizeof(fields) / sizeof(fields[0]) };

/* The next {{field}} at or after text; NULL when there is none.  *after stands behind it. */
static const char *
next_field(const char *text, struct view *name, const char **after)
{
	const char *open = strstr(text, "{{");
	const char *close = open ? strstr(open, "}}") : NULL;

	if (open == NULL)
		return NULL;
	*after = close ? close + 2 : open + strlen(open);
	const char *from = open + 2;
	const char *until = close ? close : *after;
	while (from < until && *from == ' ')
		from++;
	while (until > from && until[-1] == ' ')
		until--;
	*name = (struct view){from, (size_t)(until - from)};
	return open;
}

static const struct field *
field_find(struct view name)
{
	for (int i = 0; i < FIELDS; i++)
		if (view_is(name, fields[i].name))
			return &fields[i];
	return NULL;
}

bool
template_check(const char *text, struct err *err)
{
	struct view name;
	const char *after;

	for (; next_field(text, &name, &after) != NULL; text = after)
		if (field_find(name) == NULL || strncmp(after - 2, "}}", 2) != 0)
			return fail(err, ERR_INPUT, "unknown field {{%.*s}}; there are {{name}}, {{unsubscribe}}, {{code}} and {{confirm}}",
			    (int)(name.len > 40 ? 40 : name.len), name.data);
	return true;
}

bool
template_uses(const char *text, const char *field)
{
	struct view name;
	const char *after;

	for (; next_field(text, &name, &after) != NULL; text = after)
		if (view_is(name, field))
			return true;
	return false;
}

void
template_fill(const char *text, const struct template_values *values, struct buf *out)
{
	struct view name;
	const char *after;
	const char *open;

	for (; (open = next_field(text, &name, &after)) != NULL; text = after) {
		const struct field *field = field_find(name);
		must(field != NULL);
		const struct view *value = (const struct view *)((const char *)values + field->offset);
		buf_add(out, text, (size_t)(open - text));
		buf_add(out, value->data, value->len);
	}
	buf_add_text(out, text);
}
