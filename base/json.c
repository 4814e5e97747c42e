/* json.c - writing JSON, fast and canonical. */
#include "base/json.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "base/err.h"

void
json_start(struct json *json, struct buf *buf)
{
	json->buf = buf;
	json->depth = 0;
	json->loose = false;
	json->after_key = false;
}

void
json_start_loose(struct json *json, struct buf *buf)
{
	json_start(json, buf);
	json->loose = true;
}

/* What stands before a value: nothing after a name, else a comma after a sibling. */
static void
before_value(struct json *json)
{
	if (json->after_key) {
		json->after_key = false;
		return;
	}
	if (json->depth == 0)
		return;
	must(!json->level[json->depth - 1].object);
	if (!json->level[json->depth - 1].empty)
		buf_add_char(json->buf, ',');
	json->level[json->depth - 1].empty = false;
}

static void
open_level(struct json *json, bool object)
{
	before_value(json);
	must(json->depth < JSON_DEPTH);
	json->level[json->depth].object = object;
	json->level[json->depth].empty = true;
	json->level[json->depth].last[0] = '\0';
	json->depth++;
	buf_add_char(json->buf, object ? '{' : '[');
}

void
json_object(struct json *json)
{
	open_level(json, true);
}

void
json_array(struct json *json)
{
	open_level(json, false);
}

void
json_end(struct json *json)
{
	must(json->depth > 0 && !json->after_key);
	json->depth--;
	buf_add_char(json->buf, json->level[json->depth].object ? '}' : ']');
}

/* Does one of eight bytes need an escape: below 0x20, a quote or a backslash?  May say yes too often, for bytes above 0x7F. */
static bool
any_special(uint64_t bytes)
{
	const uint64_t ones = 0x0101010101010101, tops = 0x8080808080808080;
	uint64_t quotes = bytes ^ ones * '"', slashes = bytes ^ ones * '\\';
	uint64_t below = bytes - ones * 0x20;

	return ((below | (quotes - ones) | (slashes - ones)) & ~bytes & tops) != 0;
}

/* Eight bytes at a time; the last eight overlap what came before. */
static bool
needs_escape(const char *text, size_t len)
{
	uint64_t bytes;

	if (len < 8) {
		for (; len > 0; text++, len--)
			if ((unsigned char)*text < 0x20 || *text == '"' || *text == '\\')
				return true;
		return false;
	}
	for (size_t i = 0; i + 8 < len; i += 8) {
		memcpy(&bytes, text + i, 8);
		if (any_special(bytes))
			return true;
	}
	memcpy(&bytes, text + len - 8, 8);
	return any_special(bytes);
}

static void
add_escaped(struct buf *buf, unsigned char c)
{
	static const char letters[][2] = {{'"', '"'}, {'\\', '\\'}, {'\b', 'b'}, {'\f', 'f'}, {'\n', 'n'}, {'\r', 'r'}, {'\t', 't'}};

	for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++)
		if (letters[i][0] == (char)c) {
			buf_add_char(buf, '\\');
			buf_add_char(buf, letters[i][1]);
			return;
		}
	buf_add_format(buf, "\\u%04x", c);
}

/* Most texts need no escape, and are added at once. */
static void
quote(struct buf *buf, const char *text, size_t len)
{
	size_t from = 0;

	if (!needs_escape(text, len)) {
		char *end = buf_room(buf, len + 2);
		end[0] = '"';
		memcpy(end + 1, text, len);
		end[len + 1] = '"';
		end[len + 2] = '\0';
		buf->len += len + 2;
		return;
	}
	buf_add_char(buf, '"');
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];
		if (c >= 0x20 && c != '"' && c != '\\')
			continue;
		buf_add(buf, text + from, i - from);
		from = i + 1;
		add_escaped(buf, c);
	}
	buf_add(buf, text + from, len - from);
	buf_add_char(buf, '"');
}

/* One piece, `,"name":`: keys are half of what is written. */
void
json_key(struct json *json, const char *name)
{
	size_t len = strlen(name);

	must(json->depth > 0 && !json->after_key);
	bool empty = json->level[json->depth - 1].empty;
	must(json->level[json->depth - 1].object);
	if (!json->loose) {
		char *last = json->level[json->depth - 1].last;
		must(len < sizeof(json->level[0].last) && strcmp(last, name) < 0);
		memcpy(last, name, len + 1);
	}
	json->level[json->depth - 1].empty = false;
	json->after_key = true;
	if (needs_escape(name, len)) {
		buf_add(json->buf, ",", !empty);
		quote(json->buf, name, len);
		buf_add_char(json->buf, ':');
		return;
	}
	char *start = buf_room(json->buf, len + 4);
	char *end = start;
	if (!empty)
		*end++ = ',';
	*end++ = '"';
	memcpy(end, name, len);
	end += len;
	*end++ = '"';
	*end++ = ':';
	*end = '\0';
	json->buf->len += (size_t)(end - start);
}

void
json_text(struct json *json, const char *text)
{
	if (text == NULL) {
		json_null(json);
		return;
	}
	json_view(json, view_of(text));
}

void
json_view(struct json *json, struct view text)
{
	before_value(json);
	quote(json->buf, text.data, text.len);
}

void
json_int(struct json *json, int64_t value)
{
	must(value < ((int64_t)1 << 53) && value > -((int64_t)1 << 53));
	before_value(json);
	buf_add_int(json->buf, value);
}

void
json_bool(struct json *json, bool value)
{
	before_value(json);
	buf_add_text(json->buf, value ? "true" : "false");
}

void
json_null(struct json *json)
{
	before_value(json);
	buf_add_text(json->buf, "null");
}

void
json_instant(struct json *json, int64_t instant)
{
	char text[28];

	if (instant == 0) {
		json_null(json);
		return;
	}
	instant_format(instant, text);
	json_text(json, text);
}

void
json_hex(struct json *json, const void *data, size_t len)
{
	before_value(json);
	buf_add_char(json->buf, '"');
	hex_add(json->buf, data, len);
	buf_add_char(json->buf, '"');
}

void
json_raw(struct json *json, struct view value)
{
	before_value(json);
	buf_add(json->buf, value.data, value.len);
}
