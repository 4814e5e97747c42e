/* template.c - a text with {{fields}}: found, checked, put in. */
#include "campaigns/template.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "campaigns/template_filter.h"
#include "config/yaml.h"

static const struct field {
	const char *name;
	enum template_kind kind;
	bool campaigns;			/* known when the campaign is written */
	size_t offset;
} fields[] = {
	{"name", TEMPLATE_TEXT, false, offsetof(struct template_values, name)},
	{"unsubscribe", TEMPLATE_TEXT, false, offsetof(struct template_values, unsubscribe)},
	{"code", TEMPLATE_TEXT, false, offsetof(struct template_values, code)},
	{"confirm", TEMPLATE_TEXT, false, offsetof(struct template_values, confirm)},
	{"phone", TEMPLATE_TEXT, true, offsetof(struct template_constants, phone)},
	{"clinic", TEMPLATE_TEXT, true, offsetof(struct template_constants, clinic)},
	{"offer_until", TEMPLATE_INSTANT, true, offsetof(struct template_constants, offer_until)},
	{"price", TEMPLATE_MONEY, true, offsetof(struct template_constants, price)},
};
enum { FIELDS = sizeof(fields) / sizeof(fields[0]) };
static const char *const names[] = {"name", "unsubscribe", "code", "confirm", "phone", "clinic", "offer_until", "price", NULL};

/* Named so that they are refused by name: a text never carries them (G-11, M-03, M-04). */
static const char *const health[] = {"diagnosis", "disease", "doctor", "specialty", "service", "procedure", "result",
	"results", "analysis", "medication", "visit_date", "visit", "treatment", "operation", NULL};

struct place {
	const char *open;		/* of {{ */
	const char *after;		/* behind }} */
	struct view name, filters;
	bool closed;
};

/* The next {{field}} at or after text; false when there is none. */
static bool
next_field(const char *text, struct place *out)
{
	const char *open = strstr(text, "{{");
	const char *close = open ? strstr(open, "}}") : NULL;

	if (open == NULL)
		return false;
	out->open = open;
	out->closed = close != NULL;
	out->after = close ? close + 2 : open + strlen(open);
	const char *from = open + 2, *until = close ? close : out->after;
	const char *bar = memchr(from, '|', (size_t)(until - from));
	out->filters = bar ? (struct view){bar, (size_t)(until - bar)} : (struct view){until, 0};
	until = bar ? bar : until;
	while (from < until && *from == ' ')
		from++;
	while (until > from && until[-1] == ' ')
		until--;
	out->name = (struct view){from, (size_t)(until - from)};
	return true;
}

static const struct field *
field_find(struct view name)
{
	for (int i = 0; i < FIELDS; i++)
		if (view_is(name, fields[i].name))
			return &fields[i];
	return NULL;
}

static bool
blame(const char *text, const struct place *place, struct err *err)
{
	int line = 1, column = 1;

	for (const char *p = text; p < place->open; p++) {
		if (*p == '\n')
			line++, column = 1;
		else if (((unsigned char)*p & 0xc0) != 0x80)
			column++;
	}
	return fail_prefix(err, "line %d, column %d", line, column);
}

static bool
check_field(const struct place *place, struct err *err)
{
	const struct field *field = field_find(place->name);
	char name[48];

	snprintf(name, sizeof(name), "%.*s", (int)(place->name.len < 47 ? place->name.len : 47), place->name.data);
	for (const char *const *word = health; *word != NULL; word++)
		if (strcmp(name, *word) == 0)
			return fail(err, ERR_INPUT, "{{%s}} is about health; no text carries it (G-11, M-03, M-04)", name);
	if (field == NULL) {
		const char *nearest = nearest_word(name, names);
		if (nearest != NULL)
			return fail(err, ERR_INPUT, "unknown field {{%s}}; did you mean {{%s}}?", name, nearest);
		return fail(err, ERR_INPUT, "unknown field {{%s}}; there are {{name}}, {{unsubscribe}}, {{code}}, {{confirm}}, {{phone}}, {{clinic}}, "
		    "{{offer_until}} and {{price}}", name);
	}
	if (!place->closed)
		return fail(err, ERR_INPUT, "{{%s is not closed by }}", name);
	return template_filters_check(place->filters, field->kind, err);
}

bool
template_check(const char *text, struct err *err)
{
	struct place place;

	for (const char *rest = text; next_field(rest, &place); rest = place.after)
		if (!check_field(&place, err))
			return blame(text, &place, err);
	return true;
}

bool
template_uses(const char *text, const char *field)
{
	struct place place;

	for (; next_field(text, &place); text = place.after)
		if (view_is(place.name, field))
			return true;
	return false;
}

bool
template_bind(const char *text, const struct template_constants *constants, struct buf *out, struct err *err)
{
	struct place place;
	const char *rest = text;

	for (; next_field(rest, &place); rest = place.after) {
		const struct field *field = field_find(place.name);
		must(field != NULL);
		buf_add(out, rest, (size_t)(place.open - rest));
		if (!field->campaigns) {
			buf_add(out, place.open, (size_t)(place.after - place.open));
			continue;
		}
		const void *member = (const char *)constants + field->offset;
		struct template_value value = {.kind = field->kind, .text = view_of("")};
		if (field->kind == TEMPLATE_TEXT)
			value.text = *(const struct view *)member;
		else
			value.number = *(const int64_t *)member;
		if (value.text.len == 0 && value.number == 0 && !template_filters_have_default(place.filters)) {
			fail(err, ERR_INPUT, "nothing is known for {{%s}}", field->name);
			return blame(text, &place, err);
		}
		template_filters_apply(place.filters, &value, out);
	}
	buf_add_text(out, rest);
	return true;
}

/* No value breaks a line, opens a field or, where a machine reads aloud, a tag. */
static void
add_harmless(struct view value, enum channel channel, struct buf *out)
{
	for (size_t i = 0; i < value.len; i++) {
		char c = value.data[i];
		bool tag = channel_is_call(channel) && (c == '<' || c == '>' || c == '&');
		buf_add_char(out, (unsigned char)c < ' ' || c == 0x7f || tag ? ' ' : c);
	}
}

void
template_fill(const char *text, const struct template_values *values, enum channel channel, struct buf *out)
{
	struct place place;

	for (; next_field(text, &place); text = place.after) {
		const struct field *field = field_find(place.name);
		must(field != NULL && !field->campaigns);
		const struct view *text_value = (const struct view *)((const char *)values + field->offset);
		buf_add(out, text, (size_t)(place.open - text));
		if (place.filters.len == 0) {
			add_harmless(*text_value, channel, out);
			continue;
		}
		struct buf shown;
		buf_init(&shown);
		struct template_value value = {.kind = field->kind, .text = *text_value};
		template_filters_apply(place.filters, &value, &shown);
		add_harmless(buf_view(&shown), channel, out);
		buf_release(&shown);
	}
	buf_add_text(out, text);
}
