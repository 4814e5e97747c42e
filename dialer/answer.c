/* answer.c - what a provider's answer means, by the rules of its recipe; what no rule knows is unknown. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dialer/recipe.h"

/* As much as fits, never inside a UTF-8 character. */
static void
copy(struct view text, char *out, size_t size)
{
	size_t len = text.len < size ? text.len : size - 1;

	while (len > 0 && len < text.len && ((unsigned char)text.data[len] & 0xc0) == 0x80)
		len--;
	if (len > 0)
		memcpy(out, text.data, len);
	out[len] = '\0';
}

static void
write_text(const struct template *template, const struct values *values, char *out, size_t size)
{
	struct buf text = {0};

	buf_init(&text);
	template_write(template, values, &text);
	copy(buf_view(&text), out, size);
	buf_release(&text);
}

/* The provider's own word: as the rule says, else what its condition looked at, else the HTTP status. */
static void
read_code(const struct answer_rule *rule, const struct values *values, const struct subject *subject, char out[48])
{
	char room[VALUE_TEXT];
	struct view text;

	out[0] = '\0';
	if (rule->has_code)
		write_text(&rule->code, values, out, 48);
	else if (rule->when.has_pointer &&
	    json_value_text(pointer_find(&rule->when.pointer, subject->tree, subject->address), room, &text))
		copy(text, out, 48);
	if (out[0] == '\0')
		snprintf(out, 48, "HTTP %d", subject->http);
}

/* "Retry-After: 120"; a date is not understood and counts as not said. */
static int
retry_after(const struct buf *headers)
{
	static const char name[] = "retry-after:";

	for (const char *line = headers->data; line != NULL && *line != '\0';) {
		if (strncasecmp(line, name, sizeof(name) - 1) == 0) {
			long seconds = strtol(line + sizeof(name) - 1, NULL, 10);
			return seconds > 0 && seconds <= 86400 ? (int)seconds : 0;
		}
		line = strchr(line, '\n');
		line = line != NULL ? line + 1 : NULL;
	}
	return 0;
}

/* False: the rule does not hold. */
static bool
apply(const struct answer_rule *rule, const struct subject *subject, const struct values *values,
    const struct reply *reply, struct provider_answer *out)
{
	struct meaning meaning = rule->meaning;

	if (!condition_holds(&rule->when, subject))
		return false;
	read_code(rule, values, subject, out->code);
	if (rule->map != NULL && !word_map_find(rule->map, view_of(out->code), &meaning))
		return false;
	out->class = meaning.class;
	out->state = meaning.state;
	out->by_carrier = meaning.by_carrier;
	if (rule->has_ref)
		write_text(&rule->provider_ref, values, out->provider_ref, sizeof(out->provider_ref));
	if (meaning.class == ANSWER_RETRY || meaning.class == ANSWER_THROTTLE || meaning.class == ANSWER_ACCOUNT) {
		int said = retry_after(&reply->headers);
		out->retry_after = said != 0 ? said : rule->retry_after;
	}
	return true;
}

static bool
read_answer(const struct answer_rules *rules, const struct order *order, const struct reply *reply,
    struct provider_answer *out)
{
	json_t *tree = reply->body.len > 0 ? json_loadb(reply->body.data, reply->body.len, 0, NULL) : NULL;
	struct subject subject = {.http = reply->status, .text = buf_view(&reply->body), .tree = tree,
	    .address = order != NULL ? order->address : ""};
	char attempt[UUID_TEXT] = "";
	struct values values = {.order = order, .attempt = attempt, .tree = tree};
	bool found = false;

	if (order != NULL)
		uuid_format(order->attempt, attempt);
	for (int i = 0; i < rules->count && !found; i++)
		found = apply(&rules->rule[i], &subject, &values, reply, out);
	json_decref(tree);
	return found;
}

void
provider_read_answer(const struct provider *provider, const struct order *order, const struct reply *reply,
    struct provider_answer *out)
{
	*out = (struct provider_answer){.class = ANSWER_UNKNOWN, .state = ATTEMPT_UNKNOWN};
	if (reply->transport == TRANSPORT_NOTHING_SENT) {
		*out = (struct provider_answer){.class = ANSWER_RETRY, .state = ATTEMPT_DROPPED, .code = "not sent"};
		return;
	}
	if (reply->transport == TRANSPORT_UNKNOWN) {
		snprintf(out->code, sizeof(out->code), "no answer");
		return;
	}
	if (read_answer(&provider->recipe.answers, order, reply, out))
		return;
	*out = (struct provider_answer){.class = ANSWER_UNKNOWN, .state = ATTEMPT_UNKNOWN};
	snprintf(out->code, sizeof(out->code), "HTTP %d", reply->status);
}

bool
provider_read_status(const struct provider *provider, const struct reply *reply, struct provider_answer *out)
{
	struct provider_answer answer = {.class = ANSWER_UNKNOWN, .state = ATTEMPT_UNKNOWN};

	if (reply->transport != TRANSPORT_ANSWERED || !read_answer(&provider->recipe.asked, NULL, reply, &answer) ||
	    answer.state == ATTEMPT_UNKNOWN || answer.state == ATTEMPT_NONE)
		return false;
	*out = answer;
	return true;
}

enum attempt_state
answer_attempt_state(const struct provider_answer *answer)
{
	return answer->class == ANSWER_ACCEPTED && answer->state != ATTEMPT_NONE ? answer->state : answer_class_state(answer->class);
}

void
provider_read_listed(const struct provider *provider, const char *address, const struct reply *reply,
    struct provider_answer *out)
{
	struct order order = {.address = address};

	*out = (struct provider_answer){.class = ANSWER_UNKNOWN, .state = ATTEMPT_UNKNOWN};
	if (reply->transport == TRANSPORT_ANSWERED && read_answer(&provider->recipe.listed, &order, reply, out))
		return;
	*out = (struct provider_answer){.class = ANSWER_UNKNOWN, .state = ATTEMPT_UNKNOWN};
	if (reply->transport == TRANSPORT_ANSWERED)
		snprintf(out->code, sizeof(out->code), "HTTP %d", reply->status);
	else
		snprintf(out->code, sizeof(out->code), "no answer");
}
