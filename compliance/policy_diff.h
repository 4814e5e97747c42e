/* policy_diff.h - what changes from one pack to the next, for the person who signs it. */
#ifndef COMPLIANCE_POLICY_DIFF_H
#define COMPLIANCE_POLICY_DIFF_H

#include "config/yaml.h"

/* A line for each value that is there in one only or differs, with dates and sources, in Russian; how many. */
int policy_diff(const struct yaml *old, const struct yaml *new, struct buf *out);

#endif
