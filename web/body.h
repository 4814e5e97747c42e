/*
 * body.h - the JSON object that a request brings.
 *
 * Unknown members, wrong types, duplicates and what is too long are refused
 * with the member's name, so that a misspelt word never passes in silence.
 */
#ifndef WEB_BODY_H
#define WEB_BODY_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

struct body;

/* known: NULL-terminated names that may stand in it. */
struct body *body_read(struct view bytes, const char *const *known, struct err *err);
void *body_free(struct body *body);
bool body_has(const struct body *body, const char *name);
bool body_int(const struct body *body, const char *name, int64_t *out, struct err *err) warn_unused;
/* The text of 1 to size - 1 bytes. */
bool body_text(const struct body *body, const char *name, char *out, size_t size, struct err *err) warn_unused;
/* "" when it is not there. */
bool body_text_or_none(const struct body *body, const char *name, char *out, size_t size, struct err *err) warn_unused;
/* 0 when it is not there. */
bool body_instant_or_none(const struct body *body, const char *name, int64_t *out, struct err *err) warn_unused;
/* Exactly len bytes as hexadecimal digits. */
bool body_hex(const struct body *body, const char *name, void *out, size_t len, struct err *err) warn_unused;

#endif
