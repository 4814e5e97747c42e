/* lint_message.c - the linter's message from JSON, strictly: a misspelt member never passes in silence. */
#include "compliance/lint_message.h"

#include <jansson.h>
#include <string.h>

static bool
text_of(json_t *object, const char *name, struct view *out, struct err *err)
{
	json_t *value = json_object_get(object, name);

	*out = view_of("");
	if (value == NULL || json_is_null(value))
		return true;
	if (!json_is_string(value))
		return fail(err, ERR_INPUT, "%s: expected a text", name);
	*out = (struct view){json_string_value(value), json_string_length(value)};
	return true;
}

static bool
known_only(json_t *object, struct err *err)
{
	static const char *const known[] = {"text", "channel", "class", "purpose", "sender", "subject", "sms_category",
		"professionals", "id", NULL};
	const char *name;
	json_t *value;

	json_object_foreach(object, name, value) {
		const char *const *word = known;
		while (*word != NULL && strcmp(*word, name) != 0)
			word++;
		if (*word == NULL)
			return fail(err, ERR_INPUT, "unknown member \"%.60s\"", name);
	}
	return true;
}

static bool
words_of(struct lint_message *out, struct view channel, struct view class, struct view purpose, struct err *err)
{
	out->text.channel = channel_find(channel);
	out->text.class = message_class_find(class);
	out->text.purpose = purpose_find(purpose);
	if (out->text.channel == CHANNEL_UNKNOWN || out->text.class == CLASS_UNKNOWN)
		return fail(err, ERR_INPUT, "channel and class are words of docs/glossary");
	return (purpose.len == 0 || out->text.purpose != PURPOSE_UNKNOWN) ||
	    fail(err, ERR_INPUT, "purpose is a word of docs/glossary");
}

bool
lint_read_json(struct view json, struct lint_message *out, struct err *err)
{
	json_error_t error;
	struct view channel, class, purpose, category;

	*out = (struct lint_message){.object = json_loadb(json.data, json.len, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error)};
	json_t *object = out->object;
	if (object == NULL)
		return fail(err, ERR_INPUT, "not JSON: %.100s", error.text);
	if (!json_is_object(object) || !json_is_string(json_object_get(object, "text")))
		return fail(err, ERR_INPUT, "expected an object with a text");
	if (!known_only(object, err) || !text_of(object, "text", &out->text.text, err) ||
	    !text_of(object, "subject", &out->text.subject, err) || !text_of(object, "sender", &out->text.sender, err) ||
	    !text_of(object, "channel", &channel, err) || !text_of(object, "class", &class, err) ||
	    !text_of(object, "purpose", &purpose, err) || !text_of(object, "sms_category", &category, err))
		return false;
	out->text.sms_category = category.len > 0 ? category.data : NULL;
	out->text.professionals = json_is_true(json_object_get(object, "professionals"));
	return words_of(out, channel, class, purpose, err);
}

void
lint_message_release(struct lint_message *message)
{
	json_decref(message->object);
	*message = (struct lint_message){0};
}
