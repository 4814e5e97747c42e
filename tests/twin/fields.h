/*
 * fields.h - reading values out of forms and JSON texts without building a tree.
 *
 * Decoded text lands in an arena of one request; a decoded value is never
 * longer than its encoded form, so the arena's size is known beforehand.
 */
#ifndef TWIN_FIELDS_H
#define TWIN_FIELDS_H

#include <stdbool.h>

#include "base/buf.h"

struct arena {
	struct buf memory;
	size_t used;
};
void arena_reset(struct arena *arena, size_t room);
char *arena_take(struct arena *arena, size_t len);

enum { FORM_FIELDS = 48 };
struct form {
	int count;
	struct {
		struct view name, value;	/* encoded */
	} field[FORM_FIELDS];
};
void form_read(struct view text, struct form *out);
bool form_has(const struct form *form, const char *name);
/* Decoded; an empty view when absent. */
struct view form_get(const struct form *form, const char *name, struct arena *arena);
struct view url_decode(struct view text, struct arena *arena);
void url_encode(struct buf *out, struct view text);

bool json_is_valid(struct view text);
/* The raw value at a path like "message.recipients.0.email"; an empty view when absent. */
struct view json_at(struct view text, const char *path);
/* The text of a raw value: strings unquoted, all else as it stands. */
struct view json_text_of(struct view raw, struct arena *arena);
struct view json_text_at(struct view text, const char *path, struct arena *arena);

#endif
