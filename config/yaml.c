/* yaml.c - a YAML file as a tree that knows its lines, from libyaml's events. */
#include "config/yaml.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/clock.h"
#include "base/lang.h"

enum { YAML_DEPTH = 32, YAML_MAX = 8 << 20 };

struct reader {
	yaml_parser_t parser;
	const char *file;
	int depth;
};

static struct yaml *read_node(struct reader *reader, const yaml_event_t *event, struct err *err);

static bool
next_event(struct reader *reader, yaml_event_t *event, struct err *err)
{
	if (yaml_parser_parse(&reader->parser, event) == 1)
		return true;
	return fail(err, ERR_INPUT, "%s:%zu: this is no YAML: %s", reader->file, reader->parser.problem_mark.line + 1,
	    reader->parser.problem ? reader->parser.problem : "?");
}

static struct yaml *
node_new(const struct reader *reader, enum yaml_kind kind, const yaml_event_t *event)
{
	struct yaml *node = memory_new(sizeof(*node));

	node->kind = kind;
	node->line = (int)event->start_mark.line + 1;
	node->file = reader->file;
	return node;
}

static bool
read_list(struct reader *reader, struct yaml *list, struct err *err)
{
	struct yaml **tail = &list->first;
	yaml_event_t event;

	for (;;) {
		if (!next_event(reader, &event, err))
			return false;
		if (event.type == YAML_SEQUENCE_END_EVENT) {
			yaml_event_delete(&event);
			return true;
		}
		*tail = read_node(reader, &event, err);
		yaml_event_delete(&event);
		if (*tail == NULL)
			return false;
		tail = &(*tail)->next;
	}
}

static bool
read_map(struct reader *reader, struct yaml *map, struct err *err)
{
	struct yaml **tail = &map->first;
	yaml_event_t key, event;

	for (;;) {
		if (!next_event(reader, &key, err))
			return false;
		if (key.type == YAML_MAPPING_END_EVENT) {
			yaml_event_delete(&key);
			return true;
		}
		char *name = key.type == YAML_SCALAR_EVENT ? memory_text((char *)key.data.scalar.value) : NULL;
		int line = (int)key.start_mark.line + 1;
		yaml_event_delete(&key);
		if (name == NULL)
			return fail(err, ERR_INPUT, "%s:%d: a key must be a plain word", reader->file, line);
		if (yaml_find(map, name) != NULL) {
			fail(err, ERR_INPUT, "%s:%d: %s: stands twice; remove one", reader->file, line, name);
			free(name);
			return false;
		}
		if (!next_event(reader, &event, err)) {
			free(name);
			return false;
		}
		*tail = read_node(reader, &event, err);
		yaml_event_delete(&event);
		if (*tail == NULL) {
			free(name);
			return false;
		}
		(*tail)->key = name;
		(*tail)->line = line;
		tail = &(*tail)->next;
	}
}

/* A tag says that a value is of another type than it looks; an anchor, that it stands elsewhere too. */
static bool
is_plain(const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_SCALAR_EVENT:
		return event->data.scalar.tag == NULL && event->data.scalar.anchor == NULL;
	case YAML_SEQUENCE_START_EVENT:
		return event->data.sequence_start.tag == NULL && event->data.sequence_start.anchor == NULL;
	case YAML_MAPPING_START_EVENT:
		return event->data.mapping_start.tag == NULL && event->data.mapping_start.anchor == NULL;
	default:
		return true;
	}
}

