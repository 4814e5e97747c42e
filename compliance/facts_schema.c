/* facts_schema.c - the JSON Schema (2020-12) of facts, from the table that reads and writes them. */
#include "compliance/facts_json.h"

#include "base/json.h"
#include "compliance/facts_member.h"

static void schema_object(struct json *json, const struct member *members);

static void
text_pair(struct json *json, const char *name, const char *text)
{
	json_key(json, name);
	json_text(json, text);
}

static void
words(struct json *json, const struct member_words *words)
{
	text_pair(json, "type", "string");
	json_key(json, "enum");
	json_array(json);
	for (int i = 1; i < words->count; i++)
		json_text(json, words->words[i]);
	json_end(json);
}

static void
number(struct json *json)
{
	text_pair(json, "type", "integer");
	json_key(json, "minimum");
	json_int(json, 0);
}

static void
open_array(struct json *json, int max)
{
	text_pair(json, "type", "array");
	json_key(json, "maxItems");
	json_int(json, max);
	json_key(json, "items");
	json_object(json);
}

static void
schema_value(struct json *json, const struct member *member)
{
	switch (member->kind) {
	case MEMBER_WORD:
		words(json, member->words);
		return;
	case MEMBER_TRI:
		text_pair(json, "type", "boolean");
		return;
	case MEMBER_NUMBER:
	case MEMBER_COUNTER:
		number(json);
		return;
	case MEMBER_INSTANT:
		text_pair(json, "type", "string");
		text_pair(json, "format", "date-time");
		return;
	case MEMBER_TEXT:
		text_pair(json, "type", "string");
		return;
	case MEMBER_MASK:
		open_array(json, member->words->count - 1);
		words(json, member->words);
		json_end(json);
		return;
	case MEMBER_ZONES:
		open_array(json, FACTS_ZONES);
		text_pair(json, "type", "string");
		json_end(json);
		return;
	case MEMBER_LIST:
		open_array(json, member->max);
		schema_object(json, member->inner);
		json_end(json);
		return;
	case MEMBER_OBJECT:
		schema_object(json, member->inner);
		return;
	}
}

static void
schema_object(struct json *json, const struct member *members)
{
	text_pair(json, "type", "object");
	json_key(json, "additionalProperties");
	json_bool(json, false);
	json_key(json, "properties");
	json_object(json);
	for (; members->name != NULL; members++) {
		json_key(json, members->name);
		json_object(json);
		if (members->says != NULL)
			text_pair(json, "description", members->says);
		schema_value(json, members);
		json_end(json);
	}
	json_end(json);
}

void
facts_write_schema(struct buf *out)
{
	struct json json;

	json_start_loose(&json, out);
	json_object(&json);
	text_pair(&json, "$schema", "https://json-schema.org/draft/2020-12/schema");
	text_pair(&json, "title", "Facts of dozvon's gate");
	text_pair(&json, "description", "What is not known is not there; an unknown fact never allows.");
	schema_object(&json, facts_members);
	json_end(&json);
}
