/* why_page.h - the pages of "Why did you contact me?": plain HTML, no script. */
#ifndef WEB_WHY_PAGE_H
#define WEB_WHY_PAGE_H

#include "compliance/form.h"
#include "compliance/why.h"
#include "web/route.h"

/* Where the address is typed; wrong: a sentence above it, or NULL. */
void why_page_address(struct call *call, const struct form *form, const char *wrong);
/* Where the code is typed: the same bytes for every address. */
void why_page_code(struct call *call, const struct form *form, const char *wrong);
/* Everything about the address of an open session, into body.  done: what has just been done, or NULL. */
bool why_page_tell(struct call *call, struct db *db, const struct form *form, const struct why_request *session, const char *done,
    struct buf *body, struct err *err) warn_unused;

/* The hidden field that binds a button to its session. */
void why_button_make(const struct installation_key *key, const struct why_request *session, char out[LINK_TOKEN_TEXT]);
bool why_button_is(const struct installation_key *key, const struct why_request *session, struct view token);

#endif
