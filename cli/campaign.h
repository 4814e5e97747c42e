/* campaign.h - what cli/campaign*.c share: how campaigns are shown to a person. */
#ifndef CLI_CAMPAIGN_H
#define CLI_CAMPAIGN_H

#include "db/db.h"

enum { CAMPAIGN_WATCH_MAX = 16 };

/* "    12345  indent and text" */
void campaign_count_print(const char *indent, int64_t count, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* The word of our vocabulary, in the language that is spoken. */
const char *campaign_said(const char *name, const char *russian);
/* From the rows of its lists to what became of each target; EXIT_NO when a line is missing. */
int campaign_print(struct db *db, int64_t id);
/* Until nothing can happen any more without an agent, a later hour, or a person's decision. */
int campaign_follow(struct db *db, const int64_t *ids, int count);

#endif
