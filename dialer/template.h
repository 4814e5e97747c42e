/*
 * template.h - a text with {placeholders}, compiled once and written many times.
 *
 *   {to|digits}  {text|trunc(800)}  {secret.login}  {/data/id}  {=0}
 *
 * A placeholder is a word of template.def, a secret, a JSON pointer into the
 * answer or report at hand, or "=" and literal JSON; filters follow after
 * "|".  Secrets and addresses of ours are put in while compiling, escaped
 * for their place, so that writing is mostly copying.
 */
#ifndef DIALER_TEMPLATE_H
#define DIALER_TEMPLATE_H

#include "config/yaml.h"
#include "dialer/filter.h"
#include "dialer/pointer.h"
#include "dialer/provider.h"
#include "dialer/secrets.h"

enum place {
	PLACE_LITERAL, PLACE_POINTER, PLACE_RAW,
#define PLACE(upper, word, value) PLACE_##upper,
#include "dialer/template.def"
#undef PLACE
};

enum escape {
	ESCAPE_NONE,	/* bodies and JSON texts, which json.h quotes */
	ESCAPE_URL,	/* form fields, queries, places inside a URL */
	ESCAPE_HEADER,	/* refuses control characters */
};

enum { PART_FILTERS = 4 };
struct part {
	enum place place;
	struct view literal;
	struct pointer pointer;
	int filters;
	struct filter filter[PART_FILTERS];
	bool omits;		/* an empty value takes the field away */
	bool silent;		/* the value is not written */
};
struct template {
	enum escape escape;
	int parts;
	struct part *part;
};

/* What is known while a recipe is compiled.  secrets NULL: they are named instead of shown. */
struct recipe_scope {
	struct arena *arena;
	const struct secrets *secrets;
	const struct yaml *declared;	/* the recipe's list of its secrets */
	const char *base_url;
	const char *public_url;
};

/* What is known while a template is written; what is not, is empty. */
struct values {
	const struct order *order;
	const char *attempt;		/* its id as text */
	const char *provider_ref;
	struct view json;		/* the document as serialised */
	struct view signature;
	struct view body;		/* of a webhook */
	const json_t *tree;		/* the answer or report */
};

bool template_compile(const struct recipe_scope *scope, const struct yaml *node, enum escape escape, struct template *out,
    struct err *err) warn_unused;
bool template_compile_text(const struct recipe_scope *scope, const struct yaml *node, struct view text, enum escape escape,
    struct template *out, struct err *err) warn_unused;

enum written { WRITTEN, WRITTEN_OMITTED, WRITTEN_WRONG };	/* wrong: a control character in a header */
enum written template_write(const struct template *template, const struct values *values, struct buf *out);
bool template_is_raw(const struct template *template);	/* {=...}: JSON that is not a text */

#endif
