/* campaign_wording.c - a campaign's text from its own file or from an approved template. */
#include "campaigns/campaign_wording.h"

#include <string.h>

static const char *
text_or_null(const struct yaml *file, const char *key)
{
	const struct yaml *node = yaml_find(file, key);
	return node != NULL && node->kind == YAML_TEXT && node->text[0] != '\0' ? node->text : NULL;
}

static const char *
or_null(const char *text)
{
	return text[0] != '\0' ? text : NULL;
}

static bool
same_word(const struct yaml *file, const char *key, const char *templates, struct err *err)
{
	const struct yaml *node;
	const char *text;

	if (!yaml_get(file, key, &node, err) || !yaml_text(node, &text, err))
		return false;
	return strcmp(text, templates) == 0 || yaml_wrong(node, err, "the template is written for %s", templates);
}

static bool
read_template(struct db *db, const struct yaml *file, struct campaign_wording *out, struct err *err)
{
	static const char *const templates[] = {"text", "subject", "sms_category", "carrier_template", "offer_until",
		"professionals", NULL};
	struct template_version *version = &out->version;
	const char *name;

	for (const char *const *key = templates; *key != NULL; key++)
		if (yaml_find(file, *key) != NULL)
			return yaml_wrong(yaml_find(file, *key), err, "stands in the template; leave it out");
	if (!yaml_text(out->node, &name, err))
		return false;
	if (!template_version_load(db, name, version, err))
		return fail_prefix(err, "%s:%d: template", out->node->file, out->node->line);
	if (version->approved_at == 0)
		return yaml_wrong(out->node, err, "%.60s is not approved", name);
	if (!same_word(file, "class", message_class_name(version->class), err) ||
	    !same_word(file, "channel", channel_name(version->channel), err) ||
	    !same_word(file, "purpose", purpose_name(version->purpose), err))
		return false;
	out->subject = or_null(version->subject);
	out->sender = text_or_null(file, "sender") ? text_or_null(file, "sender") : or_null(version->sender);
	out->sms_category = or_null(version->sms_category);
	out->carrier_template = or_null(version->carrier_template);
	out->offer_until = version->offer_until;
	out->professionals = version->professionals;
	return true;
}

static bool
read_text(const struct yaml *file, struct campaign_wording *out, const char **body, struct err *err)
{
	const struct yaml *professionals = yaml_find(file, "professionals");

	if (!yaml_text(out->node, body, err))
		return false;
	if ((*body)[0] == '\0')
		return yaml_wrong(out->node, err, "is empty");
	if (!template_check(*body, err))
		return fail_prefix(err, "%s:%d: text", out->node->file, out->node->line);
	out->subject = text_or_null(file, "subject");
	if (out->subject != NULL && strstr(out->subject, "{{") != NULL)
		return yaml_wrong(yaml_find(file, "subject"), err, "a subject has no fields");
	out->sender = text_or_null(file, "sender");
	out->sms_category = text_or_null(file, "sms_category");
	if (out->sms_category != NULL && !template_category_is_known(out->sms_category))
		return yaml_wrong(yaml_find(file, "sms_category"), err, "expected service, transactional, authorisation or advertising");
	out->carrier_template = text_or_null(file, "carrier_template");
	return template_offer_until(file, &out->offer_until, err) &&
	    (professionals == NULL || yaml_bool(professionals, &out->professionals, err));
}

bool
campaign_wording_read(struct db *db, const struct yaml *file, struct campaign_wording *out, struct err *err)
{
	const char *body = NULL;

	*out = (struct campaign_wording){.node = yaml_find(file, "template")};
	if (out->node != NULL) {
		if (!read_template(db, file, out, err))
			return false;
		body = out->version.body;
	} else if (!yaml_get(file, "text", &out->node, err) || !read_text(file, out, &body, err)) {
		return false;
	}
	struct template_constants constants = {
		.phone = view_of(text_or_null(file, "caller_number") ? text_or_null(file, "caller_number") : ""),
		.clinic = view_of(text_or_null(file, "branch") ? text_or_null(file, "branch") : ""),
		.offer_until = out->offer_until, .price = out->version.price,
	};
	buf_init(&out->body);
	return template_bind(body, &constants, &out->body, err) ||
	    fail_prefix(err, "%s:%d: text", out->node->file, out->node->line);
}

bool
campaign_wording_store(struct db *db, int64_t campaign, const struct campaign_wording *wording, struct err *err)
{
	struct args args;

	args_init(&args);
	args_int(&args, campaign);
	if (wording->version.id != 0)
		args_int(&args, wording->version.id);
	else
		args_null(&args);
	args_text(&args, wording->sms_category);
	args_text(&args, wording->carrier_template);
	args_time(&args, wording->offer_until);
	args_bool(&args, wording->professionals);
	bool stored = db_run(db, QUERY_CAMPAIGN_TEXT_SET, &args, NULL, err);
	args_release(&args);
	return stored;
}

void
campaign_wording_release(struct campaign_wording *wording)
{
	buf_release(&wording->body);
	template_version_release(&wording->version);
	*wording = (struct campaign_wording){0};
}
