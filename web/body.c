/* body.c - the JSON object that a request brings, read by jansson. */
#include "web/body.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/crypto.h"

struct body {
	json_t *root;
};

static bool
all_known(json_t *root, const char *const *known, struct err *err)
{
	const char *name;
	json_t *value;

	json_object_foreach(root, name, value) {
		const char *const *word = known;
		while (*word != NULL && strcmp(*word, name) != 0)
			word++;
		if (*word == NULL)
			return fail(err, ERR_INPUT, "the member \"%.60s\" is not known here", name);
	}
	return true;
}

struct body *
body_read(struct view bytes, const char *const *known, struct err *err)
{
	json_error_t wrong;
	struct body *body = memory_new(sizeof(*body));

	body->root = json_loadb(bytes.data, bytes.len, JSON_REJECT_DUPLICATES, &wrong);
	if (body->root == NULL)
		fail(err, ERR_INPUT, "the body is not JSON: %s in line %d", wrong.text, wrong.line);
	else if (!json_is_object(body->root))
		fail(err, ERR_INPUT, "the body is not a JSON object");
	else if (all_known(body->root, known, err))
		return body;
	return body_free(body);
}

void *
body_free(struct body *body)
{
	if (body != NULL)
		json_decref(body->root);
	free(body);
	return NULL;
}

bool
body_has(const struct body *body, const char *name)
{
	json_t *value = json_object_get(body->root, name);
	return value != NULL && !json_is_null(value);
}

bool
body_int(const struct body *body, const char *name, int64_t *out, struct err *err)
{
	json_t *value = json_object_get(body->root, name);

	if (!json_is_integer(value))
		return fail(err, ERR_INPUT, "the member \"%s\" must be a whole number", name);
	*out = json_integer_value(value);
	return true;
}

bool
body_text(const struct body *body, const char *name, char *out, size_t size, struct err *err)
{
	json_t *value = json_object_get(body->root, name);
	size_t len = json_string_length(value);

	if (!json_is_string(value) || len == 0 || len >= size)
		return fail(err, ERR_INPUT, "the member \"%s\" must be a text of 1 to %zu bytes", name, size - 1);
	memcpy(out, json_string_value(value), len + 1);
	return true;
}

bool
body_text_or_none(const struct body *body, const char *name, char *out, size_t size, struct err *err)
{
	if (body_has(body, name))
		return body_text(body, name, out, size, err);
	out[0] = '\0';
	return true;
}

bool
body_instant_or_none(const struct body *body, const char *name, int64_t *out, struct err *err)
{
	char text[40];

	*out = 0;
	if (!body_has(body, name))
		return true;
	return body_text(body, name, text, sizeof(text), err) && (instant_parse(text, out) ||
	    fail(err, ERR_INPUT, "the member \"%s\" is not an instant like 2026-11-23T10:00:00+03:00", name));
}

bool
body_hex(const struct body *body, const char *name, void *out, size_t len, struct err *err)
{
	json_t *value = json_object_get(body->root, name);

	if (!json_is_string(value) || !hex_read(json_string_value(value), out, len))
		return fail(err, ERR_INPUT, "the member \"%s\" must be %zu hexadecimal digits", name, 2 * len);
	return true;
}
