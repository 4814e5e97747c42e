/* template.c - a text with {placeholders}, compiled once and written many times. */
#include "dialer/template.h"

#include <stdio.h>
#include <string.h>

static const char *const words[] = {
#define PLACE(upper, word, value) word,
#include "dialer/template.def"
#undef PLACE
    "base_url", "public_url", "secret.NAME", NULL};

static bool
literal(const struct recipe_scope *scope, struct view text, struct part *part)
{
	part->place = PLACE_LITERAL;
	part->literal = arena_copy(scope->arena, text);
	return true;
}

static bool
is_declared(const struct recipe_scope *scope, struct view name)
{
	if (scope->declared == NULL)
		return false;
	for (const struct yaml *secret = scope->declared->first; secret != NULL; secret = secret->next)
		if (view_is(name, secret->text))
			return true;
	return false;
}

/* A value known already: it goes through its filters and its escape now. */
static bool
constant(const struct recipe_scope *scope, struct view value, enum escape escape, struct part *part)
{
	struct buf now = {0}, next = {0};

	buf_add(&now, value.data, value.len);
	for (int i = 0; i < part->filters; i++) {
		buf_clear(&next);
		filter_apply(part->filter[i], buf_view(&now), &next);
		struct buf filtered = next;
		next = now;
		now = filtered;
	}
	buf_clear(&next);
	if (escape == ESCAPE_URL)
		url_escape(buf_view(&now), &next);
	literal(scope, buf_view(escape == ESCAPE_URL ? &next : &now), part);
	explicit_bzero(now.data, now.size);
	if (next.data != NULL)
		explicit_bzero(next.data, next.size);
	buf_release(&now);
	buf_release(&next);
	part->filters = 0;
	return true;
}

static bool
fits_header(struct view value)
{
	for (size_t i = 0; i < value.len; i++)
		if ((unsigned char)value.data[i] < 0x20 || value.data[i] == 0x7f)
			return false;
	return true;
}

static bool
secret(const struct recipe_scope *scope, const struct yaml *node, struct view name, enum escape escape, struct part *part,
    struct err *err)
{
	char named[80];

	if (!is_declared(scope, name))
		return yaml_wrong(node, err, "the secret \"%.*s\" is not in the list \"secrets\"; add it there", (int)name.len,
		    name.data);
	if (scope->secrets == NULL) {
		int len = snprintf(named, sizeof(named), "{secret.%.*s}", (int)name.len, name.data);
		part->filters = 0;
		return literal(scope, (struct view){named, (size_t)len < sizeof(named) ? (size_t)len : sizeof(named) - 1},
		    part);
	}
	const struct view *value = secrets_find(scope->secrets, name);
	must(value != NULL);
	if (escape == ESCAPE_HEADER && !fits_header(*value))
		return yaml_wrong(node, err, "the secret \"%.*s\" has a control character", (int)name.len, name.data);
	return constant(scope, *value, escape, part);
}

static bool
unknown(const struct yaml *node, struct view name, const char *const *known, struct err *err)
{
	char word[64];

	snprintf(word, sizeof(word), "%.*s", (int)name.len, name.data);
	char said[NEAREST_SAID];
	return yaml_wrong(node, err, "there is no \"%s\"%s", word, nearest_said(word, known, said));
}

static bool
place_find(struct view name, enum place *out)
{
	for (int i = 0; i + PLACE_RAW + 1 <= PLACE_BODY; i++)
		if (view_is(name, words[i])) {
			*out = (enum place)(PLACE_RAW + 1 + i);
			return true;
		}
	return false;
}

static bool
filters(const struct yaml *node, struct view text, struct part *part, struct err *err)
{
	while (text.len > 0) {
		const char *bar = memchr(text.data, '|', text.len);
		struct view word = {text.data, bar != NULL ? (size_t)(bar - text.data) : text.len};
		struct filter filter;
		if (!filter_find(word, &filter))
			return unknown(node, word, filter_words(), err);
		if (part->filters == PART_FILTERS)
			return yaml_wrong(node, err, "more than %d filters", (int)PART_FILTERS);
		part->omits |= filter.kind == FILTER_OMIT_IF_EMPTY || filter.kind == FILTER_NEEDED;
		part->silent |= filter.kind == FILTER_NEEDED;
		if (filter.kind != FILTER_OMIT_IF_EMPTY && filter.kind != FILTER_NEEDED)
			part->filter[part->filters++] = filter;
		size_t used = word.len + (bar != NULL);
		text = (struct view){text.data + used, text.len - used};
	}
	return true;
}

/* What stands between the braces. */
static bool
placeholder(const struct recipe_scope *scope, const struct yaml *node, struct view inside, enum escape escape,
    struct part *part, struct err *err)
{
	const char *bar = inside.len > 0 ? memchr(inside.data, '|', inside.len) : NULL;
	struct view name = {inside.data, bar != NULL ? (size_t)(bar - inside.data) : inside.len};
	struct view after = bar != NULL ? (struct view){bar + 1, inside.len - name.len - 1} : (struct view){"", 0};

