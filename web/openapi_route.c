/* openapi_route.c - GET /api/v1/openapi.json: OpenAPI 3.1, made from routes.def and schemas.def. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "web/route.h"

/* A row is an object when type is NULL, else a field of the object above it. */
static const struct row {
	const char *name;
	const char *type;
	bool always;
	const char *says;
} rows[] = {
#define OBJECT(name, says) {name, NULL, false, says},
#define FIELD(name, type, always, says) {name, type, always, says},
#include "web/schemas.def"
#undef OBJECT
#undef FIELD
};
enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

static void
member(struct json *json, const char *name, const char *value)
{
	json_key(json, name);
	json_text(json, value);
}

static void
reference(struct json *json, const char *name)
{
	char path[80];

	snprintf(path, sizeof(path), "#/components/schemas/%s", name);
	member(json, "$ref", path);
}

static void
write_type(struct json *json, struct view type)
{
	char name[40];

	snprintf(name, sizeof(name), "%.*s", (int)type.len, type.data);
	json_object(json);
	if (type.data[0] == '[') {
		member(json, "type", "array");
		json_key(json, "items");
		write_type(json, (struct view){type.data + 1, type.len - 2});
	} else if (isupper((unsigned char)type.data[0])) {
		reference(json, name);
	} else if (strcmp(name, "counts") == 0) {
		member(json, "type", "object");
		json_key(json, "additionalProperties");
		write_type(json, view_of("integer"));
	} else if (strcmp(name, "instant") == 0) {
		member(json, "type", "string");
		member(json, "format", "date-time");
	} else if (strcmp(name, "uuid") == 0) {
		member(json, "type", "string");
		member(json, "format", "uuid");
	} else if (strcmp(name, "sha256") == 0) {
		member(json, "type", "string");
		member(json, "pattern", "^[0-9a-f]{64}$");
	} else {
		member(json, "type", name);
	}
	json_end(json);
}

/* A field that may be missing may also be null. */
static void
write_field(struct json *json, const struct row *field)
{
	json_key(json, field->name);
	if (field->always) {
		write_type(json, view_of(field->type));
		return;
	}
	json_object(json);
	json_key(json, "anyOf");
	json_array(json);
	write_type(json, view_of(field->type));
	write_type(json, view_of("null"));
	json_end(json);
	json_end(json);
}

static int
write_object(struct json *json, int i)
{
	int end = i + 1;

	while (end < ROWS && rows[end].type != NULL)
		end++;
	json_key(json, rows[i].name);
	json_object(json);
	member(json, "type", "object");
	member(json, "description", rows[i].says);
	json_key(json, "properties");
	json_object(json);
	for (int field = i + 1; field < end; field++)
		write_field(json, &rows[field]);
	json_end(json);
	json_key(json, "required");
	json_array(json);
	for (int field = i + 1; field < end; field++)
		if (rows[field].always)
			json_text(json, rows[field].name);
	json_end(json);
	json_end(json);
	return end;
}

/* "application/json" with a schema's reference, or a bare media type. */
static void
write_content(struct json *json, const char *gives)
{
	bool schema = isupper((unsigned char)gives[0]);

	json_key(json, "content");
	json_object(json);
	json_key(json, strcmp(gives, "Problem") == 0 ? "application/problem+json" : schema ? "application/json" : gives);
	json_object(json);
	if (schema) {
		json_key(json, "schema");
		json_object(json);
		reference(json, gives);
		json_end(json);
	}
	json_end(json);
	json_end(json);
}

static void
write_answer(struct json *json, const char *status, const char *says, const char *gives)
{
	json_key(json, status);
	json_object(json);
	member(json, "description", says);
	write_content(json, gives);
	json_end(json);
}

