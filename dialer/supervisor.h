/*
 * supervisor.h - keeps processes running: starts them, starts them again, stops them.
 *
 * It knows nothing of what they do and holds no connection, so that it has
 * little to die of.  A process that ends is started again after a pause that
 * doubles from a tenth of a second to half a minute; one that says by its
 * exit code that it will never work (EXIT_SETTINGS, EXIT_NO, EXIT_USAGE) is
 * not.  Should the supervisor die, its processes get SIGTERM from the kernel.
 */
#ifndef DIALER_SUPERVISOR_H
#define DIALER_SUPERVISOR_H

#include <stdint.h>

enum { SUPERVISED_MAX = 80, SUPERVISOR_DRAIN_SECONDS = 15 };

struct process_start {
	char name[80];		/* for the log: "dispatcher-2" */
	char *const *argv;	/* argv[0] is executed; kept by the caller */
};

/*
 * Until SIGTERM, SIGINT or SIGHUP; then all get SIGTERM, and SIGKILL after
 * SUPERVISOR_DRAIN_SECONDS.  Returns EXIT_DONE, or the exit code of the last
 * process when every one of them has given up by itself.
 */
int supervise(const struct process_start *starts, int count);

/* The pause before the n-th start in a row that ended early, in microseconds. */
int64_t supervisor_pause(int failures);

#endif
