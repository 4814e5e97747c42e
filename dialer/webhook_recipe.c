/* webhook_recipe.c - compiles the part of a recipe that reads and verifies reports. */
#include <string.h>

#include "dialer/recipe.h"

static bool
compile_parser(const struct recipe_scope *scope, const struct yaml *map, struct webhook_recipe *out, struct err *err)
{
	static const char *const known[] = {"json", "form", "query", "form_with_json_field", NULL};
	const struct yaml *node, *field;
	const char *text, *name;

	if (!yaml_get(map, "parser", &node, err) || !yaml_text(node, &text, err))
		return false;
	for (int i = 0; known[i] != NULL; i++)
		if (strcmp(known[i], text) == 0) {
			out->parser = (enum parser)i;
			if (out->parser != PARSER_FORM_WITH_JSON)
				return true;
			if (!yaml_get(map, "json_field", &field, err) || !yaml_text(field, &name, err))
				return false;
			out->json_field = arena_copy(scope->arena, view_of(name)).data;
			return true;
		}
	return yaml_wrong(node, err, "expected json, form, query or form_with_json_field");
}

static bool
compile_signature(const struct recipe_scope *scope, const struct yaml *map, struct verification *out, struct err *err)
{
	static const char *const known[] = {SIGNER_KEYS, "equals", NULL};
	const struct yaml *equals;

	if (out->signatures == SIGNATURES_MAX)
		return yaml_wrong(map, err, "more than %d signatures", (int)SIGNATURES_MAX);
	struct signature_check *check = &out->signature[out->signatures++];
	if (map->kind != YAML_MAP)
		return yaml_wrong(map, err, "expected lines of `name: value`");
	return yaml_all_known(map, known, err) && signer_compile(scope, map, &check->signer, err) &&
	    yaml_get(map, "equals", &equals, err) && template_compile(scope, equals, ESCAPE_NONE, &check->equals, err);
}

static bool
compile_signed(const struct recipe_scope *scope, const struct yaml *map, struct verification *out, struct err *err)
{
	static const char *const known[] = {"when", "any", NULL};
	static const char *const condition_known[] = {CONDITION_KEYS, NULL};
	const struct yaml *when = yaml_find(map, "when"), *any;

	if (!yaml_all_known(map, known, err) || !yaml_get(map, "any", &any, err))
		return false;
	if (when != NULL && (!yaml_all_known(when, condition_known, err) ||
	    !condition_compile(scope, when, &out->signed_when, err)))
		return false;
	if (any->kind != YAML_LIST || any->first == NULL)
		return yaml_wrong(any, err, "expected a list");
	for (const struct yaml *signature = any->first; signature != NULL; signature = signature->next)
		if (!compile_signature(scope, signature, out, err))
			return false;
	return true;
}

static bool
compile_md5_body(const struct recipe_scope *scope, const struct yaml *map, struct verification *out, struct err *err)
{
	static const char *const known[] = {"pointer", "key", NULL};
	const struct yaml *pointer, *key;

	out->md5_body = true;
	if (!yaml_all_known(map, known, err) || !yaml_get(map, "pointer", &pointer, err) ||
	    !yaml_get(map, "key", &key, err) || !template_compile(scope, key, ESCAPE_NONE, &out->md5_key, err))
		return false;
	return (pointer->kind == YAML_TEXT && pointer_compile(scope->arena, view_of(pointer->text), &out->md5_pointer)) ||
	    yaml_wrong(pointer, err, "expected a JSON pointer like /data/id");
}

static bool
compile_verification(const struct recipe_scope *scope, const struct yaml *map, struct verification *out,
    struct err *err)
{
	static const char *const known[] = {"token", "signed", "md5_body", NULL};
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	const struct yaml *node;
	struct template token = {0};

