/*
 * smsc.c - SMSC.ru: send.php, status.php and balance.php with fmt=3, callbacks of statuses and incoming SMS.
 *
 * Errors come under HTTP 200.  Without charset=utf-8 the text is read as
 * windows-1251, so that UTF-8 letters reach the subscriber garbled.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "tests/twin/contact.h"

static const char *const error_texts[] = {"", "parameters error", "authorise error", "no money", "IP is blocked",
    "date format error", "message is denied", "invalid number", "message can not be delivered",
    "duplicate request, wait a minute"};

static void
say_error(struct exchange *exchange, int format, int code)
{
	const char *text = error_texts[code > 0 && code < 10 ? code : 1];

	if (format == 3)
		answer(exchange, 200, "application/json", "{\"error\":\"%s\",\"error_code\":%d}", text, code);
	else if (format == 1)
		answer(exchange, 200, "text/plain", "0,-%d", code);
	else
		answer(exchange, 200, "text/plain", "ERROR = %d (%s)", code, text);
}

static void
post(struct exchange *exchange, const struct contact *contact, struct view form, int i, int n, int64_t due, bool forged)
{
	struct twin *twin = exchange->twin;
	char url[512];

	snprintf(url, sizeof(url), "%s/hooks/smsc?token=%s", hooks_url(twin->hooks),
	    forged ? "forged" : twin->secrets.smsc_token);
	struct hook_order order = {.method = "POST", .url = view_of(url), .body = form, .forged = forged,
	    .content_type = "application/x-www-form-urlencoded; charset=utf-8"};
	if (due != 0)
		hooks_send(twin->hooks, exchange->counts, &order, due);
	else
		contact_hook(exchange, contact, i, n, &order);
}

static int64_t
stated_at(const struct exchange *exchange, int64_t due)
{
	return exchange->stated + due - exchange->now;
}

static void
status_hook(struct exchange *exchange, const struct contact *contact, const int status[2], int i, int n, int64_t forged_due)
{
	static struct buf form, text;
	struct view id = contact->attempt, phone = contact->address;
	int64_t at = stated_at(exchange, forged_due ? forged_due : contact_due(contact, i, n));
	char sign[65], time[24];

	buf_clear(&text);
	buf_add(&text, id.data, id.len);
	buf_add_char(&text, ':');
	buf_add(&text, phone.data, phone.len);
	buf_add_char(&text, ':');
	buf_add_int(&text, status[0]);
	buf_add_char(&text, ':');
	buf_add_text(&text, forged_due ? "forged" : exchange->twin->secrets.smsc_secret);
	smsc_sign(buf_view(&text), sign);
	moscow_text(at, time);
	buf_clear(&form);
	buf_add_text(&form, "id=");
	url_encode(&form, id);
	buf_add_text(&form, "&phone=");
	url_encode(&form, phone);
	buf_add_format(&form, "&status=%d&time=", status[0]);
	url_encode(&form, view_of(time));
	buf_add_format(&form, "&ts=%" PRId64 "&err=%d&type=0&cnt=1&md5=%s", at / SECOND, status[1], sign);
	post(exchange, contact, buf_view(&form), i, n, forged_due, forged_due != 0);
}

static void
inbound(struct exchange *exchange, const struct contact *contact, struct view sender, const struct reply *reply)
{
	static struct buf form, text;
	struct view phone = contact->address;
	struct view to = sender.len > 0 ? sender : view_of("79990000000");
	char sign[65], time[24];

	if (reply->refuses)
		exchange->counts->stops++;
	else
		exchange->counts->replies++;
	buf_clear(&text);
	buf_add_format(&text, "%.*s:%.*s:%.*s:%s", (int)phone.len, phone.data, (int)reply->text.len, reply->text.data,
	    (int)to.len, to.data, exchange->twin->secrets.smsc_secret);
	smsc_sign(buf_view(&text), sign);
	moscow_text(stated_at(exchange, reply->due), time);
	buf_clear(&form);
	buf_add_text(&form, "phone=");
	url_encode(&form, phone);
	buf_add_text(&form, "&to=");
	url_encode(&form, to);
	buf_add_text(&form, "&mes=");
	url_encode(&form, reply->text);
	buf_add_format(&form, "&sms_id=%" PRIu64 "&time=", ++exchange->twin->serial);
	url_encode(&form, view_of(time));
	buf_add_format(&form, "&md5=%s", sign);
	post(exchange, contact, buf_view(&form), 0, 1, reply->due, false);
}

static bool
is_ascii(struct view text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.data[i] >= 0x80)
			return false;
	return true;
}

/* Parts of an SMS: 160 or 153 Latin, 70 or 67 other letters. */
static int
parts_of(struct view text)
{
	bool latin = is_ascii(text);
	size_t letters = 0, one = latin ? 160 : 70, part = latin ? 153 : 67;

	for (size_t i = 0; i < text.len; i++)
		letters += ((unsigned char)text.data[i] & 0xc0) != 0x80;
	return letters <= one ? 1 : (int)((letters + part - 1) / part);
}

