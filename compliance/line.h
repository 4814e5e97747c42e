/*
 * line.h - one JSON object of an import file, read field by field.
 *
 *   struct line line;
 *   line_open(&line, text);
 *   line_text(&line, "path", &path);
 *   ...
 *   if (!line_close(&line)) -> line.field and line.reason say what was wrong first
 *
 * Readers after the first fault read nothing, so that a caller asks once, at
 * the end.  A field that nobody asked for is a fault as well: a misspelt
 * "valid_untill" must not make a consent eternal.
 */
#ifndef COMPLIANCE_LINE_H
#define COMPLIANCE_LINE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/tri.h"

/* channel_number(view) is channel_find(view) as an int: what line_word and line_words take. */
#define LIST(type, prefix) int type##_number(struct view name);
#define WORD(prefix, name, russian)
#define END(type, prefix)
#include "compliance/words.def"
#undef LIST
#undef WORD
#undef END

struct json_t;	/* jansson's: its header cannot stand beside base/json.h */

enum { LINE_FIELDS = 24, LINE_FIELD_TEXT = 48 };

struct line {
	struct json_t *object;
	const char *asked[LINE_FIELDS];
	int asked_count;
	char field[LINE_FIELD_TEXT];	/* "" when the line as a whole is wrong */
	const char *reason;		/* English, for say(); NULL when nothing was wrong */
};

void line_open(struct line *line, struct view text);
/* True when nothing was wrong; texts that were lent stay until line_release. */
bool line_close(struct line *line);
void line_release(struct line *line);
bool line_wrong(struct line *line, const char *field, const char *reason);

/* Texts are lent by the line; a field that is absent or null gives NULL, 0 or UNKNOWN. */
const char *line_text(struct line *line, const char *field);
const char *line_needed_text(struct line *line, const char *field);
int64_t line_instant(struct line *line, const char *field);
int64_t line_integer(struct line *line, const char *field);	/* 0 when absent; from 1 */
int64_t line_inn(struct line *line, const char *field);		/* 10 or 12 digits, as a number or a text */
enum tri line_tri(struct line *line, const char *field);
int line_word(struct line *line, const char *field, int (*find)(struct view name));	/* 0 when absent */
/* An array of words -> their bits. */
uint16_t line_words(struct line *line, const char *field, int (*find)(struct view name));
/* What is under the field as canonical JSON; empty when absent. */
void line_json_object(struct line *line, const char *field, struct buf *out);
void line_json_array(struct line *line, const char *field, struct buf *out);
/* The object under the field, NULL when absent. */
const struct json_t *line_object(struct line *line, const char *field);

#endif
