/* template_file.c - a template's version from its YAML, every word checked. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "campaigns/template_version.h"

static const char *const keys[] = {"name", "class", "channel", "purpose", "subject", "text", "sender", "sms_category",
	"carrier_template", "offer_until", "price", "price_list", "licence", "professionals", NULL};

bool
template_category_is_known(const char *word)
{
	static const char *const known[] = {"service", "transactional", "authorisation", "advertising", NULL};

	for (const char *const *name = known; *name != NULL; name++)
		if (strcmp(*name, word) == 0)
			return true;
	return false;
}

bool
template_offer_until(const struct yaml *file, int64_t *out, struct err *err)
{
	const struct yaml *node = yaml_find(file, "offer_until");

	if (node == NULL)
		return true;
	if (!yaml_instant(node, out, err))
		return false;
	if (*out % (86400 * SECOND) == 0)
		*out += 21 * 3600 * SECOND;
	return true;
}

static bool
copy(const struct yaml *file, const char *key, char *out, size_t size, struct err *err)
{
	const struct yaml *node = yaml_find(file, key);
	return node == NULL || yaml_text_copy(node, out, size, err);
}

static bool
read_words(const struct yaml *file, struct template_version *out, struct err *err)
{
	const struct yaml *class, *channel, *purpose;

	if (!yaml_get(file, "class", &class, err) || !yaml_get(file, "channel", &channel, err) ||
	    !yaml_get(file, "purpose", &purpose, err))
		return false;
	out->class = class->kind == YAML_TEXT ? message_class_find(view_of(class->text)) : CLASS_UNKNOWN;
	out->channel = channel->kind == YAML_TEXT ? channel_find(view_of(channel->text)) : CHANNEL_UNKNOWN;
	out->purpose = purpose->kind == YAML_TEXT ? purpose_find(view_of(purpose->text)) : PURPOSE_UNKNOWN;
	const struct yaml *wrong = out->class == CLASS_UNKNOWN ? class : out->channel == CHANNEL_UNKNOWN ? channel :
	    out->purpose == PURPOSE_UNKNOWN ? purpose : NULL;
	return wrong == NULL || yaml_wrong(wrong, err, "is not a word of docs/glossary");
}

static bool
read_body(const struct yaml *file, struct template_version *out, struct err *err)
{
	const struct yaml *node;
	const char *text;

	if (!yaml_get(file, "text", &node, err) || !yaml_text(node, &text, err))
		return false;
	if (text[0] == '\0')
		return yaml_wrong(node, err, "is empty");
	if (!template_check(text, err))
		return fail_prefix(err, "%s:%d: text", node->file, node->line);
	if (strstr(out->subject, "{{") != NULL)
		return yaml_wrong(yaml_find(file, "subject"), err, "a subject has no fields");
	out->body = memory_text(text);
	return true;
}

static bool
read_name(const struct yaml *file, struct template_version *out, struct err *err)
{
	const struct yaml *node;

	if (!yaml_get(file, "name", &node, err) || !yaml_text_copy(node, out->name, sizeof(out->name), err))
		return false;
	return (out->name[0] != '\0' && strpbrk(out->name, "@ \t\n") == NULL) ||
	    yaml_wrong(node, err, "a template's name has no spaces and no @");
}

static bool
read_terms(const struct yaml *file, struct template_version *out, struct err *err)
{
	const struct yaml *professionals = yaml_find(file, "professionals"), *price = yaml_find(file, "price");
	int64_t roubles = 0;

	if (price != NULL && !yaml_int(price, 0, 100000000, &roubles, err))
		return false;
	out->price = roubles * 100;
	if (!copy(file, "sms_category", out->sms_category, sizeof(out->sms_category), err) ||
	    !copy(file, "carrier_template", out->carrier_template, sizeof(out->carrier_template), err) ||
	    !copy(file, "price_list", out->price_list, sizeof(out->price_list), err) ||
	    !copy(file, "licence", out->licence, sizeof(out->licence), err) ||
	    !template_offer_until(file, &out->offer_until, err))
		return false;
	if (out->sms_category[0] != '\0' && !template_category_is_known(out->sms_category))
		return yaml_wrong(yaml_find(file, "sms_category"), err, "expected service, transactional, authorisation or advertising");
	return professionals == NULL || yaml_bool(professionals, &out->professionals, err);
}

/* Takes the file. */
static bool
read_all(struct yaml *file, struct template_version *out, struct err *err)
{
	*out = (struct template_version){0};
	if (file == NULL)
		return false;
	bool read = (file->kind == YAML_MAP || yaml_wrong(file, err, "expected lines of `key: value`")) &&
	    yaml_all_known(file, keys, err) && read_name(file, out, err) && read_words(file, out, err) &&
	    copy(file, "subject", out->subject, sizeof(out->subject), err) &&
	    copy(file, "sender", out->sender, sizeof(out->sender), err) && read_terms(file, out, err) &&
	    read_body(file, out, err);
	yaml_free(file);
	if (!read)
		template_version_release(out);
	return read;
}

bool
template_version_read(const char *path, struct template_version *out, struct err *err)
{
	return read_all(yaml_read_file(path, err), out, err);
}

bool
template_version_parse(const char *file, struct view text, struct template_version *out, struct err *err)
{
	return read_all(yaml_read(file, text, err), out, err);
}

void
template_version_release(struct template_version *version)
{
	free(version->body);
	*version = (struct template_version){0};
}

void
template_version_lint(const struct template_version *version, const struct content_words *words, int64_t now,
    struct lint *out)
{
	struct lint_offer offer = {.until = version->offer_until, .licence = true};
	struct lint_text text = {
		.text = view_of(version->body), .subject = view_of(version->subject), .sender = view_of(version->sender),
		.class = version->class, .channel = version->channel, .purpose = version->purpose,
		.professionals = version->professionals, .now = now, .offer = &offer,
		.sms_category = version->sms_category[0] != '\0' ? version->sms_category : NULL,
	};

	lint(words, &text, out);
}
