/* public_form.h - the form that a public address names: of consents, or of the page "Why did you contact me?". */
#ifndef WEB_PUBLIC_FORM_H
#define WEB_PUBLIC_FORM_H

#include "compliance/form.h"
#include "web/route.h"

/* By the first parameter of the address; shows: which of both kinds is meant.  False: replied to already. */
bool public_form_open(struct call *call, bool shows, struct db **db, struct form *form);

#endif