static void
say_sent(struct exchange *exchange, const struct form *form, int format, struct view id, int parts)
{
	bool number = true;
	struct view cost = form_get(form, "cost", exchange->arena);

	for (size_t i = 0; i < id.len; i++)
		number = number && id.data[i] >= '0' && id.data[i] <= '9';
	const char *quote = number ? "" : "\"";
	if (format != 3) {
		answer(exchange, 200, "text/plain", format == 1 ? "%.*s,%d" : "OK - ID - %.*s, %d SMS", (int)id.len, id.data,
		    parts);
		return;
	}
	answer(exchange, 200, "application/json", "{\"id\":%s%.*s%s,\"cnt\":%d", quote, (int)id.len, id.data, quote, parts);
	if (view_is(cost, "2") || view_is(cost, "3"))
		answer(exchange, 200, "application/json", ",\"cost\":\"%d.%02d\"", parts * 144 / 100, parts * 144 % 100);
	if (view_is(cost, "3"))
		answer(exchange, 200, "application/json", ",\"balance\":\"99.5\"");
	answer(exchange, 200, "application/json", "}");
}

/* Digits with what people put between them; one number, for the twin serves one order a request. */
static bool
is_phone(struct view phone)
{
	size_t digits = 0;

	for (size_t i = 0; i < phone.len; i++) {
		if (phone.data[i] >= '0' && phone.data[i] <= '9')
			digits++;
		else if (strchr("+-() ", phone.data[i]) == NULL || phone.data[i] == '\0')
			return false;
	}
	return digits >= 10 && digits <= 15;
}

static void
take_message(struct exchange *exchange, const struct form *form, int format, struct view phone, struct view id)
{
	struct contact contact;
	struct view text = form_get(form, "mes", exchange->arena);
	struct view charset = form_get(form, "charset", exchange->arena);
	struct reply reply;
	enum outcome forged;
	int64_t due;

	enum taken taken = contact_take(exchange, id, phone, &contact);
	if (taken == TAKEN_ERROR_IN_200)
		say_error(exchange, format, contact.script->fault[FAULT_ERROR_IN_200].code ?
		    contact.script->fault[FAULT_ERROR_IN_200].code : 9);
	if (taken != TAKEN)
		return;
	const struct outcome_words *words = &outcome_words[contact.outcome];
	contact_settle(exchange, &contact, 1);
	if (contact.at_once && words->smsc_error != 0) {
		say_error(exchange, format, words->smsc_error);
		return;
	}
	bool garbled = !view_is_word(charset, "utf-8") && !is_ascii(text);
	message_keep(exchange, contact.address, garbled ? view_of("Ð?Ñ?Ð?Ð?Ñ?Ð?") : text, garbled);
	status_hook(exchange, &contact, (int[2]){words->smsc_status, words->smsc_err}, 0, 1, 0);
	if (contact_forged(exchange, &contact, &forged, &due))
		status_hook(exchange, &contact,
		    (int[2]){outcome_words[forged].smsc_status, outcome_words[forged].smsc_err}, 0, 1, due);
	if (people_reply(&contact, 1, &reply))
		inbound(exchange, &contact, form_get(form, "sender", exchange->arena), &reply);
	say_sent(exchange, form, format, id, parts_of(text));
}

