/* fields.c - reading values out of forms. */
#include "tests/twin/fields.h"

#include <string.h>

#include "base/err.h"

void
arena_reset(struct arena *arena, size_t room)
{
	buf_clear(&arena->memory);
	buf_room(&arena->memory, room);
	arena->used = 0;
}

char *
arena_take(struct arena *arena, size_t len)
{
	must(arena->used + len <= arena->memory.size);
	char *taken = arena->memory.data + arena->used;
	arena->used += len;
	return taken;
}

void
form_read(struct view text, struct form *out)
{
	out->count = 0;
	while (text.len > 0 && out->count < FORM_FIELDS) {
		const char *end = memchr(text.data, '&', text.len);
		size_t len = end ? (size_t)(end - text.data) : text.len;
		const char *equals = memchr(text.data, '=', len);
		size_t name = equals ? (size_t)(equals - text.data) : len;
		if (len > 0) {
			out->field[out->count].name = (struct view){text.data, name};
			out->field[out->count++].value =
			    equals ? (struct view){equals + 1, len - name - 1} : (struct view){"", 0};
		}
		text.data += len + (end != NULL);
		text.len -= len + (end != NULL);
	}
}

bool
form_has(const struct form *form, const char *name)
{
	for (int i = 0; i < form->count; i++)
		if (view_is(form->field[i].name, name))
			return true;
	return false;
}

static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

struct view
url_decode(struct view text, struct arena *arena)
{
	char *start = arena_take(arena, text.len);
	char *end = start;

	for (size_t i = 0; i < text.len; i++) {
		char c = text.data[i];
		if (c == '+') {
			c = ' ';
		} else if (c == '%' && i + 2 < text.len && hex_value(text.data[i + 1]) >= 0 &&
		    hex_value(text.data[i + 2]) >= 0) {
			c = (char)(hex_value(text.data[i + 1]) << 4 | hex_value(text.data[i + 2]));
			i += 2;
		}
		*end++ = c;
	}
	return (struct view){start, (size_t)(end - start)};
}

struct view
form_get(const struct form *form, const char *name, struct arena *arena)
{
	for (int i = 0; i < form->count; i++)
		if (view_is(form->field[i].name, name))
			return url_decode(form->field[i].value, arena);
	return (struct view){"", 0};
}

void
url_encode(struct buf *out, struct view text)
{
	static const char digits[] = "0123456789ABCDEF";

	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.data[i];
		bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
		    (c != '\0' && strchr("-._~", c) != NULL);
		if (plain) {
			buf_add_char(out, (char)c);
		} else {
			char escaped[3] = {'%', digits[c >> 4], digits[c & 15]};
			buf_add(out, escaped, 3);
		}
	}
}
