/*
 * form.h - application/x-www-form-urlencoded text as a flat JSON object of texts.
 *
 * What is not UTF-8 is read as windows-1251: some providers send that when
 * their cabinet is not set otherwise, and a refusal must not be lost for it.
 */
#ifndef DIALER_FORM_H
#define DIALER_FORM_H

#include <stdbool.h>

#include "base/buf.h"
#include "dialer/pointer.h"

enum { FORM_FIELDS = 64 };

/* The caller's to json_decref; NULL: an impossible escape, a NUL or too many fields. */
json_t *form_read(struct view text);
/* The decoded value of the first field of that name. */
bool form_field(struct view text, const char *name, struct buf *out);

#endif
