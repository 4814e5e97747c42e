/*
 * pointer.h - JSON pointers (RFC 6901), compiled; "{to}" as a step stands for the order's address.
 */
#ifndef DIALER_POINTER_H
#define DIALER_POINTER_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"

/* jansson's; its header and base/json.h cannot be had in one file: both have a json_object. */
typedef struct json_t json_t;

enum { POINTER_STEPS = 8, VALUE_TEXT = 32 };

struct pointer {
	int steps;
	const char *step[POINTER_STEPS];	/* NULL: the order's address */
};

/* text begins with "/"; false when it is no pointer or too deep. */
bool pointer_compile(struct arena *arena, struct view text, struct pointer *out);
const json_t *pointer_find(const struct pointer *pointer, const json_t *tree, const char *address);	/* NULL: nothing there */
/* A text, number or boolean as text, numbers written into room; false for anything else. */
bool json_value_text(const json_t *value, char room[VALUE_TEXT], struct view *out);

#endif
