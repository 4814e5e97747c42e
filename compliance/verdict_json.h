/* verdict_json.h - a verdict as canonical JSON: the outcome, and each rule that did not allow. */
#ifndef COMPLIANCE_VERDICT_JSON_H
#define COMPLIANCE_VERDICT_JSON_H

#include "base/buf.h"
#include "compliance/verdict.h"

struct json;

/*
 * {"answers":[{"detail","outcome","reason","rule","until"}],"outcome","until"}: reason is the
 * code of law.md, detail says more narrowly why, until is there when deferred.
 */
void verdict_write_json(const struct verdict *verdict, struct buf *out);
/* The (rule, reason) pairs that a decision keeps, as an array of sentences in Russian: "G-08: ...". */
void verdict_pairs_write(struct view pairs, struct json *json);

#endif
