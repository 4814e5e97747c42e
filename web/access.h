/*
 * access.h - who calls the API, and whether their role may.
 *
 * Every address of routes.def that is not PUBLIC wants "Authorization: Bearer SECRET"
 * (compliance/access_token.h); who acts is the secret's person, never a word of the body.
 */
#ifndef WEB_ACCESS_H
#define WEB_ACCESS_H

#include "web/route.h"

/* False: it has been replied to, with 401, 403, 429 or 503.  Else call->caller is filled, but for public addresses. */
bool access_admit(struct call *call, const struct route *route) warn_unused;

#endif
