/* consent_page.h - the pages of a form of consents. */
#ifndef WEB_CONSENT_PAGE_H
#define WEB_CONSENT_PAGE_H

#include "compliance/form.h"
#include "web/route.h"

/* wrong: a sentence above the form, or NULL. */
void consent_page_form(struct call *call, const struct form *form, int status, const char *wrong);
/* Where the code is entered; page: the session's token. by_letter: there is nothing to enter. */
void consent_page_code(struct call *call, const struct form *form, const char *page, bool by_letter, const char *wrong);
/* A page with one sentence. */
void consent_page_say(struct call *call, const struct form *form, int status, const char *title, const char *sentence);

#endif
