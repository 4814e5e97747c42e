/*
 * capsule_log.h - what the log proves of a capsule's story: entries with inclusion proofs, and what others have said of the log.
 *
 * Every signed note in the capsule is proven to be the beginning of the newest checkpoint: the one that the witnesses
 * cosigned, and those that a time-stamp authority stamped, for each entry the first that covers it.
 */
#ifndef COMPLIANCE_CAPSULE_LOG_H
#define COMPLIANCE_CAPSULE_LOG_H

#include "compliance/capsule_box.h"
#include "config/settings.h"

/* leaf: indices in rising order.  ERR_RETRY: one of them is not in the signed log yet. */
bool capsule_log_add(struct capsule_box *box, const struct settings *settings, const int64_t *leaf, size_t count,
    struct err *err) warn_unused;

#endif
