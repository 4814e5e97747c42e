/*
 * yaml.h - a YAML file as a tree that knows its lines.
 *
 * Maps, lists and texts only; aliases, anchors, tags and duplicate keys are
 * refused.  Values are typed by whoever asks: yaml_int, yaml_instant...  Each
 * error names file, line, key and remedy.
 */
#ifndef CONFIG_YAML_H
#define CONFIG_YAML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

enum yaml_kind { YAML_TEXT, YAML_MAP, YAML_LIST };

struct yaml {
	enum yaml_kind kind;
	char *key;			/* in a map; else NULL */
	char *text;			/* YAML_TEXT */
	int line;			/* from 1 */
	const char *file;		/* for errors */
	struct yaml *first;		/* children of a map or list */
	struct yaml *next;
};

struct yaml *yaml_read_file(const char *path, struct err *err);
struct yaml *yaml_read(const char *file, struct view text, struct err *err);
void *yaml_free(struct yaml *yaml);

/* NULL when the map has no such key. */
const struct yaml *yaml_find(const struct yaml *map, const char *key);
/* Fails, naming the key, when it is not there. */
bool yaml_get(const struct yaml *map, const char *key, const struct yaml **out, struct err *err) warn_unused;
/* A key that is not in known (NULL-terminated) is an error that names the nearest. */
bool yaml_all_known(const struct yaml *map, const char *const *known, struct err *err) warn_unused;

bool yaml_text(const struct yaml *yaml, const char **out, struct err *err) warn_unused;
/* The same, copied; a text that does not fit is an error. */
bool yaml_text_copy(const struct yaml *yaml, char *out, size_t size, struct err *err) warn_unused;
bool yaml_int(const struct yaml *yaml, int64_t min, int64_t max, int64_t *out, struct err *err) warn_unused;
bool yaml_bool(const struct yaml *yaml, bool *out, struct err *err) warn_unused;	/* true, false, yes, no */
bool yaml_instant(const struct yaml *yaml, int64_t *out, struct err *err) warn_unused;
bool yaml_wrong(const struct yaml *yaml, struct err *err, const char *format, ...)
    __attribute__((format(printf, 3, 4)));	/* file:line: key: ...; returns false */
size_t yaml_count(const struct yaml *yaml);

/* The word of known nearest to text by edits, NULL when none is near. */
const char *nearest_word(const char *text, const char *const *known);
/* The same as the end of a message: "; did you mean ...?" in out, empty when none is near. */
enum { NEAREST_SAID = 160 };
const char *nearest_said(const char *text, const char *const *known, char out[NEAREST_SAID]);

#endif
