/* hooks.c - what each provider wants to hear when it reports to us. */
#include "web/hooks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config/yaml.h"

struct hooks {
	int count;
	struct hook hook[];
};

static bool
copy(const struct yaml *map, const char *name, char *out, size_t size, struct err *err)
{
	const struct yaml *node = map != NULL && map->kind == YAML_MAP ? yaml_find(map, name) : NULL;

	return node == NULL || yaml_text_copy(node, out, size, err);
}

static bool
read_recipe(const struct yaml *recipe, struct hook *out, struct err *err)
{
	const struct yaml *webhook = recipe->kind == YAML_MAP ? yaml_find(recipe, "webhook") : NULL;
	const struct yaml *reply = webhook && webhook->kind == YAML_MAP ? yaml_find(webhook, "reply") : NULL;

	if (reply != NULL && reply->kind == YAML_TEXT && !copy(webhook, "reply", out->reply, sizeof(out->reply), err))
		return false;
	return copy(reply, "body", out->reply, sizeof(out->reply), err) &&
	    copy(reply, "content_type", out->content_type, sizeof(out->content_type), err) &&
	    copy(webhook, "echo", out->echo, sizeof(out->echo), err);
}

static bool
load(const struct settings *settings, const struct contract *contract, struct hook *out, struct err *err)
{
	char path[4096];

	memcpy(out->provider, contract->provider, sizeof(out->provider));
	snprintf(out->reply, sizeof(out->reply), "OK");
	snprintf(out->content_type, sizeof(out->content_type), "text/plain; charset=utf-8");
	snprintf(path, sizeof(path), "%s/%s.yaml", settings->providers, contract->recipe);
	struct yaml *recipe = yaml_read_file(path, err);
	if (recipe == NULL)
		return err->kind == ERR_ABSENT;
	bool right = read_recipe(recipe, out, err);
	yaml_free(recipe);
	return right;
}

struct hooks *
hooks_load(const struct settings *settings, const struct contracts *contracts, struct err *err)
{
	int count = 0;

	while (contract_at(contracts, count) != NULL)
		count++;
	struct hooks *hooks = memory_new(sizeof(*hooks) + (size_t)count * sizeof(hooks->hook[0]));
	for (; hooks->count < count; hooks->count++)
		if (!load(settings, contract_at(contracts, hooks->count), &hooks->hook[hooks->count], err))
			return hooks_free(hooks);
	return hooks;
}

void *
hooks_free(struct hooks *hooks)
{
	free(hooks);
	return NULL;
}

const struct hook *
hook_find(const struct hooks *hooks, struct view provider)
{
	for (int i = 0; i < hooks->count; i++)
		if (view_is(provider, hooks->hook[i].provider))
			return &hooks->hook[i];
	return NULL;
}
