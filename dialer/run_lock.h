/* run_lock.h - one supervisor a run_dir: a locked file that names its holder. */
#ifndef DIALER_RUN_LOCK_H
#define DIALER_RUN_LOCK_H

#include "base/err.h"

/* Makes run_dir when it is not there.  Kept until the process ends; ERR_RETRY names the process that has it. */
bool run_lock_take(const char *run_dir, struct err *err) warn_unused;

#endif
