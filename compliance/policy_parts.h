/* policy_parts.h - the parts of a policy pack; for policy.c only. */
#ifndef COMPLIANCE_POLICY_PARTS_H
#define COMPLIANCE_POLICY_PARTS_H

#include "compliance/policy.h"
#include "config/yaml.h"

/* Every value of a pack says where it comes from. */
bool policy_source(const struct yaml *map, const char **out, struct err *err) warn_unused;
/* The figures in force at now; valid_to shrinks to the day on which one of them changes. */
bool policy_read_values(const struct yaml *parameters, int64_t now, struct policy *out, struct err *err) warn_unused;
/* Which rules are asked, which only observed and until when, and what another law needs: policy_rules.c. */
bool policy_read_rules(const struct yaml *root, int64_t now, struct policy *out, struct err *err) warn_unused;
bool policy_read_needs(const struct yaml *root, struct policy *out, struct err *err) warn_unused;
/* "[SMS, EMAIL]" as bits; kind 'p', 'c', 'm', 'k', 'o': purposes, channels, modes, consent codes, classes of outcomes. */
bool policy_read_words(const struct yaml *list, char kind, uint16_t *out, struct err *err) warn_unused;
/* Every year from valid_from to valid_to must be there. */
bool policy_read_calendar(const struct yaml *calendar, struct policy *out, struct err *err) warn_unused;
/* The section of deadlines; a pack without one states none. */
bool policy_read_deadlines(const struct yaml *root, int64_t now, struct policy *out, struct err *err) warn_unused;

#endif
