/* request_template.c - how our order becomes a provider's request: compiling it, and writing it. */
#include "dialer/request_template.h"

#include <string.h>

#include "base/json.h"

enum { HEADERS_MAX = 20 };	/* http_client.c has room for a few more */

static bool
compile_fields(const struct recipe_scope *scope, const struct yaml *map, enum escape escape, struct fields *out,
    struct err *err)
{
	struct buf key = {0};
	bool right = map->kind == YAML_MAP || yaml_wrong(map, err, "expected lines of `name: value`");

	out->field = arena_new(scope->arena, (yaml_count(map) + 1) * sizeof(struct field));
	for (const struct yaml *node = map->first; right && node != NULL; node = node->next) {
		struct field *field = &out->field[out->count];
		buf_clear(&key);
		if (escape == ESCAPE_URL)
			url_escape(view_of(node->key), &key);
		else
			buf_add_text(&key, node->key);
		buf_add_text(&key, escape == ESCAPE_URL ? "=" : ": ");
		field->key = arena_copy(scope->arena, buf_view(&key));
		right = template_compile(scope, node, escape, &field->value, err);
		out->count += right;
	}
	buf_release(&key);
	return right;
}

static struct document *
document_compile(const struct recipe_scope *scope, const struct yaml *node, struct err *err)
{
	struct document *document = arena_new(scope->arena, sizeof(*document));
	struct document **tail = &document->first;

	document->kind = node->kind;
	if (node->key != NULL)
		document->key = arena_copy(scope->arena, view_of(node->key)).data;
	if (node->kind == YAML_TEXT)
		return template_compile(scope, node, ESCAPE_NONE, &document->value, err) ? document : NULL;
	for (const struct yaml *child = node->first; child != NULL; child = child->next) {
		*tail = document_compile(scope, child, err);
		if (*tail == NULL)
			return NULL;
		tail = &(*tail)->next;
	}
	return document;
}

static bool
compile_body(const struct recipe_scope *scope, const struct yaml *map, struct request_template *out, struct err *err)
{
	const struct yaml *form = yaml_find(map, "form"), *query = yaml_find(map, "query");
	const struct yaml *text = yaml_find(map, "text"), *json = yaml_find(map, "json");
	const struct yaml *last = text != NULL ? text : query != NULL ? query : form;

	if ((form != NULL) + (query != NULL) + (text != NULL) > 1)
		return yaml_wrong(last, err, "only one of form, query and text");
	if (json != NULL && (out->json = document_compile(scope, json, err)) == NULL)
		return false;
	out->kind = json != NULL ? BODY_JSON : BODY_NONE;
	if (text != NULL) {
		out->kind = BODY_TEXT;
		return template_compile(scope, text, ESCAPE_NONE, &out->text, err);
	}
	if (form == NULL && query == NULL)
		return true;
	out->kind = form != NULL ? BODY_FORM : BODY_QUERY;
	return compile_fields(scope, last, ESCAPE_URL, &out->fields, err);
}

static bool
compile_method(const struct yaml *node, struct request_template *out, struct err *err)
{
	if (node == NULL || (node->kind == YAML_TEXT && strcmp(node->text, "POST") == 0))
		memcpy(out->method, "POST", 5);
	else if (node->kind == YAML_TEXT && strcmp(node->text, "GET") == 0)
		memcpy(out->method, "GET", 4);
	else
		return yaml_wrong(node, err, "expected POST, or GET for a question");
	return true;
}

/* A body has a type; who writes another header of that name is believed. */
static bool
compile_headers(const struct recipe_scope *scope, const struct yaml *map, struct request_template *out, struct err *err)
{
	static const struct yaml none = {.kind = YAML_MAP};
	static const char *const types[] = {[BODY_FORM] = "application/x-www-form-urlencoded",
	    [BODY_JSON] = "application/json", [BODY_TEXT] = "text/plain; charset=UTF-8"};
	const struct yaml *headers = yaml_find(map, "headers");

	if (!compile_fields(scope, headers != NULL ? headers : &none, ESCAPE_HEADER, &out->headers, err))
		return false;
	if (out->headers.count > HEADERS_MAX)
		return yaml_wrong(headers, err, "more than %d headers", (int)HEADERS_MAX);
	if (out->kind == BODY_NONE || out->kind == BODY_QUERY || yaml_find(headers, "Content-Type") != NULL)
		return true;
	struct field *type = &out->headers.field[out->headers.count++];
	type->key = arena_copy(scope->arena, view_of("Content-Type: "));
	return template_compile_text(scope, map, view_of(types[out->kind]), ESCAPE_HEADER, &type->value, err);
}

