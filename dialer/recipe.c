/* recipe.c - compiles a recipe: what is sent, what the answers mean, how to ask again.  Webhooks: webhook_recipe.c. */
#include "dialer/recipe.h"

#include <stdio.h>
#include <string.h>

#include "dialer/payload.h"

bool
recipe_map_find(const struct recipe *recipe, const struct yaml *node, const struct word_map **out, struct err *err)
{
	const char *text;

	if (!yaml_text(node, &text, err))
		return false;
	for (int i = 0; i < recipe->maps; i++)
		if (strcmp(recipe->map[i].name, text) == 0) {
			*out = &recipe->map[i];
			return true;
		}
	return yaml_wrong(node, err, "there is no map \"%s\" under \"maps\"", text);
}

static bool
compile_maps(const struct recipe_scope *scope, const struct yaml *file, struct recipe *out, struct err *err)
{
	const struct yaml *maps = yaml_find(file, "maps");

	if (maps == NULL)
		return true;
	out->map = arena_new(scope->arena, (yaml_count(maps) + 1) * sizeof(struct word_map));
	for (const struct yaml *map = maps->first; map != NULL; map = map->next)
		if (map->key == NULL || !word_map_compile(scope, map, &out->map[out->maps++], err))
			return map->key != NULL ? false : yaml_wrong(map, err, "expected lines of `name: value`");
	return true;
}

static bool
compile_meaning(const struct yaml *map, const struct recipe *recipe, struct answer_rule *out, struct err *err)
{
	const struct yaml *class = yaml_find(map, "class"), *state = yaml_find(map, "state"), *words = yaml_find(map, "map");

	if ((class != NULL || state != NULL) == (words != NULL))
		return yaml_wrong(map, err, "a rule says either class and state, or map");
	if (words != NULL)
		return recipe_map_find(recipe, words, &out->map, err);
	if (class != NULL && !answer_class_read(class, &out->meaning.class, err))
		return false;
	out->meaning.state = answer_class_state(out->meaning.class);
	if (state != NULL && !reported_state_read(state, &out->meaning.state, err))
		return false;
	if (class == NULL)
		out->meaning.class = attempt_state_class(out->meaning.state);
	return true;
}

static bool
compile_answer(const struct recipe_scope *scope, const struct yaml *map, const struct recipe *recipe,
    struct answer_rule *out, struct err *err)
{
	static const char *const known[] = {CONDITION_KEYS, "class", "state", "map", "code", "retry_after", "provider_ref",
	    NULL};
	const struct yaml *node;
	int64_t seconds = 0;

	if (map->kind != YAML_MAP)
		return yaml_wrong(map, err, "expected lines of `name: value`");
	if (!yaml_all_known(map, known, err) || !condition_compile(scope, map, &out->when, err) ||
	    !compile_meaning(map, recipe, out, err))
		return false;
	if ((node = yaml_find(map, "code")) != NULL) {
		out->has_code = true;
		if (!template_compile(scope, node, ESCAPE_NONE, &out->code, err))
			return false;
	}
	if ((node = yaml_find(map, "provider_ref")) != NULL) {
		out->has_ref = true;
		if (!template_compile(scope, node, ESCAPE_NONE, &out->provider_ref, err))
			return false;
	}
	if ((node = yaml_find(map, "retry_after")) != NULL && !yaml_int(node, 1, 86400, &seconds, err))
		return false;
	out->retry_after = (int)seconds;
	return true;
}

static bool
compile_answers(const struct recipe_scope *scope, const struct yaml *list, const struct recipe *recipe,
    struct answer_rules *out, struct err *err)
{
	if (list->kind != YAML_LIST)
		return yaml_wrong(list, err, "expected a list");
	out->rule = arena_new(scope->arena, (yaml_count(list) + 1) * sizeof(struct answer_rule));
	for (const struct yaml *rule = list->first; rule != NULL; rule = rule->next)
		if (!compile_answer(scope, rule, recipe, &out->rule[out->count++], err))
			return false;
	return true;
}

/* A request beside the orders, with its answers: ask, stop_list. */
static bool
compile_aside(const struct recipe_scope *scope, const struct yaml *map, const struct recipe *recipe, bool *is_there,
    struct request_template *out, struct answer_rules *rules, struct err *err)
{
	static const char *const known[] = {"request", "answers", NULL};
	const struct yaml *request, *answers;