static void
send_php(struct exchange *exchange, const struct form *form, int format)
{
	struct view phones = form_get(form, "phones", exchange->arena);
	struct view id = form_get(form, "id", exchange->arena);
	char given[24];

	if (phones.len == 0 || id.len > 40 || (!form_has(form, "mes") && !form_has(form, "hlr") && !form_has(form, "ping"))) {
		exchange->counts->refused++;
		say_error(exchange, format, 1);
	} else if (!is_phone(phones)) {
		exchange->counts->refused++;
		say_error(exchange, format, 7);
	} else {
		if (id.len == 0) {
			snprintf(given, sizeof(given), "%" PRIu64, 100000 + ++exchange->twin->serial);
			id = view_of(given);
		}
		take_message(exchange, form, format, phones, id);
	}
}

static void
status_php(struct exchange *exchange, const struct form *form)
{
	struct view id = form_get(form, "id", exchange->arena);
	bool list = id.len > 0 && id.data[id.len - 1] == ',';
	char time[24];

	id.len -= list;
	const struct seen *seen = ledger_find(exchange->twin->ledger, id);
	if (seen == NULL || seen->part != PART_SMSC) {
		answer(exchange, 200, "application/json", "%s{\"status\":-3,\"last_date\":\"\",\"last_timestamp\":0,\"err\":0}%s",
		    list ? "[" : "", list ? "]" : "");
		return;
	}
	int64_t final = seen->first + seen->final_after * (int64_t)10000;
	bool settled = final <= exchange->realtime;
	const struct outcome_words *words = &outcome_words[seen->outcome];
	int64_t stated = (settled ? final : seen->first) - exchange->realtime + exchange->stated;
	moscow_text(stated, time);
	answer(exchange, 200, "application/json", "%s{\"status\":%d,\"last_date\":\"%s\",\"last_timestamp\":%" PRId64 ",\"err\":%d}%s",
	    list ? "[" : "", settled ? words->smsc_status : 0, time, stated / SECOND,
	    settled ? words->smsc_err : 0, list ? "]" : "");
}

static void
balance_php(struct exchange *exchange, int format)
{
	struct twin *twin = exchange->twin;

	if (twin->balances == 0 || exchange->now - twin->balance_since > MINUTE) {
		twin->balance_since = exchange->now;
		twin->balances = 0;
	}
	if (++twin->balances > 10) {
		exchange->counts->refused++;
		say_error(exchange, format, 9);
	} else if (format == 3) {
		answer(exchange, 200, "application/json", "{\"balance\":\"12345.67\",\"currency\":\"RUR\"}");
	} else {
		answer(exchange, 200, "text/plain", "12345.67");
	}
}

static bool
is_known(struct exchange *exchange, const struct form *form)
{
	const struct secrets *secrets = &exchange->twin->secrets;
	struct view password = form_get(form, "psw", exchange->arena);
	char hashed[65];

	if (form_has(form, "apikey"))
		return view_is(form_get(form, "apikey", exchange->arena), secrets->smsc_password);
	if (!view_is(form_get(form, "login", exchange->arena), secrets->smsc_login))
		return false;
	if (view_is(password, secrets->smsc_password))
		return true;
	smsc_sign(view_of(secrets->smsc_password), hashed);
	return view_is(password, hashed);
}

void
smsc_exchange(struct exchange *exchange)
{
	const struct http_request *request = exchange->request;
	struct form form;

	form_read(view_is(request->method, "POST") && request->body.len > 0 ? request->body : request->query, &form);
	struct view text = form_get(&form, "fmt", exchange->arena);
	int format = text.len == 1 ? *text.data - '0' : 0;
	if (!is_known(exchange, &form)) {
		exchange->counts->refused++;
		say_error(exchange, format, 2);
	} else if (view_is((struct view){request->path.data + request->path.len - 8, 8}, "send.php")) {
		send_php(exchange, &form, format);
	} else if (view_is((struct view){request->path.data + request->path.len - 11, 11}, "balance.php")) {
		balance_php(exchange, format);
	} else if (form_has(&form, "id")) {
		status_php(exchange, &form);
	} else {
		exchange->counts->refused++;
		say_error(exchange, format, 1);
	}
}
