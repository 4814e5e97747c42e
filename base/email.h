/* email.h - e-mail addresses as people write them, normalised: trimmed, the domain in lower case.  Pure. */
#ifndef BASE_EMAIL_H
#define BASE_EMAIL_H

#include <stdbool.h>

#include "base/buf.h"

enum { EMAIL_TEXT = 255 };

bool email_parse(struct view text, char out[EMAIL_TEXT]);
bool email_is_role_mailbox(const char *address);	/* info@, office@, zakaz@... */
void email_mask(const char *address, char out[EMAIL_TEXT]);	/* "i***@example.ru" */

#endif
