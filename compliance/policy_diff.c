/*
 * policy_diff.c - what changes from one pack to the next.
 *
 * Both files are walked side by side; a value is named by its path, so that
 * the date since which it holds stands in front of it.
 */
#include "compliance/policy_diff.h"

#include <stdio.h>
#include <string.h>

enum { PATH_MAX_BYTES = 256 };

struct diff {
	struct buf *out;
	const char *source;	/* of the parameter being walked */
	int count;
};

static void
add_flat(const struct yaml *node, struct buf *out)
{
	const char *before = "";

	if (node->kind == YAML_TEXT) {
		buf_add_text(out, node->text);
		return;
	}
	buf_add_char(out, node->kind == YAML_LIST ? '[' : '{');
	for (const struct yaml *child = node->first; child != NULL; child = child->next, before = ", ") {
		buf_add_text(out, before);
		if (child->key != NULL)
			buf_add_format(out, "%s: ", child->key);
		add_flat(child, out);
	}
	buf_add_char(out, node->kind == YAML_LIST ? ']' : '}');
}

static void
say_one(struct diff *diff, const char *path, const struct yaml *old, const struct yaml *new)
{
	buf_add_format(diff->out, "%s %s: ", old == NULL ? "добавлено" : new == NULL ? "убрано   " : "изменено ", path);
	if (old != NULL)
		add_flat(old, diff->out);
	if (old != NULL && new != NULL)
		buf_add_text(diff->out, " → ");
	if (new != NULL)
		add_flat(new, diff->out);
	if (diff->source != NULL && strstr(path, ".source") == NULL)
		buf_add_format(diff->out, "\n          источник: %s", diff->source);
	buf_add_char(diff->out, '\n');
	diff->count++;
}

static bool
is_same(const struct yaml *old, const struct yaml *new)
{
	struct buf a = {0}, b = {0};

	add_flat(old, &a);
	add_flat(new, &b);
	bool same = a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
	buf_release(&a);
	buf_release(&b);
	return same;
}

static void walk(struct diff *diff, const char *path, const struct yaml *old, const struct yaml *new);

static void
walk_map(struct diff *diff, const char *path, const struct yaml *old, const struct yaml *new)
{
	const struct yaml *source = yaml_find(new, "source");
	const char *outer = diff->source;
	char inner[PATH_MAX_BYTES];

	if (source != NULL && source->kind == YAML_TEXT)
		diff->source = source->text;
	for (const struct yaml *child = old->first; child != NULL; child = child->next) {
		snprintf(inner, sizeof(inner), "%s%s%s", path, *path ? "." : "", child->key);
		walk(diff, inner, child, yaml_find(new, child->key));
	}
	for (const struct yaml *child = new->first; child != NULL; child = child->next) {
		if (yaml_find(old, child->key) != NULL)
			continue;
		snprintf(inner, sizeof(inner), "%s%s%s", path, *path ? "." : "", child->key);
		walk(diff, inner, NULL, child);
	}
	diff->source = outer;
}

static void
walk(struct diff *diff, const char *path, const struct yaml *old, const struct yaml *new)
{
	if (old == NULL || new == NULL || old->kind != new->kind)
		say_one(diff, path, old, new);
	else if (old->kind == YAML_MAP)
		walk_map(diff, path, old, new);
	else if (!is_same(old, new))
		say_one(diff, path, old, new);
}

int
policy_diff(const struct yaml *old, const struct yaml *new, struct buf *out)
{
	struct diff diff = {.out = out};

	walk(&diff, "", old, new);
	return diff.count;
}
