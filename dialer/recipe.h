/*
 * recipe.h - a provider's recipe, compiled: config/providers/NAME.yaml as structs (docs/add-a-provider.md).
 *
 * Compiled once at load; every mistake is found then, with file and line.
 * Everything is in one arena, secrets included, which is wiped at the end.
 */
#ifndef DIALER_RECIPE_H
#define DIALER_RECIPE_H

#include "dialer/condition.h"
#include "dialer/request_template.h"
#include "dialer/word_map.h"

/* The first rule that holds says what an answer means. */
struct answer_rule {
	struct condition when;
	bool has_code;
	struct template code;		/* the provider's word; else what the condition's pointer points at */
	const struct word_map *map;	/* with it, a rule holds only for words of the map */
	struct meaning meaning;		/* without it */
	bool has_ref;
	struct template provider_ref;
	int retry_after;
};
struct answer_rules {
	int count;
	struct answer_rule *rule;
};

/* The same for one item of a webhook. */
enum { REPORT_TEMPLATES = 7 };
struct report_rule {
	struct condition when;
	struct template attempt, provider_ref, status, time, address, text, dedupe;	/* no parts: not said */
	const struct word_map *map;
	struct meaning meaning;
};

enum parser { PARSER_JSON, PARSER_FORM, PARSER_QUERY, PARSER_FORM_WITH_JSON };

/* How we know that a report is the provider's; all that are there must hold. */
enum { SIGNATURES_MAX = 4 };
struct verification {
	const char *token;		/* the secret word in the URL; "" none */
	struct condition signed_when;	/* signatures are asked of these reports */
	int signatures;			/* one of them must be right */
	struct signature_check {
		struct signer signer;
		struct template equals;
	} signature[SIGNATURES_MAX];
	bool md5_body;			/* md5 of the body with its own value replaced by the key */
	struct pointer md5_pointer;
	struct template md5_key;
};

struct webhook_recipe {
	bool is_there;
	enum parser parser;
	const char *json_field;
	struct pointer list;		/* "*" as a step: each; no steps: the document itself */
	struct verification verification;
	int reports;
	struct report_rule *report;
};

struct recipe {
	uint16_t channels;		/* WORD_BIT(channel) of each that it serves */
	enum channel first;		/* of an order that names none */
	char base_url[256];
	int maps;
	struct word_map *map;
	struct request_template send[CHANNEL_COUNT];
	struct answer_rules answers;
	bool can_ask;
	struct request_template ask;
	struct answer_rules asked;
	bool can_list;			/* their stop-list takes an address from us */
	bool has_no_list;		/* there is none to write to: a gateway of our own */
	struct request_template list;
	struct answer_rules listed;
	struct webhook_recipe webhook;
};

struct provider {
	struct contract contract;
	struct recipe recipe;
	struct secrets secrets;
	struct arena memory;
};

/* secrets_folder NULL: secrets are written as {secret.NAME} and signatures as {signature}; nothing can be sent so. */
/* The exact bytes of a request, without a clearance: only for a provider opened without secrets. */
struct request *request_render(const struct provider *provider, const struct order *order, struct err *err);
struct provider *provider_open(const char *path, const struct contract *contract, const char *public_url,
    const char *secrets_folder, struct err *err);
void *provider_close(struct provider *provider);

bool recipe_compile(const struct recipe_scope *scope, const struct yaml *file, struct recipe *out,
    struct err *err) warn_unused;
bool webhook_recipe_compile(const struct recipe_scope *scope, const struct yaml *map, const struct recipe *recipe,
    struct webhook_recipe *out, struct err *err) warn_unused;
bool recipe_map_find(const struct recipe *recipe, const struct yaml *node, const struct word_map **out,
    struct err *err) warn_unused;

#endif
