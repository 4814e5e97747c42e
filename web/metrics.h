/*
 * metrics.h - numbers for the graph, in Prometheus' text form.  No personal data: states, counts and ages.
 *
 * The database is asked at most once a second, and less often when asking is
 * slow: counting may take a fiftieth of the time, not more.
 */
#ifndef WEB_METRICS_H
#define WEB_METRICS_H

#include "web/site.h"

struct metrics;

struct metrics *metrics_new(void);
void *metrics_free(struct metrics *metrics);
void metrics_write(struct site *site, int64_t now, struct buf *out);

#endif
