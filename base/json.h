/*
 * json.h - writing JSON, fast and canonical.
 *
 * What is written is RFC 8785 when the members of each object are added in
 * the order of their names (UTF-16 code units; for ASCII names, of their
 * bytes) and numbers are integers below 2^53: both are checked, so that
 * what we hash is what others hash.  Reading is done with jansson.
 *
 *   struct json json;
 *   json_start(&json, &buf);
 *   json_object(&json);
 *     json_key(&json, "a"); json_int(&json, 1);
 *     json_key(&json, "b"); json_array(&json); json_text(&json, "x"); json_end(&json);
 *   json_end(&json);
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum { JSON_DEPTH = 16 };

struct json {
	struct buf *buf;
	int depth;
	bool loose;			/* members in any order: not canonical, not checked */
	bool after_key;
	struct {
		bool object;
		bool empty;
		char last[48];		/* the name before, to check the order */
	} level[JSON_DEPTH];
};

void json_start(struct json *json, struct buf *buf);		/* canonical */
void json_start_loose(struct json *json, struct buf *buf);	/* for answers to people */
void json_object(struct json *json);
void json_array(struct json *json);
void json_end(struct json *json);		/* of the innermost object or array */
void json_key(struct json *json, const char *name);
void json_text(struct json *json, const char *text);	/* must be UTF-8; NULL writes null */
void json_view(struct json *json, struct view text);
void json_int(struct json *json, int64_t value);
void json_bool(struct json *json, bool value);
void json_null(struct json *json);
void json_instant(struct json *json, int64_t instant);	/* RFC 3339 text; 0 writes null */
void json_hex(struct json *json, const void *data, size_t len);
void json_raw(struct json *json, struct view value);	/* already JSON */

#endif
