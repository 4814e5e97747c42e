/*
 * lint_message.h - a message for the linter from a JSON object.
 *
 * {"text","channel","class"} and, where known, "purpose", "sender", "subject",
 * "sms_category", "professionals", "id" (for whoever asks; not read).
 */
#ifndef COMPLIANCE_LINT_MESSAGE_H
#define COMPLIANCE_LINT_MESSAGE_H

#include "base/err.h"
#include "compliance/lint.h"

struct lint_message {
	struct lint_text text;	/* its views point into the object */
	void *object;
};

/* Release what was read, also after a failure. */
bool lint_read_json(struct view json, struct lint_message *out, struct err *err) warn_unused;
void lint_message_release(struct lint_message *message);
#endif
