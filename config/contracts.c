/* contracts.c - our side of each provider, from one YAML file. */
#include "config/contracts.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config/processor.h"
#include "config/yaml.h"

struct contracts {
	int count;
	struct contract contract[];
};

static bool
read_base_url(const struct yaml *node, struct contract *contract, struct err *err)
{
	if (!yaml_text_copy(node, contract->base_url, sizeof(contract->base_url), err))
		return false;
	size_t len = strlen(contract->base_url);
	if (strncmp(contract->base_url, "https://", 8) != 0 && strncmp(contract->base_url, "http://", 7) != 0)
		return yaml_wrong(node, err, "expected an address that begins with https:// or http://");
	while (len > 0 && contract->base_url[len - 1] == '/')
		contract->base_url[--len] = '\0';
	return true;
}

static bool
read_country(const struct yaml *node, struct contract *contract, struct err *err)
{
	const char *text;

	if (!yaml_text(node, &text, err))
		return false;
	if (strlen(text) != 2 || !isupper((unsigned char)text[0]) || !isupper((unsigned char)text[1]))
		return yaml_wrong(node, err, "expected two capital letters, like RU");
	memcpy(contract->country, text, 3);
	return true;
}

static bool
read_datum(const struct yaml *list, const struct yaml *word, unsigned *data, struct err *err)
{
	static const char *const words[] = {"address", "text", "name", "agent"};

	for (unsigned i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (word->kind == YAML_TEXT && strcmp(word->text, words[i]) == 0) {
			*data |= 1u << i;
			return true;
		}
	return yaml_wrong(list, err, "expected words of address, text, name, agent");
}

static bool
read_data(const struct yaml *list, struct contract *contract, struct err *err)
{
	if (list->kind != YAML_LIST)
		return yaml_wrong(list, err, "expected words of address, text, name, agent");
	for (const struct yaml *word = list->first; word != NULL; word = word->next)
		if (!read_datum(list, word, &contract->data, err))
			return false;
	return true;
}

/* Who processes, as the order names it: a consent may call it by INN, by name or by our word. */
static bool
read_processor(const struct yaml *map, struct contract *contract, struct err *err)
{
	const struct yaml *node;

	contract->key[0] = processor_key(view_of(contract->provider));
	if ((node = yaml_find(map, "inn")) != NULL) {
		if (!yaml_int(node, 100000000, 999999999999, &contract->inn, err))
			return false;
		contract->key[1] = (uint64_t)contract->inn;
	}
	if ((node = yaml_find(map, "processor")) != NULL) {
		if (!yaml_text_copy(node, contract->processor, sizeof(contract->processor), err))
			return false;
		contract->key[2] = processor_key(view_of(contract->processor));
	}
	if ((node = yaml_find(map, "address")) != NULL && !yaml_text_copy(node, contract->address, sizeof(contract->address), err))
		return false;
	return (node = yaml_find(map, "data")) == NULL || read_data(node, contract, err);
}

static bool
read_border(const struct yaml *map, struct contract *contract, struct err *err)
{
	const struct yaml *notice = yaml_find(map, "border_notice"), *decision = yaml_find(map, "border_decision");

	return (notice == NULL || yaml_text_copy(notice, contract->border_notice, sizeof(contract->border_notice), err)) &&
	    (decision == NULL || yaml_text_copy(decision, contract->border_decision, sizeof(contract->border_decision), err));
}

static bool
read_carriers(const struct yaml *node, struct contract *contract, struct err *err)
{
	if (node->kind == YAML_TEXT && strcmp(node->text, "all") == 0) {
		contract->all_carriers = true;
		return true;
	}
	if (node->kind != YAML_LIST)
		return yaml_wrong(node, err, "expected all, or a list of the carriers' INNs");
	for (const struct yaml *inn = node->first; inn != NULL; inn = inn->next) {
		if (contract->carriers == CONTRACT_CARRIERS)
			return yaml_wrong(inn, err, "more than %d carriers", (int)CONTRACT_CARRIERS);
		if (!yaml_int(inn, 100000000, 999999999999, &contract->carrier_inn[contract->carriers], err))
			return false;
		contract->carriers++;
	}
	return true;
}

static bool
read_rate(const struct yaml *node, struct contract *contract, struct err *err)
{
	char *end = NULL;
	double rate = node->kind == YAML_TEXT ? strtod(node->text, &end) : 0;

	if (end == NULL || end == node->text || *end != '\0' || !(rate > 0 && rate <= 1e6))
		return yaml_wrong(node, err, "expected a number of requests a second, like 50 or 0.5");
	contract->rate = rate;
	return true;
}

static bool
read_limits(const struct yaml *map, struct contract *contract, struct err *err)
{
	const struct yaml *node = yaml_find(map, "rate");
	int64_t burst, connections = 8;

	contract->rate = 1;
	if (node != NULL && !read_rate(node, contract, err))
		return false;
	burst = contract->rate > 1 ? (int64_t)contract->rate : 1;
	if ((node = yaml_find(map, "burst")) != NULL && !yaml_int(node, 1, 1000000, &burst, err))
		return false;
	if ((node = yaml_find(map, "connections")) != NULL && !yaml_int(node, 1, 20000, &connections, err))
		return false;
	contract->burst = (int)burst;
	contract->connections = (int)connections;
	return true;
}

static bool
read_contract(const struct yaml *map, struct contract *contract, struct err *err)
{
	static const char *const known[] = {"recipe", "base_url", "country", "border_notice", "border_decision", "inn",
	    "processor", "address", "data", "order_until", "carriers", "rate", "burst", "connections", NULL};
	const struct yaml *node;

	if (map->kind != YAML_MAP)
		return yaml_wrong(map, err, "expected lines of `name: value`");
	if (!yaml_all_known(map, known, err))
		return false;
	if (snprintf(contract->provider, sizeof(contract->provider), "%s", map->key) >= (int)sizeof(contract->provider))
		return yaml_wrong(map, err, "longer than %d characters", (int)sizeof(contract->provider) - 1);
	memcpy(contract->recipe, contract->provider, sizeof(contract->provider));
	if ((node = yaml_find(map, "recipe")) != NULL &&
	    !yaml_text_copy(node, contract->recipe, sizeof(contract->recipe), err))
		return false;
	if ((node = yaml_find(map, "base_url")) != NULL && !read_base_url(node, contract, err))
		return false;
	if ((node = yaml_find(map, "order_until")) != NULL && !yaml_instant(node, &contract->order_until, err))
		return false;
	contract->order_present = node != NULL;
	return yaml_get(map, "country", &node, err) && read_country(node, contract, err) && read_border(map, contract, err) &&
	    read_processor(map, contract, err) &&
	    yaml_get(map, "carriers", &node, err) && read_carriers(node, contract, err) &&
	    read_limits(map, contract, err);
}

struct contracts *
contracts_load(const char *path, struct err *err)
{
	struct yaml *file = yaml_read_file(path, err);
	struct contracts *contracts;
	bool right;

	if (file == NULL)
		return NULL;
	size_t count = yaml_count(file);
	contracts = memory_new(sizeof(*contracts) + (count + 1) * sizeof(struct contract));
	right = file->kind == YAML_MAP || yaml_wrong(file, err, "expected lines of `name: value`");
	for (const struct yaml *node = file->first; right && node != NULL; node = node->next)
		right = read_contract(node, &contracts->contract[contracts->count++], err);
	yaml_free(file);
	return right ? contracts : contracts_free(contracts);
}

void *
contracts_free(struct contracts *contracts)
{
	free(contracts);
	return NULL;
}

const struct contract *
contract_find(const struct contracts *contracts, const char *provider)
{
	for (int i = 0; i < contracts->count; i++)
		if (strcmp(contracts->contract[i].provider, provider) == 0)
			return &contracts->contract[i];
	return NULL;
}

const struct contract *
contract_must(const struct contracts *contracts, const char *provider, struct err *err)
{
	const struct contract *contract = contract_find(contracts, provider);

	if (contract == NULL)
		fail(err, ERR_INPUT, "there is no contract with provider %s", provider);
	return contract;
}

const struct contract *
contract_at(const struct contracts *contracts, int i)
{
	return i >= 0 && i < contracts->count ? &contracts->contract[i] : NULL;
}

enum tri
contract_covers(const struct contract *contract, int64_t carrier_inn)
{
	if (carrier_inn == 0)
		return TRI_UNKNOWN;
	if (contract->all_carriers)
		return TRI_YES;
	for (int i = 0; i < contract->carriers; i++)
		if (contract->carrier_inn[i] == carrier_inn)
			return TRI_YES;
	return TRI_NO;
}