	if (map == NULL)
		return true;
	*is_there = true;
	return yaml_all_known(map, known, err) && yaml_get(map, "request", &request, err) &&
	    request_template_compile(scope, request, out, err) && yaml_get(map, "answers", &answers, err) &&
	    compile_answers(scope, answers, recipe, rules, err);
}

/* stop_list: none says that there is none; where nothing is said, a person writes to them. */
static bool
compile_stop_list(const struct recipe_scope *scope, const struct yaml *node, struct recipe *out, struct err *err)
{
	out->has_no_list = node != NULL && node->kind == YAML_TEXT && strcmp(node->text, "none") == 0;
	if (node != NULL && node->kind != YAML_MAP && !out->has_no_list)
		return yaml_wrong(node, err, "expected a request with its answers, or none");
	return out->has_no_list || compile_aside(scope, node, out, &out->can_list, &out->list, &out->listed, err);
}

/* P-04: refused when it is read, so that no request can carry it. */
static bool
needs_no_more(const struct yaml *send, const struct request_template *template, enum channel channel, struct err *err)
{
	uint32_t excess = payload_excess(template, channel);
	struct buf names = {0};

	if (excess == 0)
		return true;
	payload_write(excess, &names);
	yaml_wrong(send, err, "%s: more than delivery over %s needs (152-FZ art. 5 part 5)", names.data, channel_name(channel));
	buf_release(&names);
	return false;
}

static bool
compile_send(const struct recipe_scope *scope, const struct yaml *node, const char *channel, const struct yaml *send,
    struct recipe *out, struct err *err)
{
	enum channel is = channel_find(view_of(channel));

	if (is == CHANNEL_UNKNOWN)
		return yaml_wrong(node, err, "expected CALL_OPERATOR, CALL_ROBOT, SMS or EMAIL");
	struct request_template *template = &out->send[is];
	if (!request_template_compile(scope, send, template, err) || !needs_no_more(send, template, is, err))
		return false;
	if (out->channels == 0)
		out->first = is;
	out->channels |= WORD_BIT(is);
	/* A GET may be repeated by anybody on the way (RFC 9110 9.2.2), a POST may not. */
	return (strcmp(template->method, "POST") == 0 && template->kind != BODY_NONE && template->kind != BODY_QUERY) ||
	    yaml_wrong(send, err, "what is sent must be a POST with a body");
}

/* One channel and its send, or channels: each with a send of its own. */
static bool
compile_sends(const struct recipe_scope *scope, const struct yaml *file, struct recipe *out, struct err *err)
{
	const struct yaml *channels = yaml_find(file, "channels"), *channel, *send;
	const char *text;

	if (channels == NULL)
		return yaml_get(file, "channel", &channel, err) && yaml_text(channel, &text, err) &&
		    yaml_get(file, "send", &send, err) && compile_send(scope, channel, text, send, out, err);
	if (yaml_find(file, "channel") != NULL || yaml_find(file, "send") != NULL)
		return yaml_wrong(channels, err, "either channels, or channel and send");
	if (channels->kind != YAML_MAP || channels->first == NULL)
		return yaml_wrong(channels, err, "expected channels, each with what is sent");
	for (send = channels->first; send != NULL; send = send->next)
		if (!compile_send(scope, send, send->key, send, out, err))
			return false;
	return true;
}

bool
recipe_compile(const struct recipe_scope *scope, const struct yaml *file, struct recipe *out, struct err *err)
{
	static const char *const known[] = {"provider", "about", "channel", "channels", "secrets", "base_url", "maps", "send",
	    "answers", "ask", "stop_list", "webhook", NULL};
	const struct yaml *answers;

	return yaml_all_known(file, known, err) && compile_maps(scope, file, out, err) &&
	    compile_sends(scope, file, out, err) && yaml_get(file, "answers", &answers, err) && compile_answers(scope, answers, out, &out->answers, err) &&
	    compile_aside(scope, yaml_find(file, "ask"), out, &out->can_ask, &out->ask, &out->asked, err) &&
	    compile_stop_list(scope, yaml_find(file, "stop_list"), out, err) &&
	    webhook_recipe_compile(scope, yaml_find(file, "webhook"), out, &out->webhook, err);
}
