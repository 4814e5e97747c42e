/* page.c - the few public pages. */
#include "web/page.h"

#include "base/crypto.h"
#include "base/lang.h"

static const char STYLE[] =
    "body{font:18px/1.5 system-ui,sans-serif;margin:0;background:#f4f6f8;color:#1b2733}"
    "main{max-width:34em;margin:10vh auto;padding:2em;background:#fff;border-radius:12px}"
    "h1{font-size:1.4em;margin-top:0}"
    "button{font:inherit;width:100%;margin:.4em 0;padding:.8em;border:0;border-radius:8px;background:#0b5cad;"
    "color:#fff;cursor:pointer}"
    "button.second{background:#fff;color:#8a1f11;box-shadow:inset 0 0 0 2px #8a1f11}"
    "input{font:inherit;width:100%;box-sizing:border-box;padding:.6em;border:2px solid #5b6b7a;border-radius:8px}"
    "button:focus-visible{outline:3px solid #ffbf47;outline-offset:2px}";

void
page_text(struct buf *out, const char *text)
{
	for (; *text != '\0'; text++) {
		switch (*text) {
		case '<':
			buf_add_text(out, "&lt;");
			break;
		case '>':
			buf_add_text(out, "&gt;");
			break;
		case '&':
			buf_add_text(out, "&amp;");
			break;
		case '"':
			buf_add_text(out, "&quot;");
			break;
		case '\'':
			buf_add_text(out, "&#39;");
			break;
		default:
			buf_add_char(out, *text);
		}
	}
}

/* The style is named by its hash, so that nothing that slips into the page can style or run. */
static void
add_policy(struct http_request *request)
{
	struct buf policy = {0};
	uint8_t hash[SHA256_SIZE];

	sha256(STYLE, sizeof(STYLE) - 1, hash);
	buf_add_text(&policy, "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
	    "style-src 'sha256-");
	base64_add(&policy, hash, sizeof(hash));
	buf_add_char(&policy, '\'');
	http_reply_header(request, "Content-Security-Policy", policy.data);
	buf_release(&policy);
}

void
page_reply(struct http_request *request, int status, const char *title, struct view body)
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
	add_policy(request);
	http_reply_header(request, "Cache-Control", "no-store");
	http_reply_header(request, "Referrer-Policy", "no-referrer");
	http_reply(request, status, "text/html; charset=utf-8", buf_view(&out));
	buf_release(&out);
}