static struct yaml *
read_node(struct reader *reader, const yaml_event_t *event, struct err *err)
{
	struct yaml *node;
	bool read = true;

	if (!is_plain(event)) {
		fail(err, ERR_INPUT, "%s:%zu: tags and anchors are not accepted", reader->file, event->start_mark.line + 1);
		return NULL;
	}
	if (++reader->depth > YAML_DEPTH) {
		fail(err, ERR_INPUT, "%s:%zu: nested too deep", reader->file, event->start_mark.line + 1);
		return NULL;
	}
	switch (event->type) {
	case YAML_SCALAR_EVENT:
		node = node_new(reader, YAML_TEXT, event);
		node->text = memory_text((char *)event->data.scalar.value);
		if (strlen(node->text) != event->data.scalar.length)
			read = fail(err, ERR_INPUT, "%s:%d: a NUL byte", reader->file, node->line);
		break;
	case YAML_SEQUENCE_START_EVENT:
		node = node_new(reader, YAML_LIST, event);
		read = read_list(reader, node, err);
		break;
	case YAML_MAPPING_START_EVENT:
		node = node_new(reader, YAML_MAP, event);
		read = read_map(reader, node, err);
		break;
	default:
		fail(err, ERR_INPUT, "%s:%zu: aliases and several documents are not accepted", reader->file,
		    event->start_mark.line + 1);
		return NULL;
	}
	reader->depth--;
	return read ? node : yaml_free(node);
}

/* A second document would be there for people and not for us. */
static bool
ends_here(struct reader *reader, struct err *err)
{
	yaml_event_t event;

	for (bool over = false; !over;) {
		if (!next_event(reader, &event, err))
			return false;
		if (event.type == YAML_DOCUMENT_START_EVENT) {
			fail(err, ERR_INPUT, "%s:%zu: aliases and several documents are not accepted", reader->file,
			    event.start_mark.line + 1);
			yaml_event_delete(&event);
			return false;
		}
		over = event.type == YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
	}
	return true;
}

struct yaml *
yaml_read(const char *file, struct view text, struct err *err)
{
	struct reader reader = {.file = file};
	struct yaml *root = NULL;
	yaml_event_t event;

	must(yaml_parser_initialize(&reader.parser) == 1);
	yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&reader.parser, (const unsigned char *)text.data, text.len);
	while (next_event(&reader, &event, err)) {
		bool more = event.type == YAML_STREAM_START_EVENT || event.type == YAML_DOCUMENT_START_EVENT;
		if (!more && event.type == YAML_STREAM_END_EVENT)
			fail(err, ERR_INPUT, "%s:1: the file is empty", file);
		else if (!more)
			root = read_node(&reader, &event, err);
		yaml_event_delete(&event);
		if (!more)
			break;
	}
	if (root != NULL && !ends_here(&reader, err))
		root = yaml_free(root);
	yaml_parser_delete(&reader.parser);
	return root;
}

struct yaml *
yaml_read_file(const char *path, struct err *err)
{
	struct buf text = {0};
	struct yaml *root = NULL;

	if (buf_read_file(&text, path, YAML_MAX, err))
		root = yaml_read(path, buf_view(&text), err);
	buf_release(&text);
	return root;
}

void *
yaml_free(struct yaml *yaml)
{
	while (yaml != NULL) {
		struct yaml *next = yaml->next;
		yaml_free(yaml->first);
		free(yaml->key);
		free(yaml->text);
		free(yaml);
		yaml = next;
	}
	return NULL;
}

const struct yaml *
yaml_find(const struct yaml *map, const char *key)
{
	if (map == NULL || map->kind != YAML_MAP)
		return NULL;
	for (const struct yaml *node = map->first; node != NULL; node = node->next)
		if (node->key != NULL && strcmp(node->key, key) == 0)
			return node;
	return NULL;
}

bool
yaml_get(const struct yaml *map, const char *key, const struct yaml **out, struct err *err)
{
	const struct yaml *found = yaml_find(map, key);

	if (found == NULL)
		return yaml_wrong(map, err, "\"%s\" is missing; add it", key);
	*out = found;
	return true;
}

bool
yaml_wrong(const struct yaml *yaml, struct err *err, const char *format, ...)
{
	char text[400];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), say(format), arguments);
	va_end(arguments);
	return fail(err, ERR_INPUT, "%s:%d: %s%s%s", yaml->file, yaml->line, yaml->key ? yaml->key : "",
	    yaml->key ? ": " : "", text);
}

