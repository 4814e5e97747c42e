/* page.c - the few public pages. */
#include "web/page.h"

#include "base/clock.h"
#include "base/crypto.h"
#include "base/html.h"
#include "base/lang.h"

static const char STYLE[] =
    "body{font:18px/1.5 system-ui,sans-serif;margin:0;background:#f4f6f8;color:#1b2733}"
    "main{max-width:34em;margin:10vh auto;padding:2em;background:#fff;border-radius:12px}"
    "h1{font-size:1.4em;margin-top:0}"
    "h2{font-size:1.15em;margin:1.6em 0 .4em}"
    "button{font:inherit;width:100%;margin:.4em 0;padding:.8em;border:0;border-radius:8px;background:#0b5cad;"
    "color:#fff;cursor:pointer}"
    "button.second{background:#fff;color:#8a1f11;box-shadow:inset 0 0 0 2px #8a1f11}"
    "input:not([type=checkbox]){font:inherit;display:block;width:100%;box-sizing:border-box;margin:.2em 0 1em;"
    "padding:.6em;border:1px solid #8793a0;border-radius:8px}"
    "fieldset{border:1px solid #c5ccd3;border-radius:8px;margin:1em 0}"
    "fieldset p{white-space:pre-wrap;overflow-wrap:anywhere;margin:.4em 0}"
    "summary{cursor:pointer}"
    "input[type=checkbox]{width:1.2em;height:1.2em;vertical-align:-.2em}"
    ".wrong{border-left:4px solid #8a1f11;padding-left:.8em}"
    "input:focus-visible,button:focus-visible,summary:focus-visible,a:focus-visible{outline:3px solid #1b2733;outline-offset:2px}";

void
page_text(struct buf *out, const char *text)
{
	html_escape(view_of(text), out);
}

void
page_day(struct buf *body, int64_t instant)
{
	int year, month, day;

	day_date(instant / DAY, &year, &month, &day);
	buf_add_format(body, "%02d.%02d.%d", day, month, year);
}

/* The style is named by its hash, so that nothing that slips into the page can style or run. */
static void
add_policy(struct http_request *request, const char *origins)
{
	struct buf policy = {0};
	uint8_t hash[SHA256_SIZE];

	sha256(STYLE, sizeof(STYLE) - 1, hash);
	buf_add_format(&policy, "default-src 'none'; form-action 'self'; frame-ancestors %s; base-uri 'none'; "
	    "style-src 'sha256-", *origins != '\0' ? origins : "'none'");
	base64_add(&policy, hash, sizeof(hash));
	buf_add_char(&policy, '\'');
	http_reply_header(request, "Content-Security-Policy", policy.data);
	buf_release(&policy);
}

void
page_reply(struct http_request *request, int status, const char *title, struct view body)
{
	page_reply_framed(request, status, title, body, "");
}

const char *
page_lang(const struct http_request *request)
{
	return view_is(request->query, "lang=en") ? "?lang=en" : view_is(request->query, "lang=ru") ? "?lang=ru" : "";
}

void
page_redirect(struct http_request *request, const char *path)
{
	http_reply_header(request, "Location", path);
	http_reply_header(request, "Cache-Control", "no-store");
	http_reply_header(request, "Referrer-Policy", "no-referrer");
	http_reply(request, 303, "text/plain; charset=utf-8", view_of(""));
}

void
page_reply_framed(struct http_request *request, int status, const char *title, struct view body, const char *origins)
{
	struct buf out = {0};

	buf_add_format(&out, "<!doctype html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">"
	    "<meta name=\"viewport\" content=\"width=device-width\"><meta name=\"robots\" content=\"noindex\"><title>",
	    lang_get() == LANG_EN ? "en" : "ru");
	page_text(&out, title);
	buf_add_format(&out, "</title><style>%s</style></head><body><main><h1>", STYLE);
	page_text(&out, title);
	buf_add_text(&out, "</h1>\n");
	buf_add(&out, body.data, body.len);
	buf_add_text(&out, "</main></body></html>\n");
	add_policy(request, origins);
	http_reply_header(request, "Cache-Control", "no-store");
	http_reply_header(request, "Referrer-Policy", "no-referrer");
	http_reply(request, status, "text/html; charset=utf-8", buf_view(&out));
	buf_release(&out);
}
