/*
 * unisender_go.c - UniSender Go: email/send.json and its status webhooks.
 *
 * A 200 can hold the failure of the only recipient.  A webhook is signed by
 * an md5 over its own bytes with the API key in the place of the signature.
 * Our attempt is recipients[0].metadata.attempt_id.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "tests/twin/contact.h"

struct letter {
	struct view email, metadata, attempt, link;
	char job[32];
};

static void
say_error(struct exchange *exchange, int status, int code, const char *message)
{
	refuse(exchange, status, "application/json", "{\"status\":\"error\",\"message\":\"%s\",\"code\":%d}", message, code);
}

static bool
is_url_end(char c)
{
	return c == '"' || c == '\'' || c == '<' || c == '>' || c == ' ' || c == ')' || (unsigned char)c < 0x20;
}

/* The first http link in the text that speaks of unsubscribing, or the first of all when `any`. */
static struct view
find_link(struct view text, bool any)
{
	static const char *const words[] = {"unsubscribe", "/u/", "otpis"};

	for (size_t i = 0; i + 8 < text.len; i++) {
		struct view link = {text.data + i, 0};
		if (memcmp(link.data, "http", 4) != 0 || (link.data[4] != ':' && link.data[4] != 's'))
			continue;
		while (i + link.len < text.len && !is_url_end(link.data[link.len]))
			link.len++;
		bool found = any;
		for (int j = 0; j < 3 && !found; j++)
			found = memmem(link.data, link.len, words[j], strlen(words[j])) != NULL;
		if (found)
			return link;
		i += link.len;
	}
	return (struct view){"", 0};
}

static struct view
unsubscribe_link(struct view body, struct arena *arena)
{
	static const char *const texts[] = {"message.body.html", "message.body.plaintext"};
	struct view link = find_link(json_text_at(body, "message.headers.List-Unsubscribe", arena), true);

	if (link.len == 0)
		link = find_link(json_text_at(body, "message.options.unsubscribe_url", arena), true);
	for (int i = 0; i < 2 && link.len == 0; i++)
		link = find_link(json_text_at(body, texts[i], arena), false);
	return link;
}

static void
add_delivery(struct buf *out, const char *status)
{
	buf_add_text(out, ",\"delivery_info\":{\"delivery_status\":\"");
	buf_add_text(out, status);
	buf_add_text(out, "\",\"destination_response\":\"");
	buf_add_text(out, status[0] == 'o' ? "250 2.0.0 OK" : "550 5.7.1 refused");
	buf_add_text(out, "\",\"user_agent\":\"\",\"ip\":\"\"}");
}

static void
status_hook(struct exchange *exchange, const struct contact *contact, const struct letter *letter,
    const struct outcome_words *words, int i, int n, int64_t forged_due)
{
	static struct buf rest, body;
	struct twin *twin = exchange->twin;
	char time[24], url[512];
	int64_t due = forged_due ? forged_due : contact_due(contact, i, n);

	utc_text(exchange->stated + due - exchange->now, time);
	buf_clear(&rest);
	buf_add_text(&rest, ",\"events_by_user\":[{\"user_id\":456,\"project_id\":\"6123462132634\",\"events\":[{"
	    "\"event_name\":\"transactional_email_status\",\"event_data\":{\"job_id\":\"");
	buf_add_text(&rest, letter->job);
	buf_add_text(&rest, "\",\"metadata\":");
	buf_add(&rest, letter->metadata.data, letter->metadata.len);
	buf_add_text(&rest, ",\"email\":");
	buf_add(&rest, letter->email.data, letter->email.len);
	buf_add_text(&rest, ",\"status\":\"");
	buf_add_text(&rest, words->go_status);
	buf_add_text(&rest, "\",\"event_time\":\"");
	buf_add_text(&rest, time);
	buf_add_text(&rest, "\"");
	if (words->go_delivery != NULL)
		add_delivery(&rest, words->go_delivery);
	buf_add_text(&rest, "}}]}]}");
	unisender_go_sign(forged_due ? "forged" : twin->secrets.unisender_go_key, buf_view(&rest), &body);
	snprintf(url, sizeof(url), "%s/hooks/unisender-go", hooks_url(twin->hooks));
	struct hook_order order = {.method = "POST", .url = view_of(url), .content_type = "application/json",
	    .body = buf_view(&body), .forged = forged_due != 0};
	if (order.forged)
		hooks_send(twin->hooks, exchange->counts, &order, due);
	else
		contact_hook(exchange, contact, i, n, &order);
}

/* When a webhook is registered, its URL is asked for once. */
static void
check_url(struct exchange *exchange)
{
	char url[512];

	if (exchange->twin->url_check++ > 0)
		return;
	snprintf(url, sizeof(url), "%s/hooks/unisender-go", hooks_url(exchange->twin->hooks));
	struct hook_order order = {.method = "GET", .url = view_of(url)};
	hooks_send(exchange->twin->hooks, exchange->counts, &order, exchange->now);
}