	if (!yaml_all_known(map, known, err))
		return false;
	out->token = "";
	if ((node = yaml_find(map, "token")) != NULL) {
		if (!template_compile(scope, node, ESCAPE_NONE, &token, err))
			return false;
		if (token.parts != 1 || token.part[0].place != PLACE_LITERAL)
			return yaml_wrong(node, err, "expected one secret, like {secret.token}");
		out->token = token.part[0].literal.data;
		/* It stands in URLs, where Kannel takes each "%" for a code of its own. */
		if (scope->secrets != NULL && strspn(out->token, plain) != token.part[0].literal.len)
			return yaml_wrong(node, err, "the secret may have letters, digits, \"-\" and \"_\" only");
	}
	if ((node = yaml_find(map, "signed")) != NULL && !compile_signed(scope, node, out, err))
		return false;
	if ((node = yaml_find(map, "md5_body")) != NULL && !compile_md5_body(scope, node, out, err))
		return false;
	return out->token[0] != '\0' || out->signatures > 0 || out->md5_body ||
	    yaml_wrong(map, err, "at least one of token, signed and md5_body: else anybody could report");
}

static bool
compile_report_meaning(const struct yaml *map, const struct recipe *recipe, struct report_rule *out, struct err *err)
{
	const struct yaml *kind = yaml_find(map, "kind"), *state = yaml_find(map, "state"), *words = yaml_find(map, "map");

	if (words != NULL && !recipe_map_find(recipe, words, &out->map, err))
		return false;
	if (state != NULL && !reported_state_read(state, &out->meaning.state, err))
		return false;
	if (kind != NULL && !report_kind_read(kind, &out->meaning.kind, err))
		return false;
	if (words != NULL && (kind != NULL || state != NULL))
		return yaml_wrong(map, err, "a report says either kind and state, or map");
	return words != NULL || kind != NULL || state != NULL || yaml_wrong(map, err, "\"kind\" is missing; add it");
}

static bool
compile_report(const struct recipe_scope *scope, const struct yaml *map, const struct recipe *recipe,
    struct report_rule *out, struct err *err)
{
	static const char *const known[] = {CONDITION_KEYS, "kind", "state", "map", "attempt", "provider_ref", "status",
	    "time", "address", "text", "dedupe", NULL};
	const struct {
		const char *key;
		struct template *out;
	} texts[REPORT_TEMPLATES] = {{"attempt", &out->attempt}, {"provider_ref", &out->provider_ref},
	    {"status", &out->status}, {"time", &out->time}, {"address", &out->address}, {"text", &out->text},
	    {"dedupe", &out->dedupe}};

	if (map->kind != YAML_MAP)
		return yaml_wrong(map, err, "expected lines of `name: value`");
	if (!yaml_all_known(map, known, err) || !condition_compile(scope, map, &out->when, err))
		return false;
	for (int i = 0; i < REPORT_TEMPLATES; i++) {
		const struct yaml *node = yaml_find(map, texts[i].key);
		if (node != NULL && !template_compile(scope, node, ESCAPE_NONE, texts[i].out, err))
			return false;
	}
	return compile_report_meaning(map, recipe, out, err);
}

static bool
compile_list(const struct recipe_scope *scope, const struct yaml *node, struct webhook_recipe *out, struct err *err)
{
	if (node == NULL)
		return true;
	return (node->kind == YAML_TEXT && pointer_compile(scope->arena, view_of(node->text), &out->list)) ||
	    yaml_wrong(node, err, "expected a JSON pointer like /data/id");
}

bool
webhook_recipe_compile(const struct recipe_scope *scope, const struct yaml *map, const struct recipe *recipe,
    struct webhook_recipe *out, struct err *err)
{
	/* reply and echo are for web/hooks.h */
	static const char *const known[] = {"parser", "json_field", "list", "verify", "reports", "reply", "echo", NULL};
	const struct yaml *verify, *reports;

	if (map == NULL)
		return true;
	out->is_there = true;
	if (!yaml_all_known(map, known, err) || !compile_parser(scope, map, out, err) ||
	    !compile_list(scope, yaml_find(map, "list"), out, err) || !yaml_get(map, "verify", &verify, err) ||
	    !compile_verification(scope, verify, &out->verification, err) || !yaml_get(map, "reports", &reports, err))
		return false;
	if (reports->kind != YAML_LIST)
		return yaml_wrong(reports, err, "expected a list");
	out->report = arena_new(scope->arena, (yaml_count(reports) + 1) * sizeof(struct report_rule));
	for (const struct yaml *report = reports->first; report != NULL; report = report->next)
		if (!compile_report(scope, report, recipe, &out->report[out->reports++], err))
			return false;
	return true;
}