bool
yaml_text(const struct yaml *yaml, const char **out, struct err *err)
{
	if (yaml->kind != YAML_TEXT)
		return yaml_wrong(yaml, err, "expected a plain value");
	*out = yaml->text;
	return true;
}

bool
yaml_text_copy(const struct yaml *yaml, char *out, size_t size, struct err *err)
{
	const char *text = "";

	if (!yaml_text(yaml, &text, err))
		return false;
	if (strlen(text) >= size)
		return yaml_wrong(yaml, err, "longer than %d characters", (int)size - 1);
	memcpy(out, text, strlen(text) + 1);
	return true;
}

bool
yaml_int(const struct yaml *yaml, int64_t min, int64_t max, int64_t *out, struct err *err)
{
	char *end;

	errno = 0;
	long long value = yaml->kind == YAML_TEXT ? strtoll(yaml->text, &end, 10) : 0;
	if (yaml->kind != YAML_TEXT || end == yaml->text || *end != '\0' || errno != 0 || value < min || value > max)
		return yaml_wrong(yaml, err, "expected a whole number from %lld to %lld", (long long)min, (long long)max);
	*out = value;
	return true;
}

bool
yaml_bool(const struct yaml *yaml, bool *out, struct err *err)
{
	const char *text = yaml->kind == YAML_TEXT ? yaml->text : "";

	if (strcmp(text, "true") == 0 || strcmp(text, "yes") == 0)
		*out = true;
	else if (strcmp(text, "false") == 0 || strcmp(text, "no") == 0)
		*out = false;
	else
		return yaml_wrong(yaml, err, "expected true or false");
	return true;
}

bool
yaml_instant(const struct yaml *yaml, int64_t *out, struct err *err)
{
	if (yaml->kind != YAML_TEXT || !instant_parse(yaml->text, out))
		return yaml_wrong(yaml, err, "expected a date or an instant like 2026-11-23T08:00:00Z");
	return true;
}

size_t
yaml_count(const struct yaml *yaml)
{
	size_t count = 0;
	for (const struct yaml *node = yaml->first; node != NULL; node = node->next)
		count++;
	return count;
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static size_t
edits(const char *a, const char *b)
{
	size_t row[64];
	size_t len = strlen(b);

	if (len >= 63)
		return 64;
	for (size_t j = 0; j <= len; j++)
		row[j] = j;
	for (size_t i = 1; a[i - 1] != '\0'; i++) {
		size_t corner = row[0];
		row[0] = i;
		for (size_t j = 1; j <= len; j++) {
			size_t replaced = corner + (a[i - 1] != b[j - 1]);
			corner = row[j];
			row[j] = least(replaced, least(row[j], row[j - 1]) + 1);
		}
	}
	return row[len];
}

const char *
nearest_word(const char *text, const char *const *known)
{
	const char *nearest = NULL;
	size_t best = strlen(text) / 2 + 1;

	for (; *known != NULL; known++) {
		size_t distance = edits(text, *known);
		if (distance < best) {
			best = distance;
			nearest = *known;
		}
	}
	return nearest;
}

const char *
nearest_said(const char *text, const char *const *known, char out[NEAREST_SAID])
{
	const char *near = nearest_word(text, known);

	out[0] = '\0';
	if (near != NULL)
		snprintf(out, NEAREST_SAID, say("; did you mean \"%s\"?"), near);
	return out;
}

bool
yaml_all_known(const struct yaml *map, const char *const *known, struct err *err)
{
	if (map->kind != YAML_MAP)
		return yaml_wrong(map, err, "expected a map of names and values");
	for (const struct yaml *node = map->first; node != NULL; node = node->next) {
		bool found = false;
		for (const char *const *word = known; *word != NULL && !found; word++)
			found = strcmp(node->key, *word) == 0;
		if (!found) {
			char said[NEAREST_SAID];
			return yaml_wrong(node, err, "unknown key%s", nearest_said(node->key, known, said));
		}
	}
	return true;
}
