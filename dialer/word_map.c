/* word_map.c - a provider's words -> ours. */
#include "dialer/word_map.h"

#include <string.h>

static const char *const classes[] = {[ANSWER_ACCEPTED] = "accepted", [ANSWER_RETRY] = "retry",
    [ANSWER_THROTTLE] = "throttle", [ANSWER_BAD_RECIPIENT] = "bad_recipient", [ANSWER_OPTOUT] = "optout",
    [ANSWER_BAD_REQUEST] = "bad_request", [ANSWER_ACCOUNT] = "account", [ANSWER_UNKNOWN] = "unknown", NULL};
static const char *const kinds[] = {[REPORT_STATUS] = "status", [REPORT_INBOUND_TEXT] = "inbound_text",
    [REPORT_UNSUBSCRIBE] = "unsubscribe", [REPORT_DTMF] = "dtmf", [REPORT_IGNORED] = "ignored", NULL};

const char *
answer_class_name(enum answer_class class)
{
	must((unsigned)class <= ANSWER_UNKNOWN);
	return classes[class];
}

const char *
report_kind_name(enum report_kind kind)
{
	must((unsigned)kind <= REPORT_IGNORED);
	return kinds[kind];
}

static bool
read_word(const struct yaml *node, const char *const *known, int *out, struct err *err)
{
	const char *text;

	if (!yaml_text(node, &text, err))
		return false;
	for (int i = 0; known[i] != NULL; i++)
		if (strcmp(known[i], text) == 0) {
			*out = i;
			return true;
		}
	char said[NEAREST_SAID];
	return yaml_wrong(node, err, "there is no \"%s\"%s", text, nearest_said(text, known, said));
}

bool
answer_class_read(const struct yaml *node, enum answer_class *out, struct err *err)
{
	int found = 0;
	bool read = read_word(node, classes, &found, err);
	if (read)
		*out = (enum answer_class)found;
	return read;
}

bool
report_kind_read(const struct yaml *node, enum report_kind *out, struct err *err)
{
	int found = 0;
	bool read = read_word(node, kinds, &found, err);
	if (read)
		*out = (enum report_kind)found;
	return read;
}

/* A provider cannot report what only we know: that an attempt was cleared, dropped or sent. */
bool
reported_state_read(const struct yaml *node, enum attempt_state *out, struct err *err)
{
	const char *known[ATTEMPT_STATES + 1];
	int count = 0, found = 0;
	enum attempt_state state[ATTEMPT_STATES];

	for (enum attempt_state s = ATTEMPT_ACCEPTED; s < ATTEMPT_STATES; s++) {
		state[count] = s;
		known[count++] = attempt_state_name(s);
	}
	known[count] = NULL;
	if (!read_word(node, known, &found, err))
		return false;
	*out = state[found];
	return true;
}

enum attempt_state
answer_class_state(enum answer_class class)
{
	switch (class) {
	case ANSWER_ACCEPTED:
		return ATTEMPT_ACCEPTED;
	case ANSWER_BAD_RECIPIENT:
		return ATTEMPT_BAD_RECIPIENT;
	case ANSWER_OPTOUT:
		return ATTEMPT_OPTED_OUT;
	case ANSWER_UNKNOWN:
		return ATTEMPT_UNKNOWN;
	default:
		return ATTEMPT_FAILED;
	}
}

enum answer_class
attempt_state_class(enum attempt_state state)
{
	switch (state) {
	case ATTEMPT_BAD_RECIPIENT:
		return ANSWER_BAD_RECIPIENT;
	case ATTEMPT_OPTED_OUT:
		return ANSWER_OPTOUT;
	case ATTEMPT_FAILED:
		return ANSWER_RETRY;
	case ATTEMPT_UNKNOWN:
	case ATTEMPT_NONE:
		return ANSWER_UNKNOWN;
	default:
		return ANSWER_ACCEPTED;
	}
}

/* `delivered`, `ignored`, `unsubscribe`; or {state: ..., class: ..., kind: ...}. */
static bool
meaning_compile(const struct yaml *node, struct meaning *out, struct err *err)
{
	static const char *const known[] = {"state", "class", "kind", "by", NULL}, *const whose[] = {"provider", "carrier", NULL};
	const struct yaml *part;
	int by = 0;

	*out = (struct meaning){ATTEMPT_NONE, ANSWER_ACCEPTED, REPORT_STATUS, false};
	if (node->kind == YAML_TEXT && strcmp(node->text, "ignored") == 0) {
		out->kind = REPORT_IGNORED;
		return true;
	}
	if (node->kind == YAML_TEXT) {
		bool read = reported_state_read(node, &out->state, err);
		out->class = attempt_state_class(out->state);
		return read;
	}
	if (!yaml_all_known(node, known, err))
		return false;
	if ((part = yaml_find(node, "state")) != NULL && !reported_state_read(part, &out->state, err))
		return false;
	out->class = attempt_state_class(out->state);
	if ((part = yaml_find(node, "class")) != NULL) {
		if (!answer_class_read(part, &out->class, err))
			return false;
		if (out->state == ATTEMPT_NONE)
			out->state = answer_class_state(out->class);
	}
	if ((part = yaml_find(node, "by")) != NULL && !read_word(part, whose, &by, err))
		return false;
	out->by_carrier = by == 1;
	if (out->by_carrier && out->state != ATTEMPT_OPTED_OUT)
		return yaml_wrong(node, err, "only a refusal (opted_out) may be the carrier's");
	return (part = yaml_find(node, "kind")) == NULL || report_kind_read(part, &out->kind, err);
}

bool
word_map_compile(const struct recipe_scope *scope, const struct yaml *node, struct word_map *out, struct err *err)
{
	size_t count = yaml_count(node);

	if (node->kind != YAML_MAP)
		return yaml_wrong(node, err, "expected lines of `name: value`");
	out->name = arena_copy(scope->arena, view_of(node->key)).data;
	out->entry = arena_new(scope->arena, count * sizeof(struct word_entry));
	for (const struct yaml *word = node->first; word != NULL; word = word->next) {
		out->entry[out->count].word = arena_copy(scope->arena, view_of(word->key)).data;
		if (!meaning_compile(word, &out->entry[out->count].meaning, err))
			return false;
		out->count++;
	}
	return true;
}

bool
word_map_find(const struct word_map *map, struct view word, struct meaning *out)
{
	char text[48];
	size_t known = word.len;

	if (word.len == 0 || word.len >= sizeof(text))
		return false;
	memcpy(text, word.data, word.len);
	text[word.len] = '\0';
	for (;;) {
		for (int i = 0; i < map->count; i++)
			if (strcmp(map->entry[i].word, text) == 0) {
				*out = map->entry[i].meaning;
				return true;
			}
		if (known == 0 || text[known - 1] < '0' || text[known - 1] > '9')
			return false;
		text[--known] = 'x';
	}
}
