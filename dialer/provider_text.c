/* provider_text.c - orders, requests, answers and reports as text. */
#include "dialer/provider_text.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "config/yaml.h"
#include "dialer/word_map.h"

static bool
read_member(const char *name, const json_t *value, struct order_text *out, struct err *err)
{
	static const char *const known[] = {"address", "text", "subject", "sender", "agent", "extension",
	    "unsubscribe_url", "attempt", "channel", "facts", NULL};
	const char **members[] = {&out->order.address, &out->order.text, &out->order.subject, &out->order.sender,
	    &out->order.agent, &out->order.extension, &out->order.unsubscribe_url};

	if (strcmp(name, "facts") == 0) {
		char *text = json_dumps(value, JSON_COMPACT);
		buf_add_text(&out->facts, text != NULL ? text : "");
		free(text);
		return true;
	}
	if (!json_is_string(value))
		return fail(err, ERR_INPUT, "order: \"%s\": expected a text", name);
	if (strcmp(name, "channel") == 0) {
		out->order.channel = channel_find(view_of(json_string_value(value)));
		return out->order.channel != CHANNEL_UNKNOWN ||
		    fail(err, ERR_INPUT, "order: \"%s\": expected CALL_OPERATOR, CALL_ROBOT, SMS or EMAIL", name);
	}
	if (strcmp(name, "attempt") == 0)
		return uuid_parse(json_string_value(value), &out->order.attempt) ||
		    fail(err, ERR_INPUT, "order: \"%s\": expected a UUID", name);
	for (int i = 0; i < 7; i++)
		if (strcmp(name, known[i]) == 0) {
			*members[i] = out->kept[i] = memory_text(json_string_value(value));
			return true;
		}
	char said[NEAREST_SAID];
	return fail(err, ERR_INPUT, "order: there is no \"%s\"%s", name, nearest_said(name, known, said));
}

bool
order_text_read(struct view text, struct order_text *out, struct err *err)
{
	json_error_t wrong;
	json_t *tree = json_loadb(text.data, text.len, JSON_REJECT_DUPLICATES, &wrong);
	const char *name;
	json_t *value;
	bool right = true;

	*out = (struct order_text){.order = {.address = "", .extension = "", .text = "", .subject = "", .sender = "",
	    .agent = "", .unsubscribe_url = ""}};
	if (tree == NULL)
		return fail(err, ERR_INPUT, "order:%d: %s", wrong.line, wrong.text);
	if (!json_is_object(tree))
		right = fail(err, ERR_INPUT, "order: expected a JSON object");
	json_object_foreach(tree, name, value)
		right = right && read_member(name, value, out, err);
	if (right && out->order.address[0] == '\0')
		right = fail(err, ERR_INPUT, "order: \"%s\" is missing; add it", "address");
	json_decref(tree);
	if (!right)
		order_text_release(out);
	return right;
}

void
order_text_release(struct order_text *order)
{
	for (int i = 0; i < 7; i++)
		free(order->kept[i]);
	buf_release(&order->facts);
	*order = (struct order_text){0};
}

/* "https://host:port/path?query" -> host:port and /path?query. */
void
request_write(const struct request *request, struct buf *out)
{
	const char *host = strstr(request->url.data, "://");

	host = host != NULL ? host + 3 : request->url.data;
	size_t len = strcspn(host, "/?");
	buf_add_format(out, "%s %s%s HTTP/1.1\n", request->method, host[len] == '/' ? "" : "/", host + len);
	buf_add_format(out, "Host: %.*s\n", (int)len, host);
	if (request->headers.len > 0)
		buf_add(out, request->headers.data, request->headers.len);
	buf_add_format(out, "Content-Length: %zu\n\n", request->body.len);
	if (request->body.len > 0)
		buf_add(out, request->body.data, request->body.len);
}

void
provider_answer_write(const struct provider_answer *answer, struct buf *out)
{
	buf_add_format(out, "class=%s state=%s code=\"%s\" ref=\"%s\" retry_after=%d\n", answer_class_name(answer->class),
	    attempt_state_name(answer->state), answer->code, answer->provider_ref, answer->retry_after);
}

void
provider_report_write(const struct provider_report *report, struct buf *out)
{
	static const struct uuid none;
	char attempt[UUID_TEXT] = "-", said[28] = "-";

	if (!uuid_equal(report->attempt, none))
		uuid_format(report->attempt, attempt);
	if (report->said_at != 0)
		instant_format(report->said_at, said);
	buf_add_format(out, "%s attempt=%s ref=\"%s\" state=%s status=\"%s\" said=%s", report_kind_name(report->kind), attempt,
	    report->provider_ref, attempt_state_name(report->state), report->status, said);
	if (report->address[0] != '\0')
		buf_add_format(out, " address=%s", report->address);
	if (report->text[0] != '\0')
		buf_add_format(out, " text=\"%s\"", report->text);
	buf_add_format(out, " dedupe=\"%s\"\n", report->dedupe);
}

const char *
webhook_verdict_name(enum webhook_verdict verdict)
{
	static const char *const names[] = {[WEBHOOK_VALID] = "valid", [WEBHOOK_FORGED] = "forged",
	    [WEBHOOK_UNREADABLE] = "unreadable"};
	must((unsigned)verdict <= WEBHOOK_UNREADABLE);
	return names[verdict];
}
