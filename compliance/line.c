/* line.c - one JSON object of an import file, read field by field. */
#include "compliance/line.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/err.h"
#include "compliance/words.h"

#define LIST(type, prefix) \
	int type##_number(struct view name) \
	{ \
		return (int)type##_find(name); \
	}
#define WORD(prefix, name, russian)
#define END(type, prefix)
#include "compliance/words.def"
#undef LIST
#undef WORD
#undef END

bool
line_wrong(struct line *line, const char *field, const char *reason)
{
	if (line->reason == NULL) {
		snprintf(line->field, sizeof(line->field), "%s", field);
		line->reason = reason;
	}
	return false;
}

void
line_open(struct line *line, struct view text)
{
	json_error_t error;

	memset(line, 0, sizeof(*line));
	line->object = json_loadb(text.data, text.len, JSON_REJECT_DUPLICATES, &error);
	if (!json_is_object(line->object))
		line_wrong(line, "", "not a JSON object");
}

bool
line_close(struct line *line)
{
	const char *name;
	json_t *value;

	if (line->reason != NULL)
		return false;
	json_object_foreach(line->object, name, value) {
		int i = 0;
		while (i < line->asked_count && strcmp(line->asked[i], name) != 0)
			i++;
		if (i == line->asked_count)
			return line_wrong(line, name, "there is no such field");
	}
	return true;
}

void
line_release(struct line *line)
{
	json_decref(line->object);
	line->object = NULL;
}

/* NULL when absent, null, or when something was wrong before. */
static const json_t *
ask(struct line *line, const char *field)
{
	must(line->asked_count < LINE_FIELDS);
	line->asked[line->asked_count++] = field;
	if (line->reason != NULL)
		return NULL;
	const json_t *value = json_object_get(line->object, field);
	return json_is_null(value) ? NULL : value;
}

const char *
line_text(struct line *line, const char *field)
{
	const json_t *value = ask(line, field);

	if (value != NULL && !json_is_string(value))
		line_wrong(line, field, "must be a text");
	return json_string_value(value);
}

const char *
line_needed_text(struct line *line, const char *field)
{
	const char *text = line_text(line, field);

	if (text == NULL || *text == '\0')
		line_wrong(line, field, "is missing");
	return text;
}

int64_t
line_instant(struct line *line, const char *field)
{
	const char *text = line_text(line, field);
	int64_t instant = 0;

	if (text != NULL && (!instant_parse(text, &instant) || instant == 0))
		line_wrong(line, field, "not an instant like 2026-11-23T10:00:00+03:00");
	return instant;
}

int64_t
line_integer(struct line *line, const char *field)
{
	const json_t *value = ask(line, field);

	if (value != NULL && (!json_is_integer(value) || json_integer_value(value) < 1))
		line_wrong(line, field, "must be a number from 1");
	return json_integer_value(value);
}

int64_t
line_inn(struct line *line, const char *field)
{
	const json_t *value = ask(line, field);
	int64_t inn = json_integer_value(value);
	char *end = NULL;

	if (json_is_string(value)) {
		inn = strtoll(json_string_value(value), &end, 10);
		if (*end != '\0')
			inn = -1;
	}
	if (value != NULL && (inn < 100000000 || inn > 999999999999))
		line_wrong(line, field, "not an INN of 10 or 12 digits");
	return inn;
}

enum tri
line_tri(struct line *line, const char *field)
{
	const json_t *value = ask(line, field);

	if (value == NULL)
		return TRI_UNKNOWN;
	if (!json_is_boolean(value))
		line_wrong(line, field, "must be true or false");
	return tri_of(json_is_true(value));
}

int
line_word(struct line *line, const char *field, int (*find)(struct view name))
{
	const char *text = line_text(line, field);
	int word = text ? find(view_of(text)) : 0;

	if (text != NULL && word == 0)
		line_wrong(line, field, "this word is not in the list");
	return word;
}

uint16_t
line_words(struct line *line, const char *field, int (*find)(struct view name))
{
	const json_t *value = ask(line, field);
	uint16_t bits = 0;

	if (value != NULL && !json_is_array(value))
		line_wrong(line, field, "must be a list of words");
	for (size_t i = 0; i < json_array_size(value); i++) {
		const char *text = json_string_value(json_array_get(value, i));
		int word = text ? find(view_of(text)) : 0;
		if (word == 0)
			line_wrong(line, field, "this word is not in the list");
		else
			bits |= WORD_BIT(word);
	}
	return bits;
}

static void
dump(const json_t *value, struct buf *out)
{
	char *text = json_dumps(value, JSON_COMPACT | JSON_SORT_KEYS);

	must(text != NULL);
	buf_add_text(out, text);
	free(text);
}

void
line_json_object(struct line *line, const char *field, struct buf *out)
{
	const json_t *value = line_object(line, field);

	if (value != NULL)
		dump(value, out);
}

void
line_json_array(struct line *line, const char *field, struct buf *out)
{
	const json_t *value = ask(line, field);

	if (value != NULL && !json_is_array(value))
		line_wrong(line, field, "must be a list of words");
	else if (value != NULL)
		dump(value, out);
}

const json_t *
line_object(struct line *line, const char *field)
{
	const json_t *value = ask(line, field);

	if (value != NULL && !json_is_object(value))
		line_wrong(line, field, "must be an object");
	return json_is_object(value) ? value : NULL;
}
