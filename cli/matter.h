/* matter.h - matters printed: what is overdue in red on a screen. */
#ifndef CLI_MATTER_H
#define CLI_MATTER_H

#include "compliance/matter_store.h"

bool matter_print_list(struct db *db, enum matter_kind kind, bool only_open, const struct policy *policy, int64_t now,
    struct err *err) warn_unused;
bool matter_print(struct db *db, int64_t id, const struct policy *policy, int64_t now, struct err *err) warn_unused;

#endif
