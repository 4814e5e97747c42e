/* line_reject_store.c - the two files of an import of lines, among the files outside. */
#include "compliance/line_reject_store.h"

#include "compliance/outside_file_store.h"

static bool
tell(struct db *db, enum outside_kind kind, const char *path, const struct entry *who, int64_t *id, struct err *err)
{
	struct outside_file file = {.kind = kind, .path = path, .staff = who->who_id, .now = who->at};

	return *id != 0 || outside_file_add(db, &file, id, err);
}

bool
line_reject_batch(struct db *db, struct line_file *file, const struct entry *who, struct err *err)
{
	bool rejects = false;

	for (int i = 0; i < file->count && !rejects; i++)
		rejects = file->reason[i] != NULL;
	return tell(db, OUTSIDE_LIST, file->path, who, &file->outside, err) &&
	    (!rejects || tell(db, OUTSIDE_REJECTS, file->reject_path, who, &file->outside_rejects, err)) &&
	    line_file_end_batch(file, err);
}

bool
line_reject_end(struct db *db, struct line_file *file, const struct entry *who, struct err *err)
{
	return file->outside_rejects == 0 || outside_file_end(db, file->outside_rejects, file->reject_path, who->at, err);
}