static void
play_letter(struct exchange *exchange, const struct contact *contact, const struct letter *letter)
{
	static const struct outcome_words sent = {.go_status = "sent"};
	static const struct outcome_words delivered = {.go_status = "delivered", .go_delivery = "ok_delivered"};
	const struct outcome_words *words = &outcome_words[contact->outcome];
	bool after_delivery = contact->outcome == OUTCOME_READ || contact->outcome == OUTCOME_OPTED_OUT ||
	    contact->outcome == OUTCOME_SPAM;
	int n = after_delivery ? 3 : 2, i = 0;
	enum outcome forged;
	int64_t due;

	check_url(exchange);
	status_hook(exchange, contact, letter, &sent, i++, n, 0);
	if (after_delivery)
		status_hook(exchange, contact, letter, &delivered, i++, n, 0);
	status_hook(exchange, contact, letter, words, i, n, 0);
	if (contact_forged(exchange, contact, &forged, &due))
		status_hook(exchange, contact, letter, &outcome_words[forged], 0, n, due);
	people_click(exchange, contact, n, letter->link);
	contact_settle(exchange, contact, n);
}

static void
say_sent(struct exchange *exchange, const struct letter *letter, const char *failed)
{
	int len = (int)letter->email.len;
	const char *email = letter->email.data;

	if (failed == NULL)
		answer(exchange, 200, "application/json", "{\"status\":\"success\",\"job_id\":\"%s\",\"emails\":[%.*s]}",
		    letter->job, len, email);
	else
		answer(exchange, 200, "application/json",
		    "{\"status\":\"success\",\"job_id\":\"%s\",\"emails\":[],\"failed_emails\":{%.*s:\"%s\"}}", letter->job, len,
		    email, failed);
}

static void
take_letter(struct exchange *exchange, struct letter *letter)
{
	struct contact contact;
	uint64_t serial = ++exchange->twin->serial;

	snprintf(letter->job, sizeof(letter->job), "1ZymBc-%06" PRIu64 "-9X", serial);
	if (letter->attempt.len == 0)
		letter->attempt = view_of(letter->job);
	enum taken taken = contact_take(exchange, letter->attempt, json_text_of(letter->email, exchange->arena), &contact);
	if (taken == TAKEN_ERROR_IN_200)
		say_sent(exchange, letter, "temporary_unavailable");
	if (taken != TAKEN)
		return;
	const char *failed = contact.at_once ? outcome_words[contact.outcome].go_failed : NULL;
	if (failed == NULL)
		play_letter(exchange, &contact, letter);
	else
		contact_settle(exchange, &contact, 1);
	say_sent(exchange, letter, failed);
}

static bool
is_known(struct exchange *exchange)
{
	const char *key = exchange->twin->secrets.unisender_go_key;
	struct view given = http_header(exchange->request, "X-API-KEY");

	if (given.data == NULL)
		given = json_text_at(exchange->request->body, "api_key", exchange->arena);
	return view_is(given, key);
}

/* What both addresses ask of a request before they read it. */
static bool
is_proper(struct exchange *exchange)
{
	struct view type = http_header(exchange->request, "Content-Type");

	if (!view_is(exchange->request->method, "POST") || type.data == NULL || !view_starts(type, "application/json"))
		say_error(exchange, 400, 101, "Only POST requests with JSON are allowed");
	else if (!json_is_valid(exchange->request->body))
		say_error(exchange, 400, 102, "Error parsing JSON");
	else if (!is_known(exchange))
		say_error(exchange, 401, 114, "user not found");
	else
		return true;
	return false;
}

void
unisender_go_suppress(struct exchange *exchange)
{
	struct view body = exchange->request->body;

	if (!is_proper(exchange))
		return;
	if (json_text_at(body, "email", exchange->arena).len < 5 ||
	    !view_is(json_text_at(body, "cause", exchange->arena), "unsubscribed")) {
		say_error(exchange, 400, 150, "email and cause are required");
		return;
	}
	exchange->counts->listed++;
	answer(exchange, 200, "application/json", "{\"status\":\"success\"}");
}

void
unisender_go_exchange(struct exchange *exchange)
{
	struct view body = exchange->request->body;
	struct letter letter;

	if (!is_proper(exchange))
		return;
	letter.email = json_at(body, "message.recipients.0.email");
	letter.metadata = json_at(body, "message.recipients.0.metadata");
	letter.attempt = json_text_at(letter.metadata, "attempt_id", exchange->arena);
	letter.link = unsubscribe_link(body, exchange->arena);
	if (letter.metadata.len == 0)
		letter.metadata = view_of("{}");
	if (letter.email.len < 5 || letter.email.len > 256 || memchr(letter.email.data, '@', letter.email.len) == NULL)
		say_error(exchange, 400, 150, "no recipients");
	else if (json_at(body, "message.from_email").len == 0 || json_at(body, "message.subject").len == 0)
		say_error(exchange, 400, 150, "from_email and subject are required");
	else
		take_letter(exchange, &letter);
}
