/*
 * clearance.h - the opaque, one-shot, seconds-long permission to make one request.
 *
 * Only gate_clear makes one, only from a verdict of ALLOW, only for a
 * decision that is being recorded; a request cannot be built without one
 * (dialer/request.h), and spending it twice is a bug that stops the process.
 */
#ifndef COMPLIANCE_CLEARANCE_H
#define COMPLIANCE_CLEARANCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/uuid.h"
#include "compliance/facts.h"
#include "compliance/verdict.h"

struct clearance;

enum { CLEARANCE_SECONDS = 10 };

/*
 * decision: the id under which this verdict is recorded.  The clearance holds
 * for these facts' channel and this address only.  NULL unless the verdict is ALLOW.
 */
struct clearance *gate_clear(const struct verdict *verdict, const struct facts *facts, struct uuid decision,
    const char *address);
void *clearance_free(struct clearance *clearance);

struct uuid clearance_decision(const struct clearance *clearance);
enum channel clearance_channel(const struct clearance *clearance);
const char *clearance_address(const struct clearance *clearance);
bool clearance_is_fresh(const struct clearance *clearance, int64_t now);
/* Spends it: true once, and only while fresh. */
bool clearance_spend(struct clearance *clearance, int64_t now);

#endif
