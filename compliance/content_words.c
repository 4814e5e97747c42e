/* content_words.c - the list of words from its YAML; each mistake is named with line, key and remedy. */
#include "compliance/content_words.h"

#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>

#include "config/yaml.h"

static const char *const keys[] = {"name", "rule", "severity", "classes", "channels", "places", "after_identity", "says",
	"remedy", "phrases", "except", NULL};
static const char *const needs[NEED_COUNT] = {"", "contraindications", "consultation", "stop", "identity", "recording",
	"robot", "human-key", "stop-key", "trade-marks", "sender", "offer"};

const char *
content_severity_name(enum content_severity severity)
{
	static const char *const names[] = {"warning", "review", "error"};

	must((unsigned)severity <= SEVERITY_ERROR);
	return names[severity];
}

static bool
text_of(struct content_words *words, const struct yaml *map, const char *key, const char **out, struct err *err)
{
	const struct yaml *node = yaml_find(map, key);
	const char *text;

	if (node == NULL)
		return true;
	if (!yaml_text(node, &text, err))
		return false;
	*out = arena_copy(&words->arena, view_of(text)).data;
	return true;
}

static int find_class(struct view name) { return message_class_find(name); }
static int find_channel(struct view name) { return channel_find(name); }
static int
find_place(struct view name)
{
	return view_is(name, "text") ? 1 : view_is(name, "subject") ? 2 : view_is(name, "sender") ? 3 : 0;
}

/* Words of a closed list to bits. */
static bool
bits_of(const struct yaml *map, const char *key, int (*find)(struct view), uint32_t *out, struct err *err)
{
	const struct yaml *list = yaml_find(map, key);

	if (list != NULL && list->kind != YAML_LIST)
		return yaml_wrong(list, err, "must be a list");
	for (const struct yaml *node = list ? list->first : NULL; node != NULL; node = node->next) {
		int word = node->kind == YAML_TEXT ? find(view_of(node->text)) : 0;
		if (word == 0)
			return yaml_wrong(node, err, "is not a word of docs/glossary");
		*out |= 1u << word;
	}
	return true;
}

static bool
phrases_of(struct content_words *words, const struct yaml *map, const char *key, struct content_phrase **out,
    struct err *err)
{
	const struct yaml *list = yaml_find(map, key);

	if (list != NULL && list->kind != YAML_LIST)
		return yaml_wrong(list, err, "must be a list of phrases");
	for (const struct yaml *node = list ? list->first : NULL; node != NULL; node = node->next) {
		const char *text;
		if (!yaml_text(node, &text, err))
			return false;
		struct content_phrase *phrase = content_phrase_read(words->stemmer, view_of(text), &words->arena);
		if (phrase == NULL)
			return yaml_wrong(node, err, "a phrase has 1 to %d words", PHRASE_ELEMENTS);
		phrase->next = *out;
		*out = phrase;
	}
	return true;
}

static bool
severity_of(const struct yaml *map, enum content_severity *out, struct err *err)
{
	const struct yaml *node = yaml_find(map, "severity");

	*out = SEVERITY_ERROR;
	if (node == NULL)
		return true;
	for (int i = SEVERITY_WARNING; node->kind == YAML_TEXT && i <= SEVERITY_ERROR; i++)
		if (strcmp(node->text, content_severity_name((enum content_severity)i)) == 0) {
			*out = (enum content_severity)i;
			return true;
		}
	return yaml_wrong(node, err, "expected warning, review or error");
}

static bool
read_group(struct content_words *words, const struct yaml *map, struct content_group *group, struct err *err)
{
	uint32_t places = 0;
	const struct yaml *after = yaml_find(map, "after_identity");

	if (map->kind != YAML_MAP)
		return yaml_wrong(map, err, "expected lines of `key: value`");
	if (!yaml_all_known(map, keys, err) || !text_of(words, map, "name", &group->name, err) ||
	    !text_of(words, map, "rule", &group->rule, err) || !severity_of(map, &group->severity, err) ||
	    !bits_of(map, "classes", find_class, &group->classes, err) ||
	    !bits_of(map, "channels", find_channel, &group->channels, err) ||
	    !bits_of(map, "places", find_place, &places, err) ||
	    !text_of(words, map, "says", &group->says, err) || !text_of(words, map, "remedy", &group->remedy, err) ||
	    !phrases_of(words, map, "phrases", &group->phrases, err) ||
	    !phrases_of(words, map, "except", &group->except, err) ||
	    (after != NULL && !yaml_bool(after, &group->after_identity, err)))
		return false;
	group->places = places ? places >> 1 : PART_TEXT | PART_SUBJECT;
	for (int need = 1; need < NEED_COUNT && group->name != NULL; need++)
		if (strcmp(group->name, needs[need]) == 0)
			group->need = (enum content_need)need;
	if (group->name == NULL || group->phrases == NULL)
		return yaml_wrong(map, err, "a group has a name and phrases");
	if (group->need == NEED_NONE && (group->rule == NULL || group->says == NULL || group->remedy == NULL))
		return yaml_wrong(map, err, "group %s: expected rule, says and remedy", group->name);
	return true;
}

static bool
read_words(struct content_words *words, const struct yaml *file, struct err *err)
{
	static const char *const known[] = {"version", "source", "groups", NULL};
	const struct yaml *groups;

	if (file->kind != YAML_MAP)
		return yaml_wrong(file, err, "expected lines of `key: value`");
	if (!yaml_all_known(file, known, err) || !yaml_get(file, "groups", &groups, err) ||
	    !text_of(words, file, "version", &words->version, err) || !text_of(words, file, "source", &words->source, err))
		return false;
	if (words->version == NULL || words->source == NULL)
		return yaml_wrong(file, err, "the list of words has a version and a source");
	struct content_group **last = &words->groups;
	for (const struct yaml *node = groups->first; node != NULL; node = node->next) {
		struct content_group *group = arena_new(&words->arena, sizeof(*group));
		if (!read_group(words, node, group, err))
			return false;
		words->need[group->need] = group;
		*last = group;
		last = &group->next;
	}
	for (int need = 1; need < NEED_COUNT; need++)
		if (words->need[need] == NULL)
			return yaml_wrong(groups, err, "there is no group %s", needs[need]);
	return true;
}

struct content_words *
content_words_load(const char *path, struct err *err)
{
	struct yaml *file = yaml_read_file(path, err);

	if (file == NULL)
		return NULL;
	struct content_words *words = memory_new(sizeof(*words));
	words->stemmer = sb_stemmer_new("russian", "UTF_8");
	must(words->stemmer != NULL);
	bool loaded = read_words(words, file, err);
	yaml_free(file);
	return loaded ? words : content_words_free(words);
}

void *
content_words_free(struct content_words *words)
{
	if (words == NULL)
		return NULL;
	sb_stemmer_delete(words->stemmer);
	arena_release(&words->arena);
	free(words);
	return NULL;
}