bool
request_template_compile(const struct recipe_scope *scope, const struct yaml *map, struct request_template *out,
    struct err *err)
{
	static const char *const known[] = {"method", "url", "headers", "json", "sign", "form", "query", "text", NULL};
	static const char *const sign_known[] = {SIGNER_KEYS, NULL};
	const struct yaml *url, *sign;

	if (map->kind != YAML_MAP)
		return yaml_wrong(map, err, "expected lines of `name: value`");
	if (!yaml_all_known(map, known, err) || !yaml_get(map, "url", &url, err) ||
	    !template_compile(scope, url, ESCAPE_URL, &out->url, err) ||
	    !compile_method(yaml_find(map, "method"), out, err) || !compile_body(scope, map, out, err) ||
	    !compile_headers(scope, map, out, err))
		return false;
	if ((sign = yaml_find(map, "sign")) == NULL)
		return true;
	out->signer = arena_new(scope->arena, sizeof(*out->signer));
	return yaml_all_known(sign, sign_known, err) && signer_compile(scope, sign, out->signer, err);
}

static void
write_document(const struct document *document, struct values *values, struct json *json, struct buf *scratch)
{
	buf_clear(scratch);
	if (document->kind == YAML_TEXT && template_write(&document->value, values, scratch) != WRITTEN)
		return;
	if (document->key != NULL && json->depth > 0)
		json_key(json, document->key);
	if (document->kind == YAML_TEXT && template_is_raw(&document->value)) {
		json_raw(json, buf_view(scratch));
		return;
	}
	if (document->kind == YAML_TEXT) {
		json_view(json, (struct view){scratch->len ? scratch->data : "", scratch->len});
		return;
	}
	if (document->kind == YAML_MAP)
		json_object(json);
	else
		json_array(json);
	for (const struct document *child = document->first; child != NULL; child = child->next)
		write_document(child, values, json, scratch);
	json_end(json);
}

static bool
write_fields(const struct fields *fields, char between, const struct values *values, struct buf *out, struct err *err)
{
	bool first = true;

	for (int i = 0; i < fields->count; i++) {
		const struct field *field = &fields->field[i];
		size_t from = out->len;
		if (between != '\n' && !first)
			buf_add_char(out, between);
		buf_add(out, field->key.data, field->key.len);
		enum written written = template_write(&field->value, values, out);
		if (written == WRITTEN_WRONG)
			return fail(err, ERR_INPUT, "%.*sa control character; take it out", (int)field->key.len, field->key.data);
		if (written == WRITTEN_OMITTED)
			out->len = from;
		else if (between == '\n')
			buf_add_char(out, between);
		first &= written == WRITTEN_OMITTED;
	}
	return true;
}

static bool
write_body(const struct request_template *template, struct values *values, struct request *out, struct err *err)
{
	switch (template->kind) {
	case BODY_FORM:
		return write_fields(&template->fields, '&', values, &out->body, err);
	case BODY_QUERY:
		buf_add_char(&out->url, '?');
		return write_fields(&template->fields, '&', values, &out->url, err);
	case BODY_JSON:
		buf_add(&out->body, values->json.data, values->json.len);
		return true;
	case BODY_TEXT:
		template_write(&template->text, values, &out->body);
		return true;
	default:
		return true;
	}
}

bool
request_template_write(const struct request_template *template, struct values *values, struct request *out,
    struct err *err)
{
	static struct buf document, scratch, signature;	/* kept from request to request */
	struct json json;

	memcpy(out->method, template->method, sizeof(out->method));
	if (template->json != NULL) {
		buf_clear(&document);
		json_start_loose(&json, &document);
		write_document(template->json, values, &json, &scratch);
		values->json = buf_view(&document);
	}
	if (template->signer != NULL && values->signature.len == 0) {
		buf_clear(&signature);
		signer_sign(template->signer, values, &signature);
		values->signature = buf_view(&signature);
	}
	template_write(&template->url, values, &out->url);
	return write_fields(&template->headers, '\n', values, &out->headers, err) &&
	    write_body(template, values, out, err);
}
