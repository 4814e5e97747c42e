/* provider.c - the providers that have a contract: recipe, contract and secrets together. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dialer/recipe.h"

struct providers {
	int count;
	struct provider *provider[];
};

static bool
read_secrets(const struct yaml *file, const char *folder, struct provider *provider, struct err *err)
{
	const struct yaml *list = yaml_find(file, "secrets");

	for (const struct yaml *secret = list != NULL ? list->first : NULL; secret != NULL; secret = secret->next) {
		if (secret->kind != YAML_TEXT || secret->key != NULL)
			return yaml_wrong(list, err, "expected a list of names");
		if (folder != NULL &&
		    !secrets_read(&provider->secrets, folder, provider->contract.provider, secret->text, err))
			return fail_prefix(err, "%s: a secret is missing", provider->contract.provider);
	}
	return true;
}

static bool
set_base_url(const struct yaml *file, struct provider *provider, struct err *err)
{
	const struct yaml *node;
	const char *text = provider->contract.base_url;

	if (text[0] == '\0' && (!yaml_get(file, "base_url", &node, err) || !yaml_text(node, &text, err)))
		return false;
	if (snprintf(provider->recipe.base_url, sizeof(provider->recipe.base_url), "%s", text) >=
	    (int)sizeof(provider->recipe.base_url))
		return yaml_wrong(file, err, "longer than %d characters", (int)sizeof(provider->recipe.base_url) - 1);
	return true;
}

struct provider *
provider_open(const char *path, const struct contract *contract, const char *public_url, const char *secrets_folder,
    struct err *err)
{
	struct yaml *file = yaml_read_file(path, err);

	if (file == NULL)
		return NULL;
	struct provider *provider = memory_new(sizeof(*provider));
	provider->contract = *contract;
	bool right = (file->kind == YAML_MAP || yaml_wrong(file, err, "expected lines of `name: value`")) &&
	    read_secrets(file, secrets_folder, provider, err) && set_base_url(file, provider, err);
	if (right) {
		struct recipe_scope scope = {.arena = &provider->memory,
		    .secrets = secrets_folder != NULL ? &provider->secrets : NULL,
		    .declared = yaml_find(file, "secrets"),
		    .base_url = provider->recipe.base_url,
		    .public_url = public_url};
		right = recipe_compile(&scope, file, &provider->recipe, err);
	}
	yaml_free(file);
	return right ? provider : provider_close(provider);
}

void *
provider_close(struct provider *provider)
{
	if (provider == NULL)
		return NULL;
	arena_release(&provider->memory);
	secrets_release(&provider->secrets);
	free(provider);
	return NULL;
}

static struct provider *
open_contracted(const struct settings *settings, const struct contract *contract, struct err *err)
{
	char path[4096];

	if (snprintf(path, sizeof(path), "%s/%s.yaml", settings->providers, contract->recipe) >= (int)sizeof(path)) {
		fail(err, ERR_INPUT, "%s: path too long", settings->providers);
		return NULL;
	}
	return provider_open(path, contract, settings->public_url, settings->secrets, err);
}

struct providers *
providers_load(const struct settings *settings, struct err *err)
{
	struct contracts *contracts = contracts_load(settings->contracts, err);
	struct providers *providers;
	int count = 0;

	if (contracts == NULL)
		return NULL;
	while (contract_at(contracts, count) != NULL)
		count++;
	providers = memory_new(sizeof(*providers) + (size_t)count * sizeof(struct provider *));
	for (int i = 0; i < count; i++) {
		struct provider *provider = open_contracted(settings, contract_at(contracts, i), err);
		if (provider == NULL) {
			contracts_free(contracts);
			return providers_free(providers);
		}
		providers->provider[providers->count++] = provider;
	}
	contracts_free(contracts);
	return providers;
}

void *
providers_free(struct providers *providers)
{
	for (int i = 0; providers != NULL && i < providers->count; i++)
		provider_close(providers->provider[i]);
	free(providers);
	return NULL;
}

struct provider *
provider_find(const struct providers *providers, const char *name)
{
	for (int i = 0; i < providers->count; i++)
		if (strcmp(providers->provider[i]->contract.provider, name) == 0)
			return providers->provider[i];
	return NULL;
}

struct provider *
provider_at(const struct providers *providers, int i)
{
	return i >= 0 && i < providers->count ? providers->provider[i] : NULL;
}

const struct contract *
provider_contract(const struct provider *provider)
{
	return &provider->contract;
}

enum channel
provider_channel(const struct provider *provider)
{
	return provider->recipe.first;
}

bool
provider_serves(const struct provider *provider, enum channel channel)
{
	return channel > CHANNEL_UNKNOWN && channel < CHANNEL_COUNT && (provider->recipe.channels & WORD_BIT(channel)) != 0;
}

enum stop_list
provider_stop_list(const struct provider *provider)
{
	if (provider->recipe.can_list)
		return STOP_LIST_MACHINE;
	return provider->recipe.has_no_list ? STOP_LIST_NONE : STOP_LIST_LETTER;
}

const char *
provider_webhook_token(const struct provider *provider)
{
	return provider->recipe.webhook.is_there ? provider->recipe.webhook.verification.token : "";
}
