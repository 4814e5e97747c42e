/*
 * lint_json.h - what the linter found, as JSON:
 * {"findings":[{"rule",...}],"human_key","neutral","offer_until","rules":[...],
 * "stop_path","verdict","warning","warning_share"}.
 */
#ifndef COMPLIANCE_LINT_JSON_H
#define COMPLIANCE_LINT_JSON_H

#include "base/json.h"
#include "compliance/lint.h"

/* The members of the open object. */
void lint_write_json(const struct lint *lint, struct json *json);
/* "error", "review", "warning" or "ok": the severest finding's. */
const char *lint_verdict(const struct lint *lint);
/* One line for a person: rule, place, words, sentence, remedy. */
void lint_write_finding(const struct finding *finding, struct buf *out);

#endif
