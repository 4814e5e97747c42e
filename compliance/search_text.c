/* search_text.c - the answer of a search as lines for people. */
#include "compliance/search_store.h"

#include <jansson.h>

static const char *
text_of(const json_t *object, const char *name)
{
	const char *text = json_string_value(json_object_get(object, name));
	return text ? text : "";
}

static void
print_persons(const json_t *persons, struct buf *out)
{
	const json_t *person, *point;
	size_t i, j;

	json_array_foreach(persons, i, person) {
		buf_add_format(out, "party:%lld  %s  %s  %s\n", (long long)json_integer_value(json_object_get(person, "party")),
		    text_of(person, "kind"), text_of(person, "state"), text_of(person, "name"));
		json_array_foreach(json_object_get(person, "points"), j, point)
			buf_add_format(out, "  %lld  %s\n", (long long)json_integer_value(json_object_get(point, "contact_point")),
			    text_of(point, "masked"));
	}
}

bool
search_print(struct view answer, struct buf *out, struct err *err)
{
	json_t *root = json_loadb(answer.data, answer.len, 0, NULL), *line, *says;
	size_t i, j;

	if (root == NULL)
		return fail(err, ERR_INPUT, "not a JSON object");
	print_persons(json_object_get(root, "persons"), out);
	json_array_foreach(json_object_get(root, "timeline"), i, line) {
		buf_add_format(out, "%s  %-9s %s  %s\n", text_of(line, "at"), text_of(line, "what"), text_of(line, "words"),
		    text_of(line, "reference"));
		json_array_foreach(json_object_get(line, "says"), j, says)
			buf_add_format(out, "    %s\n", json_string_value(says));
	}
	json_decref(root);
	return true;
}
