/* webhook.c - a provider's report: verified, taken apart, and said in our words. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "dialer/form.h"
#include "dialer/webhook_check.h"

/* Where reports go while a webhook is read. */
struct reading {
	const struct webhook_recipe *recipe;
	struct view path;
	struct provider_report *out;
	int max;
	int count;
};

static void
write_text(const struct template *template, const struct values *values, char *out, size_t size)
{
	struct buf text = {0};

	buf_init(&text);
	template_write(template, values, &text);
	size_t len = text.len < size ? text.len : size - 1;
	while (len > 0 && len < text.len && ((unsigned char)text.data[len] & 0xc0) == 0x80)
		len--;
	memcpy(out, text.data, len);
	out[len] = '\0';
	buf_release(&text);
}

/* Unix seconds, or RFC 3339 with or without the T and the zone; what is neither was not said. */
static int64_t
read_time(const char *text)
{
	char instant[40];
	int64_t time = 0;
	size_t len = strlen(text);

	if (len == 0 || len > 30)
		return 0;
	if (strspn(text, "0123456789") == len)
		return len <= 11 ? strtoll(text, NULL, 10) * SECOND : 0;
	snprintf(instant, sizeof(instant), "%s%s", text, len == 19 ? "Z" : "");
	if (len >= 19 && instant[10] == ' ')
		instant[10] = 'T';
	return instant_parse(instant, &time) ? time : 0;
}

/* The same report always gives the same. */
static void
write_dedupe(const struct report_rule *rule, const struct values *values, const char *time, struct provider_report *out)
{
	struct buf text = {0};
	uint8_t hash[SHA256_SIZE];
	char attempt[UUID_TEXT];

	buf_init(&text);
	uuid_format(out->attempt, attempt);
	bool is_ours = !uuid_equal(out->attempt, (struct uuid){0});
	if (rule->dedupe.parts > 0)
		template_write(&rule->dedupe, values, &text);
	else
		buf_add_format(&text, "%s %s%s%s%s", is_ours ? attempt : out->provider_ref, out->status, time[0] ? " " : "",
		    time, out->text);
	/* A phone number or a text of a person has no place in a key. */
	if (text.len >= sizeof(out->dedupe) || out->kind == REPORT_INBOUND_TEXT) {
		sha256(text.data, text.len, hash);
		buf_clear(&text);
		hex_add(&text, hash, sizeof(hash));
	}
	memcpy(out->dedupe, text.data, text.len + 1);
	buf_release(&text);
}

/* What nobody can be found by is kept as evidence only. */
static void
settle_kind(struct provider_report *report)
{
	static const struct uuid none;
	bool nobody = uuid_equal(report->attempt, none) && report->provider_ref[0] == '\0';

	if (report->kind == REPORT_INBOUND_TEXT || report->kind == REPORT_UNSUBSCRIBE)
		nobody = nobody && report->address[0] == '\0';
	if (nobody)
		report->kind = REPORT_IGNORED;
}

/* False: the rule is not for this item. */
static bool
apply(const struct report_rule *rule, const struct subject *subject, struct provider_report *out)
{
	struct values values = {.tree = subject->tree};
	struct meaning meaning = rule->meaning;
	char attempt[64], time[40];

	if (!condition_holds(&rule->when, subject))
		return false;
	*out = (struct provider_report){0};
	write_text(&rule->status, &values, out->status, sizeof(out->status));
	if (rule->map != NULL && !word_map_find(rule->map, view_of(out->status), &meaning))
		return false;
	out->kind = meaning.kind;
	out->state = meaning.state;
	out->by_carrier = meaning.by_carrier;
	write_text(&rule->attempt, &values, attempt, sizeof(attempt));
	uuid_parse(attempt, &out->attempt);
	write_text(&rule->provider_ref, &values, out->provider_ref, sizeof(out->provider_ref));
	write_text(&rule->time, &values, time, sizeof(time));
	out->said_at = read_time(time);
	write_text(&rule->address, &values, out->address, sizeof(out->address));
	write_text(&rule->text, &values, out->text, sizeof(out->text));
	settle_kind(out);
	write_dedupe(rule, &values, time, out);
	return true;
}