/* {rest*} is our own notation; OpenAPI knows {rest}. */
static void
write_parameters(struct json *json, const char *pattern)
{
	json_key(json, "parameters");
	json_array(json);
	for (const char *open = strchr(pattern, '{'); open != NULL; open = strchr(open + 1, '{')) {
		json_object(json);
		json_key(json, "name");
		json_view(json, (struct view){open + 1, strcspn(open + 1, "*}")});
		member(json, "in", "path");
		json_key(json, "required");
		json_bool(json, true);
		json_key(json, "schema");
		write_type(json, view_of(strncmp(open, "{id}", 4) == 0 ? "integer" : "string"));
		json_end(json);
	}
	json_end(json);
}

/* The roles that may: OpenAPI 3.1 lets a scheme without scopes name them. */
static void
write_security(struct json *json, int right)
{
	json_key(json, "security");
	json_array(json);
	if (right != RIGHT_PUBLIC) {
		json_object(json);
		json_key(json, "bearer");
		json_array(json);
		for (int role = 1; role < ROLE_COUNT; role++)
			if (right_may((enum right)right, (enum role)role))
				json_text(json, role_name((enum role)role));
		json_end(json);
		json_end(json);
	}
	json_end(json);
}

static void
write_route(struct json *json, const struct route *route)
{
	char method[8] = "";

	for (size_t i = 0; route->method[i] != '\0' && i < sizeof(method) - 1; i++)
		method[i] = (char)tolower((unsigned char)route->method[i]);
	json_key(json, method);
	json_object(json);
	member(json, "summary", route->says);
	write_security(json, route->right);
	write_parameters(json, route->pattern);
	if (route->wants[0] != '\0') {
		json_key(json, "requestBody");
		json_object(json);
		json_key(json, "required");
		json_bool(json, true);
		write_content(json, route->wants);
		json_end(json);
	}
	json_key(json, "responses");
	json_object(json);
	write_answer(json, "200", "done", route->gives);
	if (route->right != RIGHT_PUBLIC) {
		write_answer(json, "401", "it is not known who asks", "Problem");
		write_answer(json, "403", "the role of who asks may not", "Problem");
	}
	write_answer(json, "default", "a problem", "Problem");
	json_end(json);
	json_end(json);
}

static bool
is_first_of_pattern(int i)
{
	for (int before = 0; before < i; before++)
		if (strcmp(route_at(before)->pattern, route_at(i)->pattern) == 0)
			return false;
	return true;
}

static void
write_paths(struct json *json)
{
	char path[128];

	for (int i = 0; route_at(i) != NULL; i++) {
		if (!is_first_of_pattern(i))
			continue;
		size_t len = 0;
		for (const char *p = route_at(i)->pattern; *p != '\0' && len < sizeof(path) - 1; p++)
			if (*p != '*')
				path[len++] = *p;
		path[len] = '\0';
		json_key(json, path);
		json_object(json);
		for (int same = i; route_at(same) != NULL; same++)
			if (strcmp(route_at(same)->pattern, route_at(i)->pattern) == 0)
				write_route(json, route_at(same));
		json_end(json);
	}
}

void
openapi_show(struct call *call)
{
	struct buf out = {0};
	struct json json;

	json_start_loose(&json, &out);
	json_object(&json);
	member(&json, "openapi", "3.1.0");
	json_key(&json, "info");
	json_object(&json);
	member(&json, "title", "Dozvon");
	member(&json, "version", "1");
	json_end(&json);
	json_key(&json, "paths");
	json_object(&json);
	write_paths(&json);
	json_end(&json);
	json_key(&json, "components");
	json_object(&json);
	json_key(&json, "securitySchemes");
	json_object(&json);
	json_key(&json, "bearer");
	json_object(&json);
	member(&json, "type", "http");
	member(&json, "scheme", "bearer");
	member(&json, "description", "a token of dozvon staff token LOGIN; who acts is its person");
	json_end(&json);
	json_end(&json);
	json_key(&json, "schemas");
	json_object(&json);
	for (int i = 0; i < ROWS;)
		i = write_object(&json, i);
	json_end(&json);
	json_end(&json);
	json_end(&json);
	call_reply_json(call, &out);
	buf_release(&out);
}
