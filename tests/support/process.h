/*
 * process.h - real processes for tests: started, killed, waited for.
 *
 * DOZVON_BUILD names the folder of the binaries; "build" when it is not set.
 */
#ifndef TESTS_SUPPORT_PROCESS_H
#define TESTS_SUPPORT_PROCESS_H

#include <sys/types.h>

/* argv[0] is a program of the build folder; its stderr goes to log (NULL: /dev/null). */
pid_t process_start(const char *const *argv, const char *log);
/* The same with its first line of output given back. */
pid_t process_start_reading(const char *const *argv, const char *log, char *line, int size);
void process_kill(pid_t pid);			/* kill -9, and waits */
int process_stop(pid_t pid);			/* SIGTERM; its exit code; 15 seconds at most, then -1 */
/* A role of serve with these settings. */
pid_t role_start(const char *settings, const char *role, const char *name, const char *log);
/* The twin on a free port; options: NULL-terminated words after "serve --port 0". */
pid_t twin_start(const char *const *options, const char *log, int *port);
/* GET of the twin: the body as text in static memory. */
const char *twin_get(int port, const char *path);
/* The largest resident size that the process has had, in KiB; 0 when it is gone. */
long process_peak_rss(pid_t pid);
/* CPU seconds so far, with those of its ended children; and its parent. */
double process_cpu(pid_t pid);
pid_t process_parent(pid_t pid);

#endif
