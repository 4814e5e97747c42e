/* plan_worker.h - a process with its own connections that plans one part of a campaign beside this one. */
#ifndef DIALER_PLAN_WORKER_H
#define DIALER_PLAN_WORKER_H

#include "dialer/plan.h"

struct plan_worker;

/* Forks. dsn: of all three connections. */
struct plan_worker *plan_worker_start(const char *dsn, const struct plan_work *work, const struct plan_part *part);
/* Waits for its end; adds to *sum what it planned. NULL: nobody was started, nothing is added. */
bool plan_worker_finish(struct plan_worker *worker, struct plan_result *sum, struct err *err) warn_unused;

#endif
