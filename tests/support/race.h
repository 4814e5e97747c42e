/*
 * race.h - what the programs of tests/race share: PASS and FAIL lines, a cluster of their own, a folder of their own.
 *
 * They run from the root of the tree.  After a failure the cluster and the folder stay, to be looked into.
 */
#ifndef TESTS_SUPPORT_RACE_H
#define TESTS_SUPPORT_RACE_H

#include <stdbool.h>
#include <stdint.h>

/* A PASS or FAIL line. */
void race_check(bool held, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A command that must succeed. */
void race_shell(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* A fresh cluster in directory with fsync on and these options besides; sets DOZVON_TEST_DSN. */
void race_cluster_start(const char *directory, const char *options);
/* Removes the cluster and the folder when every check held; the program's exit code. */
int race_end(const char *folder);
/* CLOCK_REALTIME in microseconds: the machine's clock, as the twin's and PostgreSQL's. */
int64_t race_realtime(void);

#endif
