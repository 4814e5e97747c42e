/* progress.h - where a campaign's targets are: counts by state, by result, and by the rule that excluded. */
#ifndef WEB_PROGRESS_H
#define WEB_PROGRESS_H

#include "base/json.h"
#include "db/db.h"

enum { PROGRESS_COUNTS = 96 };

struct count {
	char name[24];
	int64_t value;
};
struct counts {
	int count;
	struct count of[PROGRESS_COUNTS];
};
struct progress {
	int64_t targets;
	struct counts state, result, excluded_by;
};

bool progress_load(struct db *db, int64_t campaign, struct progress *out, struct err *err) warn_unused;
void progress_write(const struct progress *progress, struct json *json);

#endif