/* An item that no rule knows is kept as evidence under its own hash. */
static void
read_stranger(const json_t *item, struct provider_report *out)
{
	struct buf hex = {0};
	uint8_t hash[SHA256_SIZE];
	char *text = json_dumps(item, JSON_SORT_KEYS | JSON_COMPACT | JSON_ENCODE_ANY);

	must(text != NULL);
	*out = (struct provider_report){.kind = REPORT_IGNORED};
	sha256(text, strlen(text), hash);
	hex_add(&hex, hash, sizeof(hash));
	snprintf(out->dedupe, sizeof(out->dedupe), "stranger %s", hex.data);
	buf_release(&hex);
	free(text);
}

static void
read_item(struct reading *reading, const json_t *item)
{
	struct subject subject = {.tree = item, .path = reading->path, .address = ""};

	if (reading->count == reading->max)
		return;
	struct provider_report *out = &reading->out[reading->count++];
	for (int i = 0; i < reading->recipe->reports; i++)
		if (apply(&reading->recipe->report[i], &subject, out))
			return;
	read_stranger(item, out);
}

/* Follows the list pointer; "*" is each element. */
static void
read_items(struct reading *reading, const json_t *tree, int step)
{
	const struct pointer *list = &reading->recipe->list;

	if (step == list->steps || tree == NULL) {
		if (tree != NULL)
			read_item(reading, tree);
		return;
	}
	if (strcmp(list->step[step], "*") != 0) {
		read_items(reading, json_object_get(tree, list->step[step]), step + 1);
		return;
	}
	for (size_t i = 0; i < json_array_size(tree); i++)
		read_items(reading, json_array_get(tree, i), step + 1);
}

/* The document that was signed; for a form with a JSON field, the form. */
static json_t *
read_outer(const struct webhook_recipe *recipe, const struct webhook *webhook, const struct hook_path *path)
{
	switch (recipe->parser) {
	case PARSER_JSON:
		return json_loadb(webhook->body.data, webhook->body.len, 0, NULL);
	case PARSER_QUERY:
		return form_read(path->query);
	default:
		return form_read(webhook->body);
	}
}

static json_t *
read_inner(const struct webhook_recipe *recipe, json_t *outer)
{
	const json_t *field;

	if (recipe->parser != PARSER_FORM_WITH_JSON)
		return json_incref(outer);
	field = json_object_get(outer, recipe->json_field);
	return json_is_string(field) ? json_loadb(json_string_value(field), json_string_length(field), 0, NULL) : NULL;
}

static enum webhook_verdict
read_verified(const struct webhook_recipe *recipe, const struct webhook *webhook, const struct hook_path *path,
    struct reading *reading)
{
	json_t *outer = read_outer(recipe, webhook, path), *inner = NULL;
	struct subject subject = {.tree = outer, .path = path->path, .address = ""};
	enum webhook_verdict verdict = WEBHOOK_UNREADABLE;

	if (outer != NULL && !webhook_signature_is_right(&recipe->verification, &subject, webhook->body))
		verdict = WEBHOOK_FORGED;
	else if (outer != NULL && (inner = read_inner(recipe, outer)) != NULL)
		verdict = WEBHOOK_VALID;
	if (verdict == WEBHOOK_VALID && recipe->list.steps > 0 && json_object_get(inner, recipe->list.step[0]) == NULL)
		read_item(reading, inner);	/* one report by itself, without the list around it */
	else if (verdict == WEBHOOK_VALID)
		read_items(reading, inner, 0);
	json_decref(inner);
	json_decref(outer);
	return verdict;
}

enum webhook_verdict
provider_read_webhook(const struct provider *provider, const struct webhook *webhook, struct provider_report *out,
    int max, int *count)
{
	const struct webhook_recipe *recipe = &provider->recipe.webhook;
	struct hook_path path = hook_path_of(webhook->path);
	struct reading reading = {.recipe = recipe, .path = path.path, .out = out, .max = max};

	*count = 0;
	if (!recipe->is_there || !webhook_token_is_right(&recipe->verification, &path))
		return WEBHOOK_FORGED;
	/* A provider that only looks whether the URL is there. */
	if (webhook->body.len == 0 && recipe->parser != PARSER_QUERY)
		return WEBHOOK_VALID;
	enum webhook_verdict verdict = read_verified(recipe, webhook, &path, &reading);
	*count = reading.count;
	return verdict;
}
