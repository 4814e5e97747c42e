/*
 * request_template.h - how our order becomes a provider's request, compiled.
 *
 *   method: POST                  POST when not said
 *   url: "{base_url}/send"
 *   headers: {X-Key: "{secret.key}"}
 *   json: {...}                   a document, serialised once: {json}
 *   sign: {...}                   signer.h: {signature}
 *   form: {...} | query: {...} | text: "..."     the body; json alone is the body itself
 */
#ifndef DIALER_REQUEST_TEMPLATE_H
#define DIALER_REQUEST_TEMPLATE_H

#include "dialer/signer.h"

enum body_kind { BODY_NONE, BODY_FORM, BODY_QUERY, BODY_JSON, BODY_TEXT };

struct field {
	struct view key;		/* with its "=" or ": " */
	struct template value;
};
struct fields {
	int count;
	struct field *field;
};

/* A document: a template at each leaf. */
struct document {
	enum yaml_kind kind;
	const char *key;
	struct template value;
	struct document *first;
	struct document *next;
};

struct request_template {
	char method[8];
	struct template url;
	struct fields headers;
	enum body_kind kind;
	struct fields fields;
	struct document *json;
	struct template text;
	struct signer *signer;
};

bool request_template_compile(const struct recipe_scope *scope, const struct yaml *map, struct request_template *out,
    struct err *err) warn_unused;
/* values' json and signature are filled in here. */
bool request_template_write(const struct request_template *template, struct values *values, struct request *out,
    struct err *err) warn_unused;

#endif
