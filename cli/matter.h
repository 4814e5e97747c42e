/* matter.h - what the files of the command matter share: what its options say; matters printed, what is overdue in red on a screen. */
#ifndef CLI_MATTER_H
#define CLI_MATTER_H

#include "cli/act.h"
#include "compliance/matter_act_store.h"

/* One call of the command: what its options say. */
struct matter_asked {
	struct act act;
	struct matter_act deed;
	uint8_t sha[SHA256_SIZE];
	struct policy *policy;
	int argc;
	char **argv;
	int64_t now;
};
/* Whose matter is shown: the trace of the read, before anything is printed. */
bool matter_note_read(struct matter_asked *asked, struct err *err) warn_unused;
bool matter_read_instant(const struct matter_asked *asked, const char *option, int64_t *out, struct err *err) warn_unused;

/* matter_write.c: the verbs leak, correct and draft. */
bool matter_leak_asked(struct matter_asked *asked, struct err *err) warn_unused;
bool matter_correct_asked(struct matter_asked *asked, struct err *err) warn_unused;
bool matter_draft_asked(struct matter_asked *asked, struct err *err) warn_unused;

bool matter_print_list(struct db *db, enum matter_kind kind, bool only_open, const struct policy *policy, int64_t now,
    struct err *err) warn_unused;
bool matter_print(struct db *db, int64_t id, const struct policy *policy, int64_t now, struct err *err) warn_unused;

#endif
