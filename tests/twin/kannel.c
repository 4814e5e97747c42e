/*
 * kannel.c - Kannel's sendsms: GET, or POST of text/plain with X-Kannel headers; delivery reports by GET of dlr-url.
 *
 * It returns no message id and signs nothing: our attempt is what is found in
 * dlr-url.  Letters beyond ASCII without coding=2 become question marks.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/uuid.h"
#include "tests/twin/contact.h"

struct sms {
	struct view username, password, to, from, text, coding, charset, dlr_url;
	int dlr_mask;
};

static void
say(struct exchange *exchange, int status, const char *text)
{
	if (status >= 400)
		exchange->counts->refused++;
	buf_add_text(exchange->headers, "Server: Kannel/1.4.5\r\nPragma: no-cache\r\nCache-Control: no-cache\r\n");
	answer(exchange, status, "text/html", "%s", text);
}

static int
mask_of(struct view text)
{
	int mask = 0;

	for (size_t i = 0; i < text.len && i < 3 && text.data[i] >= '0' && text.data[i] <= '9'; i++)
		mask = mask * 10 + text.data[i] - '0';
	return mask;
}

static void
read_query(struct exchange *exchange, struct sms *out)
{
	struct arena *arena = exchange->arena;
	struct form form;

	form_read(exchange->request->query, &form);
	*out = (struct sms){
		.username = form_get(&form, form_has(&form, "username") ? "username" : "user", arena),
		.password = form_get(&form, form_has(&form, "password") ? "password" : "pass", arena),
		.to = form_get(&form, "to", arena), .from = form_get(&form, "from", arena),
		.text = form_get(&form, "text", arena), .coding = form_get(&form, "coding", arena),
		.charset = form_get(&form, "charset", arena), .dlr_url = form_get(&form, "dlr-url", arena),
		.dlr_mask = mask_of(form_get(&form, "dlr-mask", arena)),
	};
}

static struct view
header(struct exchange *exchange, const char *name)
{
	struct view value = http_header(exchange->request, name);
	return value.data != NULL ? value : (struct view){"", 0};
}

static void
read_headers(struct exchange *exchange, struct sms *out)
{
	struct view type = header(exchange, "Content-Type");
	const char *charset = memmem(type.data, type.len, "charset=", 8);

	*out = (struct sms){
		.username = header(exchange, "X-Kannel-Username"), .password = header(exchange, "X-Kannel-Password"),
		.to = header(exchange, "X-Kannel-To"), .from = header(exchange, "X-Kannel-From"),
		.text = exchange->request->body, .coding = header(exchange, "X-Kannel-Coding"),
		.dlr_mask = mask_of(header(exchange, "X-Kannel-DLR-Mask")),
		.dlr_url = header(exchange, "X-Kannel-DLR-Url"),
	};
	if (charset != NULL)
		out->charset = (struct view){charset + 8, type.len - (size_t)(charset + 8 - type.data)};
}

/* The first UUID in the URL; else the whole of it. */
static struct view
attempt_in(struct view url)
{
	char text[UUID_TEXT];
	struct uuid uuid;

	for (size_t i = 0; i + UUID_TEXT - 1 <= url.len; i++) {
		if (url.data[i + 8] != '-' || url.data[i + 13] != '-')
			continue;
		memcpy(text, url.data + i, UUID_TEXT - 1);
		text[UUID_TEXT - 1] = '\0';
		if (uuid_parse(text, &uuid))
			return (struct view){url.data + i, UUID_TEXT - 1};
	}
	return url;
}

struct report {
	int type;
	const char *answer;
	struct view to, from, text;
	int64_t time;
	uint64_t serial;
};

/* Kannel's escape codes; one that it does not know is dropped. */
static void
fill_url(struct view url, const struct report *report, struct buf *out)
{
	buf_clear(out);
	for (size_t i = 0; i < url.len; i++) {
		if (url.data[i] != '%' || i + 1 == url.len) {
			buf_add_char(out, url.data[i]);
			continue;
		}
		switch (url.data[++i]) {
		case 'd': buf_add_int(out, report->type); break;
		case 'A': url_encode(out, view_of(report->answer)); break;
		case 'i': buf_add_text(out, "TWIN"); break;
		case 'p': url_encode(out, report->to); break;
		case 'P': url_encode(out, report->from); break;
		case 'a': url_encode(out, report->text); break;
		case 'T': buf_add_int(out, report->time / SECOND); break;
		case 't': {
			char text[24];
			utc_text(report->time, text);
			url_encode(out, view_of(text));
			break;
		}
		case 'I': buf_add_format(out, "6b617a00-0000-4000-8000-%012" PRIx64, report->serial); break;
		case 'F': buf_add_int(out, (int64_t)report->serial); break;
		case 'c': buf_add_text(out, "2"); break;
		default: break;
		}
	}
}

