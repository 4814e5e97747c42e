/*
 * scan.c - reading values out of a JSON text without building a tree: one pass
 * over the bytes to the value that is wanted.  Syntax is checked as far as
 * the pass goes; json_is_valid goes to the end.
 */
#include <stdlib.h>
#include <string.h>

#include "tests/twin/fields.h"

enum { SCAN_DEPTH = 24 };

struct scan {
	const char *p, *end;
	bool strict;			/* control characters in strings are looked for too */
};

static bool skip_value(struct scan *scan, int depth);

static char
peek(struct scan *scan)
{
	while (scan->p < scan->end && (*scan->p == ' ' || *scan->p == '\n' || *scan->p == '\t' || *scan->p == '\r'))
		scan->p++;
	return scan->p < scan->end ? *scan->p : '\0';
}

static bool
take(struct scan *scan, char c)
{
	if (peek(scan) != c)
		return false;
	scan->p++;
	return true;
}

static bool
has_control(const char *p, const char *end)
{
	bool found = false;

	for (; p < end; p++)
		found |= (unsigned char)*p < 0x20;
	return found;
}

/* From quote to quote: a quote after an odd number of backslashes belongs to the string. */
static bool
skip_string(struct scan *scan)
{
	const char *start, *quote, *slash;

	if (!take(scan, '"'))
		return false;
	start = scan->p;
	do {
		quote = memchr(scan->p, '"', (size_t)(scan->end - scan->p));
		if (quote == NULL)
			return false;
		for (slash = quote; slash > start && slash[-1] == '\\'; slash--)
			;
		scan->p = quote + 1;
	} while ((quote - slash) % 2 != 0);
	return !scan->strict || !has_control(start, quote);
}

static bool
skip_plain(struct scan *scan)
{
	static const char *const words[] = {"true", "false", "null"};
	const char *start = scan->p;

	for (int i = 0; i < 3; i++) {
		size_t len = strlen(words[i]);
		if ((size_t)(scan->end - start) >= len && memcmp(start, words[i], len) == 0) {
			scan->p += len;
			return true;
		}
	}
	while (scan->p < scan->end && *scan->p != '\0' && strchr("+-.0123456789eE", *scan->p) != NULL)
		scan->p++;
	return scan->p > start && (*start == '-' || (*start >= '0' && *start <= '9'));
}

static bool
skip_members(struct scan *scan, char end, int depth)
{
	scan->p++;
	if (take(scan, end))
		return true;
	do {
		if (end == '}' && (!skip_string(scan) || !take(scan, ':')))
			return false;
		if (!skip_value(scan, depth + 1))
			return false;
	} while (take(scan, ','));
	return take(scan, end);
}

static bool
skip_value(struct scan *scan, int depth)
{
	if (depth > SCAN_DEPTH)
		return false;
	switch (peek(scan)) {
	case '{': return skip_members(scan, '}', depth);
	case '[': return skip_members(scan, ']', depth);
	case '"': return skip_string(scan);
	default: return skip_plain(scan);
	}
}

bool
json_is_valid(struct view text)
{
	struct scan scan = {text.data, text.data + text.len, true};
	return skip_value(&scan, 0) && peek(&scan) == '\0' && scan.p == scan.end;
}

/* Moves to the value of the named member; names with escapes are not looked for. */
static bool
enter_member(struct scan *scan, const char *name, size_t len)
{
	if (!take(scan, '{') || peek(scan) == '}')
		return false;
	do {
		peek(scan);
		const char *key = scan->p + 1;
		if (!skip_string(scan))
			return false;
		bool found = (size_t)(scan->p - 1 - key) == len && memcmp(key, name, len) == 0;
		if (!take(scan, ':'))
			return false;
		if (found)
			return true;
		if (!skip_value(scan, 0))
			return false;
	} while (take(scan, ','));
	return false;
}

static bool
enter_element(struct scan *scan, long wanted)
{
	if (!take(scan, '[') || peek(scan) == ']')
		return false;
	for (; wanted > 0; wanted--)
		if (!skip_value(scan, 0) || !take(scan, ','))
			return false;
	return true;
}

struct view
json_at(struct view text, const char *path)
{
	struct scan scan = {text.data, text.data + text.len, false};

	while (*path != '\0') {
		size_t len = strcspn(path, ".");
		bool entered = peek(&scan) == '[' ? enter_element(&scan, strtol(path, NULL, 10)) :
		    enter_member(&scan, path, len);
		if (!entered)
			return (struct view){"", 0};
		path += len + (path[len] == '.');
	}
	peek(&scan);
	const char *start = scan.p;
	if (!skip_value(&scan, 0))
		return (struct view){"", 0};
	return (struct view){start, (size_t)(scan.p - start)};
}

static char *
add_code_point(char *out, unsigned code)
{
	if (code < 0x80) {
		*out++ = (char)code;
	} else if (code < 0x800) {
		*out++ = (char)(0xc0 | code >> 6);
		*out++ = (char)(0x80 | (code & 0x3f));
	} else {
		*out++ = (char)(0xe0 | code >> 12);
		*out++ = (char)(0x80 | (code >> 6 & 0x3f));
		*out++ = (char)(0x80 | (code & 0x3f));
	}
	return out;
}

/* Halves of pairs come out one by one (CESU-8): nobody reads them here. */
static char *
add_escape(char *out, const char **p, const char *end)
{
	static const char from[] = "nrtbf", to[] = "\n\r\t\b\f";
	char c = *++*p;

	if (c == 'u' && end - *p > 4) {
		char digits[5] = {(*p)[1], (*p)[2], (*p)[3], (*p)[4], '\0'};
		*p += 4;
		return add_code_point(out, (unsigned)strtoul(digits, NULL, 16));
	}
	const char *known = c != '\0' ? strchr(from, c) : NULL;
	*out++ = known ? to[known - from] : c;
	return out;
}

struct view
json_text_of(struct view raw, struct arena *arena)
{
	if (raw.len < 2 || *raw.data != '"')
		return raw;
	struct view inside = {raw.data + 1, raw.len - 2};
	if (memchr(inside.data, '\\', inside.len) == NULL)
		return inside;
	const char *end = inside.data + inside.len;
	char *start = arena_take(arena, inside.len);
	char *out = start;
	for (const char *p = inside.data; p < end; p++) {
		if (*p == '\\' && p + 1 < end)
			out = add_escape(out, &p, end);
		else
			*out++ = *p;
	}
	return (struct view){start, (size_t)(out - start)};
}

struct view
json_text_at(struct view text, const char *path, struct arena *arena)
{
	return json_text_of(json_at(text, path), arena);
}
