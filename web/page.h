/*
 * page.h - the few public pages: plain HTML, no script, a policy that allows none.
 */
#ifndef WEB_PAGE_H
#define WEB_PAGE_H

#include "web/http_server.h"

/* Ends the request. body: HTML inside <main>, written by us; texts from outside go through page_text first. */
void page_reply(struct http_request *request, int status, const char *title, struct view body);
void page_text(struct buf *out, const char *text);	/* escaped */

#endif
