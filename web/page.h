/*
 * page.h - the few public pages: plain HTML, no script, a policy that allows none.
 */
#ifndef WEB_PAGE_H
#define WEB_PAGE_H

#include "web/http_server.h"

/* Ends the request. body: HTML inside <main>, written by us; texts from outside go through page_text first. */
void page_reply(struct http_request *request, int status, const char *title, struct view body);
/* The same, and pages of these origins ("https://a.example https://b.example"; "": none) may show it in a frame. */
void page_reply_framed(struct http_request *request, int status, const char *title, struct view body,
    const char *origins);
/* 303: the browser gets the other page, and a reload does not send the form again. */
void page_redirect(struct http_request *request, const char *path);
/* For addresses of our own pages: "?lang=ru" where the visitor chose it so; "" where the browser's wish holds, here and there. */
const char *page_lang(const struct http_request *request);
void page_text(struct buf *out, const char *text);	/* escaped */
void page_day(struct buf *out, int64_t instant);	/* 23.11.2026 */

#endif