	if (name.len > 0 && name.data[0] == '=') {
		literal(scope, (struct view){inside.data + 1, inside.len - 1}, part);
		part->place = PLACE_RAW;
		return true;
	}
	if (!filters(node, after, part, err))
		return false;
	if (name.len > 7 && memcmp(name.data, "secret.", 7) == 0)
		return secret(scope, node, (struct view){name.data + 7, name.len - 7}, escape, part, err);
	if (view_is(name, "base_url"))
		return literal(scope, view_of(scope->base_url), part);
	if (view_is(name, "public_url"))
		return literal(scope, view_of(scope->public_url), part);
	if (name.len > 0 && name.data[0] == '/') {
		part->place = PLACE_POINTER;
		return pointer_compile(scope->arena, name, &part->pointer) ||
		    yaml_wrong(node, err, "expected a JSON pointer like /data/id");
	}
	if (view_is(name, "signature") && scope->secrets == NULL)
		return literal(scope, view_of("{signature}"), part);
	return place_find(name, &part->place) || unknown(node, name, words, err);
}

static const char *
brace_end(const char *open, const char *end)
{
	int depth = 0;

	for (const char *p = open; p < end; p++) {
		depth += *p == '{';
		depth -= *p == '}';
		if (depth == 0)
			return p;
	}
	return NULL;
}

bool
template_compile_text(const struct recipe_scope *scope, const struct yaml *node, struct view text, enum escape escape,
    struct template *out, struct err *err)
{
	int most = 1;
	const char *p = text.data, *end = text.data + text.len;

	for (size_t i = 0; i < text.len; i++)
		most += 2 * (text.data[i] == '{');
	struct template template = {.escape = escape, .part = arena_new(scope->arena, (size_t)most * sizeof(struct part))};
	while (p < end) {
		const char *open = memchr(p, '{', (size_t)(end - p));
		struct view before = {p, (size_t)((open != NULL ? open : end) - p)};
		if (before.len > 0)
			literal(scope, before, &template.part[template.parts++]);
		if (open == NULL)
			break;
		const char *close = brace_end(open, end);
		if (close == NULL)
			return yaml_wrong(node, err, "a brace is not closed");
		struct view inside = {open + 1, (size_t)(close - open - 1)};
		if (!placeholder(scope, node, inside, escape, &template.part[template.parts++], err))
			return false;
		p = close + 1;
	}
	*out = template;
	return true;
}

bool
template_compile(const struct recipe_scope *scope, const struct yaml *node, enum escape escape, struct template *out,
    struct err *err)
{
	const char *text;

	return yaml_text(node, &text, err) && template_compile_text(scope, node, view_of(text), escape, out, err);
}

static struct view
value_of(const struct part *part, const struct values *v, char room[VALUE_TEXT])
{
	const struct view none = {"", 0};
	struct view text = none;

	switch (part->place) {
	case PLACE_POINTER:
		json_value_text(pointer_find(&part->pointer, v->tree, v->order != NULL ? v->order->address : ""), room, &text);
		return text;
#define PLACE(upper, word, value) \
	case PLACE_##upper: \
		return value;
#include "dialer/template.def"
#undef PLACE
	default:
		return part->literal;
	}
}

/* The filters in turn, each from one half of the scratch to the other. */
static struct view
filtered(const struct part *part, struct view value)
{
	static struct buf scratch[2];

	for (int i = 0; i < part->filters; i++) {
		struct buf *next = &scratch[i & 1];
		buf_clear(next);
		filter_apply(part->filter[i], value, next);
		value = next->data != NULL ? buf_view(next) : (struct view){"", 0};
	}
	return value;
}

enum written
template_write(const struct template *template, const struct values *values, struct buf *out)
{
	size_t from = out->len;
	char room[VALUE_TEXT];

	for (int i = 0; i < template->parts; i++) {
		const struct part *part = &template->part[i];
		if (part->place == PLACE_LITERAL || part->place == PLACE_RAW) {
			buf_add(out, part->literal.data, part->literal.len);
			continue;
		}
		struct view value = filtered(part, value_of(part, values, room));
		bool omitted = part->omits && value.len == 0;
		if (omitted || (template->escape == ESCAPE_HEADER && !fits_header(value))) {
			out->len = from;
			return omitted ? WRITTEN_OMITTED : WRITTEN_WRONG;
		}
		if (part->silent)
			continue;
		if (template->escape == ESCAPE_URL)
			url_escape(value, out);
		else
			buf_add(out, value.data, value.len);
	}
	return WRITTEN;
}

bool
template_is_raw(const struct template *template)
{
	return template->parts == 1 && template->part[0].place == PLACE_RAW;
}