static void
dlr(struct exchange *exchange, const struct contact *contact, const struct sms *sms, struct report *report, int i)
{
	static struct buf url;

	if ((sms->dlr_mask & report->type) == 0)
		return;
	report->time = exchange->stated + contact_due(contact, i, 2) - exchange->now;
	fill_url(sms->dlr_url, report, &url);
	struct hook_order order = {.method = "GET", .url = buf_view(&url)};
	contact_hook(exchange, contact, i, 2, &order);
}

static void
inbound(struct exchange *exchange, const struct contact *contact, const struct sms *sms, const struct reply *reply)
{
	static struct buf url;
	char given[512];
	struct report report = {.to = sms->to, .from = sms->from, .text = reply->text, .answer = "",
	    .time = exchange->stated + reply->due - exchange->now, .serial = ++exchange->twin->serial};

	if (reply->refuses)
		exchange->counts->stops++;
	else
		exchange->counts->replies++;
	snprintf(given, sizeof(given), "%s/hooks/kannel/mo?token=%s&from=%%p&to=%%P&text=%%a&coding=%%c&id=%%I&t=%%T",
	    hooks_url(exchange->twin->hooks), exchange->twin->secrets.kannel_token);
	fill_url(view_of(contact->script->get_url[0] ? contact->script->get_url : given), &report, &url);
	struct hook_order order = {.method = "GET", .url = buf_view(&url)};
	hooks_send(exchange->twin->hooks, exchange->counts, &order, reply->due);
}

/* A forged report is a true-looking one without the secret word of the URL. */
static void
forge(struct exchange *exchange, const struct contact *contact)
{
	enum outcome outcome;
	int64_t due;
	struct buf url = {0};

	if (!contact_forged(exchange, contact, &outcome, &due))
		return;
	buf_add_format(&url, "%s/hooks/kannel?token=forged&attempt=%.*s&status=%d", hooks_url(exchange->twin->hooks),
	    (int)contact->attempt.len, contact->attempt.data, outcome_words[outcome].kannel_type);
	struct hook_order order = {.method = "GET", .url = buf_view(&url), .forged = true};
	hooks_send(exchange->twin->hooks, exchange->counts, &order, due);
	buf_release(&url);
}

static struct view
text_shown(struct exchange *exchange, const struct sms *sms, bool *garbled)
{
	char *shown = arena_take(exchange->arena, sms->text.len);
	size_t len = 0;

	*garbled = false;
	for (size_t i = 0; i < sms->text.len; i++) {
		unsigned char c = (unsigned char)sms->text.data[i];
		if (c >= 0x80 && !(view_is(sms->coding, "2") && view_is_word(sms->charset, "utf-8"))) {
			*garbled = true;
			if (c >= 0xc0)
				shown[len++] = '?';
		} else {
			shown[len++] = (char)c;
		}
	}
	return (struct view){shown, len};
}

static void
take_sms(struct exchange *exchange, const struct sms *sms)
{
	uint64_t serial = ++exchange->twin->serial;
	struct contact contact;
	struct reply reply;
	char given[24];
	bool garbled;

	snprintf(given, sizeof(given), "k%" PRIu64, serial);	/* without dlr-url nobody can tell whose it is */
	enum taken taken = contact_take(exchange, sms->dlr_url.len > 0 ? attempt_in(sms->dlr_url) : view_of(given), sms->to,
	    &contact);
	if (taken == TAKEN_ERROR_IN_200)
		say(exchange, 503, "Temporal failure, try again later.");	/* Kannel has no error under 2xx */
	if (taken != TAKEN)
		return;
	struct view shown = text_shown(exchange, sms, &garbled);
	message_keep(exchange, contact.address, shown, garbled);
	const struct outcome_words *words = &outcome_words[contact.outcome];
	struct report report = {.type = 8, .answer = "ACK/", .to = sms->to, .from = sms->from, .text = sms->text,
	    .serial = serial};
	if (sms->dlr_url.len > 0) {
		dlr(exchange, &contact, sms, &report, 0);
		report.type = words->kannel_type;
		report.answer = words->kannel_answer;
		dlr(exchange, &contact, sms, &report, 1);
		forge(exchange, &contact);
	}
	if (people_reply(&contact, 2, &reply))
		inbound(exchange, &contact, sms, &reply);
	contact_settle(exchange, &contact, 2);
	say(exchange, 202, "0: Accepted for delivery");
}

void
kannel_exchange(struct exchange *exchange)
{
	const struct secrets *secrets = &exchange->twin->secrets;
	bool post = view_is(exchange->request->method, "POST");
	struct sms sms;

	if (post && !view_starts(header(exchange, "Content-Type"), "text/plain")) {
		say(exchange, 400, "Invalid content-type");
		return;
	}
	if (post)
		read_headers(exchange, &sms);
	else
		read_query(exchange, &sms);
	if (!view_is(sms.username, secrets->kannel_username) || !view_is(sms.password, secrets->kannel_password))
		say(exchange, 403, "Authorization failed for sendsms");
	else if (sms.to.len == 0)
		say(exchange, 400, "Missing receiver number, rejected");
	else
		take_sms(exchange, &sms);
}
